"""Loading a long text and the formats of its marks in slices, so that the window never stalls."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor

from workbench.domain.span import Span
from workbench.ui.highlights import Mark, flattened
from workbench.ui.looks import Looks
from workbench.ui.pages import Page
from workbench.ui.theme import Theme
from workbench.ui.turns import Turns

_SLICE = 200_000
"""Characters inserted at a time, cut at a line end."""

_FORMATS = 300
"""Formats applied as one edit: one by one, each would lay out and paint anew."""

Format = tuple[int, int, QTextCharFormat]
"""First unit, unit after, and how they look."""


class PaneLoader(QObject):
    """Puts a page's text and the formats of its marks into its document, a turn at a time."""

    finished = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._turns = Turns(self)
        self._turns.finished.connect(self.finished)

    @property
    def busy(self) -> bool:
        """Whether a part is still to come."""
        return self._turns.busy

    def stop(self) -> None:
        """Load no more; the page stays as far as it is."""
        self._turns.stop()

    def load(self, page: Page) -> None:
        """Put the page's text into its document, then format it."""
        self._turns.begin(self._text_and_formats(page))

    def format(self, page: Page) -> None:
        """Format the text that is there anew."""
        self._turns.begin(self._plain_and_formats(page) if page.whole else self._text_and_formats(page))

    def format_part(self, page: Page, span: Span) -> None:
        """Format one stretch anew, at once."""
        looks, offsets = self._looks(page), page.index.offsets
        first, after = offsets.units(span)
        cursor = QTextCursor(page.document)
        cursor.beginEditBlock()
        _set(cursor, first, after, looks.plain)
        for start, stop, look in _runs(page, looks, page.index.touching(*span)):
            if start < after and stop > first:
                _set(cursor, max(start, first), min(stop, after), look)
        for place in offsets.labels_in(first, after):
            _set(cursor, *offsets.labels()[place], looks.number(page.index.marks[place].struck))
        cursor.endEditBlock()

    def _text_and_formats(self, page: Page) -> Iterator[None]:
        display = page.index.offsets.display
        page.whole = False
        if not page.document.isEmpty():
            page.document.clear()
            yield
        cursor = QTextCursor(page.document)
        looks = self._looks(page)
        start = 0
        while start < len(display):
            stop = display.rfind("\n", start, start + _SLICE) + 1
            if stop <= start or start + _SLICE >= len(display):
                stop = start + _SLICE
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(display[start:stop], looks.plain)
            start = stop
            yield
        yield from self._apply(page, looks)
        page.whole = True

    def _plain_and_formats(self, page: Page) -> Iterator[None]:
        looks = self._looks(page)
        cursor = QTextCursor(page.document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(looks.plain)
        yield
        yield from self._apply(page, looks)

    def _looks(self, page: Page) -> Looks:
        return Looks(self._theme, page.document.defaultFont().pixelSize())

    def _apply(self, page: Page, looks: Looks) -> Iterator[None]:
        cursor = QTextCursor(page.document)
        formats = _formats(page, looks)
        while part := list(islice(formats, _FORMATS)):
            cursor.beginEditBlock()
            for start, after, look in part:
                _set(cursor, start, after, look)
            cursor.endEditBlock()
            yield


def _formats(page: Page, looks: Looks) -> Iterator[Format]:
    """What is formatted, in reading order."""
    numbers = (
        (*units, looks.number(mark.struck))
        for units, mark in zip(page.index.offsets.labels(), page.index.marks, strict=True)
    )
    return merge(_runs(page, looks, page.index.marks), numbers, key=lambda format_: format_[0])


def _runs(page: Page, looks: Looks, marks: Sequence[Mark]) -> Iterator[Format]:
    """What these marks format, numbers left out."""
    for run in flattened(marks):
        yield *page.index.offsets.units(Span(run.start, run.stop)), looks.mark(run.kind, run.struck)


def _set(cursor: QTextCursor, first: int, after: int, look: QTextCharFormat) -> None:
    cursor.setPosition(first)
    cursor.setPosition(after, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(look)
