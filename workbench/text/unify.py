"""Words that are written in several ways made one: look-alike letters, letters set apart, digits misread for
letters, spellings, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Letters, Offsets, Tokens
from workbench.text.fold import IDEOGRAPH, LETTER, code_points, fold_character
from workbench.text.forms import SCALE, forms
from workbench.text.hashing import hash_words
from workbench.text.numerals import phrases
from workbench.text.readings import MISREAD, without_digits
from workbench.text.twins import TWINS, unmixed

LEAST_SPACED, MOST_SPACED = 4, 28
"""Single letters in a row, one blank between each, that are one word set apart: `c o p y`."""


Flags = npt.NDArray[np.bool_]

_FIRST_FOREIGN = 0x370
_FIRST_SYLLABLE = "\u0900"  # from here on, one letter may well be a word
_LATIN, _TWIN, _FOREIGN = 1, 2, 4  # kinds of letters, to be added up over a word
_FOLDED_TWINS = np.unique([ord(letter) for twin in TWINS for letter in fold_character(twin)[1]])


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words before they are hashed; the arrays are those of Tokens."""

    starts: Offsets
    stops: Offsets
    letters: Letters
    bounds: Offsets

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, index: int) -> str:
        """Word `index` as folded so far."""
        return _string(self.letters[self.bounds[index] : self.bounds[index + 1]])


def unified(text: str, words: Words) -> Tokens:
    """The words of `text`, each in the one form that stands for all ways of writing it."""
    words = _joined(_with_digits_read(_in_one_script(text, words)), _set_apart(text, words))
    hashes = hash_words(words.letters, words.bounds)
    table = forms()
    at, entries = table.find(hashes)
    if not len(at):
        return _tokens(hashes, words)
    groups = _number_phrases(text, words, at, table.values[entries])
    words = _rewritten(words, at, table.letters, table.bounds, entries)
    if not groups:
        hashes[at] = table.folded[entries]
        return _tokens(hashes, words)
    written = {place: "" for first, stop, _ in groups for place in range(first, stop)}
    written |= {first: str(value) for first, _, value in groups}
    words = _with_forms(words, list(written), list(written.values()))
    words = _joined(words, [(first, stop) for first, stop, _ in groups])
    return _tokens(hash_words(words.letters, words.bounds), words)


def _tokens(hashes: npt.NDArray[np.uint64], words: Words) -> Tokens:
    return Tokens(hashes, words.starts, words.stops, words.letters, words.bounds)


def _in_one_script(text: str, words: Words) -> Words:
    """Words that mix Latin letters with others that look like them, in one script.

    A word of nothing but look-alikes is Latin where the words on both sides of it are.
    """
    if not bool((words.letters >= _FIRST_FOREIGN).any()):
        return words
    kinds = np.zeros(len(words.letters), dtype=np.uint8)
    small = words.letters < _FIRST_FOREIGN
    kinds[small & (words.letters > ord("9"))] = _LATIN
    kinds[(words.letters >= 0x300) & small] = 0  # marks
    kinds[~small] = _FOREIGN
    kinds[np.isin(words.letters, _FOLDED_TWINS)] = _TWIN
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
    digits = np.flatnonzero(words.letters - np.uint32(ord("0")) < 10)  # below "0" it wraps round
    misread = digits[np.isin(words.letters[digits], MISREAD)]
    if not len(misread):
        return words
    within = np.searchsorted(words.bounds, misread, side="right") - 1
    beside = np.minimum(misread + 1, len(words.letters) - 1), np.maximum(misread - 1, 0)
    word = [np.searchsorted(words.bounds, place, side="right") - 1 for place in beside]
    letter = [(word[side] == within) & (words.letters[beside[side]] >= ord("a")) for side in (0, 1)]
    at, read = [], []
    for index in np.unique(within[letter[0] | letter[1]]).tolist():
        written = words.word(index)
        seen = without_digits(written)
        if seen != written:
            at.append(index)
            read.append(seen)
    return _with_forms(words, at, read)


def _set_apart(text: str, words: Words) -> list[tuple[int, int]]:
    """Words whose letters stand apart, as `(first, stop)`; letters in alphabetical order are a list."""
    single = (np.diff(words.bounds) == 1) & (words.stops - words.starts == 1)
    near = single[1:] & single[:-1] & (words.starts[1:] - words.stops[:-1] == 1)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], near, [False]))))
    found = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if not LEAST_SPACED <= last + 1 - first <= MOST_SPACED:
            continue
        written = text[words.starts[first] : words.stops[last]]
        letters = written[::2].casefold()
        alphabet = all(ord(after) - ord(before) == 1 for before, after in pairwise(letters))
        blanks = written[1::2].isspace() and "\n" not in written
        if blanks and letters.isalpha() and max(letters) < _FIRST_SYLLABLE and not alphabet:
            found.append((first, last + 1))
    return found


def _number_phrases(text: str, words: Words, at: Offsets, values: Offsets) -> list[tuple[int, int, int]]:
    """Numbers of several words as `(first, stop, value)`; `at` are the words of the table, with `values`."""
    number = (values >= 0) | (values == SCALE)
    at, values = at[number], values[number]
    near = np.flatnonzero(np.diff(at) <= 2)
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
    lengths = np.diff(words.bounds)
    sources = words.bounds[:-1].copy()
    lengths[at] = np.diff(bounds)[entries]
    sources[at] = len(words.letters) + bounds[entries]
    fresh = np.concatenate(([0], np.cumsum(lengths)))
    places = np.repeat(sources - fresh[:-1], lengths)
    places += np.arange(fresh[-1])
    return Words(words.starts, words.stops, np.concatenate((words.letters, pool)).take(places), fresh)


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


def _string(letters: Letters) -> str:
    return letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
