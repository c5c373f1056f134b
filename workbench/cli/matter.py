"""Commands on matters, and the exhibit that comes of one."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import terminal

app = typer.Typer(help="Make, fill and inspect case files.", no_args_is_help=True)

Place = Annotated[Path, typer.Argument(help="The case file.", metavar="MATTER", readable=False)]
Reviewer = Annotated[str, typer.Option(help="Who does this; it goes into the audit trail.")]
Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write the list; - prints it.")]


def reviewer_name() -> str:
    """The name of the person at the machine, for the audit trail."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this machine
        return "unknown"


@app.command()
def new(matter: Place, reviewer: Reviewer = "") -> None:
    """Make an empty matter."""
    from workbench.matter import Matter

    Matter.create(matter, reviewer or reviewer_name()).close()
    terminal.say(f"Made {matter}.")


@app.command()
def add(
    matter: Place,
    files: Annotated[
        list[Path], typer.Argument(help="Outputs: files and folders.", metavar="FILE...", readable=False)
    ],
    model: Annotated[str, typer.Option(help="The model that generated them.")] = "",
    prompt: Annotated[str, typer.Option(help="The prompt that it was given.")] = "",
    made_on: Annotated[str, typer.Option(help="When, as 2026-11-22.")] = "",
    operator: Annotated[str, typer.Option(help="Who ran the model.")] = "",
    reviewer: Reviewer = "",
) -> None:
    """Add outputs to a matter, with how they were obtained."""
    from workbench.domain.review import Attempt
    from workbench.workflows.record import add_outputs

    attempt = Attempt(model=model, prompt=prompt, made_on=made_on, operator=operator)
    for refusal in terminal.run(add_outputs(matter, files, attempt, reviewer or reviewer_name())):
        terminal.warn(f"Not taken: {refusal.name}. {refusal.reason}")
    _list(matter, None)


@app.command(name="list")
def list_outputs(matter: Place, json: Json = None) -> None:
    """List the outputs of a matter and how far their review is."""
    _list(matter, json)


@app.command()
def verify(matter: Place) -> None:
    """Check the audit trail and every digest of a matter."""
    from workbench.matter import Matter

    with Matter.open(matter) as opened:
        terminal.problems(opened.verify(), f"{opened.name}: sound. Head of the audit trail: {opened.head()}")


def exhibit(
    matter: Place,
    profile: Annotated[str, typer.Option(help="letter, a4, or a TOML file.")] = "letter",
    out: Annotated[
        Path | None, typer.Option(readable=False, help="The PDF; without it, beside the matter.")
    ] = None,
) -> None:
    """Print the exhibit of a matter."""
    from workbench.workflows.print_exhibit import print_exhibit

    target = out if out is not None else matter.with_name(f"{matter.stem}-exhibit.pdf")
    terminal.say(f"Printed {terminal.run(print_exhibit(matter, target, profile))}.")


def _list(matter: Path, json: str | None) -> None:
    from workbench.matter import Matter

    with Matter.open(matter) as opened:
        entries = opened.outputs()
    if json is not None:
        terminal.write_json(json, terminal.as_json([asdict(entry) for entry in entries]))
    if json != "-":
        terminal.table(
            ["no", "output", "characters", "model", "findings", "decided"],
            [
                [
                    str(entry.id),
                    entry.name,
                    f"{entry.characters:,}",
                    entry.attempt.model,
                    "not analysed" if entry.analysis is None else str(entry.findings),
                    "" if entry.analysis is None else str(entry.decided),
                ]
                for entry in entries
            ],
            numbers=["no", "characters", "findings", "decided"],
        )
