"""Document -> Tokens: the words of a text, folded, with the way back to its characters.

Folding unifies compatibility forms and case, and drops zero-width characters, soft hyphens, apostrophes
within a word, hyphens between letters (so that `co-operate`, `cooperate` and a word broken at a line end are
one word) and commas within a number. Everything else that is no letter, mark or digit separates words.
"""

import unicodedata

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Letters, Offsets, Tokens
from workbench.text.fold import (
    APOSTROPHE,
    BREAK,
    DROPPED,
    FOLD,
    HYPHEN,
    IDEOGRAPH,
    LETTER,
    Codes,
    code_points,
)

Roles = npt.NDArray[np.uint8]

_LINE_FEED, _RETURN, _COMMA = ord("\n"), ord("\r"), ord(",")
_BLANKS = frozenset(map(ord, " \t\u00a0"))
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, so it has an inverse modulo 2**64
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))


def tokenise(text: str) -> Tokens:
    """The words of `text` in order; offsets are code points of `text`, whatever was folded."""
    codes = code_points(text)
    FOLD.learn(codes)
    roles = FOLD.role[codes]
    _settle_hyphens(codes, roles)
    _settle_apostrophes(roles)
    _settle_commas(codes, roles)
    positions = np.flatnonzero(_is_letter(roles))
    if not len(positions):
        return _no_words()
    first = _word_beginnings(roles, positions)
    starts = positions[first]
    stops = positions[np.append(first[1:], len(positions)) - 1] + 1
    letters, bounds = _folded_letters(codes[positions], first)
    return Tokens(hash_words(letters, bounds), starts, stops, letters, bounds)


def hash_words(letters: Letters, bounds: Offsets) -> Hashes:
    """uint64 (n,), a polynomial hash of each word: its letters weighed by powers of an odd number, mixed.

    Sums of all words come from one cumulative sum, brought to the same power by the inverse
    (Karp and Rabin 1987, over the integers modulo 2**64).
    """
    if not len(letters):
        return np.zeros(0, dtype=np.uint64)
    length = len(letters) + 1
    with np.errstate(over="ignore"):
        sums = np.zeros(length, dtype=np.uint64)
        np.cumsum((letters.astype(np.uint64) + np.uint64(1)) * _POWERS.first(len(letters)), out=sums[1:])
        words = (sums[bounds[1:]] - sums[bounds[:-1]]) * _INVERSE_POWERS.first(length)[bounds[:-1]]
        return mix(words + np.diff(bounds).astype(np.uint64))


