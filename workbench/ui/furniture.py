"""The small pieces that every view is built from: labels, lines, buttons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from workbench.ui.icons import icon
from workbench.ui.theme import Theme

STEP = 8
"""The grid, in pixels."""


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows its text as it is, never as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def hairline() -> QFrame:
    """A horizontal line of one pixel."""
    made = QFrame()
    made.setProperty("role", "hairline")
    return made


def rule() -> QFrame:
    """A vertical line of one pixel."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def push(text: str, slot: Callable[[], object], role: str = "", *, tip: str = "") -> QPushButton:
    """A button with words on it."""
    made = QPushButton(text)
    made.setAccessibleName(text.replace("&", "").rstrip("…"))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if role:
        made.setProperty("role", role)
    if tip:
        made.setToolTip(tip)
    made.clicked.connect(lambda _=False: slot())
    return made


def tool(name: str, said: str, slot: Callable[[], object], theme: Theme) -> QToolButton:
    """A button with an icon alone; `said` is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setToolTip(said)
    made.setAccessibleName(said)
    made.setIconSize(QSize(16, 16))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _=False: slot())

    def tint() -> None:
        made.setIcon(icon(name, theme))

    theme.changed.connect(tint)
    tint()
    return made


def sign(name: str, theme: Theme, colour: str = "second") -> QLabel:
    """An icon that is looked at, not pressed."""
    made = QLabel()

    def tint() -> None:
        made.setPixmap(icon(name, theme, colour).pixmap(16, 16))

    theme.changed.connect(tint)
    tint()
    return made


def search_line(words: str, said: str, theme: Theme) -> QLineEdit:
    """A line for words to look for; `words` stand in it while it is empty."""
    made = QLineEdit()
    made.setPlaceholderText(words)
    made.setAccessibleName(said)
    made.setClearButtonEnabled(True)
    glass = made.addAction(icon("search", theme), QLineEdit.ActionPosition.LeadingPosition)
    theme.changed.connect(lambda: glass.setIcon(icon("search", theme)))
    return made


def choice(entries: Sequence[str], said: str, *, editable: bool = False) -> QComboBox:
    """A list to choose from; `said` is what a screen reader says of it and of its parts."""
    made = QComboBox()
    made.setEditable(editable)
    made.addItems(entries)
    line = made.lineEdit()
    for part in (made, made.view(), *([line] if line else [])):
        part.setAccessibleName(said)
    return made


def empty(layout: QLayout) -> None:
    """Take all widgets out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class ElidedLabel(QLabel):
    """A label that gives way: what does not fit is cut with an ellipsis and told by the tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    @property
    def full(self) -> str:
        """The whole text."""
        return self._full

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As much of the text as fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()
