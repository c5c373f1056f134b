"""Lines with air between them, which Qt's plain text layout does not offer."""

import math

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

LEADING = 1.55
"""Line height over the size of the type."""

_BLANK = 0.6
"""Height of an empty line, in lines."""


class LeadingLayout(QPlainTextDocumentLayout):
    """A plain text layout with a line height, and with right-to-left paragraphs set to the right.

    Set it on the document before the font and the text; keep a Python reference to it.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._height = 0.0

    @property
    def line_height(self) -> float:
        """Pixels from line to line."""
        return self._height

    def measure(self) -> None:
        """Take the line height from the document's font."""
        font = self.document().defaultFont()
        natural = QFontMetricsF(font).height()
        self._height = math.ceil(max(natural, font.pixelSize() * LEADING))

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block with its lines set apart, in pixels."""
        rect = super().blockBoundingRect(block)
        if not self._height or not block.isValid() or not block.isVisible():
            return rect
        count = block.layout().lineCount()
        if block.length() <= 1:
            return QRectF(rect.x(), rect.y(), rect.width(), math.ceil(self._height * _BLANK))
        if count:
            self._set_apart(block, count)
        return QRectF(rect.x(), rect.y(), rect.width(), count * self._height)

    def _set_apart(self, block: QTextBlock, count: int) -> None:
        layout = block.layout()
        lead = (self._height - layout.lineAt(0).height()) / 2
        if abs(layout.lineAt(count - 1).y() - (count - 1) * self._height - lead) < 0.5:
            return
        right = block.textDirection() == Qt.LayoutDirection.RightToLeft
        for index in range(count):
            line = layout.lineAt(index)
            indent = max(0.0, line.width() - line.naturalTextWidth()) if right else 0.0
            line.setPosition(QPointF(line.x() + indent, index * self._height + lead))


class PlainDocument(QTextDocument):
    """A document of plain text with leading: it cannot be undone, and loads nothing that a text may name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.leading = LeadingLayout(self)
        self.setDocumentLayout(self.leading)
        self.setUndoRedoEnabled(False)

    def loadResource(self, *_: object) -> None:
        """Nothing."""
