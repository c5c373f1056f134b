"""The gutter between the two texts, and the ribbon that ties the pair in focus across it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from workbench.domain.finding import Kind
from workbench.ui.theme import Theme

WIDTH = 32

_LEAST = 4
"""Pixels of a stretch in view up to which it is the foot of a line, and no more."""

Extent = tuple[float, float]


class Gutter(QSplitterHandle):
    """The splitter's handle: draws the ribbon from the left extent to the right one."""

    def __init__(self, parent: QSplitter, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._kind: Kind | None = None
        self._left: Extent = (0, 0)
        self._right: Extent = (0, 0)
        self._head = 0
        theme.changed.connect(self.update)

    def tie(self, kind: Kind, left: Extent, right: Extent) -> None:
        """Tie two stretches, by top and bottom in pixels of the gutter, unless both are out of view."""
        seen = max(left[1] - left[0], right[1] - right[0]) > _LEAST
        self._kind, self._left, self._right = kind if seen else None, left, right
        self.update()

    def set_head(self, height: int) -> None:
        """Carry the line under the headings across, `height` pixels down."""
        self._head = height

    def untie(self) -> None:
        """Draw no ribbon."""
        self._kind = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper, and the ribbon on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        painter.fillRect(0, self._head, self.width(), 1, self._theme.colour("hairline"))
        if self._kind is not None:
            pen = QPen(self._theme.ink_of(self._kind), 1.25)
            if self._kind == "lead":
                pen.setDashPattern([4, 3])
            band = self._edge(self._left[0], self._right[0])
            band.lineTo(self.width(), self._right[1])
            band.connectPath(self._edge(self._left[1], self._right[1]).toReversed())
            painter.setClipRect(0, self._head + 1, self.width(), self.height())
            painter.fillPath(band, self._theme.wash_of(self._kind, focused=True))
            painter.setPen(pen)
            painter.drawPath(self._edge(self._left[0], self._right[0]))
            painter.drawPath(self._edge(self._left[1], self._right[1]))
        painter.end()

    def _edge(self, left: float, right: float) -> QPainterPath:
        path = QPainterPath(QPointF(0, left))
        middle = self.width() / 2
        path.cubicTo(QPointF(middle, left), QPointF(middle, right), QPointF(self.width(), right))
        return path


class TiedSplitter(QSplitter):
    """Two panes with a gutter between them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setHandleWidth(WIDTH)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """A gutter."""
        return Gutter(self, self._theme)

    @property
    def gutter(self) -> Gutter:
        """The gutter between the two panes."""
        handle = self.handle(1)
        if not isinstance(handle, Gutter):
            raise TypeError("a TiedSplitter has two panes")
        return handle
