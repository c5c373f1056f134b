"""The characters that most texts are written with, a byte for each, since bytes are folded in less time.

They are ASCII, Latin-1 and the typographer's quotation marks, dashes and spaces. A text of these alone has no
letter that looks like one of another script, and so folds piece by piece.
"""

import numpy as np
import numpy.typing as npt

from workbench.text.fold import FOLD, LETTER, FoldTable, Signs, code_points

_TYPOGRAPHIC = "‘’“”‚„‹›–—―‐‑−…•†‡′″€™œŒ\u2002\u2003\u2009\u200a\u202f\u200b\u2028"
_NONE = 0xB5
"""The byte of no character: the micro sign, which folds to a Greek letter, is written otherwise."""

CHARACTERS = bytes(range(0x80)).decode("ascii") + _TYPOGRAPHIC + bytes(range(0x9F, 0x100)).decode("latin-1")
"""The character of each byte."""

_CODES = code_points(CHARACTERS).astype(np.intp)
_BYTES = np.full(0x110000, _NONE, dtype=np.uint8)
_BYTES[_CODES] = np.arange(256)
_BYTES[_CODES[_NONE]] = _NONE

_ROLES = FOLD.roles(_CODES)
ALPHABET = FoldTable(
    role=_ROLES,
    first=FOLD.first[_CODES],
    more={byte: FOLD.more[code] for byte, code in enumerate(_CODES.tolist()) if code in FOLD.more},
    digit=FOLD.digit[_CODES],
)
"""Folding by byte."""

OTHER_LETTER = 0
"""Stands for a letter that does not fold to one of ASCII."""

_STRETCH = 1 << 17
_PLAIN_CODES = np.where((_ROLES == LETTER) & (ALPHABET.first < 0x80), ALPHABET.first, OTHER_LETTER)
_PLAIN = _PLAIN_CODES.astype(np.uint8).tobytes()
_NO_LETTERS = bytes(np.flatnonzero(_ROLES != LETTER).astype(np.uint8))


def written(text: str) -> tuple[Signs, FoldTable]:
    """The signs of `text`, one for each code point, and the table that they are folded by."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8), ALPHABET
    codes = code_points(text).astype(np.intp)
    signs = _BYTES.take(codes)
    if bool((signs == _NONE).any()):
        return codes, FOLD
    return signs, ALPHABET


def is_usual(text: str) -> bool:
    """Whether the whole of `text` is written as bytes, looked at a stretch at a time."""
    stretches = (text[at : at + _STRETCH] for at in range(0, len(text), _STRETCH))
    return text.isascii() or all(written(stretch)[1] is ALPHABET for stretch in stretches)


def plain_letters(signs: Signs) -> npt.NDArray[np.uint8]:
    """uint8 (m,), the letters among the bytes, folded to ASCII; OTHER_LETTER for any other."""
    return np.frombuffer(signs.tobytes().translate(_PLAIN, _NO_LETTERS), dtype=np.uint8)
