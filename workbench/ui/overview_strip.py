"""The whole text as a strip beside its scroll bar: all its findings, the part in view, a way to jump."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from workbench.domain.finding import Kind
from workbench.domain.span import Span
from workbench.ui.document_pane import DocumentPane
from workbench.ui.highlights import Mark
from workbench.ui.theme import Theme

_WIDTH = 14


class OverviewStrip(QWidget):
    """The marks of one pane by share of characters; a press jumps there."""

    jumped = Signal(float)
    """The share of the text that was pressed, 0 to 1."""

    def __init__(self, pane: DocumentPane, theme: Theme) -> None:
        super().__init__()
        self._pane = pane
        self._theme = theme
        self._picture: QPixmap | None = None
        self._drawn_for: tuple[object, ...] = ()
        self.setFixedWidth(_WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("All findings in this text; press to go there"))
        pane.moved.connect(self.update)
        pane.restruck.connect(self._on_restruck)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as it is."""
        return QSize(_WIDTH, 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The part in view, the marks over it, and a pointer at the one in focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pane.text:
            top, bottom = (share * self.height() for share in self._pane.visible_share())
            painter.fillRect(QRectF(0, top, _WIDTH, max(6.0, bottom - top)), self._theme.colour("hover"))
        painter.drawPixmap(0, 0, self._marks_picture())
        focus = self._pane.focus_mark
        if focus:
            place = _bar(focus.kind, *self._rows(focus))
            painter.setPen(QPen(self._theme.colour("ink"), 1.5))
            painter.drawRect(place.adjusted(-2, -1.5, 2, 1.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was pressed."""
        self.jumped.emit(min(1.0, max(0.0, event.position().y() / max(1, self.height()))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag."""
        self.mousePressEvent(event)

    def _marks_picture(self) -> QPixmap:
        if self._picture is None or self._state != self._drawn_for:
            self._drawn_for = self._state
            self._picture = QPixmap(self.size() * self.devicePixelRatioF())
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint(self._picture, self.rect(), self._pane.marks)
        return self._picture

    @property
    def _state(self) -> tuple[object, ...]:
        """What the picture depends on; the marks last."""
        return (self.size(), self._theme.name, self.devicePixelRatioF(), self._pane.marks)

    def _on_restruck(self, mark: Mark, before: object) -> None:
        """Draw anew what lies over one mark, if the picture is that of the marks before it, or beside it."""
        now = self._state
        if self._picture is None or self._drawn_for not in ((*now[:-1], before), now):
            return
        self._drawn_for = now
        top, height = self._rows(mark)
        reach = round(4 / self._scale)  # marks that are short take more pixels than characters
        near = self._pane.marks_over(Span(max(0, mark.span.start - reach), mark.span.stop + 1))
        self._paint(self._picture, QRect(0, top, _WIDTH, height), near)
        self.update()

    def _paint(self, picture: QPixmap, part: QRect, marks: Iterable[Mark]) -> None:
        """Draw a part of the picture, with the marks that reach into it."""
        painter = QPainter(picture)
        painter.setClipRect(part)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(part, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        scale = self._scale
        seen = {
            (mark.kind, mark.struck, round(start * scale), max(3, round((stop - start) * scale)))
            for mark in marks
            for start, stop in (mark.span,)
        }
        for kind, struck, top, height in sorted(seen):
            ink: QColor = self._theme.ink_of(kind, struck)
            place = _bar(kind, top, height)
            if struck or kind == "lead":
                painter.setPen(QPen(ink, 1))
                painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.fillRect(place, ink)
        painter.end()

    def _rows(self, mark: Mark) -> tuple[int, int]:
        """The first pixel row of a mark, and how many it takes."""
        return round(mark.span.start * self._scale), max(3, round(mark.span.length * self._scale))

    @property
    def _scale(self) -> float:
        """Pixels a character."""
        return self.height() / max(1, len(self._pane.text))


def _bar(kind: Kind, top: int, height: int) -> QRectF:
    """A mark in the strip: exact ones widest, so that kinds differ without colour."""
    inset = {"verbatim": 3, "near-verbatim": 4, "paraphrase": 5, "lead": 5}[kind]
    return QRectF(inset, top, _WIDTH - 2 * inset, height)
