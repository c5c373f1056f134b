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
Signs = npt.NDArray[np.intp] | npt.NDArray[np.uint8]
"""A text's characters as numpy looks them up: code points, or bytes that stand for usual ones."""

BREAK, DROPPED, HYPHEN, APOSTROPHE, LETTER, IDEOGRAPH = range(6)
"""Roles of a code point. A HYPHEN or an APOSTROPHE is dropped between letters and a BREAK elsewhere; an
IDEOGRAPH is a LETTER that is a word by itself, and nothing beyond LETTER is anything else."""

UNKNOWN = 255

SEVERAL = 0x110000
"""Stands in the table for a folding of more than one code point."""

_HYPHENS = "-\u2010\u2011\u058a\ufe63\uff0d"
_APOSTROPHES = "'\u2019\u02bc\u2018\u00b4\u0060\uff07\u201b"
_CODE_POINTS = 0x110000


@dataclass(frozen=True, slots=True, eq=False)
class FoldTable:
    """Folding by sign: by code point (`s` is 0x110000), or by byte of a small alphabet (`s` is 256).

    Attributes:
        role: uint8 (s,), one of the roles above, or UNKNOWN until it is asked for.
        first: uint32 (s,), the folded code point of a letter, or SEVERAL.
        more: the foldings of more than one code point.
        digit: bool (s,), whether a letter is a decimal digit.
    """

    role: npt.NDArray[np.uint8]
    first: Codes
    more: dict[int, Codes]
    digit: npt.NDArray[np.bool_]

    def roles(self, codes: Signs) -> npt.NDArray[np.uint8]:
        """uint8 (n,), the role of each sign; the table holds all of them from then on."""
        roles = self.role.take(codes)
        unknown = np.flatnonzero(roles == UNKNOWN)
        if len(unknown):
            for code in np.unique(codes[unknown]).tolist():
                self._learn(code)
            roles = self.role.take(codes)
        return roles

    def _learn(self, code: int) -> None:
        role, folded = fold_character(chr(code))
        if len(folded) == 1:
            self.first[code] = ord(folded)
        elif folded:
            self.first[code] = SEVERAL
            self.more[code] = code_points(folded)
        for letter in folded:
            COMBINING[ord(letter)] = unicodedata.combining(letter)
        self.digit[code] = unicodedata.category(chr(code)) == "Nd"
        self.role[code] = role


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


COMBINING = np.zeros(_CODE_POINTS, dtype=np.uint8)
"""uint8 (0x110000,), the canonical combining class of the code points that come of folding."""

FOLD = FoldTable(
    role=np.full(_CODE_POINTS, UNKNOWN, dtype=np.uint8),
    first=np.zeros(_CODE_POINTS, dtype=np.uint32),
    more={},
    digit=np.zeros(_CODE_POINTS, dtype=np.bool_),
)
"""The table of this process by code point; it fills as texts are folded."""
