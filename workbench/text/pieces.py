"""The hashes of a text's words, read in pieces where it is long; short texts are read together."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from workbench.domain.tokens import Hashes
from workbench.text import compiled
from workbench.text.alphabet import ALPHABET, is_usual, written
from workbench.text.words import read_hashes

PIECE = 1 << 17
"""Characters that are best read at once: with fewer, calls cost more than what they do; with more, memory."""

TOGETHER = 1 << 20
"""Characters that are best read at once in machine code."""

_BETWEEN = "\0\0"
"""What texts that are read together stand apart by: no word, number or word set apart goes across it."""
_APART = "\n\n"
"""What a text may be cut at, since nothing goes across a blank line either, but for what look-alike letters
are taken for."""
_ELSEWHERE = ("\n", " ", "")
"""Where else a text may be cut, in this order, if what stands around the place shows that nothing crosses."""
_AROUND = 256
"""Characters on either side that are looked at: more than any number or word set apart has."""


class Pieces(NamedTuple):
    """A text as it was read.

    Attributes:
        hashes: uint64 (n,), the hashes of its words.
        begins: where each piece begins, as its first character and the number of its first word.
    """

    hashes: Hashes
    begins: tuple[tuple[int, int], ...]


def cuts(text: str) -> list[int]:
    """Where a text is cut to be read: from 0 to its length, in pieces of about PIECE characters.

    The words of the pieces, read one by one, are the words of the whole.
    """
    edges = [0]
    if len(text) > 2 * PIECE:
        usual = is_usual(text)
        low = PIECE
        while low + PIECE < len(text):
            place = _place_between(text, low, low + PIECE, usual)
            if place >= 0:
                edges.append(place)
            low = (place if place >= 0 else low) + PIECE
    return [*edges, len(text)]


def pieces_of(text: str) -> Pieces:
    """A text read piece by piece: the words are those of `tokenise`, at less cost."""
    edges = cuts(text)
    found = [read_hashes(text[start:stop]).hashes for start, stop in pairwise(edges)]
    firsts = np.cumsum([0, *map(len, found)])[:-1].tolist()
    return Pieces(np.concatenate(found), tuple(zip(edges, firsts, strict=False)))


def pieces_of_all(texts: Sequence[str]) -> Iterator[Pieces]:
    """The `pieces_of` each text; short ones are read together."""
    group: list[str] = []
    length = 0
    at_once = TOGETHER if compiled.reader() else PIECE
    for text in texts:
        is_short = len(text) <= 2 * PIECE
        if length + len(text) > at_once or not is_short:
            yield from _pieces_of_short(group)
            group, length = [], 0
        if is_short:
            group.append(text)
            length += len(text)
        else:
            yield pieces_of(text)
    yield from _pieces_of_short(group)


def word_hashes(text: str) -> Hashes:
    """uint64 (n,), the hashes of `tokenise`, at less cost."""
    return pieces_of(text).hashes


def _pieces_of_short(texts: Sequence[str]) -> Iterator[Pieces]:
    joined = _BETWEEN.join(texts) if len(texts) > 1 else ""
    if not joined or not (compiled.reader() or written(joined)[1] is ALPHABET):
        yield from map(pieces_of, texts)
        return
    hashes, starts, foreign = read_hashes(joined)
    if foreign:  # a word may be read by the words around it
        yield from map(pieces_of, texts)
        return
    begins = np.cumsum([len(text) + len(_BETWEEN) for text in texts[:-1]])
    for found in np.split(hashes, np.searchsorted(starts, begins)):
        yield Pieces(found, ((0, 0),))


def _place_between(text: str, low: int, high: int, usual: bool) -> int:
    """A place in a stretch of a text that may be cut, or -1."""
    apart = text.find(_APART, low, high)
    if apart >= 0 and (not _far_from_words(text, apart) if usual else _nothing_crosses(text, apart)):
        return apart
    places = (text.find(mark, low, high) for mark in _ELSEWHERE)
    return next((place for place in places if place >= 0 and _nothing_crosses(text, place)), -1)


def _far_from_words(text: str, place: int) -> bool:
    """Whether nothing but blanks is on one side of a place: a word may go on beyond them."""
    return text[max(0, place - _AROUND) : place].isspace() or text[place : place + _AROUND].isspace()


def _nothing_crosses(text: str, place: int) -> bool:
    """Whether the words around a place are those before it and those after it."""
    if _far_from_words(text, place):
        return False
    start = max(0, place - _AROUND)
    hashes, starts, _ = read_hashes(text[start : place + _AROUND])
    before, its_starts, _ = read_hashes(text[start:place])
    after, other_starts, _ = read_hashes(text[place : place + _AROUND])
    return np.array_equal(hashes, np.concatenate((before, after))) and np.array_equal(
        starts, np.concatenate((its_starts, other_starts + (place - start)))
    )
