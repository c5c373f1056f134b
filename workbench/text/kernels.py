"""Reading words, as loops that numba turns into machine code: what `words` and `unify` do with numpy, in one
pass over the characters. Imported where much is to be read (see `compiled`), since that takes a while.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from workbench.domain.tokens import Hashes, Letters, Offsets
from workbench.text.fold import APOSTROPHE, BREAK, DROPPED, HYPHEN, IDEOGRAPH, LETTER, SEVERAL
from workbench.text.forms import PREFIX_BITS
from workbench.text.hashing import MULTIPLIER
from workbench.text.readings import LEAST_LETTERS
from workbench.text.unify import FIRST_FOREIGN, FIRST_LETTER, LEAST_SPACED
from workbench.text.words import COMMA, FIRST_MARK, LINE_FEED, NO_BREAK, RETURN, SPACE, TAB

Roles = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Codes = Letters | npt.NDArray[np.uint16]

UNKNOWN = -1
"""Returned for a text with a character that the tables do not hold."""

MIXED, MISREAD, SPACED, FOREIGN = 1, 2, 4, 8
"""What a text may hold that one pass does not settle, to be added up: words of look-alike letters, digits
misread for letters, letters set apart; and letters that are not Latin."""

ZERO, ONE, FIVE, NINE = map(ord, "0159")
LATIN, TWIN, OTHER = 1, 2, 4
"""Kinds of letters, to be added up over a word."""


class Tables(NamedTuple):
    """What a reading looks up.

    Attributes (`s` is 0x110000):
        plain: uint16 (s,), the folded letter of what folds to one Latin letter; 0 for all else.
        role, first, digit: as in FoldTable.
        combining: uint8 (s,), canonical combining classes.
        twin: bool (s,), folded letters that look like Latin ones.
        several: uint32 (k,), sorted, what folds to several letters.
        bounds, letters: int64 (k + 1,) and uint32, the letters that each of those folds to.
        prefixes, slots, held: the arrays of Forms; `held` are its hashes.
    """

    plain: npt.NDArray[np.uint16]
    role: npt.NDArray[np.uint8]
    first: Letters
    digit: npt.NDArray[np.bool_]
    combining: npt.NDArray[np.uint8]
    twin: npt.NDArray[np.bool_]
    several: Letters
    bounds: Offsets
    letters: Letters
    prefixes: npt.NDArray[np.bool_]
    slots: Offsets
    held: Hashes


class Room(NamedTuple):
    """Where a reading writes: arrays as in Tokens, and `at` and `entries`, which words are in the table of
    forms, and where in it."""

    hashes: Hashes
    starts: Offsets
    stops: Offsets
    letters: Letters
    bounds: Offsets
    at: Offsets
    entries: Offsets


@njit(cache=True, nogil=True)
def read(  # noqa: PLR0912, PLR0915 - a call for each word takes longer than all the rest
    codes: Codes, tables: Tables, room: Room
) -> tuple[int, int, int, int]:
    """Read all words of uint16 or uint32 (n,) `codes` into a room for n words, and n letters and more.

    Returns how many words, letters and entries of the table of forms there are, and what was met, as above;
    words are UNKNOWN where the tables do not hold a character or the room is too small, and the rest means
    nothing then. Where most of the time goes, places are unsigned: others may count from the end.
    """
    plain, role, digit, twin = tables.plain, tables.role, tables.digit, tables.twin
    prefixes, slots, held = tables.prefixes, tables.slots, tables.held
    hashes, starts, stops, letters, bounds = room.hashes, room.starts, room.stops, room.letters, room.bounds
    at = words = length = entries = met = spaced = 0
    last_single = -2
    bounds[0] = 0
    while True:
        while at < len(codes) and not plain[codes[np.uintp(at)]] and role[codes[np.uintp(at)]] < LETTER:
            at += 1
        if at == len(codes):
            return words, length, entries, met
        start = stop = at
        begin = length
        weighed, power = np.uint64(0), np.uint64(1)
        is_plain = True
        while at < len(codes):
            letter = plain[codes[np.uintp(at)]]
            if letter:
                letters[np.uintp(length)] = letter
                weighed += np.uint64(letter + 1) * power
                power *= MULTIPLIER
                length += 1
                at += 1
                stop = at
                continue
            own = role[codes[np.uintp(at)]]
            if own == BREAK and codes[np.uintp(at)] != COMMA:
                break
            if own < LETTER:
                past = past_sign(codes, role, digit, at, stop)
                if past == at:
                    break
                at = past
                continue
            if own == IDEOGRAPH and length > begin:
                break
            is_plain = False
            length = add_letters(codes[at], tables, letters, begin, length, len(codes) - at)
            if length < 0:
                return UNKNOWN, 0, 0, 0
            weighed, power = weighed_sum(letters, begin, length)
            at += 1
            stop = at
            if own == IDEOGRAPH:
                break
        value = mix(weighed + np.uint64(length - begin))
        starts[words], stops[words], hashes[words] = start, stop, value
        if not is_plain:
            met |= oddities(letters, begin, length, twin)
        if prefixes[value >> np.uint64(64 - PREFIX_BITS)]:
            entry = entry_of(slots, held, value)
            if entry >= 0:
                room.at[entries], room.entries[entries] = words, entry
                entries += 1
        if stop - start == 1 and length - begin == 1:
            spaced = spaced + 1 if start == last_single + 2 else 1
            last_single = start
            if spaced >= LEAST_SPACED:
                met |= SPACED
        words += 1
        bounds[words] = length


@njit
def past_sign(codes: Codes, role: Roles, digit: Flags, at: int, stop: int) -> int:
    """Where a word that had its last letter before `stop` goes on after a sign that is no letter, or `at`."""
    own = role[codes[at]]
    if own == DROPPED:
        return at + 1
    if at + 1 == len(codes):
        return at
    if own == HYPHEN:
        before = codes[stop - 1]
        return after_hyphen(codes, role, digit, at) if role[before] == LETTER and not digit[before] else at
    if own == APOSTROPHE:
        joins = role[codes[at - 1]] >= LETTER and role[codes[at + 1]] >= LETTER
    else:
        joins = codes[at] == COMMA and is_digit(codes[at - 1]) and is_digit(codes[at + 1])
    return at + 1 if joins else at


@njit
def after_hyphen(codes: Codes, role: Roles, digit: Flags, hyphen: int) -> int:
    """The letter after a hyphen, also where a line ends between them; the hyphen's place if none follows."""
    last = len(codes) - 1
    at = hyphen + 1
    end = past_blanks(codes, at)
    if codes[end] in (LINE_FEED, RETURN):
        both = codes[end] == RETURN and codes[min(end + 1, last)] == LINE_FEED
        at = past_blanks(codes, min(end + 1 + both, last))
    while at < last and role[codes[at]] == DROPPED:
        at += 1
    return at if role[codes[at]] == LETTER and not digit[codes[at]] else hyphen


