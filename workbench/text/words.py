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
    SEVERAL,
    Codes,
    code_points,
)
from workbench.text.unify import Words, unified, unified_hashes

Roles = npt.NDArray[np.uint8]

_FIRST_MARK = 0x300
_LINE_FEED, _RETURN, _COMMA = ord("\n"), ord("\r"), ord(",")
_TAB, _SPACE, _NO_BREAK = ord("\t"), ord(" "), 0xA0


def tokenise(text: str) -> Tokens:
    """The words of `text` in order; offsets are code points of `text`, whatever was folded."""
    return unified(text, _read(text))


def word_hashes(text: str) -> Hashes:
    """uint64 (n,), the hashes of `tokenise`, for less: no word is written anew."""
    return unified_hashes(text, _read(text))


def _read(text: str) -> Words:
    """The words of `text`, each as it is written there but for its letters' forms."""
    codes = code_points(text)
    places = codes.astype(np.intp)  # what numpy looks tables up by
    roles = FOLD.roles(places)
    _settle_hyphens(codes, roles)
    _settle_apostrophes(roles)
    _settle_commas(codes, roles)
    positions = np.flatnonzero(_is_letter(roles))
    if not len(positions):
        none = np.zeros(0, dtype=np.int64)
        return Words(none, none, np.zeros(0, dtype=np.uint32), np.zeros(1, dtype=np.int64))
    starts, stops, first = _words(roles, positions)
    letters, bounds = _folded_letters(places.take(positions), first)
    return Words(starts, stops, letters, bounds)


def _is_letter(roles: Roles) -> npt.NDArray[np.bool_]:
    letters: npt.NDArray[np.bool_] = (roles == LETTER) | (roles == IDEOGRAPH)
    return letters


def _settle_hyphens(codes: Codes, roles: Roles) -> None:
    """Drop hyphens between letters, also when a line ends after the hyphen; the others separate words."""
    hyphens = np.flatnonzero(roles == HYPHEN)
    hyphens, others = hyphens[(hyphens > 0) & (hyphens < len(codes) - 1)], hyphens
    near_dropped = bool(((roles[hyphens - 1] == DROPPED) | (roles[hyphens + 1] == DROPPED)).any())
    kept = np.flatnonzero(roles != DROPPED) if near_dropped else None
    before = hyphens - 1 if kept is None else kept[np.maximum(np.searchsorted(kept, hyphens) - 1, 0)]
    hyphens = hyphens[(before < hyphens) & _is_plain_letter(codes, roles, before)]
    after = _after_line_ends(codes, hyphens + 1)
    if kept is not None or bool((roles[after] == DROPPED).any()):
        kept = np.append(np.flatnonzero(roles != DROPPED), len(codes) - 1)
        after = kept[np.searchsorted(kept, after)]
    joining = _is_plain_letter(codes, roles, after)
    roles[others] = BREAK
    roles[hyphens[joining]] = DROPPED
    far = joining & (after > hyphens + 1)
    for position, stop in zip(hyphens[far].tolist(), after[far].tolist(), strict=True):
        roles[position:stop] = DROPPED


def _is_plain_letter(codes: Codes, roles: Roles, positions: Offsets) -> npt.NDArray[np.bool_]:
    """Whether a letter that is no digit stands at each of `positions`."""
    digit = FOLD.digit[codes[positions]]
    plain: npt.NDArray[np.bool_] = (roles[positions] == LETTER) & ~digit
    return plain


def _after_line_ends(codes: Codes, positions: Offsets) -> Offsets:
    """The place after one line end and the blanks around it; the position itself where no line ends.

    A place beyond the text is its last one.
    """
    last = len(codes) - 1
    ends = _past_blanks(codes, positions)
    line = (codes[ends] == _LINE_FEED) | (codes[ends] == _RETURN)
    if not bool(line.any()):
        return positions
    both = (codes[ends] == _RETURN) & (codes[np.minimum(ends + 1, last)] == _LINE_FEED)
    return np.where(line, _past_blanks(codes, np.minimum(ends + 1 + both, last)), positions)


def _past_blanks(codes: Codes, positions: Offsets) -> Offsets:
    """The first places from `positions` on that hold no blank, or the last place."""
    if not bool(_is_blank(codes[positions]).any()):
        return positions
    solid = np.append(np.flatnonzero(~_is_blank(codes)), len(codes) - 1)
    return solid[np.searchsorted(solid, positions)]


def _is_blank(codes: Codes) -> npt.NDArray[np.bool_]:
    blank: npt.NDArray[np.bool_] = (codes == _SPACE) | (codes == _TAB) | (codes == _NO_BREAK)
    return blank


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
    within = _is_ascii_digit(codes[positions - 1]) & _is_ascii_digit(codes[positions + 1])
    roles[positions[within]] = DROPPED


def _is_ascii_digit(codes: Codes) -> npt.NDArray[np.bool_]:
    digit: npt.NDArray[np.bool_] = (codes >= ord("0")) & (codes <= ord("9"))
    return digit


def _words(roles: Roles, positions: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Starts and stops of the words whose letters are at `positions`, and which letters begin them.

    A word is a stretch between breaks, less what is dropped at its ends; an ideograph is one by itself.
    """
    solid = np.concatenate(([False], roles != BREAK, [False]))
    edges = np.flatnonzero(solid[1:] != solid[:-1])
    starts, stops = edges[::2], edges[1::2]
    dropped = np.flatnonzero(roles == DROPPED)
    ideographs = np.flatnonzero(roles == IDEOGRAPH)
    if len(ideographs) or bool(((roles[starts] == DROPPED) | (roles[stops - 1] == DROPPED)).any()):
        begins = np.concatenate((starts, ideographs, ideographs + 1))
        first = np.unique(np.searchsorted(positions, begins))
        first = first[first < len(positions)]
        last = np.append(first[1:], len(positions)) - 1
        return positions[first], positions[last] + 1, first
    lengths = stops - starts
    if len(dropped):
        lengths -= np.bincount(np.searchsorted(starts, dropped, side="right") - 1, minlength=len(starts))
    return starts, stops, np.cumsum(lengths) - lengths


def _folded_letters(codes: npt.NDArray[np.intp], first: Offsets) -> tuple[Letters, Offsets]:
    """The folded letters of `codes` and the bounds of the words that begin at `first`."""
    letters = FOLD.first.take(codes)
    bounds = np.append(first, len(codes))
    longer = np.flatnonzero(letters == SEVERAL)
    if len(longer):
        foldings = [FOLD.more[code] for code in codes[longer].tolist()]
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
    if not bool((letters >= _FIRST_MARK).any()):
        return
    classes = FOLD.combining.take(letters)
    wrong = np.flatnonzero((classes[1:] > 0) & (classes[:-1] > classes[1:])) + 1
    for word in np.unique(np.searchsorted(bounds, wrong, side="right") - 1).tolist():
        low, high = int(bounds[word]), int(bounds[word + 1])
        folded = letters[low:high].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        ordered = code_points(unicodedata.normalize("NFKD", folded))
        letters[low:high] = ordered
