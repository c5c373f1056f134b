"""The works of one library as a table that can be sorted and filtered."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from workbench.domain.holdings import Holding
from workbench.ui.rights_words import licence_short, licence_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LICENCE, _FIRST_NUMBER = 2, 4
_SORT_ROLE = Qt.ItemDataRole.UserRole + 1


class WorksModel(QAbstractTableModel):
    """One row for each work."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Holding] = []
        self._heads = [
            self.tr("Title"),
            self.tr("Holder"),
            self.tr("Licence"),
            self.tr("Year"),
            self.tr("Words"),
            self.tr("Versions"),
            self.tr("Editions"),
        ]

    def show_rows(self, rows: tuple[Holding, ...]) -> None:
        """Show other works."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many works there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section >= _FIRST_NUMBER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell, and by what it is sorted."""
        values = self._values(self._rows[index.row()])
        value = values[index.column()]
        if role == _SORT_ROLE:
            return value if isinstance(value, int) else value.casefold()
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _LICENCE:
            return licence_words(self._rows[index.row()].work.rights)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (f"{value:,}" if value else "–") if isinstance(value, int) else value
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(value, int):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _values(self, holding: Holding) -> list[str | int]:
        work = holding.work
        unknown = self.tr("unknown")
        return [
            work.title,
            work.rights.holder or unknown,
            licence_short(work.rights),
            work.rights.year or unknown,
            work.words,
            1 + holding.older_versions,
            holding.other_editions,
        ]


def sorted_works(model: WorksModel) -> QSortFilterProxyModel:
    """The works in the order of a column, those that hold the words of the filter anywhere."""
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setSortRole(_SORT_ROLE)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return proxy