@njit
def past_blanks(codes: Codes, at: int) -> int:
    """The first place from `at` on that holds no blank, or the last."""
    while at < len(codes) - 1 and codes[at] in (SPACE, TAB, NO_BREAK):
        at += 1
    return at


@njit
def is_digit(code: int) -> bool:
    """Whether a code point is a digit of ASCII."""
    return ZERO <= code <= NINE


@njit
def add_letters(code: int, tables: Tables, letters: Letters, begin: int, length: int, left: int) -> int:
    """Add what a letter folds to to the word that begins at `begin`, marks in canonical order.

    The length then, or UNKNOWN; `left` signs that may be letters are left, this one among them.
    """
    if tables.role[code] > IDEOGRAPH:
        return UNKNOWN
    if tables.first[code] < SEVERAL:
        letters[length] = tables.first[code]
        return place_mark(letters, begin, length, tables.combining)
    entry = np.searchsorted(tables.several, code)
    if entry == len(tables.several) or tables.several[entry] != code:
        return UNKNOWN
    low, high = tables.bounds[entry], tables.bounds[entry + 1]
    if length + high - low + left - 1 > len(letters):
        return UNKNOWN
    for place in range(low, high):
        letters[length] = tables.letters[place]
        length = place_mark(letters, begin, length, tables.combining)
    return length


@njit
def place_mark(letters: Letters, begin: int, place: int, combining: npt.NDArray[np.uint8]) -> int:
    """Bring the last letter of a word before the marks that come after it; the length then."""
    length, letter = place + 1, letters[place]
    own = combining[letter]
    while own and place > begin and combining[letters[place - 1]] > own:
        letters[place] = letters[place - 1]
        place -= 1
    letters[place] = letter
    return length


@njit
def weighed_sum(letters: Letters, begin: int, length: int) -> tuple[int, int]:
    """The sum of a word's letters weighed by powers, as in `hashing`, and the next power."""
    weighed, power = np.uint64(0), np.uint64(1)
    for place in range(begin, length):
        weighed += np.uint64(letters[place] + 1) * power
        power *= MULTIPLIER
    return weighed, power


@njit
def oddities(letters: Letters, begin: int, length: int, twin: Flags) -> int:
    """MIXED, MISREAD and FOREIGN of one word."""
    kinds = met = 0
    for place in range(begin, length):
        letter = letters[place]
        if letter in (ZERO, ONE, FIVE):
            met |= may_be_misread(letters, begin, place, length)
        if letter >= FIRST_FOREIGN:
            kinds |= TWIN if twin[letter] else OTHER
        elif FIRST_LETTER <= letter < FIRST_MARK:
            kinds |= LATIN
    if kinds > LATIN:
        met |= FOREIGN
        if kinds & LATIN or kinds == TWIN:
            met |= MIXED
    return met


@njit
def may_be_misread(letters: Letters, begin: int, place: int, length: int) -> int:
    """MISREAD if a digit stands where `readings` may take it for a letter, or 0."""
    before = place > begin and letters[place - 1] >= FIRST_LETTER
    after = place + 1 < length and letters[place + 1] >= FIRST_LETTER
    if place + 2 < length and not after:  # two digits may be two letters
        after = letters[place + 2] >= FIRST_LETTER
    first = place == begin and letters[place] == ZERO and length - begin > LEAST_LETTERS
    last = place + 1 == length and letters[place] == ONE and length - begin >= LEAST_LETTERS
    return MISREAD if (before and (after or last)) or (first and after) else 0


@njit
def entry_of(slots: Offsets, held: Hashes, value: int) -> int:
    """Where in the table of forms a hash is, or -1."""
    entry = slots[value >> np.uint64(64 - PREFIX_BITS)]
    while entry < len(held) and held[entry] < value:
        entry += 1
    return entry if entry < len(held) and held[entry] == value else -1


@njit
def mix(value: int) -> int:
    """As in `hashing`, of one value."""
    value ^= value >> np.uint64(30)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    value ^= value >> np.uint64(27)
    value *= np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
