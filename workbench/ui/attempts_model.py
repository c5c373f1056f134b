"""The ledger of attempts as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from workbench.domain.review import AttemptEntry
from workbench.ui.attempt_words import outcome_words

Index = QModelIndex | QPersistentModelIndex
NUMBER, OUTPUT, OUTCOME, MODEL, SETTINGS, PROMPT, DATE, OPERATOR, NOTE = range(9)


class AttemptsModel(QAbstractTableModel):
    """Attempts in the order of entering; the one that gave an output is marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[AttemptEntry] = []
        self._names: dict[int, str] = {}

    def show(self, entries: Sequence[AttemptEntry], outputs: Mapping[int, str]) -> None:
        """Show other entries; `outputs` are the names of outputs by number."""
        self.beginResetModel()
        self._entries = list(entries)
        self._names = dict(outputs)
        self.endResetModel()

    def entry(self, row: int) -> AttemptEntry:
        """The entry in a row."""
        return self._entries[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many attempts there are."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(_titles())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one cell shows; the whole of it in the tooltip."""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._cells(index.row())[index.column()].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._cells(index.row())[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        return None

    def _cells(self, row: int) -> tuple[str, ...]:
        entry = self._entries[row]
        made = entry.attempt
        outcome = outcome_words(entry.outcome)
        if entry.gave_output:
            outcome = QCoreApplication.translate("Attempts", "{0} · gave the text").format(outcome)
        note = entry.note
        if entry.privileged:
            note = QCoreApplication.translate("Attempts", "privileged · {0}").format(note).rstrip(" ·")
        whole = QCoreApplication.translate("Attempts", "whole matter")
        output = whole if entry.output is None else self._names.get(entry.output, str(entry.output))
        return (
            str(entry.number),
            output,
            outcome,
            made.model,
            made.settings,
            made.prompt,
            made.made_on,
            made.operator,
            note,
        )


def _titles() -> tuple[str, ...]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Attempts", text)

    return (
        tr("No."),
        tr("Output"),
        tr("Outcome"),
        tr("Model"),
        tr("Settings"),
        tr("Prompt"),
        tr("Date"),
        tr("Operator"),
        tr("Note"),
    )


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
