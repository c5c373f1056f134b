"""Line numbers, or pages, paragraphs and Bates numbers, in the outer margin of a text, as it is cited."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.document_pane import DocumentPane
from workbench.ui.theme import Theme

_SIZE = 11
_LONGEST = 14
"""Characters of a label for which there is room."""
_AIR = 8
"""Pixels beside the figures."""


class LineNumbers(QWidget):
    """The numbers beside one pane; hidden, it takes no room."""

    def __init__(self, pane: DocumentPane, theme: Theme) -> None:
        super().__init__(pane)
        self._pane = pane
        self._theme = theme
        self._font = QFont(theme.interface)
        self._font.setPixelSize(_SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        pane.moved.connect(self._fit)
        theme.changed.connect(self.update)

    def show_numbers(self, shown: bool) -> None:
        """Show them or take them away."""
        self.setVisible(shown)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A number beside each line in view that is to have one."""
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(self._theme.colour("second"))
        side = Qt.AlignmentFlag.AlignRight if self._pane.outer_left else Qt.AlignmentFlag.AlignLeft
        for said, line in self._pane.numbered_lines():
            room = QRectF(0, line.top(), self.width(), line.height())
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), said)
        painter.end()

    def _fit(self) -> None:
        """Take as much of the margin as the longest label of the text needs."""
        widest = "" if self.isHidden() else max("00", self._pane.widest_label, key=len)[:_LONGEST]
        width = QFontMetrics(self._font).horizontalAdvance(widest) + _AIR if widest else 0
        self._pane.reserve(width)
        view = self._pane.viewport().geometry()
        left = view.left() - width + _AIR if self._pane.outer_left else view.right() + 1
        self.setGeometry(left, view.top(), max(0, width - _AIR), view.height())
        self.update()