def mix(values: Hashes) -> Hashes:
    """uint64 (n,), each value with its bits spread (the finaliser of splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return values ^ (values >> np.uint64(31))


class _Powers:
    """The powers of a number modulo 2**64, from the 0th; computed once for the longest text so far."""

    def __init__(self, base: np.uint64) -> None:
        self._base = base
        self._known = np.ones(1, dtype=np.uint64)

    def first(self, count: int) -> Hashes:
        """uint64 (count,)."""
        if count > len(self._known):
            factors = np.full(max(count, 1 << 16), self._base, dtype=np.uint64)
            factors[0] = 1
            with np.errstate(over="ignore"):
                self._known = np.cumprod(factors, dtype=np.uint64)
        return self._known[:count]


_POWERS = _Powers(_MULTIPLIER)
_INVERSE_POWERS = _Powers(_INVERSE)


def _is_letter(roles: Roles) -> npt.NDArray[np.bool_]:
    letters: npt.NDArray[np.bool_] = (roles == LETTER) | (roles == IDEOGRAPH)
    return letters


def _settle_hyphens(codes: Codes, roles: Roles) -> None:
    """Drop hyphens between letters, also when a line ends after the hyphen; the others separate words."""
    for position in np.flatnonzero(roles == HYPHEN).tolist():
        roles[position] = BREAK
        before = _previous(roles, position)
        if before < 0 or roles[before] != LETTER or _is_digit(codes[before]):
            continue
        after = _after_line_end(codes, position + 1)
        while after < len(codes) and roles[after] == DROPPED:
            after += 1
        if after < len(codes) and roles[after] == LETTER and not _is_digit(codes[after]):
            roles[position:after] = DROPPED


def _previous(roles: Roles, position: int) -> int:
    position -= 1
    while position >= 0 and roles[position] == DROPPED:
        position -= 1
    return position


def _after_line_end(codes: Codes, position: int) -> int:
    """The place after one line end and the blanks around it; `position` itself if there is no line end."""
    stop = position
    while stop < len(codes) and int(codes[stop]) in _BLANKS:
        stop += 1
    if stop == len(codes) or codes[stop] not in (_LINE_FEED, _RETURN):
        return position
    stop += 2 if codes[stop] == _RETURN and stop + 1 < len(codes) and codes[stop + 1] == _LINE_FEED else 1
    while stop < len(codes) and int(codes[stop]) in _BLANKS:
        stop += 1
    return stop


def _settle_apostrophes(roles: Roles) -> None:
    positions = np.flatnonzero(roles == APOSTROPHE)
    if not len(positions):
        return
    letter = np.concatenate(([False], _is_letter(roles), [False]))
    within = letter[positions] & letter[positions + 2]
    roles[positions] = np.where(within, DROPPED, BREAK)


def _settle_commas(codes: Codes, roles: Roles) -> None:
    """Drop a comma between digits, so that `1,000` is the word `1000`."""
    positions = np.flatnonzero(codes == _COMMA)
    positions = positions[(positions > 0) & (positions < len(codes) - 1)]
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    roles[positions[digit[positions - 1] & digit[positions + 1]]] = DROPPED


def _is_digit(code: np.uint32) -> bool:
    return unicodedata.category(chr(int(code))) == "Nd"


def _word_beginnings(roles: Roles, positions: Offsets) -> Offsets:
    """int64 (words,), which of `positions` (those of all letters) begin a word."""
    gaps = np.flatnonzero(np.diff(positions) > 1) + 1
    breaks = np.concatenate(([0], np.cumsum(roles == BREAK, dtype=np.int64)))
    begins = np.zeros(len(positions), dtype=np.bool_)
    begins[0] = True
    begins[gaps] = breaks[positions[gaps]] > breaks[positions[gaps - 1]]
    alone = roles[positions] == IDEOGRAPH
    begins[1:] |= alone[1:] | alone[:-1]
    return np.flatnonzero(begins)


def _folded_letters(codes: Codes, first: Offsets) -> tuple[Letters, Offsets]:
    """The folded letters of `codes` and the bounds of the words that begin at `first`."""
    lengths = FOLD.length[codes]
    letters = FOLD.first[codes]
    bounds = np.append(first, len(codes))
    longer = np.flatnonzero(lengths > 1)
    if len(longer):
        ends = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        letters = np.repeat(letters, lengths)
        for index in longer.tolist():
            letters[ends[index] : ends[index + 1]] = FOLD.more[int(codes[index])]
        bounds = ends[bounds]
    _order_marks(letters, bounds)
    return letters, bounds


def _order_marks(letters: Letters, bounds: Offsets) -> None:
    """Put combining marks into canonical order (Unicode Standard, section 3.11), in place."""
    marks = np.flatnonzero(letters >= 0x300)
    if not len(marks):
        return
    classes = np.zeros(len(letters), dtype=np.uint8)
    classes[marks] = [unicodedata.combining(chr(code)) for code in letters[marks].tolist()]
    wrong = np.flatnonzero((classes[1:] > 0) & (classes[:-1] > classes[1:])) + 1
    for word in np.unique(np.searchsorted(bounds, wrong, side="right") - 1).tolist():
        low, high = int(bounds[word]), int(bounds[word + 1])
        folded = letters[low:high].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        ordered = code_points(unicodedata.normalize("NFKD", folded))
        letters[low:high] = ordered


def _no_words() -> Tokens:
    none = np.zeros(0, dtype=np.int64)
    return Tokens(
        np.zeros(0, dtype=np.uint64), none, none, np.zeros(0, dtype=np.uint32), np.zeros(1, dtype=np.int64)
    )
