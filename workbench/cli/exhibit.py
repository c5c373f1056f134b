"""The command that makes an exhibit, and signs it if asked to."""

import os
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import terminal
from workbench.cli.matter import Place, Reviewer, reviewer_name


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
    reviewer: Reviewer = "",
) -> None:
    """Make the exhibit of a matter, and remember in the matter that it was made.

    The passphrase of a key is asked for, or taken from WORKBENCH_KEY_PASSPHRASE.
    """
    from workbench.domain.errors import ExhibitFault, WorkbenchError
    from workbench.workflows.print_exhibit import print_exhibit
    from workbench.workflows.record import record_exhibit

    target = out if out is not None else matter.with_name(f"{matter.stem}-exhibit.pdf")
    if sign is not None and target.suffix.lower() != ".pdf":
        raise ExhibitFault("Only a PDF can be signed.", "Name a file that ends in .pdf.")
    made = terminal.run(print_exhibit(matter, target, profile, privileged))
    unsigned = _signed(made, sign, timestamp) if sign is not None else ""
    terminal.say(f"Printed {made}.")
    try:
        record_exhibit(matter, made, Path(profile).name, reviewer or reviewer_name(), privileged, unsigned)
    except WorkbenchError as fault:
        terminal.warn(f"The matter does not remember this exhibit: {fault.message}")


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
