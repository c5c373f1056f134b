"""Words that are written in several ways made one: look-alike letters, letters set apart, digits misread for
letters, spellings, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Letters, Offsets, Tokens
from workbench.text.fold import IDEOGRAPH, LETTER, code_points, fold_character
from workbench.text.forms import SCALE, forms
from workbench.text.hashing import hash_words
from workbench.text.numerals import AND, phrases
from workbench.text.readings import MISREAD, without_digits
from workbench.text.twins import TWINS, unmixed

LEAST_SPACED, MOST_SPACED = 4, 28
"""Single letters in a row, one blank between each, that are one word set apart: `c o p y`."""


Flags = npt.NDArray[np.bool_]

AND_HASH = hash_words(code_points(AND), np.array([0, len(AND)]))[0]
FIRST_LETTER = ord("a")  # folded, so that what is below is a digit
_IS_MISREAD = np.isin(np.arange(FIRST_LETTER), MISREAD)
FIRST_FOREIGN = 0x370
_FIRST_SYLLABLE = "\u0900"  # from here on, one letter may well be a word
_LATIN, _TWIN, _FOREIGN = 1, 2, 4  # kinds of letters, to be added up over a word
FOLDED_TWINS = np.unique([ord(letter) for twin in TWINS for letter in fold_character(twin)[1]])


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words before they are hashed; the arrays are those of Tokens, letters in as few bytes as hold them."""

    starts: Offsets
    stops: Offsets
    letters: Letters | npt.NDArray[np.uint8]
    bounds: Offsets

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, index: int) -> str:
        """Word `index` as folded so far."""
        return _string(self.letters[self.bounds[index] : self.bounds[index + 1]])


class Settled(NamedTuple):
    """Words whose forms are known and not written yet.

    Attributes (`n` words):
        words, hashes: as read, look-alikes and letters set apart settled; uint64 (n,).
        at, entries: which of them are in the table of forms, and where in it.
        numbers: numbers of several words, `(first, stop, value)`.
        foreign: whether letters were read that are not Latin, so that a word may be read by its neighbours.
    """

    words: Words
    hashes: Hashes
    at: Offsets
    entries: Offsets
    numbers: list[tuple[int, int, int]]
    foreign: bool


class Hashed(NamedTuple):
    """The words of a text: uint64 (n,), their hashes, int64 (n,), their starts; `foreign` as in Settled."""

    hashes: Hashes
    starts: Offsets
    foreign: bool


def unified(found: Settled) -> Tokens:
    """The words, each in the one form that stands for all ways of writing it."""
    words, pool, at, entries = found.words, forms(), found.at, found.entries
    letters, bounds = pool.letters, pool.bounds
    if found.numbers:
        written = {place: "" for first, stop, _ in found.numbers for place in range(first, stop)}
        written |= {first: str(value) for first, _, value in found.numbers}
        others = ~np.isin(at, list(written))
        at = np.concatenate((at[others], list(written)))
        entries = np.concatenate((entries[others], len(bounds) - 1 + np.arange(len(written))))
        letters = np.concatenate((letters, code_points("".join(written.values()))))
        bounds = np.append(bounds, bounds[-1] + np.cumsum([len(word) for word in written.values()]))
    if len(at):
        words = _rewritten(words, at, letters, bounds, entries)
        words = _joined(words, [(first, stop) for first, stop, _ in found.numbers])
    code_points_ = words.letters.astype(np.uint32, copy=False)
    return Tokens(unified_hashes(found)[0], words.starts, words.stops, code_points_, words.bounds)


def settled(text: str, words: Words) -> Settled:
    """The words of `text`, as read, with their forms."""
    foreign = int(words.letters.max(initial=0)) >= FIRST_FOREIGN
    return with_forms(text, in_one_form(text, words), foreign)


def with_forms(text: str, words: Words, foreign: bool) -> Settled:
    """Words that are in one form as to their letters, with the forms that they have as words."""
    hashes = hash_words(words.letters, words.bounds)
    table = forms()
    at, entries = table.find(hashes)
    numbers = number_phrases(text, words, hashes, at, table.values[entries])
    return Settled(words, hashes, at, entries, numbers, foreign)


def in_one_form(text: str, words: Words) -> Words:
    """The words, look-alikes, misread digits and letters set apart settled; the same where none is met."""
    return _joined(_with_digits_read(_in_one_script(text, words)), _set_apart(text, words))


