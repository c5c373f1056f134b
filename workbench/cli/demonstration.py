"""`workbench demo` on a terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import terminal
from workbench.cli.screen import coverage_lines

if TYPE_CHECKING:
    from workbench.domain.analysis import Analysis


def show_demo(out: Path | None) -> None:
    """Run the demonstration and print what it found against what was planted."""
    from workbench.workflows.demo import demo

    report = terminal.run(demo(out if out is not None else _free_folder()))
    analysis = report.screening.analysis
    terminal.table(
        ["planted", "words", "from", "found", "as", "findings"],
        [
            [
                result.plant.treatment,
                str(len(result.plant.span.of(report.screening.output.text).split())),
                _title(report.screening.analysis, result.plant.source),
                "yes" if result.found else "no",
                ", ".join(result.kinds) or "-",
                ", ".join(f"[{finding.id}]" for finding in result.findings) or "-",
            ]
            for result in report.results
        ],
        numbers=["words"],
    )
    found = sum(result.found for result in report.results)
    right = sum(result.right for result in report.results)
    leads = sum(finding.kind == "lead" for finding in analysis.findings)
    terminal.say(
        f"{found} of {len(report.results)} plants found, {right} of them as what they are; "
        f"{len(report.beside)} counted findings beside them; {leads} leads."
    )
    for line in coverage_lines(analysis):
        terminal.say(line)
    terminal.say()
    for name in ("exhibit.pdf", "analysis.json", "demo.matter"):
        terminal.say(str(report.folder / name))


def _title(analysis: "Analysis", source: str) -> str:
    return next((record.title for record in analysis.sources if record.id == source), "-")


def _free_folder() -> Path:
    """`workbench-demo` in this folder, or the first numbered one that is free: no earlier run is lost."""
    folder, number = Path("workbench-demo"), 1
    while folder.exists() and any(folder.iterdir()):
        number += 1
        folder = Path(f"workbench-demo-{number}")
    return folder
