"""Letters in a text that deceive its reader or a search: look-alikes, invisible ones, changed directions."""

import re
from functools import cache
from typing import TYPE_CHECKING

from workbench.domain.document import Document, pinpoint
from workbench.domain.span import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Roles = npt.NDArray[np.uint8]

_NONE, _LATIN, _ALIKE, _ZERO_WIDTH, _BIDI, _TAG, _PRIVATE, _FANCY, _JOINER, _SOFT = range(10)
_BLOCK = 4_000_000
_CODE_POINTS = 0x110000
_SHORT = 200_000
"""Characters up to which a look for any such letter, without numpy, comes first: a paste must not wait."""

_Ranges = tuple[tuple[int, int], ...]
_LATIN_LETTERS: _Ranges = (
    (0x41, 0x5A),
    (0x61, 0x7A),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x24F),
    (0x1E00, 0x1EFF),
)
_OTHER_LETTERS = (
    *((ord(letter), ord(letter)) for letter in "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺονρικϲϳ"),  # Greek, but for formulas
    *((0x400, 0x481), (0x48A, 0x52F)),  # Cyrillic
    *((0x531, 0x556), (0x561, 0x587)),  # Armenian
    *((0x13A0, 0x13F5), (0x10A0, 0x10C5), (0xAB70, 0xABBF), (0xA4D0, 0xA4F7)),  # Cherokee, Georgian, Lisu
)
_INVISIBLE: _Ranges = (
    (0x200B, 0x200B),
    (0x2060, 0x2064),
    (0xFEFF, 0xFEFF),
    (0x180E, 0x180E),
    (0x034F, 0x034F),
)
_INVISIBLE += ((0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0))
_SOFT_HYPHENS = ((0x00AD, 0x00AD),)
_JOINERS = ((0x200C, 0x200D),)
_DIRECTIONS = ((0x202A, 0x202E), (0x2066, 0x2069))
_TAGS = ((0xE0000, 0xE007F),)
_PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_STYLED = ((0x1D400, 0x1D7FF), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0x24B6, 0x24E9), (0x1F130, 0x1F189))

_ROLES: tuple[tuple[int, _Ranges], ...] = (
    (_LATIN, _LATIN_LETTERS),
    (_ALIKE, _OTHER_LETTERS),
    (_ZERO_WIDTH, _INVISIBLE),
    (_JOINER, _JOINERS),
    (_BIDI, _DIRECTIONS),
    (_TAG, _TAGS),
    (_PRIVATE, _PRIVATE_USE),
    (_FANCY, _STYLED),
    (_SOFT, _SOFT_HYPHENS),
)

_SENTENCES = (
    (_ALIKE, "letters of another script within words of Latin letters, which look alike"),
    (_ZERO_WIDTH, "invisible characters of no width"),
    (_SOFT, "soft hyphens, which show only at the end of a line"),
    (_BIDI, "marks that change the direction of writing, so that the shown order is not the written one"),
    (_TAG, "invisible tag characters"),
    (_PRIVATE, "private-use characters, whose look depends on the typeface"),
    (_FANCY, "letters in a mathematical or other special form within the text"),
)


def suspicions(document: Document) -> tuple[str, ...]:
    """A sentence for each kind of deceiving letters in the text, with their number and the first place.

    The first character may be a byte-order mark. Joiners of Arabic and Indic letters and of emoji are no
    suspicion; between Latin letters they are. Words wholly in look-alikes are not told from words of that
    script.
    """
    text = document.text
    if text.isascii() or (len(text) < _SHORT and not _suspect().search(text)):
        return ()
    import numpy as np

    counts = dict.fromkeys((kind for kind, _ in _SENTENCES), 0)
    firsts: dict[int, int] = {}
    table = _table()
    for start in range(0, len(text), _BLOCK):
        begin = max(0, start - 1)
        piece = text[begin : start + _BLOCK + 1].encode("utf-32-le", "surrogatepass")
        roles = table[np.frombuffer(piece, dtype="<u4")]
        fresh = slice(start - begin, start - begin + _BLOCK)
        for kind, found in _found(roles).items():
            places = np.flatnonzero(found[fresh])
            if start == 0 and kind == _ZERO_WIDTH and text[0] == "\ufeff":
                places = places[places > 0]
            if len(places):
                counts[kind] += len(places)
                firsts.setdefault(kind, start + int(places[0]))
    return tuple(
        f"The text has {what}: {counts[kind]:,}; the first stands in "
        f"{pinpoint(document, Span(firsts[kind], firsts[kind] + 1))}."
        for kind, what in _SENTENCES
        if counts[kind]
    )


def _found(roles: "Roles") -> "dict[int, npt.NDArray[np.bool_]]":
    """Where each kind stands: bool (n,) for uint8 (n,)."""
    import numpy as np

    found = {kind: roles == kind for kind in (_ZERO_WIDTH, _BIDI, _TAG, _PRIVATE, _FANCY, _SOFT)}
    latin = roles == _LATIN
    after = np.concatenate(([False], latin[:-1]))
    before = np.concatenate((latin[1:], [False]))
    found[_ALIKE] = (roles == _ALIKE) & (after | before)
    found[_ZERO_WIDTH] |= (roles == _JOINER) & after & before
    return found


@cache
def _suspect() -> re.Pattern[str]:
    """Any letter that can be suspect."""
    ranges = (
        f"{chr(first)}-{chr(last)}" for role, pairs in _ROLES if role != _LATIN for first, last in pairs
    )
    return re.compile(f"[{''.join(ranges)}]")


@cache
def _table() -> "Roles":
    """uint8 (0x110000,), the role of each code point."""
    import numpy as np

    table = np.zeros(_CODE_POINTS, dtype=np.uint8)
    for role, ranges in _ROLES:
        for first, last in ranges:
            table[first : last + 1] = role
    return table
