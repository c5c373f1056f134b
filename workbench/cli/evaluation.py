"""`workbench evaluate` on a terminal."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import terminal

if TYPE_CHECKING:
    from workbench.workflows.evaluate import Row


def evaluate(
    dataset: Annotated[
        Path, typer.Argument(help="A folder in the PAN text-alignment layout.", readable=False)
    ],
    pan_conventions: Annotated[
        bool, typer.Option("--pan-conventions", help="Follow the corpus's habits of annotation.")
    ] = False,
    detections: Annotated[
        Path | None,
        typer.Option(metavar="DIR", readable=False, help="Write what is found as PAN XML into this folder."),
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="How many processes share the pairs.")] = 1,
    semantic: Annotated[
        bool, typer.Option("--semantic/--no-semantic", help="Ask meaning, too, where words are unsure.")
    ] = True,
    json: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write the figures; - prints them.")
    ] = None,
) -> None:
    """Measure the alignment on a dataset whose truth is known."""
    from workbench.workflows.evaluate import evaluate as measure

    evaluation = terminal.run(measure(dataset, pan_conventions, detections, processes, semantic))
    if json is not None:
        terminal.write_json(json, terminal.as_json(asdict(evaluation)))
    if json != "-":
        terminal.table(
            [
                "category",
                "pairs",
                "plagdet",
                "precision",
                "recall",
                "granularity",
                "false alarms",
                "ms",
                "without",
                "with",
            ],
            [_figures(row) for row in (*evaluation.rows, evaluation.overall)],
            numbers=[
                "pairs",
                "plagdet",
                "precision",
                "recall",
                "granularity",
                "false alarms",
                "ms",
                "without",
                "with",
            ],
            whole=["category", "granularity"],
        )
        terminal.say(
            "ms: processor time for a pair. without, with: plagdet without and with the corpus’s conventions."
        )


def _figures(row: "Row") -> list[str]:
    measure = row.measure
    return [
        row.category,
        f"{row.pairs:,}",
        f"{measure.plagdet:.3f}",
        f"{measure.precision:.3f}",
        f"{measure.recall:.3f}",
        f"{measure.granularity:.3f}",
        f"{row.false_alarms:,} of {row.clean_pairs:,}",
        f"{row.milliseconds:.1f}",
        f"{row.plagdet_without_conventions:.3f}",
        f"{row.plagdet_with_conventions:.3f}",
    ]
