"""Text on its way to the page: what was to be printed, with its place in the evidence."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from workbench.domain.exhibit import REDACTED
from workbench.exhibits.press.styles import Style

NEW_LINE = "\n"
"""As the text of a piece: the line ends here."""
NEW_PARAGRAPH = "\f"
"""As the text of a piece: the paragraph ends here."""
_STAND_INS = {"\u2011": "-", "\t": " "}
_FIRST_MARK = "\u0300"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style that may be set as it is: every character has a glyph."""

    text: str
    style: Style
    start: int = -1
    """Offset in the evidence, in code points; -1 for words of the program."""
    link: str = ""
    """Name of the anchor that a click leads to."""
    whole: bool = False
    """Never broken inside; a line may end before and after it."""
    page: bool = False
    """Stands for the number of the page on which the anchor `link` lies."""


class Glyphs(Protocol):
    """What knows which characters can be printed."""

    def prints(self, char: str) -> bool:
        """Whether it can stand on the page by itself as it is."""


class Speller:
    """Turns any text into pieces: a character that cannot be seen or printed appears by its number.

    `U+202E` prints as `<U+202E>` in small letters of second ink, so that it can neither act nor vanish.
    Where an exhibit is `redacted`, a run of the letter that stands for what was taken out prints as one bar.
    """

    def __init__(self, glyphs: Glyphs, redacted: bool = False) -> None:
        self._glyphs = glyphs
        self._redacted = redacted
        self._printed_as: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def pieces(self, text: str, style: Style, start: int = -1, link: str = "") -> list[Piece]:
        """`text` as pieces of `style`; line ends are kept as `NEW_LINE`, two and more as `NEW_PARAGRAPH`."""
        pieces = []
        for first, stop, printed in self._stretches(text):
            offset = start + first if start >= 0 else -1
            if printed in (NEW_LINE, NEW_PARAGRAPH):
                pieces.append(Piece(printed, style, offset))
            elif self._redacted and text[first] == REDACTED:
                pieces.append(Piece(printed, style.but(bar=True, underline="none"), offset, link, whole=True))
            elif printed.startswith("<U+") and printed != text[first:stop]:
                small = style.but(
                    face="sans",
                    size=round(style.size * 0.78, 2),
                    ink="second",
                    underline="none",
                    tracking=0.0,
                )
                pieces.append(Piece(printed, small, offset, link, whole=True))
            else:
                pieces.append(Piece(printed, style, offset, link))
        return pieces

    def line(self, text: str) -> str:
        """`text` as one plain line: line ends become spaces, unprintable characters their numbers."""
        return " ".join("".join(piece.text for piece in self.pieces(text, _PLAIN)).split())

    def spelled(self) -> list[tuple[str, str, int]]:
        """Characters that did not print as themselves so far: character, what stands for it, how often."""
        return [(char, self._printed_as[char], count) for char, count in sorted(self._counts.items())]

    def _stretches(self, text: str) -> Iterator[tuple[int, int, str]]:
        first = position = 0
        while position < len(text):
            char = text[position]
            if char in "\r\n":
                if first < position:
                    yield first, position, text[first:position]
                stop, ends = _line_ends(text, position)
                yield position, stop, NEW_PARAGRAPH if ends > 1 else NEW_LINE
                first = position = stop
                continue
            if self._redacted and char == REDACTED:
                if first < position:
                    yield first, position, text[first:position]
                stop = next((p for p in range(position, len(text)) if text[p] != REDACTED), len(text))
                yield position, stop, "[redacted]"
                first = position = stop
                continue
            marked = text[position + 1 : position + 2] >= _FIRST_MARK
            stop = self._marks_end(text, position) if marked else position + 1
            if stop > position + 1:
                if first < position:
                    yield first, position, text[first:position]
                yield position, stop, unicodedata.normalize("NFC", text[position:stop])
                first = position = stop
                continue
            printed = self._printed_as.get(char)
            if printed is None:
                printed = self._printed_as[char] = self._treatment(char)
            if printed != char:
                if first < position:
                    yield first, position, text[first:position]
                if char != "\t":
                    self._counts[char] += 1
                yield position, position + 1, printed
                first = position + 1
            position += 1
        if first < len(text):
            yield first, len(text), text[first:]

    def _marks_end(self, text: str, position: int) -> int:
        """The place after a letter and its combining marks, if one glyph shows them; else the next place.

        Marks are not placed by the fonts' tables here: one that has no letter with it prints by its number.
        """
        stop = position + 1
        while stop < len(text) and text[stop] >= _FIRST_MARK and unicodedata.combining(text[stop]):
            composed = unicodedata.normalize("NFC", text[position : stop + 1])
            if len(composed) > 1 or self._treatment(composed) != composed:
                break
            stop += 1
        return stop

    def _treatment(self, char: str) -> str:
        if char in _STAND_INS:
            return _STAND_INS[char]
        if " " <= char <= "~":
            return char
        category = unicodedata.category(char)
        if category not in _UNSEEN and self._glyphs.prints(char):
            return char
        return " " if category == "Zs" else f"<U+{ord(char):04X}>"


def cut(pieces: Iterable[Piece], offset: int) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the evidence before `offset`, and those from it on."""
    before: list[Piece] = []
    after: list[Piece] = []
    for piece in pieces:
        if piece.start >= offset:
            after.append(piece)
        elif piece.whole or piece.start + len(piece.text) <= offset:
            before.append(piece)
        else:
            place = offset - piece.start
            before.append(Piece(piece.text[:place], piece.style, piece.start, piece.link))
            after.append(Piece(piece.text[place:], piece.style, offset, piece.link))
    return before, after


def _line_ends(text: str, position: int) -> tuple[int, int]:
    """The place after the line ends at `position` and the blank lines between, and how many ends they are."""
    stop, ends, ahead = position, 0, position
    while ahead < len(text) and text[ahead] in "\r\n \t":
        if text[ahead] in "\r\n":
            ahead += 2 if text.startswith("\r\n", ahead) else 1
            stop = ahead
            ends += 1
        else:
            ahead += 1
    return stop, ends


_PLAIN = Style("sans", 1.0, 1.0)
