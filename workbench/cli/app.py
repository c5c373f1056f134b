"""The commands and what each takes.

No path is looked at by the parser (`readable=False`): what cannot be read is bad input, not wrong usage.
"""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from workbench.cli import bundle, calibration, evaluation, exhibit, library, matter, screen

app = typer.Typer(
    name="workbench",
    help="Find the passages of a reference library that a language model's output reproduces.",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(library.app, name="library")
app.add_typer(matter.app, name="matter")
app.command()(screen.analyze)
app.command()(screen.compare)
app.command()(calibration.calibrate)
app.command()(evaluation.evaluate)
app.command()(exhibit.exhibit)
app.command()(bundle.bundle)
app.command()(bundle.verify)


@app.callback(invoke_without_command=True)
def window(context: typer.Context) -> None:
    """Without a command, open the window."""
    if context.invoked_subcommand is None:
        _open_window([])


@app.command(name="open")
def open_matter(
    path: Annotated[Path, typer.Argument(help="A *.matter file.", metavar="MATTER", readable=False)],
) -> None:
    """Open the window on a matter."""
    _open_window([str(path)])


def _open_window(arguments: list[str]) -> NoReturn:
    from workbench.ui.display import check_display

    check_display()  # before Qt is imported: it may lack a library
    from workbench.ui.main import run

    raise typer.Exit(run(arguments))


@app.command()
def demo(
    out: Annotated[
        Path | None,
        typer.Option(readable=False, help="A new or empty folder; without it, workbench-demo here."),
    ] = None,
) -> None:
    """Show the whole journey on a sample library and a sample output, and measure it against the truth."""
    from workbench.cli.demonstration import show_demo

    show_demo(out)


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    typer.echo(installed("attribution-workbench"))
