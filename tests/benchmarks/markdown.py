"""Tables for the README."""

import sys
from collections.abc import Iterable, Sequence


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table under its title, figures flush right."""
    lines = [
        f"| {' | '.join(columns)} |",
        f"|{'|'.join(['---', *['---:'] * (len(columns) - 1)])}|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    sys.stdout.write(f"\n\n**{title}**\n\n" + "\n".join(lines) + "\n")
