"""Tables of texts whose cells a comma, a tab or a semicolon parts (CSV, TSV)."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from workbench.domain.errors import UnreadableDocument
from workbench.intake.corpus import Row, texts
from workbench.intake.plain_text import decode
from workbench.intake.taken import Choices, Taken

READER = "csv 1"
MEDIA_TYPE = "text/csv"
MOST_COLUMNS = 2_000
_DELIMITERS = ",\t;|"
_SAMPLE = 64 * 1024


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """A text for each row below the first, which names the columns.

    Raises UnreadableDocument for a file that is no table.
    """
    document = decode(name, content, choices.encoding or None)
    rows = _rows(name, document.text)
    yield from texts(name, content, rows, choices, MEDIA_TYPE, READER, document.warnings)


def _rows(name: str, text: str) -> Iterator[tuple[str, Row]]:
    csv.field_size_limit(2**31 - 1)  # a row may hold a whole book
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter_of(text))
    try:
        heads = next(reader, [])
        columns = distinct(heads)
        if len(columns) > MOST_COLUMNS:
            raise _no_table(name)
        for number, cells in enumerate(reader, start=1):
            if cells:
                yield f"row {number}", dict(zip(columns, cells, strict=False))
    except csv.Error as fault:
        raise _no_table(name) from fault


def delimiter_of(text: str) -> str:
    """The delimiter that the first line, which names the columns, has most of; a comma where it has none."""
    head = next(iter(text[:_SAMPLE].splitlines()), "")
    counts = Counter(character for character in head if character in _DELIMITERS)
    return max(_DELIMITERS, key=lambda character: counts[character])


def distinct(heads: list[str]) -> list[str]:
    """The names of the columns; one without a name, or with another's, is called by its number."""
    names: list[str] = []
    for number, head in enumerate(heads, start=1):
        name = head.strip()
        names.append(name if name and name not in names else f"column {number}")
    return names


def _no_table(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} is not a table with a row for each text.",
        "Save it as CSV in UTF-8, with a first row of names.",
    )
