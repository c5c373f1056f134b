"""A quiet bar where the work is: what went wrong, and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from workbench.ui.furniture import label, sign, tool
from workbench.ui.theme import Theme

if TYPE_CHECKING:
    from workbench.intake import Refusal


_LIST_HEIGHT = 88
"""Pixels that a list takes at most; a longer one scrolls."""
_LIST_EDGE = 4


class Notice(QFrame):
    """Shows the last fault until it is put away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._message = label(role="fault", wrap=True)
        self._remedy = label(wrap=True)
        self._list = QPlainTextEdit()
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        self._list.document().setDocumentMargin(0)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setAccessibleName(self.tr("What was not taken, with the reasons"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        words = QGridLayout()
        words.setHorizontalSpacing(12)
        words.setVerticalSpacing(0)
        words.setColumnStretch(1, 1)
        words.addWidget(sign("fault", theme, "fault"), 0, 0)
        for place, widget in enumerate((self._message, self._remedy, self._list)):
            words.addWidget(widget, place, 1)
        row.addLayout(words, 1)
        row.addWidget(tool("dismiss", self.tr("Put this notice away"), self.hide, theme))
        self.hide()

    @property
    def said(self) -> str:
        """What it says."""
        return f"{self._message.text()} {self._remedy.text()}".strip()

    @property
    def listed(self) -> list[str]:
        """The reasons that it lists, a line each."""
        return self._list.toPlainText().splitlines() if self._list.isVisibleTo(self) else []

    def say_refusals(self, refusals: "Sequence[Refusal]") -> None:
        """Show which files could not be read, and why: one in its own words, several in a list."""
        if len(refusals) == 1:
            self.say(refusals[0].reason, "")
            return
        said = self.tr("{0:,} files were not taken.").format(len(refusals))
        self._say_list(said, [refusal.reason for refusal in refusals])

    def say_rows(self, reasons: Sequence[str]) -> None:
        """Show which rows of a table were not taken, and why."""
        self._say_list(self.tr("Not taken from the table: {0:,}.").format(len(reasons)), reasons)

    def _say_list(self, message: str, reasons: Sequence[str]) -> None:
        self.say(message, "")
        self._list.setPlainText("\n".join(reasons))
        lines = self._list.fontMetrics().lineSpacing() * len(reasons) + _LIST_EDGE
        self._list.setFixedHeight(min(_LIST_HEIGHT, lines))
        self._list.show()

    def say(self, message: str, remedy: str) -> None:
        """Show a fault and its remedy."""
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._list.hide()
        self.setAccessibleName(self.said)
        self.show()
