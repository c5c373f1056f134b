"""Options about the reading of files, and how their refusals are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import terminal

if TYPE_CHECKING:
    from workbench.intake import Choices, Refusal

TextEncoding = Annotated[str, typer.Option(help="Encoding of the text files, if the guess is wrong.")]
TextColumn = Annotated[str, typer.Option(help="Column or field of tables that holds the text.")]


def choices(encoding: str, text_column: str = "") -> "Choices":
    """What the options say."""
    from workbench.intake import Choices

    return Choices(encoding=encoding, text_column=text_column)


def tell_refusals(refusals: "Sequence[Refusal]") -> None:
    """Each file that was not taken with the reason, then how many there are."""
    for refusal in refusals:
        named = "" if refusal.name in refusal.reason else f"{refusal.name}. "
        terminal.warn(f"Not taken: {named}{refusal.reason}")
    if len(refusals) > 1:
        terminal.warn(f"{terminal.counted(len(refusals), 'file')} not taken.")
