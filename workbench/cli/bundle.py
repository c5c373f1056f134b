"""The commands that pack a bundle for another expert, and check one."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import terminal


def bundle(
    matter: Annotated[Path, typer.Argument(help="The case file.", metavar="MATTER", readable=False)],
    out: Annotated[
        Path | None,
        typer.Option(readable=False, help="A new folder or .zip; without it, a ZIP file beside the matter."),
    ] = None,
    profile: Annotated[str, typer.Option(help="letter, a4, or a TOML file.")] = "letter",
    privileged: Annotated[bool, typer.Option(help="Pack what is privileged, too.")] = False,
) -> None:
    """Pack the exhibit of a matter with all that is needed to check it."""
    from workbench.workflows.bundle import make_bundle

    target = out if out is not None else matter.with_name(f"{matter.stem}-bundle.zip")
    terminal.say(f"Packed {terminal.run(make_bundle(matter, target, profile, privileged))}.")


def verify(
    bundle: Annotated[
        Path, typer.Argument(help="A folder or ZIP file that `workbench bundle` made.", readable=False)
    ],
    library: Annotated[
        list[Path] | None,
        typer.Option(help="The library, to make the analyses again; may be repeated.", readable=False),
    ] = None,
) -> None:
    """Check a bundle: digests, audit trail, the exhibit printed again, the analyses made again."""
    from workbench.workflows.verify_bundle import verify_bundle

    lines = terminal.run(verify_bundle(bundle, library or []))
    terminal.table(
        ["what", "verdict", "told"], [[line.subject, line.verdict, line.told] for line in lines], numbers=[]
    )
    if any(line.verdict == "differs" for line in lines):
        raise typer.Exit(3)
