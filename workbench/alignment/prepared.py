"""What alignment needs of a text, made once for it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Tokens
from workbench.text.fold import code_points
from workbench.text.hashing import mix
from workbench.text.words import tokenise

Strengths = npt.NDArray[np.int8]

STEM_LETTERS = 5
"""Words that begin with the same letters, this many, count as forms of one word."""

MOST_NAMED = 6
"""Words of a name or a date, at most; longer rows of capitals are headings and lists."""

NO_BORDER, SENTENCE, PARAGRAPH = range(3)

_ENDERS = np.array([ord(mark) for mark in ".!?:;…。！？"], dtype=np.uint32)
_LINE_ENDS = np.array([0x0A, 0x0D, 0x2028, 0x2029], dtype=np.uint32)
_SPACES = np.array([0x09, 0x20, 0xA0], dtype=np.uint32)


@dataclass(frozen=True, eq=False)
class Prepared:
    """A text with its words; what only an alignment needs of it, and not a search for runs, is made then."""

    text: str
    tokens: Tokens

    @cached_property
    def stems(self) -> Hashes:
        """uint64 (n,), equal for the forms of one word."""
        return _stems(self.tokens)

    @cached_property
    def borders(self) -> Strengths:
        """int8 (n + 1,), what stands before word `i` (before its end, for `n`): where passages begin.

        NO_BORDER, SENTENCE (a mark that ends a sentence or a clause, or a line end before no small letter) or
        PARAGRAPH (an empty line, a wide gap, the ends of the text).
        """
        return _borders(self.text, self.tokens)

    @cached_property
    def named(self) -> npt.NDArray[np.bool_]:
        """bool (n,), which words continue a name.

        They and the word before begin with a capital or a figure, in a row of at most MOST_NAMED such words
        without a border.
        """
        return _named(self.text, self.tokens, self.borders)

    def __len__(self) -> int:
        return len(self.tokens)


def prepare(text: str) -> Prepared:
    """The text made ready for `runs` and `align`."""
    return Prepared(text, tokenise(text))


def _stems(tokens: Tokens) -> Hashes:
    """Each word's first letters as one number, a final s left out.

    Truncation needs no language and no table, and as a stemmer for retrieval it is hard to beat (Frakes
    1992, "Stemming algorithms"); the s makes short plurals one with their words (Harman 1991, "How effective
    is suffixing?").
    """
    lengths = _singular(tokens)
    stems = np.zeros(len(tokens), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for place in range(STEM_LETTERS):
            held = lengths > place
            letters = tokens.letters[tokens.bounds[:-1][held] + place].astype(np.uint64)
            stems[held] = mix(stems[held] + letters + np.uint64(1))
    return stems


def _singular(tokens: Tokens) -> npt.NDArray[np.int64]:
    """The letters of each word without a final s, where three and no other s come before it."""
    lengths: npt.NDArray[np.int64] = np.diff(tokens.bounds)
    long = np.flatnonzero(lengths >= 4)
    stops = tokens.bounds[1:][long]
    final_s = (tokens.letters[stops - 1] == ord("s")) & (tokens.letters[stops - 2] != ord("s"))
    lengths[long[final_s]] -= 1
    return lengths


def _borders(text: str, tokens: Tokens) -> Strengths:
    borders = np.full(len(tokens) + 1, PARAGRAPH, dtype=np.int8)
    if len(tokens) < 2:
        return borders
    codes = code_points(text)
    ended = _count_between(np.isin(codes, _ENDERS), tokens)
    lines = _count_between(np.isin(codes, _LINE_ENDS), tokens)
    returns = (codes[1:] == 0x0A) & (codes[:-1] == 0x0D)
    lines -= _count_between(np.append(False, returns), tokens)
    space = np.isin(codes, _SPACES)
    wide = _count_between(np.append(False, space[1:] & space[:-1]), tokens)
    borders[1:-1] = NO_BORDER
    borders[1:-1][ended > 0] = SENTENCE
    for place in np.flatnonzero((lines > 0) & (ended == 0)).tolist():
        if not text[tokens.starts[place + 1]].islower():  # else a sentence that was only wrapped
            borders[place + 1] = SENTENCE
    borders[1:-1][(lines > 1) | (wide > 0)] = PARAGRAPH
    return borders


def _count_between(marked: npt.NDArray[np.bool_], tokens: Tokens) -> npt.NDArray[np.int64]:
    """How many marked characters stand between each word and the next."""
    counts = np.concatenate(([0], np.cumsum(marked, dtype=np.int64)))
    between: npt.NDArray[np.int64] = counts[tokens.starts[1:]] - counts[tokens.stops[:-1]]
    return between


def _named(text: str, tokens: Tokens, borders: Strengths) -> npt.NDArray[np.bool_]:
    """Which words continue a name."""
    letters, which = np.unique(code_points(text)[tokens.starts], return_inverse=True)
    begins_name = [chr(letter).isupper() or chr(letter).isdigit() for letter in letters.tolist()]
    capital = np.array(begins_name, dtype=np.bool_)[which]
    begins = np.ones(len(tokens), dtype=np.bool_)
    begins[1:] = ~(capital[1:] & capital[:-1]) | (borders[1:-1] != NO_BORDER)
    rows = np.diff(np.append(np.flatnonzero(begins), len(tokens)))
    return ~begins & (np.repeat(rows, rows) <= MOST_NAMED)
