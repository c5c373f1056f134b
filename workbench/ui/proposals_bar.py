"""One line over the findings while decisions of an earlier analysis wait to be taken over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.ui.desk import Desk
from workbench.ui.furniture import ElidedLabel, push


class ProposalsBar(QFrame):
    """Says how many there are, and offers to accept them all, to look at them, to put them away."""

    shown_wanted = Signal()
    """Only the findings with a proposal are to be listed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("proposals")
        self._desk = desk
        self._words = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(push(self.tr("Accept all"), desk.accept, "quiet"))
        row.addWidget(push(self.tr("Show them"), self.shown_wanted.emit, "quiet"))
        row.addWidget(push(self.tr("Put away"), desk.put_proposals_away, "quiet"))
        for change in (desk.proposals_changed, desk.decided, desk.screening_changed):
            change.connect(self._show)
        self._show()

    @property
    def said(self) -> str:
        """What it says."""
        return self._words.full

    def _show(self) -> None:
        count = len(self._desk.proposals)
        self.setVisible(bool(count))
        self._words.say(self.tr("Earlier decisions that fit these findings: {0:,}").format(count))
