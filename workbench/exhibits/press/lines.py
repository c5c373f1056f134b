"""Pieces -> lines: ragged right, never hyphenated; a word wider than the column breaks between letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from workbench.exhibits.press.direction import RIGHT_TO_LEFT, runs_leftward
from workbench.exhibits.press.pieces import NEW_LINE, NEW_PARAGRAPH, Piece
from workbench.exhibits.press.styles import Style

_BLANK = (
    " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"  # a line may end there
)
_ATOM = re.compile(rf"[\n\f]|[{_BLANK}]+|[^\n\f{_BLANK}]+")
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_AFTER_DASH = re.compile(rf"(?<=\w[-–—/])(?=\w)|(?<=[{_IDEOGRAPH}、。，．])(?=[{_IDEOGRAPH}])")
"""Where else a line may end: after a dash in a word, and between ideographs."""


class Widths(Protocol):
    """What knows how wide a text is."""

    def width(self, text: str, style: Style) -> float:
        """Width in points."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line in one style; `x` and `width` in points."""

    x: float
    width: float
    text: str
    style: Style
    link: str = ""
    page: bool = False
    leftward: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One set line."""

    segments: tuple[Segment, ...]
    start: int
    """Offset of its first character in the evidence; -1 when none of it is evidence."""
    opens: bool = False
    """Whether it begins a paragraph other than the first."""
    ends_word: bool = True
    """Whether a word ends with it, so that who reads the file's text must find a space there."""
    room: float = 0.0
    """Width of the column that it was set in, where it runs from right to left and stands to the right."""

    @property
    def width(self) -> float:
        """Width in points, without the spaces at its end."""
        return self.segments[-1].x + self.segments[-1].width if self.segments else 0.0

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(segment.text for segment in self.segments)


def set_lines(pieces: Iterable[Piece], width: float, widths: Widths) -> list[Line]:
    """The lines of `pieces` in a column `width` points wide; empty lines are dropped."""
    setter = _Setter(width, widths)
    for piece in pieces:
        setter.add(piece)
    return setter.finish()


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    piece: Piece
    start: int
    width: float


class _Setter:
    def __init__(self, width: float, widths: Widths) -> None:
        self._column = width
        self._widths = widths
        self._lines: list[Line] = []
        self._cluster: list[_Atom] = []
        self._spaces: list[_Atom] = []
        self._line: list[_Atom] = []
        self._filled = 0.0
        self._opens = False
        self._leftward: bool | None = None

    def add(self, piece: Piece) -> None:
        if piece.whole:
            self._place()
            self._cluster.append(self._atom(piece.text, piece, piece.start))
            self._place()
            return
        for text, start in _atoms(piece):
            if text in (NEW_LINE, NEW_PARAGRAPH):
                self._place()
                self._end_line()
                self._leftward = None
                self._opens = text == NEW_PARAGRAPH and bool(self._lines)
            elif text[0] in _BLANK:
                self._place()
                self._spaces.append(self._atom(text, piece, start))
            else:
                self._add_word(text, piece, start)

    def _add_word(self, text: str, piece: Piece, start: int) -> None:
        """Add to the word that is being put together; a line may end after a dash in it."""
        first = 0
        for stop in [*(dash.start() for dash in _AFTER_DASH.finditer(text)), len(text)]:
            if first:
                self._place()
            self._cluster.append(self._atom(text[first:stop], piece, start + first if start >= 0 else -1))
            first = stop

    def finish(self) -> list[Line]:
        self._place()
        self._end_line()
        return self._lines

    def _atom(self, text: str, piece: Piece, start: int) -> _Atom:
        return _Atom(text, piece, start, self._widths.width(text, piece.style))

    def _place(self) -> None:
        """Put the word that is complete on this line, on the next, or, if it is too wide, over several."""
        if not self._cluster:
            return
        cluster, self._cluster = self._cluster, []
        width = sum(atom.width for atom in cluster)
        spaces = sum(atom.width for atom in self._spaces)
        if self._filled + spaces + width <= self._column:
            self._line += [*self._spaces, *cluster]
            self._filled += spaces + width
        else:
            self._end_line(ends_word=bool(self._spaces))
            if width <= self._column:
                self._line, self._filled = cluster, width
            else:
                self._break_apart(cluster)
        self._spaces = []

    def _break_apart(self, cluster: list[_Atom]) -> None:
        for letter in (letter for atom in cluster for letter in self._letters(atom)):
            if self._filled + letter.width > self._column and self._line:
                self._end_line(ends_word=False)
            self._line.append(letter)
            self._filled += letter.width

    def _letters(self, atom: _Atom) -> Iterator[_Atom]:
        if atom.piece.whole:
            yield atom
            return
        for place, letter in enumerate(atom.text):
            yield self._atom(letter, atom.piece, atom.start + place if atom.start >= 0 else -1)

    def _end_line(self, ends_word: bool = True) -> None:
        if self._line:
            start = next((atom.start for atom in self._line if atom.start >= 0), -1)
            room = self._column if self._runs_leftward() else 0.0
            self._lines.append(Line(tuple(_segments(self._line)), start, self._opens, ends_word, room))
            self._opens = False
        self._line, self._filled, self._spaces = [], 0.0, []

    def _runs_leftward(self) -> bool:
        """Whether the paragraph of evidence runs from right to left, as its first strong letter says."""
        if self._leftward is None:
            text = "".join(atom.text for atom in self._line if atom.start >= 0)
            if any(letter.isalpha() for letter in text):
                self._leftward = bool(RIGHT_TO_LEFT.search(text)) and runs_leftward(text)
        return bool(self._leftward)


def _atoms(piece: Piece) -> Iterator[tuple[str, int]]:
    for match in _ATOM.finditer(piece.text):
        yield match.group(), piece.start + match.start() if piece.start >= 0 else -1


def _segments(atoms: list[_Atom]) -> Iterator[Segment]:
    """Neighbours of one look joined, so that they are drawn in one stroke."""
    x, first = 0.0, 0
    while first < len(atoms):
        look = atoms[first].piece
        stop = first + 1
        while stop < len(atoms) and (atoms[stop].piece is look or _same_look(atoms[stop].piece, look)):
            stop += 1
        width = sum(atom.width for atom in atoms[first:stop])
        yield Segment(x, width, "".join(a.text for a in atoms[first:stop]), look.style, look.link, look.page)
        x += width
        first = stop


def _same_look(one: Piece, other: Piece) -> bool:
    return one.style == other.style and one.link == other.link and one.page == other.page
