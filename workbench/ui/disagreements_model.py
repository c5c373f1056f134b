"""Decisions about the same findings that differ, side by side."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from workbench.domain.code import Code
from workbench.domain.review import Decision
from workbench.ui.finding_words import code_words

if TYPE_CHECKING:
    from workbench.matter import OutputEntry

Index = QModelIndex | QPersistentModelIndex


class DisagreementsModel(QAbstractTableModel):
    """A row for each finding on which two reviewers differ."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []
        self._places: list[tuple[int, int]] = []
        self._titles: tuple[str, ...] = ("", "", "", "")

    def show(
        self,
        differing: Sequence[tuple[Decision, Decision]],
        first: str,
        second: str,
        outputs: "Mapping[int, OutputEntry]",
        codes: Sequence[Code],
    ) -> None:
        """Show other pairs; `outputs` by the number of their analysis."""

        def tr(text: str) -> str:
            return QCoreApplication.translate("Disagreements", text)

        self.beginResetModel()
        self._titles = (tr("Output"), tr("Finding"), first, second)
        self._rows = []
        self._places = []
        for one, other in differing:
            entry = outputs[one.analysis]
            self._places.append((entry.id, one.finding))
            self._rows.append((entry.name, f"[{one.finding}]", _said(one, codes), _said(other, codes)))
        self.endResetModel()

    def place(self, row: int) -> tuple[int, int]:
        """Output and finding of a row."""
        return self._places[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many findings there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Output, finding, and the two decisions."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns: those of the reviewers over their decisions."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one cell shows."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None


def _said(decision: Decision, codes: Sequence[Code]) -> str:
    words = code_words(decision.code, codes)
    return f"{words} – {' '.join(decision.note.split())}" if decision.note else words
