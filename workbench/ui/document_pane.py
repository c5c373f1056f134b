"""One text with its findings marked: read, selected, copied, never changed."""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from workbench.domain.document import LINES, Locator
from workbench.domain.span import Span
from workbench.ui.highlights import Mark
from workbench.ui.mark_index import MarkIndex
from workbench.ui.mark_painter import MarkPainter
from workbench.ui.pane_loader import PaneLoader
from workbench.ui.reading_pane import MARGIN, ReadingPane
from workbench.ui.theme import Theme

_FEW = 8
"""Marks up to which each is formatted by itself."""

_log = logging.getLogger(__name__)


class DocumentPane(ReadingPane):
    """A text with its numbers and marks; says which mark was pressed."""

    mark_pressed = Signal(int)
    restruck = Signal(object, object)
    """A Mark looks otherwise now, and no other than those of its number; and all marks as they were."""

    def __init__(self, theme: Theme, gutter: Qt.Edge | None = None, parent: QWidget | None = None) -> None:
        """`gutter` is the edge at which a ribbon ties the mark in focus to its twin."""
        super().__init__(theme.document, gutter, parent)
        self._theme = theme
        self._focus: int | None = None
        self._wish: Span | None = None
        self._paint_failed = False
        self._loader = PaneLoader(theme, self)
        self._loader.finished.connect(self._on_loaded)
        theme.changed.connect(self._dress_anew)

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

    def show_text(
        self, text: str, marks: Sequence[Mark], locator: Locator = LINES, index: MarkIndex | None = None
    ) -> None:
        """Show a text with its marks, in reading order; the same text keeps its place and its focus.

        `locator` says by what its lines are labelled; the same text keeps its labels. `index` is that of
        these marks, where it was made already.
        """
        same = text == self._page.text
        if same and tuple(marks) == self._index.marks:
            return
        self.setExtraSelections([])
        if not same:
            self._loader.stop()
            self._focus = self._wish = None
            self._turn_to(text, locator)
        if tuple(marks) == self._index.marks and self._page.whole:
            self._on_loaded()
        elif self._index.same_places(marks) and self._page.whole:
            before, self._page.index = self._index, index or MarkIndex(text, marks, self.offsets)
            others = self._index.unlike(before)
            if len(others) > _FEW:
                self._loader.format(self._page)
            else:
                for mark in others:
                    self._loader.format_part(self._page, mark.span)
                self._paint_focus()
        else:
            top = self.offsets.code_point(self.firstVisibleBlock().position()) if same else 0
            self._page.index = index or MarkIndex(text, marks)
            self._wish = Span(top, top) if top else None
            self._loader.load(self._page)
            if not same:
                self.moveCursor(QTextCursor.MoveOperation.Start)

    def restrike(self, number: int, struck: bool) -> None:
        """Show the marks of one finding struck or not, and leave the others alone."""
        if all(mark.struck == struck for mark in self._index.all_numbered(number)):
            return
        before, self._page.index = self._index.marks, self._index.restruck(number, struck)
        if not self._page.whole:
            self._loader.format(self._page)
            return
        for mark in self._index.all_numbered(number):
            self._loader.format_part(self._page, mark.span)
            self.restruck.emit(mark, before)
        self._paint_focus()

    def marks_over(self, span: Span) -> Sequence[Mark]:
        """The marks over any code point of a stretch."""
        return self._index.touching(*span)

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
        """Bring a stretch into view, as soon as it is loaded."""
        if self._loader.busy:
            self._wish = span
        else:
            self.bring(span)

    def extent(self) -> tuple[float, float] | None:
        """Top and bottom of the mark in focus in pixels of the viewport, clamped to it; None without one."""
        mark = self.focus_mark
        return None if mark is None or self._loader.busy else self.extent_of(mark.span)

    def set_type(self, family: str, pixels: int) -> None:
        """Set the text in another type; the mark in focus stays in view."""
        super().set_type(family, pixels)
        self._dress_anew()
        self.focus_on(self._focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the mark in focus in view."""
        super().resizeEvent(event)
        mark = self.focus_mark
        if mark:
            self.show_place(mark.span)

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
        over = self._index.at(self.offsets.code_point(place)) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses the mark at the caret."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press(self.textCursor().position())
        else:
            super().keyPressEvent(event)

    def _press(self, unit: int) -> None:
        mark = self._index.at(self.offsets.code_point(unit))
        if mark:
            self.mark_pressed.emit(mark.number)

    def _paint_marks(self, painter: QPainter, dirty: QRectF) -> None:
        column = self.contentOffset().x() + MARGIN
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
        mark, extent = self.focus_mark, self.extent()
        if mark is None or extent is None or self._gutter is None:
            return
        wash = self._theme.wash_of(mark.kind, focused=True)
        left = 0.0 if self._gutter == Qt.Edge.LeftEdge else float(self.viewport().width() - MARGIN + 8)
        painter.fillRect(QRectF(left, extent[0], MARGIN - 8, extent[1] - extent[0]), wash)

    def _paint_focus(self) -> None:
        mark = self.focus_mark
        if mark is None or not self._page.whole:
            self.setExtraSelections([])
        else:
            selection = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(self._theme.wash_of(mark.kind, focused=True))
            selection.cursor = self._page.cursor(mark.span)
            selection.format = look
            self.setExtraSelections([selection])
        self.viewport().update()  # the wash in the margin, too
        self.moved.emit()

    def _on_loaded(self) -> None:
        wish, self._wish = self._wish, None
        if wish is not None:
            self.show_place(wish)
        self._paint_focus()

    def _dress_anew(self) -> None:
        self._pages.forget_all_but(self._page)
        self._loader.format(self._page)
