"""Put outputs and their analyses into a matter."""

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.domain.analysis import Screening
from workbench.domain.errors import StorageFault
from workbench.domain.exhibit import Caption, Exhibit, ExhibitPart
from workbench.domain.progress import Progress
from workbench.domain.review import Attempt
from workbench.intake import Choices, Refusal, Tally, files_in, read_each
from workbench.matter import Matter


def add_outputs(
    matter: Path, paths: Sequence[Path], attempt: Attempt, reviewer: str, choices: Choices | None = None
) -> Generator[Progress, None, tuple[Refusal, ...]]:
    """Add every text in the files `paths` to `matter` as an output; returns what could not be read.

    What could not be read is a row of the matter's audit trail, too.
    Where a file says how an output was obtained, that counts, and `attempt` fills what it leaves open.
    """
    files = files_in(paths)
    tally = Tally()
    with Matter.open(matter, reviewer) as opened:
        for taken in read_each(files, tally, choices or Choices()):
            opened.add_output(taken.document, taken.original, taken.obtained(attempt))
            yield Progress(tally.done, len(files), "adding outputs")
        opened.record_refusals([(refusal.name, refusal.reason) for refusal in tally.refusals])
    return tuple(tally.refusals)


def record_refusal(matter: Path, name: str, reason: str, reviewer: str) -> None:
    """Record in `matter` that a file was not read, and why."""
    with Matter.open(matter, reviewer) as opened:
        opened.record_refusals([(name, reason)])


def record_screening(
    matter: Path, content: bytes, screening: Screening, libraries: Sequence[Path], reviewer: str
) -> None:
    """Record `screening` in `matter`, with its output if the matter does not hold the same bytes already."""
    with Matter.open(matter, reviewer) as opened:
        known = {entry.sha256: entry.id for entry in opened.outputs()}
        output = known.get(screening.output.sha256)
        if output is None:
            output = opened.add_output(screening.output, content, Attempt())
        for library in libraries:
            if library.resolve() not in opened.libraries():
                opened.attach_library(library.resolve())
        opened.record(output, screening)


def record_exhibit(
    matter: Path,
    made: Path,
    profile: str,
    reviewer: str,
    privileged: bool = False,
    unsigned_sha256: str = "",
    chosen: Mapping[str, Any] | None = None,
) -> int:
    """Remember in `matter` the exhibit that was printed to `made`; gives its number.

    `chosen`: what was selected, as `Selection.record` tells it, and whatever else changed what was printed.
    `unsigned_sha256`: of a signed one, what its bytes were before.
    """
    try:
        content = made.read_bytes()
    except OSError as fault:
        raise StorageFault(f"{made} cannot be read.", "Print the exhibit again.") from fault
    selection: dict[str, Any] = {**(chosen or {}), **({"privileged": True} if privileged else {})}
    if unsigned_sha256:
        selection["unsigned_sha256"] = unsigned_sha256
    with Matter.open(matter, reviewer) as opened:
        return opened.record_exhibit(made.name, content, profile, selection)


def exhibit_of(screening: Screening) -> Exhibit:
    """The exhibit of one analysis that is in no matter: undecided, undated."""
    return Exhibit(Caption(), "", (ExhibitPart(screening, Attempt(), {}),))
