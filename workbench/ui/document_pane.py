"""One text with its findings marked: read, selected, copied, never changed."""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from workbench.domain.span import Span
from workbench.ui.highlights import Mark
from workbench.ui.mark_index import MarkIndex
from workbench.ui.mark_painter import MarkPainter, line_rect
from workbench.ui.pages import Pages
from workbench.ui.pane_loader import PaneLoader
from workbench.ui.theme import Theme

_MARGIN = 24
"""Pixels left and right of the column; side rules stand in it."""

_COLUMN = 80
"""The most characters a line, as wide as a digit."""

_FEW = 8
"""Marks up to which each is formatted by itself."""

_log = logging.getLogger(__name__)


class DocumentPane(QPlainTextEdit):
    """A text with its numbers and marks; says which mark was pressed, and when what it shows has moved."""

    mark_pressed = Signal(int)
    moved = Signal()

    def __init__(self, theme: Theme, ribbon: Qt.Edge | None = None, parent: QWidget | None = None) -> None:
        """`ribbon` is the edge at which a ribbon ties the mark in focus to its twin."""
        super().__init__(parent)
        self._theme = theme
        self._ribbon = ribbon
        self._focus: int | None = None
        self._wish: Span | None = None
        self._paint_failed = False
        self._type = QFont(theme.document)
        self._pages = Pages(_MARGIN, self)
        self._page = self._pages.page("", self._type)
        self.setDocument(self._page.document)
        self._loader = PaneLoader(theme, self)
        self._loader.finished.connect(self._on_loaded)
        self._set_behaviour()
        self.set_size(theme.document.pixelSize())
        self.verticalScrollBar().valueChanged.connect(self.moved)
        theme.changed.connect(self._dress_anew)

    def _set_behaviour(self) -> None:
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

    @property
    def text(self) -> str:
        """The text shown, code point for code point."""
        return self._page.text

    @property
    def marks(self) -> Sequence[Mark]:
        """The marks shown, in reading order."""
        return self._index.marks

    @property
    def focus_mark(self) -> Mark | None:
        """The mark in focus."""
        return self._index.numbered(self._focus)

    @property
    def loading(self) -> bool:
        """Whether a part of the text or of its marks is still to come."""
        return self._loader.busy

    def show_text(self, text: str, marks: Sequence[Mark]) -> None:
        """Show a text with its marks, in reading order; the same text keeps its place and its focus."""
        same = text == self._page.text
        if same and tuple(marks) == self._index.marks:
            return
        self.setExtraSelections([])
        if not same:
            self._turn_to(text)
        if tuple(marks) == self._index.marks and self._page.whole:
            self._on_loaded()
        elif self._index.same_places(marks) and self._page.whole:
            before, self._page.index = self._index, MarkIndex(text, marks, self._index.offsets)
            others = self._index.unlike(before)
            if len(others) > _FEW:
                self._loader.format(self._page)
            else:
                for mark in others:
                    self._loader.format_part(self._page, mark.span)
                self._paint_focus()
        else:
            top = self._index.offsets.code_point(self.firstVisibleBlock().position()) if same else 0
            self._page.index = MarkIndex(text, marks)
            self._wish = Span(top, top) if top else None
            self._loader.load(self._page)
            if not same:
                self.moveCursor(QTextCursor.MoveOperation.Start)

    def _turn_to(self, text: str) -> None:
        self._loader.stop()
        self._focus = self._wish = None
        self._page = self._pages.page(text, self._type)
        self.setDocument(self._page.document)
        self._pages.tidy(self._page)

    @property
    def _index(self) -> MarkIndex:
        return self._page.index

    def focus_on(self, number: int | None, *, scroll: bool = True) -> None:
        """Bring one mark into focus, and into view."""
        self._focus = number
        mark = self._index.numbered(number)
        if mark and scroll:
            self.show_place(mark.span)
        self._paint_focus()

    def show_place(self, span: Span) -> None:
        """Scroll so that a stretch begins in the upper third, unless all of it is in view."""
        if self._loader.busy:
            self._wish = span
            return
        first, after = self._index.offsets.units(span)
        height = self.viewport().height()
        top, bottom = self._line(first), self._line(max(first, after - 1))
        if top.top() < 8 or bottom.bottom() > height - 8:
            block = self._page.document.findBlock(first)
            line = block.layout().lineForTextPosition(first - block.position())
            above = int(height / 3 / max(1.0, self._page.document.leading.line_height))
            number = block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)
            self.verticalScrollBar().setValue(max(0, number - above))
        self.moved.emit()

    def extent(self) -> tuple[float, float] | None:
        """Top and bottom of the mark in focus in pixels of the viewport; None without one.

        What lies out of view is clamped to the edge that it lies beyond.
        """
        mark = self._index.numbered(self._focus)
        if mark is None or self._loader.busy:
            return None
        first, after = self._index.offsets.units(mark.span)
        height = float(self.viewport().height())
        top, bottom = self._line(first).top(), self._line(max(first, after - 1)).bottom()
        return min(max(top, 0.0), height), min(max(bottom, 0.0), height)

    def visible_share(self) -> tuple[float, float]:
        """Where the part in view begins and ends, as shares of all characters, 0 to 1."""
        length = max(1, len(self._page.text))
        code_point = self._index.offsets.code_point
        first = code_point(self.cursorForPosition(self.viewport().rect().topLeft()).position())
        last = code_point(self.cursorForPosition(self.viewport().rect().bottomRight()).position())
        return first / length, max(first, last) / length

    def selected_span(self) -> Span:
        """The selection, in code points of the text."""
        cursor = self.textCursor()
        code_point = self._index.offsets.code_point
        return Span(code_point(cursor.selectionStart()), code_point(cursor.selectionEnd()))

    def select(self, span: Span) -> None:
        """Select a stretch of the text and bring it into view."""
        self.setTextCursor(self._page.cursor(span))
        self.show_place(span)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection, cut from the text itself: no number, nothing that is only shown."""
        made = QMimeData()
        made.setText(self.selected_span().of(self._page.text))
        return made

    def set_size(self, pixels: int) -> None:
        """Set the size of the type, in pixels."""
        self._type.setPixelSize(pixels)
        self.setFont(self._type)
        self._page.set_font(self._type)
        self._set_column()
        self._dress_anew()
        self.focus_on(self._focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column no wider than can be read."""
        super().resizeEvent(event)
        self._set_column()
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then what character formats cannot draw."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._paint_marks(painter, QRectF(event.rect()))
        except Exception:
            if not self._paint_failed:
                _log.exception("Marks could not be painted.")
            self._paint_failed = True
        finally:
            painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a mark, without a selection, chooses it."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._press(self.cursorForPosition(event.position().toPoint()).position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a mark."""
        super().mouseMoveEvent(event)
        place = self.cursorForPosition(event.position().toPoint()).position()
        over = self._index.at(self._index.offsets.code_point(place)) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses the mark at the caret."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press(self.textCursor().position())
        else:
            super().keyPressEvent(event)

    def _press(self, unit: int) -> None:
        mark = self._index.at(self._index.offsets.code_point(unit))
        if mark:
            self.mark_pressed.emit(mark.number)

    def _paint_marks(self, painter: QPainter, dirty: QRectF) -> None:
        column = self.contentOffset().x() + _MARGIN
        self._paint_flags(painter)
        marks = MarkPainter(painter, self._theme, self._index, column)
        block = self.firstVisibleBlock()
        while block.isValid():
            geometry = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if geometry.top() > dirty.bottom():
                break
            if block.isVisible() and geometry.bottom() >= dirty.top():
                marks.paint_block(block, geometry.topLeft())
            block = block.next()

    def _paint_flags(self, painter: QPainter) -> None:
        """Carry the wash of the mark in focus through the margins, to where the ribbon begins."""
        mark, extent = self._index.numbered(self._focus), self.extent()
        if mark is None or extent is None or self._ribbon is None:
            return
        wash = self._theme.wash_of(mark.kind, focused=True)
        left = 0.0 if self._ribbon == Qt.Edge.LeftEdge else float(self.viewport().width() - _MARGIN + 8)
        painter.fillRect(QRectF(left, extent[0], _MARGIN - 8, extent[1] - extent[0]), wash)

    def _paint_focus(self) -> None:
        mark = self._index.numbered(self._focus)
        if mark is None:
            self.setExtraSelections([])
        else:
            selection = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(self._theme.wash_of(mark.kind, focused=True))
            selection.cursor = self._page.cursor(mark.span)
            selection.format = look
            self.setExtraSelections([selection])
        self.moved.emit()

    def _line(self, unit: int) -> QRectF:
        """The line in which `unit` stands, in pixels of the viewport."""
        block: QTextBlock = self._page.document.findBlock(unit)
        geometry = self.blockBoundingGeometry(block).translated(self.contentOffset())
        return line_rect(block, QPointF(geometry.topLeft()), unit)

    def _on_loaded(self) -> None:
        wish, self._wish = self._wish, None
        if wish is not None:
            self.show_place(wish)
        self._paint_focus()

    def _dress_anew(self) -> None:
        self._pages.forget_all_but(self._page)
        self._loader.format(self._page)

    def _set_column(self) -> None:
        most = self.fontMetrics().horizontalAdvance("0") * _COLUMN + 2 * _MARGIN
        spare = max(0, self.width() - most)
        self.setViewportMargins(spare // 2, 0, spare - spare // 2, 0)
