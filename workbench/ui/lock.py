"""The lock between the two texts: closed, they scroll in step."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from workbench.ui.icons import icon
from workbench.ui.theme import Theme

_SIDE = 26
_TOP = 12


class Lock(QToolButton):
    """A button at the head of the gutter."""

    def __init__(self, theme: Theme, gutter: QWidget) -> None:
        super().__init__(gutter)
        self._theme = theme
        self._closed = False
        self.setFixedSize(_SIDE, _SIDE)
        self.setIconSize(QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        gutter.installEventFilter(self)
        theme.changed.connect(lambda: self.show_closed(self._closed))

    def show_closed(self, closed: bool) -> None:
        """Show whether the texts scroll in step."""
        self._closed = closed
        self.setIcon(icon("lock" if closed else "unlock", self._theme))
        said = (
            self.tr("Both texts scroll in step (L)") if closed else self.tr("Each text scrolls by itself (L)")
        )
        self.setToolTip(said)
        self.setAccessibleName(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the gutter."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.move((watched.width() - _SIDE) // 2, _TOP)
        return super().eventFilter(watched, event)
