"""What an analysis reproduces, by rights holder and licence, and what each licence asks."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.analysis import Analysis
from workbench.domain.rights_words import BASIS, asks_lines, share_line
from workbench.ui.furniture import hairline, label, push

_SIZE = (720, 520)


class RightsSummary(QDialog):
    """One paragraph for each holder and licence, the one with the most words first."""

    def __init__(self, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setWindowTitle(self.tr("Rights in {0}").format(analysis.output.name))
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Rights in {0}").format(analysis.output.name), "title", wrap=True))
        column.addWidget(label(BASIS, "second", wrap=True))
        column.addWidget(hairline())
        column.addWidget(self._shares(analysis), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push(self.tr("Close"), self.accept))
        column.addLayout(row)

    def _shares(self, analysis: Analysis) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("paper")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        for share in analysis.rights:
            head = label(share_line(share), wrap=True)
            head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(head)
            for line in asks_lines(share.asks, share.asks_known):
                column.addWidget(label(line, "second", wrap=True))
            column.addSpacing(12)
        if not analysis.rights:
            column.addWidget(
                label(
                    self.tr("Nothing counts, or the analysis is of an earlier version: analyse again."),
                    "second",
                    wrap=True,
                )
            )
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Rights by holder and licence"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area
