"""Long works are read in pieces, which the catalogue lists, and searched in sections of a few pieces."""

import hashlib
import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from workbench.domain.work import Work
from workbench.text.pieces import Pieces

LONG = 1 << 23
"""Characters from which on a work is long: three times the King James Bible."""

IN_SECTION, SHARED = 4, 1
"""Pieces of a section, and how many more it shares with the next: what is shorter than those lies whole in
one section. A section is a novel's length."""


class StoredPiece(NamedTuple):
    """A piece of a long work."""

    start: int
    """Code points."""
    first_word: int
    text_start: int
    """Bytes, from the beginning of the work."""
    text_stop: int
    sha256: str
    """Of those bytes."""


class Section(NamedTuple):
    """Some pieces of a long work in a row, or the whole of another."""

    work: str
    start: int
    """Code points."""
    stop: int
    first_word: int
    stop_word: int


def is_long(characters: int) -> bool:
    """Whether a work of so many characters is read in pieces."""
    return characters >= LONG


def whole(work: Work) -> Section:
    """All of a work."""
    return Section(work.id, 0, work.characters, 0, work.words)


def joined(sections: Sequence[Section]) -> Section:
    """Some sections of a work in a row as one."""
    first, last = sections[0], sections[-1]
    return first._replace(stop=last.stop, stop_word=last.stop_word)


def stored_pieces(text: str, pieces: Pieces) -> tuple[StoredPiece, ...]:
    """The pieces of a long text as they are stored; none of any other."""
    if not is_long(len(text)):
        return ()
    edges = [*pieces.begins, (len(text), len(pieces.hashes))]
    found = []
    stored = 0
    for (start, first_word), (stop, _) in pairwise(edges):
        content = text[start:stop].encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(content).hexdigest()
        found.append(StoredPiece(start, first_word, stored, stored + len(content), digest))
        stored += len(content)
    return tuple(found)


def add_pieces(connection: sqlite3.Connection, works: Sequence[tuple[str, Sequence[StoredPiece]]]) -> None:
    """Write down the pieces of works that are in the catalogue, within a transaction."""
    connection.executemany(
        "INSERT INTO piece (work, start, first_word, text_start, text_stop, sha256)"
        " SELECT number, ?, ?, ?, ?, ? FROM work WHERE id = ?",
        [(*piece, work) for work, pieces in works for piece in pieces],
    )


def sections_of(work: Work, pieces: Sequence[StoredPiece]) -> list[Section]:
    """The sections of a work with these pieces, in order: IN_SECTION of them each, and those SHARED."""
    if not pieces:
        return [whole(work)]
    edges = [*((piece.start, piece.first_word) for piece in pieces), (work.characters, work.words)]
    last = len(pieces)
    found = []
    for first in range(0, max(1, last - SHARED), IN_SECTION):
        (start, first_word), (stop, stop_word) = edges[first], edges[min(first + IN_SECTION + SHARED, last)]
        found.append(Section(work.id, start, stop, first_word, stop_word))
    return found
