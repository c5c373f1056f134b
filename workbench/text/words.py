"""Document -> Tokens: the words of a text, folded, with the way back to its characters.

Folding unifies compatibility forms and case, and drops zero-width characters, soft hyphens, apostrophes
within a word, hyphens between letters (so that `co-operate`, `cooperate` and a word broken at a line end are
one word) and commas within a number. Everything else that is no letter, mark or digit separates words.
"""

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Letters, Offsets, Tokens
from workbench.text import compiled
from workbench.text.alphabet import OTHER_LETTER, plain_letters, written
from workbench.text.fold import (
    APOSTROPHE,
    BREAK,
    COMBINING,
    DROPPED,
    HYPHEN,
    IDEOGRAPH,
    LETTER,
    SEVERAL,
    FoldTable,
    Signs,
)
from workbench.text.unify import Hashed, Settled, Words, settled, unified, unified_hashes

Roles = npt.NDArray[np.uint8]

FIRST_MARK = 0x300
LINE_FEED, RETURN, COMMA = ord("\n"), ord("\r"), ord(",")
TAB, SPACE, NO_BREAK = ord("\t"), ord(" "), 0xA0  # the bytes of the alphabet, too

_FEW_BLANKS = 4
"""Blanks in a row that are passed one by one; where there are more, all of the text's are looked at."""


def tokenise(text: str) -> Tokens:
    """The words of `text` in order; offsets are code points of `text`, whatever was folded."""
    return unified(_settled(text))


def read_hashes(text: str) -> Hashed:
    """What `tokenise` reads, less the words themselves: none is written anew."""
    return unified_hashes(_settled(text))


def _settled(text: str) -> Settled:
    reader = compiled.reader()
    return reader.read(text) if reader else settled(text, read_plainly(text))


def read_plainly(text: str) -> Words:
    """The words of a text, each as it is written there but for its letters' forms, by numpy."""
    return _read(*written(text))


def _read(signs: Signs, table: FoldTable) -> Words:
    """The words of a text, each as it is written there but for its letters' forms."""
    roles = table.roles(signs)
    _settle_hyphens(signs, roles, table)
    _settle_apostrophes(roles)
    _settle_commas(signs, roles)
    if int(roles.max(initial=BREAK)) < LETTER:
        none = np.zeros(0, dtype=np.int64)
        return Words(none, none, np.zeros(0, dtype=np.uint32), np.zeros(1, dtype=np.int64))
    starts, stops, first = _words(roles)
    if signs.dtype == np.uint8:
        plain = plain_letters(signs)
        if plain.min() != OTHER_LETTER:
            return Words(starts, stops, plain, np.append(first, len(plain)))
    letters, bounds = _folded_letters(signs[_is_letter(roles)], first, table)
    return Words(starts, stops, letters, bounds)


def _is_letter(roles: Roles) -> npt.NDArray[np.bool_]:
    letters: npt.NDArray[np.bool_] = roles >= LETTER
    return letters


def _settle_hyphens(signs: Signs, roles: Roles, table: FoldTable) -> None:
    """Drop hyphens between letters, also when a line ends after the hyphen; the others separate words."""
    hyphens = np.flatnonzero(roles == HYPHEN)
    hyphens, others = hyphens[(hyphens > 0) & (hyphens < len(signs) - 1)], hyphens
    near_dropped = bool(((roles[hyphens - 1] == DROPPED) | (roles[hyphens + 1] == DROPPED)).any())
    kept = np.flatnonzero(roles != DROPPED) if near_dropped else None
    before = hyphens - 1 if kept is None else kept[np.maximum(np.searchsorted(kept, hyphens) - 1, 0)]
    hyphens = hyphens[(before < hyphens) & _is_plain_letter(signs, roles, before, table)]
    after = _after_line_ends(signs, hyphens + 1)
    if kept is not None or bool((roles[after] == DROPPED).any()):
        kept = np.append(np.flatnonzero(roles != DROPPED), len(signs) - 1)
        after = kept[np.searchsorted(kept, after)]
    joining = _is_plain_letter(signs, roles, after, table)
    roles[others] = BREAK
    roles[hyphens[joining]] = DROPPED
    far = joining & (after > hyphens + 1)
    for position, stop in zip(hyphens[far].tolist(), after[far].tolist(), strict=True):
        roles[position:stop] = DROPPED


def _is_plain_letter(
    signs: Signs, roles: Roles, positions: Offsets, table: FoldTable
) -> npt.NDArray[np.bool_]:
    """Whether a letter that is no digit stands at each of `positions`."""
    plain: npt.NDArray[np.bool_] = (roles[positions] == LETTER) & ~table.digit[signs[positions]]
    return plain


