"""Which findings of a matter are the same as others: asked beside the window, as large analyses are read."""

from collections.abc import Generator
from pathlib import Path

from workbench.domain.progress import Progress
from workbench.matter import Matter, Proposal


def findings_alike(
    matter: Path, analysis: int, finding: int, passphrase: str = ""
) -> Generator[Progress, None, list[tuple[int, int]]]:
    """Findings elsewhere in `matter` with the same source words: analysis and number; raises MatterFault."""
    yield Progress(0, 0, "comparing findings")
    with Matter.open(matter, passphrase=passphrase) as opened:
        return opened.alike(analysis, finding)


def carried_over(
    matter: Path, old: int, new: int, passphrase: str = ""
) -> Generator[Progress, None, list[Proposal]]:
    """What the decisions about an earlier analysis propose for a later one; raises MatterFault."""
    yield Progress(0, 0, "comparing analyses")
    with Matter.open(matter, passphrase=passphrase) as opened:
        return opened.carry_over(old, new)
