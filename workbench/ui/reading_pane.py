"""A column of text to be read: its type and width, where its lines stand, how a copy is cut."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.domain.document import Locator
from workbench.domain.span import Span
from workbench.ui.mark_painter import line_rect
from workbench.ui.offsets import Offsets
from workbench.ui.pages import Page, Pages

MARGIN = 24
"""Pixels left and right of the column; side rules stand in it."""

_COLUMN = 80
"""The most characters a line, as wide as a digit."""

_TRIES = 4
"""Scrolls until a place is in view: lines that were not laid out yet are counted as one a paragraph."""

_EDGE = 8
"""Pixels that stay free above and below a place that was brought into view."""


class ReadingPane(QPlainTextEdit):
    """A text that is read, selected and copied, never changed."""

    moved = Signal()
    """What is in view, or where."""
    scrolled = Signal()
    """The reader scrolled; not said when a place was brought into view."""

    def __init__(self, font: QFont, gutter: Qt.Edge | None, parent: QWidget | None = None) -> None:
        """`gutter` is the edge that the column keeps to when there is more room than it may take."""
        super().__init__(parent)
        self._gutter = gutter
        self._type = QFont(font)
        self._reserved = 0
        self._placing = False
        self._pages = Pages(MARGIN, self)
        self._page: Page = self._pages.page("", self._type)
        self.setDocument(self._page.document)
        self.setFont(self._type)
        self.setProperty("role", "document")
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def text(self) -> str:
        """The text shown, code point for code point."""
        return self._page.text

    @property
    def offsets(self) -> Offsets:
        """Where its code points stand in what is shown."""
        return self._page.index.offsets

    def set_type(self, family: str, pixels: int) -> None:
        """Set the text in another type."""
        with self._by_itself():
            self._type.setFamily(family)
            self._type.setPixelSize(pixels)
            self.setFont(self._type)
            self._page.set_font(self._type)
            self._set_column()

    def bring(self, span: Span) -> None:
        """Scroll so that a stretch begins in the upper third, higher if it is long, unless it is in view."""
        with self._by_itself():
            self._bring(span)
        self.moved.emit()

    def put(self, place: int, y: float) -> None:
        """Scroll so that the line of a code point begins `y` pixels down."""
        unit = self.offsets.units(Span(place, place))[0]
        bar = self.verticalScrollBar()
        with self._by_itself():
            for attempt in range(_TRIES):
                top = self.line_at(unit).top()
                if abs(top - y) < self._line_height:
                    break
                near = attempt or abs(top - y) < 2 * self.viewport().height()
                lines = bar.value() + round((top - y) / self._line_height)
                bar.setValue(lines if near else self._line_number(unit) - round(y / self._line_height))

    def place_at(self, y: float) -> tuple[int, float]:
        """The code point at the head of the line that is `y` pixels down, and where that line begins."""
        unit = self.cursorForPosition(QPoint(MARGIN, round(y))).position()
        return self.offsets.code_point(unit), self.line_at(unit).top()

    @property
    def outer_left(self) -> bool:
        """Whether the margin away from the gutter is the left one."""
        return self._gutter == Qt.Edge.RightEdge

    @property
    def widest_label(self) -> str:
        """The longest label that stands beside a line."""
        return self._page.lines.widest

    def numbered_lines(self) -> Iterator[tuple[str, QRectF]]:
        """The lines in view that have a label, and where: at the head of a paragraph, and every fifth."""
        block = self.firstVisibleBlock()
        while block.isValid():
            geometry = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if geometry.top() > self.viewport().height():
                break
            start = self.offsets.code_point(block.position())
            lines = self._page.lines
            head = block.previous().length() <= 1 or block.layout().lineCount() > 1 or lines.is_fifth(start)
            if head and block.length() > 1 and lines.begins(start) and lines.label(start):
                yield lines.label(start), line_rect(block, geometry.topLeft(), block.position())
            block = block.next()

    def reserve(self, width: int) -> None:
        """Leave so many pixels free in the outer margin."""
        if width != self._reserved:
            self._reserved = width
            self._set_column()

    def _bring(self, span: Span) -> None:
        first, after = self.offsets.units(span)
        bar = self.verticalScrollBar()
        for attempt in range(_TRIES):
            height = self.viewport().height()
            top, bottom = self.line_at(first).top(), self.line_at(max(first, after - 1)).bottom()
            if top >= _EDGE and bottom <= height - _EDGE:
                break
            wanted = max(_EDGE, min(height / 3, height - _EDGE - (bottom - top)))
            if attempt == 0:  # pixels are told for places near the part in view only, lines for all
                bar.setValue(self._line_number(first) - round(height / 3 / self._line_height))
            elif abs(top - wanted) < self._line_height:
                break
            else:
                bar.setValue(bar.value() + round((top - wanted) / self._line_height))

    def extent_of(self, span: Span) -> tuple[float, float]:
        """Top and bottom of a stretch in pixels of the viewport, clamped to it."""
        first, after = self.offsets.units(span)
        height = float(self.viewport().height())
        top, bottom = self.line_at(first).top(), self.line_at(max(first, after - 1)).bottom()
        return min(max(top, 0.0), height), min(max(bottom, 0.0), height)

    def line_at(self, unit: int) -> QRectF:
        """The line in which `unit` stands, in pixels of the viewport; beyond it, only on which side."""
        block = self._page.document.findBlock(unit)
        geometry = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return line_rect(block, QPointF(geometry.topLeft()), unit)

    def visible_share(self) -> tuple[float, float]:
        """Where the part in view begins and ends, as shares of all characters, 0 to 1."""
        length = max(1, len(self.text))
        corners = (self.viewport().rect().topLeft(), self.viewport().rect().bottomRight())
        first, last = (
            self.offsets.code_point(self.cursorForPosition(corner).position()) for corner in corners
        )
        return first / length, max(first, last) / length

    def selected_span(self) -> Span:
        """The selection, in code points of the text."""
        cursor = self.textCursor()
        return Span(
            self.offsets.code_point(cursor.selectionStart()), self.offsets.code_point(cursor.selectionEnd())
        )

    def select(self, span: Span) -> None:
        """Select a stretch of the text and bring it into view."""
        self.setTextCursor(self._page.cursor(span))
        self.bring(span)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection, cut from the text itself: no number, nothing that is only shown."""
        made = QMimeData()
        made.setText(self.selected_span().of(self.text))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column no wider than can be read."""
        with self._by_itself():
            super().resizeEvent(event)
            self._set_column()
        self.moved.emit()

    def _turn_to(self, text: str, locator: Locator) -> None:
        self._page = self._pages.page(text, self._type, locator)
        with self._by_itself():
            self.setDocument(self._page.document)
        self._pages.tidy(self._page)

    @contextmanager
    def _by_itself(self) -> Iterator[None]:
        """What scrolls in here was not scrolled by the reader."""
        before, self._placing = self._placing, True
        yield
        self._placing = before

    def _on_scrolled(self) -> None:
        self.moved.emit()
        if not self._placing:
            self.scrolled.emit()

    def _line_number(self, unit: int) -> int:
        """The line of `unit` as the scroll bar counts them."""
        block = self._page.document.findBlock(unit)
        line = block.layout().lineForTextPosition(unit - block.position())
        return block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)

    @property
    def _line_height(self) -> float:
        return max(1.0, self._page.document.leading.line_height)

    def _set_column(self) -> None:
        most = self.fontMetrics().horizontalAdvance("0") * _COLUMN + 2 * MARGIN
        spare = max(0, self.width() - most - self._reserved)
        left = {Qt.Edge.LeftEdge: 0, Qt.Edge.RightEdge: spare}.get(
            self._gutter or Qt.Edge.TopEdge, spare // 2
        )
        right = spare - left
        if self.outer_left:
            left += self._reserved
        else:
            right += self._reserved
        self.setViewportMargins(left, 0, right, 0)
