"""Commands on matters."""

import contextlib
import getpass
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import terminal
from workbench.cli.reading import TextColumn, TextEncoding, choices, tell_refusals

app = typer.Typer(help="Make, fill and inspect case files.", no_args_is_help=True)


def unlocked(matter: Path) -> Path:
    """The place as it was given, after asking for its passphrase where somebody can answer."""
    from workbench.matter import PASSPHRASE_VARIABLE, looks_encrypted

    with contextlib.suppress(OSError):
        if not os.environ.get(PASSPHRASE_VARIABLE) and sys.stdin.isatty() and looks_encrypted(matter):
            os.environ[PASSPHRASE_VARIABLE] = typer.prompt("Passphrase", hide_input=True, err=True)
    return matter


Place = Annotated[
    Path, typer.Argument(help="The case file.", metavar="MATTER", readable=False, callback=unlocked)
]
Reviewer = Annotated[str, typer.Option(help="Who does this; it goes into the audit trail.")]
Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write the list; - prints it.")]


def reviewer_name() -> str:
    """The name of the person at the machine, for the audit trail."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this machine
        return "unknown"


@app.command()
def new(
    matter: Place,
    encrypt: Annotated[
        bool, typer.Option(help="Ask for a passphrase, and encrypt the file under it.")
    ] = False,
    reviewer: Reviewer = "",
) -> None:
    """Make an empty matter."""
    from workbench.matter import Matter

    passphrase = _new_passphrase() if encrypt else ""
    Matter.create(matter, reviewer or reviewer_name(), passphrase=passphrase).close()
    terminal.say(f"Made {matter}.")


@app.command()
def encrypt(
    matter: Place,
    copy: Annotated[Path, typer.Argument(help="The new file.", metavar="COPY", readable=False)],
    plain: Annotated[bool, typer.Option(help="Make a copy that is not encrypted.")] = False,
) -> None:
    """Copy a matter, trail and all, under a new passphrase."""
    from workbench.matter import Matter

    with Matter.open(matter) as opened:
        opened.copy_under(copy, "" if plain else _new_passphrase())
    terminal.say(f"Made {copy}; {matter} was left as it is.")


def _new_passphrase() -> str:
    from workbench.matter import PASSPHRASE_VARIABLE

    given = os.environ.get(PASSPHRASE_VARIABLE, "")
    if given:
        return given
    return str(typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))


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
    encoding: TextEncoding = "",
    text_column: TextColumn = "",
    reviewer: Reviewer = "",
) -> None:
    """Add outputs to a matter, with how they were obtained."""
    from workbench.domain.review import Attempt
    from workbench.workflows.record import add_outputs

    attempt = Attempt(model=model, prompt=prompt, made_on=made_on, operator=operator)
    chosen = choices(encoding, text_column)
    tell_refusals(terminal.run(add_outputs(matter, files, attempt, reviewer or reviewer_name(), chosen)))
    _list(matter, None)


@app.command(name="list")
def list_outputs(matter: Place, json: Json = None) -> None:
    """List the outputs of a matter and how far their review is."""
    _list(matter, json)


@app.command()
def verify(
    matter: Place,
    head: Annotated[str, typer.Option(help="The hash that an exhibit names: finds a cut tail, too.")] = "",
) -> None:
    """Check the audit trail and every digest of a matter."""
    from workbench.matter import Matter

    with Matter.open(matter) as opened:
        terminal.problems(
            opened.verify(head.strip().lower()),
            f"{opened.name}: sound. Head of the audit trail: {opened.head()}",
        )


@app.command()
def export(
    matter: Place,
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="DIR", readable=False)],
    privileged: Annotated[bool, typer.Option(help="Write what is privileged, too.")] = False,
) -> None:
    """Write everything in a matter as plain files, checked after writing: a complete copy."""
    from workbench.workflows.copy_matter import export_matter

    made = terminal.run(export_matter(matter, folder, privileged))
    terminal.say(f"Wrote {terminal.counted(made.files, 'file')} to {made.folder}, and checked them.")
    terminal.say(f"Head of the audit trail: {made.head}")
    withheld = made.withheld
    if withheld:
        terminal.warn(
            f"Left out as privileged: {terminal.counted(withheld.outputs, 'output')}, "
            f"{terminal.counted(withheld.attempts, 'attempt')}, {terminal.counted(withheld.notes, 'note')}; "
            "and with them the file itself and its audit trail. Name --privileged for everything."
        )


@app.command(name="import")
def import_folder(
    folder: Annotated[Path, typer.Argument(help="What export wrote.", metavar="DIR", readable=False)],
    matter: Place,
) -> None:
    """Make a matter from a complete export; its trail and its digests are checked."""
    from workbench.workflows.copy_matter import import_matter

    terminal.run(import_matter(folder, matter))
    verify(matter, "")


@app.command()
def attempts(
    matter: Place,
    table: Annotated[
        Path | None, typer.Option("--import", metavar="CSV", readable=False, help="Enter these attempts.")
    ] = None,
    json: Json = None,
    reviewer: Reviewer = "",
) -> None:
    """List the ledger of attempts with its rate, or add to it from a table."""
    from workbench.domain.rate import attempt_rate
    from workbench.matter import Matter
    from workbench.workflows.copy_matter import import_attempts

    if table is not None:
        taken = import_attempts(matter, table, reviewer or reviewer_name())
        for sentence in taken.bad_rows:
            terminal.warn(f"Not taken: {sentence}")
        terminal.say(f"Entered {terminal.counted(len(taken.entries), 'attempt')}.")
    with Matter.open(matter) as opened:
        entries = opened.attempts()
    if json is not None:
        terminal.write_json(json, terminal.as_json([asdict(entry) for entry in entries]))
    if json != "-":
        terminal.table(
            ["no", "output", "model", "made on", "outcome", "note"],
            [
                [
                    str(entry.number),
                    "" if entry.output is None else str(entry.output),
                    entry.attempt.model,
                    entry.attempt.made_on,
                    entry.outcome or "not stated",
                    entry.note,
                ]
                for entry in entries
            ],
            numbers=["no", "output"],
        )
        rate = attempt_rate(entries)
        low, high = rate.interval
        terminal.say(
            f"Reproduced: {rate.found:,} of {rate.total:,} with a stated outcome "
            f"(95% interval {low:.0%} to {high:.0%}, by Wilson's formula); not stated: {rate.unstated:,}."
        )


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