def _after_line_ends(signs: Signs, positions: Offsets) -> Offsets:
    """The place after one line end and the blanks around it; the position itself where no line ends.

    A place beyond the text is its last one.
    """
    last = len(signs) - 1
    ends = _past_blanks(signs, positions)
    line = (signs[ends] == LINE_FEED) | (signs[ends] == RETURN)
    if not bool(line.any()):
        return positions
    both = (signs[ends] == RETURN) & (signs[np.minimum(ends + 1, last)] == LINE_FEED)
    return np.where(line, _past_blanks(signs, np.minimum(ends + 1 + both, last)), positions)


def _past_blanks(signs: Signs, positions: Offsets) -> Offsets:
    """The first places from `positions` on that hold no blank, or the last place."""
    last = len(signs) - 1
    for _ in range(_FEW_BLANKS):
        blank = _is_blank(signs[positions])
        if not bool(blank.any()):
            return positions
        positions = np.minimum(positions + blank, last)
    solid = np.append(np.flatnonzero(~_is_blank(signs)), last)
    return solid[np.searchsorted(solid, positions)]


def _is_blank(signs: Signs) -> npt.NDArray[np.bool_]:
    blank: npt.NDArray[np.bool_] = (signs == SPACE) | (signs == TAB) | (signs == NO_BREAK)
    return blank


def _settle_apostrophes(roles: Roles) -> None:
    positions = np.flatnonzero(roles == APOSTROPHE)
    if not len(positions):
        return
    letter = np.concatenate(([False], _is_letter(roles), [False]))
    within = letter[positions] & letter[positions + 2]
    roles[positions] = np.where(within, DROPPED, BREAK)


def _settle_commas(codes: Signs, roles: Roles) -> None:
    """Drop a comma between digits, so that `1,000` is the word `1000`."""
    positions = np.flatnonzero(codes == COMMA)
    positions = positions[(positions > 0) & (positions < len(codes) - 1)]
    within = _is_ascii_digit(codes[positions - 1]) & _is_ascii_digit(codes[positions + 1])
    roles[positions[within]] = DROPPED


def _is_ascii_digit(codes: Signs) -> npt.NDArray[np.bool_]:
    digit: npt.NDArray[np.bool_] = (codes >= ord("0")) & (codes <= ord("9"))
    return digit


def _words(roles: Roles) -> tuple[Offsets, Offsets, Offsets]:
    """Starts and stops of the words, and which letters begin them, all letters counted from 0.

    A word is a stretch between breaks, less what is dropped at its ends; an ideograph is one by itself.
    """
    solid = np.concatenate(([False], roles != BREAK, [False]))
    edges = np.flatnonzero(solid[1:] != solid[:-1])
    starts, stops = edges[::2], edges[1::2]
    dropped = np.flatnonzero(roles == DROPPED)
    at_an_end = not bool((solid[dropped] & solid[dropped + 2]).all())
    ideographs = np.flatnonzero(roles == IDEOGRAPH)
    if at_an_end or len(ideographs):
        positions = np.flatnonzero(_is_letter(roles))
        begins = np.concatenate((starts, ideographs, ideographs + 1))
        first = np.unique(np.searchsorted(positions, begins))
        first = first[first < len(positions)]
        last = np.append(first[1:], len(positions)) - 1
        return positions[first], positions[last] + 1, first
    lengths = stops - starts
    if len(dropped):
        lengths -= np.bincount(np.searchsorted(starts, dropped, side="right") - 1, minlength=len(starts))
    return starts, stops, np.cumsum(lengths) - lengths


def _folded_letters(signs: Signs, first: Offsets, table: FoldTable) -> tuple[Letters, Offsets]:
    """The folded letters of `signs` and the bounds of the words that begin at `first`."""
    letters = table.first.take(signs)
    bounds = np.append(first, len(signs))
    longer = np.flatnonzero(letters == SEVERAL)
    if len(longer):
        foldings = [table.more[sign] for sign in signs[longer].tolist()]
        single = np.split(letters, longer)
        pieces = [single[0]]
        for folding, others in zip(foldings, single[1:], strict=True):
            pieces += [folding, others[1:]]
        letters = np.concatenate(pieces)
        more = np.array([len(folding) - 1 for folding in foldings])
        words = np.searchsorted(first, longer, side="right")
        bounds += np.cumsum(np.bincount(words, more, len(bounds))).astype(np.int64)
    _order_marks(letters, bounds)
    return letters, bounds


def _order_marks(letters: Letters, bounds: Offsets) -> None:
    """Put combining marks into canonical order (Unicode Standard, section 3.11), in place."""
    if not bool((letters >= FIRST_MARK).any()):
        return
    classes = COMBINING.take(letters)
    wrong = np.flatnonzero((classes[1:] > 0) & (classes[:-1] > classes[1:])) + 1
    for word in np.unique(np.searchsorted(bounds, wrong, side="right") - 1).tolist():
        low, high = bounds[word], bounds[word + 1]
        follows = np.cumsum(classes[low:high] == 0)  # which letter the marks belong to
        letters[low:high] = letters[low:high][np.lexsort((classes[low:high], follows))]
