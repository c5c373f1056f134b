"""A quiet bar where the work is: what went wrong, and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.furniture import label, sign, tool
from workbench.ui.theme import Theme


class Notice(QFrame):
    """Shows the last fault until it is put away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._message = label(role="fault", wrap=True)
        self._remedy = label(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(sign("fault", theme, "fault"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._message)
        words.addWidget(self._remedy)
        row.addLayout(words, 1)
        row.addWidget(tool("dismiss", self.tr("Put this notice away"), self.hide, theme))
        self.hide()

    @property
    def said(self) -> str:
        """What it says."""
        return f"{self._message.text()} {self._remedy.text()}".strip()

    def say(self, message: str, remedy: str) -> None:
        """Show a fault and its remedy."""
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(self.said)
        self.show()
