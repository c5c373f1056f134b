"""Corpora: tables in which each row is a text, with columns that say whose it is."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.domain.work import Rights
from workbench.intake.taken import Choices, Taken

SAMPLED_ROWS = 200
_LONGEST_FIELD = 1000
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name", "work", "book", "subject"),
    "author": ("author", "authors", "creator", "byline", "writer", "by"),
    "holder": (
        "holder",
        "rights_holder",
        "rightsholder",
        "copyright_holder",
        "copyright",
        "publisher",
        "owner",
    ),
    "year": (
        "year",
        "date",
        "published",
        "publication_date",
        "pub_date",
        "published_at",
        "created",
        "datetime",
    ),
    "licence": ("licence", "license", "licence_name", "license_name", "spdx"),
    "source": ("source", "url", "link", "uri", "web_url", "doi", "isbn", "id", "identifier", "path"),
    "custodian": ("custodian", "allcustodians"),
    "note": ("note", "notes", "comment", "rights"),
}
"""Which columns fill which field of the rights record, the first that is there."""

Row = Mapping[str, Any]


def texts(
    name: str,
    content: bytes,
    rows: Iterable[tuple[str, Row]],
    choices: Choices,
    media_type: str,
    reader: str,
    warnings: tuple[str, ...] = (),
) -> Iterator[Taken]:
    """Each of `rows`, which come with what they are called, as a text of its own.

    The text is in the column that the reviewer chose; else in the one with the longest texts in the first
    SAMPLED_ROWS rows, which a warning then names. Raises UnreadableDocument where there is no such column or
    no row with words.
    """
    digest = hashlib.sha256(content).hexdigest()
    remaining = iter(rows)
    sample = list(islice(remaining, SAMPLED_ROWS))
    column, chosen = _text_column(name, [row for _, row in sample], choices.text_column)
    found = False
    for called, row in _both(sample, remaining):
        text = row.get(column)
        if not isinstance(text, str) or not any(character.isalnum() for character in text):
            continue
        found = True
        original = text.encode("utf-8", "surrogatepass")
        document = Document(
            name=f"{name}/{called}",
            text=text,
            sha256=hashlib.sha256(original).hexdigest(),
            media_type=media_type,
            reader=reader,
            warnings=(*warnings, *chosen),
            origin=f"{called}, column {column}, of {name} (SHA-256 {digest})",
        )
        yield Taken(document, original, rights=rights_of(row, column))
    if not found:
        raise UnreadableDocument(
            f"No row of {name} has words in the column {column}.", "Name the column that holds the texts."
        )


def rights_of(row: Row, text_column: str) -> Rights:
    """The rights that a row's other columns state, by their names."""
    plain = {
        key.strip().lower().replace(" ", "_").replace("-", "_"): value
        for key, value in row.items()
        if key != text_column
    }
    record = {}
    for field, names in _NAMES.items():
        said = next((_words(plain[key]) for key in names if plain.get(key) not in (None, "", [])), "")
        if said:
            record[field] = said
    return Rights.from_dict(record)


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    return " ".join(str(value).split())[:_LONGEST_FIELD]


def _both(first: Sequence[tuple[str, Row]], rest: Iterator[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    yield from first
    yield from rest


def _text_column(name: str, rows: Sequence[Row], chosen: str) -> tuple[str, tuple[str, ...]]:
    lengths: dict[str, int] = {}
    for row in rows:
        for key, value in row.items():
            lengths[key] = lengths.get(key, 0) + (len(value) if isinstance(value, str) else 0)
    shown = ", ".join(list(lengths)[:30])
    if chosen:
        if rows and chosen not in lengths:
            raise UnreadableDocument(f"{name} has no column called {chosen}.", f"Its columns are: {shown}.")
        return chosen, ()
    if not any(lengths.values()):
        raise UnreadableDocument(f"{name} has no column of texts.", "Choose a file with a row for each text.")
    column = max(lengths, key=lambda key: lengths[key])
    if len(lengths) == 1:
        return column, ()
    said = f"The texts were taken from the column {column}, which has the longest; the columns are: {shown}."
    return column, (said,)
