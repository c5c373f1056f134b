"""`workbench calibrate` on a terminal."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import terminal

if TYPE_CHECKING:
    from workbench.workflows.calibrate import CalibrationReport

MOST_LISTED = 20
"""False findings that are listed, the heaviest; the JSON holds all."""


def calibrate(
    library: Annotated[Path, typer.Argument(help="The library's folder.", metavar="LIB", readable=False)],
    control: Annotated[
        list[Path],
        typer.Option("--control", metavar="PATH", help="A text or folder that cannot derive from it."),
    ],
    more: Annotated[
        list[Path] | None, typer.Argument(help="More control texts and folders.", metavar="[PATH...]")
    ] = None,
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Search by meaning, too; else by words alone.")
    ] = False,
    processes: Annotated[
        int, typer.Option(min=0, help="How many processes share the texts; 0 takes one for each processor.")
    ] = 0,
    json: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write the result; - prints it.")
    ] = None,
) -> None:
    """Measure how often a library yields findings in texts that cannot derive from it."""
    import os

    from workbench.workflows.calibrate import calibrate as measure

    if json is not None:
        terminal.check_json_target(json)
    paths = [*control, *(more or [])]
    report = terminal.run(measure(library, paths, semantic, processes or os.cpu_count() or 1))
    for refusal in report.refusals:
        terminal.warn(f"Not read: {refusal.reason}")
    if json is not None:
        terminal.write_json(json, terminal.as_json(asdict(report)))
    if json != "-":
        _show(report)


def _show(report: "CalibrationReport") -> None:
    from workbench.evidence.control import figure

    columns = ["kind", "bits or more", "found", "at most", "in decoys", "at most in decoys"]
    terminal.table(
        columns,
        [
            [
                real.kind,
                f"{real.least_bits:g}",
                f"{real.found:,}",
                figure(real.at_most),
                f"{decoy.found:,}",
                figure(decoy.at_most),
            ]
            for real, decoy in zip(report.control, report.decoys, strict=True)
        ],
        numbers=columns[1:],
    )
    calibration = report.calibration
    terminal.say(
        f"Control: {terminal.counted(len(calibration.texts), 'text')}, {calibration.control.words:,} words, "
        f"searched by their words {'and by meaning' if calibration.semantic else 'alone'}. "
        "“At most” is for 100,000 words, with 95 % confidence (Clopper and Pearson)."
    )
    found = sorted(calibration.control.findings, key=lambda each: -each.weight_bits)
    if found:
        terminal.say("Look at these: a true quotation of the library is no false finding.")
        terminal.table(
            ["kind", "bits", "control text", "place", "work"],
            [
                [each.kind, f"{each.weight_bits:.0f}", each.text, each.place, each.source]
                for each in found[:MOST_LISTED]
            ],
            numbers=["bits"],
        )
