"""What each code point folds to, as tables that numpy can look up.

A code point is a letter, a break, or nothing at all. Letters fold to one or more code points: compatibility
decomposition and full case folding (Unicode Standard, section 3.13), so that letters, marks and digits which
are equal under NFKC and case fold alike. Decomposing, not composing, is what keeps it free of context.
Symbols are breaks, and so are numbers that are no digits, such as a raised 2: a footnote alters no word.
"""

import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]

BREAK, LETTER, DROPPED, HYPHEN, APOSTROPHE, IDEOGRAPH = range(6)
"""Roles of a code point. A HYPHEN or an APOSTROPHE is dropped between letters and a BREAK elsewhere; an
IDEOGRAPH is a LETTER that is a word by itself."""

_HYPHENS = "-\u2010\u2011\u058a\ufe63\uff0d"
_APOSTROPHES = "'\u2019\u02bc\u2018\u00b4\u0060\uff07\u201b"
_CODE_POINTS = 0x110000


@dataclass(frozen=True, slots=True, eq=False)
class FoldTable:
    """Folding by code point.

    Attributes:
        role: uint8 (0x110000,), one of the roles above.
        first: uint32 (0x110000,), the first folded code point of a letter.
        length: uint8 (0x110000,), how many code points a letter folds to.
        more: the whole folding of the letters that fold to more than one.
    """

    role: npt.NDArray[np.uint8]
    first: Codes
    length: npt.NDArray[np.uint8]
    more: dict[int, Codes]
    known: npt.NDArray[np.bool_]

    def learn(self, codes: Codes) -> None:
        """Fill the table for every code point in `codes` that it does not hold yet."""
        if bool(self.known[codes].all()):
            return
        for code in np.unique(codes[~self.known[codes]]).tolist():
            role, folded = fold_character(chr(code))
            self.role[code] = role
            self.length[code] = len(folded)
            if folded:
                self.first[code] = ord(folded[0])
            if len(folded) > 1:
                self.more[code] = code_points(folded)
            self.known[code] = True


def fold_character(character: str) -> tuple[int, str]:
    """The role of one character, and what it folds to if it is a letter."""
    if character in _HYPHENS:
        return HYPHEN, ""
    if character in _APOSTROPHES:
        return APOSTROPHE, ""
    category = unicodedata.category(character)
    if category in {"Cf", "Cs"} or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF:
        return DROPPED, ""
    if category == "No" or category[0] not in "LMN":
        return BREAK, ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    letters = "".join(part for part in folded if unicodedata.category(part)[0] in "LMN")
    if not letters:
        return BREAK, ""
    return (IDEOGRAPH if _stands_alone(character) else LETTER), letters


def code_points(text: str) -> Codes:
    """uint32 (len(text),), the code points of `text`, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32, copy=False)


def _stands_alone(character: str) -> bool:
    code = ord(character)
    return (
        0x3040 <= code <= 0x30FF  # kana
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


FOLD = FoldTable(
    role=np.zeros(_CODE_POINTS, dtype=np.uint8),
    first=np.zeros(_CODE_POINTS, dtype=np.uint32),
    length=np.zeros(_CODE_POINTS, dtype=np.uint8),
    more={},
    known=np.zeros(_CODE_POINTS, dtype=np.bool_),
)
"""The table of this process; it fills as texts are folded."""