def unified_hashes(found: Settled) -> Hashed:
    """The hashes of `unified`, at half its cost.

    The hashes of the words as read are written over.
    """
    hashes, starts = found.hashes, found.words.starts
    hashes[found.at] = forms().folded[found.entries]
    if not found.numbers:
        return Hashed(hashes, starts, found.foreign)
    kept = np.ones(len(hashes), dtype=np.bool_)
    for first, stop, _ in found.numbers:
        kept[first + 1 : stop] = False
    values = [str(value) for _, _, value in found.numbers]
    firsts = [first for first, _, _ in found.numbers]
    hashes[firsts] = hash_words(code_points("".join(values)), np.cumsum([0, *map(len, values)]))
    return Hashed(hashes[kept], starts[kept], found.foreign)


def _in_one_script(text: str, words: Words) -> Words:
    """Words that mix Latin letters with others that look like them, in one script.

    A word of nothing but look-alikes is Latin where the words on both sides of it are.
    """
    if not len(words) or int(words.letters.max()) < FIRST_FOREIGN:
        return words
    kinds = np.zeros(len(words.letters), dtype=np.uint8)
    small = words.letters < FIRST_FOREIGN
    kinds[small & (words.letters > ord("9"))] = _LATIN
    kinds[(words.letters >= 0x300) & small] = 0  # marks
    kinds[~small] = _FOREIGN
    kinds[np.isin(words.letters, FOLDED_TWINS)] = _TWIN
    kind = np.bitwise_or.reduceat(kinds, words.bounds[:-1])
    mixed = np.flatnonzero((kind > _LATIN) & (kind & _LATIN > 0))
    alike = np.flatnonzero(kind == _TWIN)
    if len(alike):
        decided = np.flatnonzero((kind != _TWIN) & (kind != 0))
        place = np.searchsorted(decided, alike)
        latin = np.append((kind[decided] & (_LATIN | _FOREIGN)) == _LATIN, False)
        within = (place > 0) & (place < len(decided))
        alike = alike[within & latin[place] & latin[np.maximum(place - 1, 0)]]
    at, forms_ = [], []
    for index in np.union1d(mixed, alike).tolist():
        written = text[words.starts[index] : words.stops[index]]
        seen = unmixed(written)
        if seen != written:
            at.append(index)
            forms_.append(folded_letters(seen))
    return _with_forms(words, at, forms_)


def folded_letters(word: str) -> str:
    """The letters of one word, case and compatibility forms unified, without what stands between them."""
    pieces = map(fold_character, word)
    return "".join(letters for role, letters in pieces if role in (LETTER, IDEOGRAPH))


def _with_digits_read(words: Words) -> Words:
    """Digits among the letters of a word read as the letters that they were misread for."""
    letters = words.letters
    digits = np.flatnonzero(letters < FIRST_LETTER)
    misread = digits[_IS_MISREAD[letters[digits]]]
    beside = [np.maximum(misread - 1, 0), np.minimum(misread + 1, len(letters) - 1)]
    near = (letters[beside[0]] >= FIRST_LETTER) | (letters[beside[1]] >= FIRST_LETTER)
    if not bool(near.any()):
        return words
    within = np.searchsorted(words.bounds, misread[near], side="right") - 1
    letter = np.zeros(len(within), dtype=np.bool_)
    for side in beside:
        place = side[near]
        same = (words.bounds[within] <= place) & (place < words.bounds[within + 1])
        letter |= same & (letters[place] >= FIRST_LETTER)
    at, read = [], []
    for index in np.unique(within[letter]).tolist():
        written = words.word(index)
        seen = without_digits(written)
        if seen != written:
            at.append(index)
            read.append(seen)
    return _with_forms(words, at, read)


def _set_apart(text: str, words: Words) -> list[tuple[int, int]]:
    """Words whose letters stand apart, as `(first, stop)`; letters in alphabetical order are a list."""
    single = np.flatnonzero(words.stops - words.starts == 1)
    single = single[words.bounds[single + 1] - words.bounds[single] == 1]
    near = (np.diff(single) == 1) & (np.diff(words.starts[single]) == 2)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], near, [False]))))
    found = []
    for first, last in zip(single[edges[::2]].tolist(), single[edges[1::2]].tolist(), strict=True):
        if not LEAST_SPACED <= last + 1 - first <= MOST_SPACED:
            continue
        written = text[words.starts[first] : words.stops[last]]
        letters = written[::2].casefold()
        alphabet = all(ord(after) - ord(before) == 1 for before, after in pairwise(letters))
        blanks = written[1::2].isspace() and "\n" not in written
        if blanks and letters.isalpha() and max(letters) < _FIRST_SYLLABLE and not alphabet:
            found.append((first, last + 1))
    return found


