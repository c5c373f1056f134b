"""The whole journey on real prose: library, analysis, matter, exhibit, measured against what was planted."""

import shutil
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.analysis import Screening
from workbench.domain.errors import StorageFault
from workbench.domain.exhibit import Caption
from workbench.domain.finding import Finding
from workbench.domain.progress import Progress
from workbench.domain.review import Attempt
from workbench.library import write_rights
from workbench.matter import Matter, utc_now
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import create_library
from workbench.workflows.print_exhibit import print_exhibit
from workbench.workflows.sample import PlantResult, Sample, assemble, judge

REVIEWER = "Demonstration"


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demonstration made, and how it compares with the truth."""

    folder: Path
    screening: Screening
    results: tuple[PlantResult, ...]
    beside: tuple[Finding, ...]
    """Counted findings that lie in no plant."""


def demo(
    folder: Path, clock: Callable[[], str] = utc_now
) -> Generator[Progress | Screening, None, DemoReport]:
    """Make a sample library, screen a sample output, record it in a matter, and print its exhibit.

    Writes `library/`, `rights.csv`, `sample-output.txt`, `analysis.json`, `demo.matter` and `exhibit.pdf` to
    `folder`, which must be new or empty; a fault, or closing it early, takes them away again. Raises
    StorageFault.
    """
    sample = assemble()
    _make_folder(folder)
    try:
        return (yield from _journey(folder, sample, clock))
    except BaseException:
        _clear(folder, sample.output.name)  # a half-made one would stand in the way of the next
        raise


def _journey(
    folder: Path, sample: Sample, clock: Callable[[], str]
) -> Generator[Progress | Screening, None, DemoReport]:
    library, rights = folder / "library", folder / "rights.csv"
    write_rights(rights, sample.rights)
    yield from create_library(library, sample.files, rights, embed=True)

    output = folder / sample.output.name
    output.write_bytes(sample.output.text.encode())
    screening = yield from analyze(sample.output, [library])
    (folder / "analysis.json").write_text(screening.analysis.to_json(), encoding="utf-8", newline="")
    results = judge(sample.plants, screening.analysis.findings)

    _record(folder / "demo.matter", library, sample, screening, results, clock)
    yield from print_exhibit(folder / "demo.matter", folder / "exhibit.pdf")
    with Matter.open(folder / "demo.matter", REVIEWER, clock) as matter:
        matter.record_exhibit("exhibit.pdf", (folder / "exhibit.pdf").read_bytes(), "letter")
    return DemoReport(folder, screening, results, _beside(screening, sample))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        empty = not any(folder.iterdir())
    except OSError as fault:
        raise StorageFault(
            f"The folder {folder} cannot be made: {fault.strerror}.", "Name another with --out."
        ) from fault
    if not empty:
        raise StorageFault(f"The folder {folder} is not empty.", "Name a new or empty one with --out.")


def _clear(folder: Path, output: str) -> None:
    shutil.rmtree(folder / "library", ignore_errors=True)
    for name in ("rights.csv", output, "analysis.json", "demo.matter", "exhibit.pdf"):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _record(
    path: Path,
    library: Path,
    sample: Sample,
    screening: Screening,
    results: Sequence[PlantResult],
    clock: Callable[[], str],
) -> None:
    """The matter, with two decisions as a reviewer might make them."""
    attempt = Attempt(
        model="none: assembled for this demonstration",
        prompt="Write a column on what presidents have asked of the country.",
        operator=REVIEWER,
    )
    with Matter.create(path, REVIEWER, clock) as matter:
        matter.set_caption(Caption(parties="Sample matter", exhibit="Exhibit A", prepared_by=REVIEWER))
        matter.attach_library(library)
        output = matter.add_output(sample.output, sample.output.text.encode(), attempt)
        analysis = matter.record(output, screening)
        for treatment, code, note in _DECISIONS:
            for result in results:
                if result.plant.treatment == treatment and result.findings:
                    matter.decide(analysis, result.findings[0].id, code, note)
                    break


_DECISIONS: tuple[tuple[str, str, str], ...] = (
    ("verbatim", "reproduced", "Word for word, without quotation marks or attribution."),
    ("paraphrased", "unsure", "Follows the source clause by clause; ask the author for drafts."),
)


def _beside(screening: Screening, sample: Sample) -> tuple[Finding, ...]:
    return tuple(
        finding
        for finding in screening.analysis.findings
        if finding.counted and not any(finding.output_span.overlap(plant.span) for plant in sample.plants)
    )
