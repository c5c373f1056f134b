"""The pages of an exhibit before it is made: one at a time, and the way to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.furniture import label, push


class PagePreview(QWidget):
    """Shows the first pages of an exhibit as pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: list[QPixmap] = []
        self._pages = 0
        self._place = 0
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setMinimumSize(300, 388)
        self._page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._page.setAccessibleName(self.tr("Preview"))
        self._where = label(role="second")
        self._back = push(self.tr("Previous"), lambda: self._go(-1))
        self._on = push(self.tr("Next"), lambda: self._go(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._page, 1)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._where)
        row.addStretch(1)
        row.addWidget(self._on)
        column.addLayout(row)
        self.say("")

    @property
    def said(self) -> str:
        """What stands under the page."""
        return self._where.text()

    def say(self, words: str) -> None:
        """Say how the preview stands; the page that was shown stays."""
        self._where.setText(words)
        self._back.setEnabled(False)
        self._on.setEnabled(False)

    def show_pages(self, pictures: Sequence[bytes], pages: int) -> None:
        """Show pages given as PNG, the first of `pages` in all; the place in the exhibit is kept."""
        self._pictures = []
        for picture in pictures:
            drawn = QPixmap()
            drawn.loadFromData(picture)
            self._pictures.append(drawn)
        self._pages = pages
        self._place = min(self._place, max(0, len(self._pictures) - 1))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page as large as there is room."""
        super().resizeEvent(event)
        self._draw()

    def _go(self, by: int) -> None:
        self._place = min(max(0, self._place + by), len(self._pictures) - 1)
        self._show()

    def _show(self) -> None:
        self._draw()
        last = len(self._pictures) - 1
        told = self.tr("Page {0} of {1}").format(self._place + 1, self._pages)
        if self._place == last and self._pages > last + 1:
            told += self.tr(", the last that is shown here")
        self._where.setText(told if self._pictures else "")
        self._back.setEnabled(self._place > 0)
        self._on.setEnabled(self._place < last)

    def _draw(self) -> None:
        if not self._pictures:
            return
        ratio = self.devicePixelRatioF()
        drawn = self._pictures[self._place].scaled(
            self._page.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        self._page.setPixmap(drawn)
