"""Put outputs and their analyses into a matter."""

from collections.abc import Generator, Sequence
from pathlib import Path

from workbench.domain.analysis import Screening
from workbench.domain.exhibit import Caption, Exhibit, ExhibitPart
from workbench.domain.progress import Progress
from workbench.domain.review import Attempt
from workbench.intake import Refusal, files_in, read_each
from workbench.matter import Matter


def add_outputs(
    matter: Path, paths: Sequence[Path], attempt: Attempt, reviewer: str
) -> Generator[Progress, None, tuple[Refusal, ...]]:
    """Add every file in `paths` to `matter` as an output; returns those that could not be read."""
    files = files_in(paths)
    refusals: list[Refusal] = []
    with Matter.open(matter, reviewer) as opened:
        for number, (document, content) in enumerate(read_each(files, refusals), start=1):
            opened.add_output(document, content, attempt)
            yield Progress(number, len(files), "adding outputs")
    return tuple(refusals)


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


def exhibit_of(screening: Screening) -> Exhibit:
    """The exhibit of one analysis that is in no matter: undecided, undated."""
    return Exhibit(Caption(), "", (ExhibitPart(screening, Attempt(), {}),))
