"""Loading a long text and its formats in slices, so that the window never stalls."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from workbench.domain.span import Span
from workbench.ui.highlights import Run, flattened
from workbench.ui.mark_index import MarkIndex
from workbench.ui.theme import Theme

_SLICE = 200_000
"""Characters inserted at a time, cut at a line end."""

_BUDGET = 0.008
"""Seconds that loading takes before the event loop has its turn."""

_FIRST_BUDGET = 0.030
"""Seconds for the first turn: an ordinary text is there at once."""


class PaneLoader(QObject):
    """Puts a text and the formats of its marks into a document, a turn at a time."""

    finished = Signal()

    def __init__(self, document: QTextDocument, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(lambda: self._turn(_BUDGET))

    @property
    def busy(self) -> bool:
        """Whether a part is still to come."""
        return self._steps is not None

    def load(self, index: MarkIndex) -> None:
        """Replace the document's text, then format it."""
        self._begin(self._text_and_formats(index))

    def format(self, index: MarkIndex) -> None:
        """Format the text that is there anew."""
        if self.busy:
            self.load(index)
        else:
            self._begin(self._formats(index))

    def _begin(self, steps: Iterator[None]) -> None:
        self._steps = steps
        self._turn(_FIRST_BUDGET)
        if self.busy:
            self._timer.start()

    def _turn(self, budget: float) -> None:
        if self._steps is None:
            return
        end = perf_counter() + budget
        for _ in self._steps:
            if perf_counter() > end:
                return
        self._steps = None
        self._timer.stop()
        self.finished.emit()

    def _text_and_formats(self, index: MarkIndex) -> Iterator[None]:
        display = index.offsets.display
        self._document.clear()
        cursor = QTextCursor(self._document)
        start = 0
        while start < len(display):
            stop = display.rfind("\n", start, start + _SLICE) + 1
            if stop <= start or start + _SLICE >= len(display):
                stop = start + _SLICE
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(display[start:stop], self._plain())
            start = stop
            yield
        yield from self._formats(index, fresh=True)

    def _formats(self, index: MarkIndex, *, fresh: bool = False) -> Iterator[None]:
        cursor = QTextCursor(self._document)
        if not fresh:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.setCharFormat(self._plain())
            yield
        looks: dict[tuple[str, bool], QTextCharFormat] = {}
        for run in flattened(index.marks):
            look = looks.setdefault((run.kind, run.struck), self._look(run))
            _apply(cursor, *index.offsets.units(Span(run.start, run.stop)), look)
            yield
        for (first, after), mark in zip(index.offsets.labels(), index.marks, strict=True):
            _apply(cursor, first, after, self._label(mark.struck))
            yield

    def _plain(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._theme.colour("ink"))
        return made

    def _look(self, run: Run) -> QTextCharFormat:
        made = self._plain()
        ink = self._theme.ink_of(run.kind, run.struck)
        if run.kind == "verbatim":
            made.setFontUnderline(True)
            made.setUnderlineColor(ink)
            if not run.struck:
                made.setFontWeight(QFont.Weight.Bold)
        if run.kind in ("verbatim", "near-verbatim") or run.struck:
            made.setForeground(ink)
        if not run.struck and run.kind != "lead":
            made.setBackground(self._theme.wash_of(run.kind))
        return made

    def _label(self, struck: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._theme.colour("struck" if struck else "ink"))
        made.setFontFamilies(self._theme.interface.families())
        made.setProperty(QTextCharFormat.Property.FontPixelSize, max(9, self._size() - 3))
        made.setFontWeight(QFont.Weight.DemiBold)
        return made

    def _size(self) -> int:
        return self._document.defaultFont().pixelSize()


def _apply(cursor: QTextCursor, first: int, after: int, look: QTextCharFormat) -> None:
    cursor.setPosition(first)
    cursor.setPosition(after, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(look)
