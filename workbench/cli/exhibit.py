"""The command that makes an exhibit, and signs it if asked to."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli import terminal
from workbench.cli.matter import Place, Reviewer, reviewer_name

if TYPE_CHECKING:
    from workbench.exhibits import Redactions


def exhibit(
    matter: Place,
    profile: Annotated[str, typer.Option(help="letter, a4, or a TOML file.")] = "letter",
    out: Annotated[
        Path | None,
        typer.Option(
            readable=False,
            help="The file: .pdf, .docx, .html, .csv, .xlsx or .dat; without it, a PDF beside the matter.",
        ),
    ] = None,
    privileged: Annotated[bool, typer.Option(help="Print what is privileged, too.")] = False,
    sign: Annotated[
        Path | None, typer.Option(help="Sign the PDF with this key (.p12, .pfx).", readable=False)
    ] = None,
    timestamp: Annotated[
        str, typer.Option(help="Address of a time-stamp authority, which gets a digest of the signature.")
    ] = "",
    output: Annotated[
        list[int] | None, typer.Option(help="Only this output, by its number in the matter; may be repeated.")
    ] = None,
    finding: Annotated[
        list[str] | None, typer.Option(help="Only this finding, as 3 or OUTPUT.3; may be repeated.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Only findings of this source: its title, file name or id; may be repeated."),
    ] = None,
    code: Annotated[
        list[str] | None,
        typer.Option(help="Only findings for which this code stands, as reproduced; may be repeated."),
    ] = None,
    per_source: Annotated[bool, typer.Option(help="One exhibit for each source, numbered on.")] = False,
    redact: Annotated[
        Path | None,
        typer.Option(
            help="Take out what this file lists: a phrase a line, or `@SHA256 120-180` for a place.",
            readable=False,
        ),
    ] = None,
    redact_notes: Annotated[bool, typer.Option(help="Take out the words of all notes.")] = False,
    reviewer: Reviewer = "",
) -> None:
    """Make the exhibit of a matter, and remember in the matter that it was made.

    A PDF that is larger than the profile's size_cap becomes several volumes.
    The passphrase of a key is asked for, or taken from WORKBENCH_KEY_PASSPHRASE.
    """
    from workbench.domain.errors import ExhibitFault, WorkbenchError
    from workbench.domain.exhibit import Selection
    from workbench.workflows.print_exhibit import print_exhibits
    from workbench.workflows.record import record_exhibit

    target = out if out is not None else matter.with_name(f"{matter.stem}-exhibit.pdf")
    if sign is not None and target.suffix.lower() != ".pdf":
        raise ExhibitFault("Only a PDF can be signed.", "Name a file that ends in .pdf.")
    selection = Selection(
        tuple(output or ()), tuple(map(_number, finding or ())), tuple(source or ()), tuple(code or ())
    )
    redactions = _redactions(redact, redact_notes)
    printing = print_exhibits(
        matter, target, profile, privileged, selection=selection, redactions=redactions, per_source=per_source
    )
    remembered: dict[str, Any] = selection.record() | ({"per_source": True} if per_source else {})
    if redactions:
        remembered["redacted"] = len(redactions.phrases) + len(redactions.spans) + redactions.notes
    for made in terminal.run(printing):
        unsigned = _signed(made, sign, timestamp) if sign is not None else ""
        terminal.say(f"Printed {made}.")
        who = reviewer or reviewer_name()
        try:
            record_exhibit(matter, made, Path(profile).name, who, privileged, unsigned, remembered)
        except WorkbenchError as fault:
            terminal.warn(f"The matter does not remember this exhibit: {fault.message}")


def _number(text: str) -> tuple[int, int]:
    """`3` or `2.3` as the output's number, 0 for the only one, and the finding's."""
    output, _, number = text.rpartition(".")
    try:
        return int(output or 0), int(number)
    except ValueError:
        raise typer.BadParameter(f"{text} is no finding; write 3, or 2.3 for output 2.") from None


def _redactions(path: Path | None, notes: bool) -> "Redactions":
    """What the file `path` lists, and the notes if asked."""
    from dataclasses import replace

    from workbench.domain.errors import StorageFault
    from workbench.exhibits import Redactions, read_redactions

    if path is None:
        return Redactions(notes=notes)
    try:
        listed = read_redactions(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise StorageFault(f"{path} cannot be read as text.", "Name a file in UTF-8.") from fault
    return replace(listed, notes=notes)


def _signed(made: Path, key: Path, timestamp: str) -> str:
    """Sign the PDF and say so; gives the SHA-256 that it had before."""
    from workbench.exhibits.signature import sign_pdf

    passphrase = os.environ.get("WORKBENCH_KEY_PASSPHRASE")
    if passphrase is None:
        passphrase = typer.prompt("Passphrase of the key", hide_input=True, err=True)
    signed = sign_pdf(made, key, passphrase, timestamp)
    terminal.say(f"Signed as {signed.signer}.")
    terminal.say(f"SHA-256 of the first {signed.unsigned_bytes:,} bytes, unsigned: {signed.unsigned_sha256}")
    return signed.unsigned_sha256
