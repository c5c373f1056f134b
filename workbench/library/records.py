"""What the catalogue's rows say, as values, and the other way round."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from workbench.domain.document import LINES, Document, Locator
from workbench.domain.errors import LibraryFault
from workbench.domain.work import Rights, Work
from workbench.library.pieces import StoredPiece
from workbench.library.schema import octets


@dataclass(frozen=True, slots=True)
class PlacedWork:
    """A work and where its text lies."""

    work: Work
    media_type: str
    encoding: str
    reader: str
    warnings: tuple[str, ...]
    segment: int
    text_start: int
    """Bytes, in the segment's texts."""
    text_stop: int
    text_sha256: str
    first_gram: int = 0
    grams: int = 0
    locator: Locator = LINES
    origin: str = ""
    sketch: bytes = b""
    """The MinHash signature of its words; empty when it was not asked for."""
    tree: str = ""
    """The folder that it was added from, as a digest of its path; empty when no file is followed."""
    pieces: tuple[StoredPiece, ...] = ()
    """The pieces of a long work; not read back with the work."""

    def document(self, text: str) -> Document:
        """The work's Document, with its text."""
        work = self.work
        return Document(
            work.name,
            text,
            work.sha256,
            self.media_type,
            self.encoding,
            self.reader,
            self.warnings,
            self.locator,
            self.origin,
        )


class StoredText(NamedTuple):
    """Where a work lies in its segment."""

    work: str
    start: int
    """Bytes, in the segment's texts."""
    stop: int
    sha256: str
    """Of those bytes."""
    first_gram: int
    grams: int


@dataclass(frozen=True, slots=True)
class SegmentRoom:
    """How much of a segment's texts belongs to works."""

    number: int
    size: int
    """Bytes of text."""
    used: int
    """Bytes of the works that were not removed."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the library."""

    works: int
    words: int
    characters: int
    rights_known: int
    passages: int
    """Passages of the works that are cut."""
    embedded: int
    uncut_words: int
    """Words of the works that are not cut into passages yet."""
    older_versions: int
    """Works that have a newer version; no other sum counts them."""
    editions: int
    """Works that stand in a group of near-identical ones."""
    edition_groups: int


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """Which model made the vectors; empty and 0 before there are any."""

    name: str
    digest: str
    dimension: int


def work_of(row: Sequence[Any]) -> Work:
    """The work in a row of the columns WORK."""
    work, name, sha256, characters, words, rights, *group = row
    return Work(work, name, sha256, characters, words, Rights.from_dict(parsed(rights)), *group)


def locator_of(record: str) -> Locator:
    """The locator that a row holds; empty for lines."""
    if not record:
        return LINES
    values = parsed(record)
    return Locator(values["unit"], tuple(values["starts"]), tuple(values["labels"]))


def row_of(placed: PlacedWork, segment: int) -> tuple[Any, ...]:
    """A work as it is stored in a segment, in the order of `Catalogue.add_segment`."""
    work = placed.work
    return (
        work.id,
        octets(work.name),
        work.sha256,
        work.characters,
        work.words,
        _rights(work.rights),
        placed.media_type,
        placed.encoding,
        placed.reader,
        _warnings(placed.warnings),
        segment,
        placed.text_start,
        placed.text_stop,
        placed.text_sha256,
        placed.first_gram,
        placed.grams,
        "" if placed.locator == LINES else as_json(asdict(placed.locator)),
        octets(placed.origin),
    )


@lru_cache
def _rights(rights: Rights) -> str:
    """A record as it is stored: most works of one addition share theirs."""
    return as_json(rights.to_dict())


@lru_cache
def _warnings(warnings: tuple[str, ...]) -> str:
    """Warnings as they are stored: most works have none."""
    return as_json(warnings)


def as_json(value: object) -> str:
    """A value as the catalogue holds it."""
    return json.dumps(value, sort_keys=True)


def parsed(record: str) -> Any:
    """A value that the catalogue holds; raises LibraryFault where it is not what was written."""
    try:
        return json.loads(record)
    except ValueError as fault:
        raise LibraryFault(
            "The catalogue of the library is damaged: a record in library.sqlite cannot be read.",
            "Bring the folder back from a copy, or make the library again from its files.",
        ) from fault