def number_phrases(
    text: str, words: Words, hashes: Hashes, at: Offsets, values: Offsets
) -> list[tuple[int, int, int]]:
    """Numbers of several words as `(first, stop, value)`; `at` are the words of the table, with `values`.

    Only words that follow each other can be one, or have nothing but `and` between them.
    """
    number = (values >= 0) | (values == SCALE)
    at, values = at[number], values[number]
    apart = np.diff(at)
    near = np.flatnonzero((apart == 1) | ((apart == 2) & (hashes[at[:-1] + 1] == AND_HASH)))
    found: list[tuple[int, int, int]] = []
    for group in np.split(near, np.flatnonzero(np.diff(near) > 1) + 1):
        if len(group):
            members = dict(
                zip(
                    at[group[0] : group[-1] + 2].tolist(),
                    values[group[0] : group[-1] + 2].tolist(),
                    strict=True,
                )
            )
            found += _phrases_of(text, words, members)
    return found


def _phrases_of(text: str, words: Words, members: dict[int, int]) -> list[tuple[int, int, int]]:
    """The same among words of the table that follow each other, or with one word between them."""
    found = []
    said: list[int | str] = []
    first, last = min(members), max(members)
    for place in range(first, last + 1):
        value = members.get(place, SCALE)
        word = words.word(place) if value == SCALE else ""
        said.append(word if value == SCALE else value)
        if place == last or not _only_blank(text[words.stops[place] : words.starts[place + 1]]):
            begin = place + 1 - len(said)
            found += [(begin + here, begin + there, number) for here, there, number in phrases(said)]
            said = []
    return found


def _only_blank(gap: str) -> bool:
    return gap.isspace() and gap.count("\n") < 2


def _with_forms(words: Words, at: Sequence[int], written: Sequence[str]) -> Words:
    """The words with those `at` written so."""
    if not at:
        return words
    bounds = np.cumsum([0, *map(len, written)])
    return _rewritten(words, np.array(at), code_points("".join(written)), bounds, np.arange(len(at)))


def _rewritten(words: Words, at: Offsets, pool: Letters, bounds: Offsets, entries: Offsets) -> Words:
    """The words with those `at` replaced by `entries` of a pool, whose letters and bounds are given."""
    order = np.argsort(at)
    at, entries = at[order], entries[order]
    first, stop = bounds[entries], bounds[entries + 1]
    written = words.letters.astype(np.uint32, copy=False)
    old, fresh = (np.ascontiguousarray(part).view(np.uint8).data for part in (written, pool))
    width = written.itemsize
    pieces: list[memoryview] = []
    done = 0
    for start, end, low, high in zip(
        *((width * place).tolist() for place in (words.bounds[at], words.bounds[at + 1], first, stop)),
        strict=True,
    ):
        pieces += (old[done:start], fresh[low:high])
        done = end
    pieces.append(old[done:])
    longer = np.zeros(len(words.bounds), dtype=np.int64)
    longer[at + 1] = stop - first - (words.bounds[at + 1] - words.bounds[at])
    letters = np.frombuffer(b"".join(pieces), dtype=written.dtype)
    return Words(words.starts, words.stops, letters, words.bounds + np.cumsum(longer))


def _joined(words: Words, groups: Sequence[tuple[int, int]]) -> Words:
    """Each group of words as one that has the letters of all."""
    if not groups:
        return words
    kept = np.ones(len(words), dtype=np.bool_)
    stops = words.stops.copy()
    for first, stop in groups:
        kept[first + 1 : stop] = False
        stops[first] = words.stops[stop - 1]
    bounds = np.append(words.bounds[:-1][kept], words.bounds[-1])
    return Words(words.starts[kept], stops[kept], words.letters, bounds)


def _string(letters: Letters | npt.NDArray[np.uint8]) -> str:
    return letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
