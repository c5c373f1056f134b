"""The findings as a table, sorted and filtered by an order list of its own: far faster than a proxy."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from workbench.domain.code import CODES, Code
from workbench.domain.finding import KINDS, Finding
from workbench.domain.review import Decision
from workbench.ui.finding_words import class_words, code_words, kind_words
from workbench.ui.highlights import is_struck
from workbench.ui.review import Review
from workbench.ui.rights_words import licence_short

Index = QModelIndex | QPersistentModelIndex
FINDING_ROLE = Qt.ItemDataRole.UserRole
STRUCK_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """The columns, left to right."""

    NUMBER = 0
    KIND = 1
    WORDS = 2
    WEIGHT = 3
    WORK = 4
    RIGHTS = 5
    CLASS = 6
    DECISION = 7


class FindingsModel(QAbstractTableModel):
    """All findings of the output under review; rows are those that the filter lets through, in order."""

    counts_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []
        self._cells: list[tuple[str, ...]] = []
        self._haystacks: list[str] = []
        self._decisions: dict[int, Decision] = {}
        self._codes: tuple[Code, ...] = CODES
        self._order: list[int] = []
        self._filter = ""
        self._column = Column.NUMBER
        self._descending = False

    def show(self, review: Review | None) -> None:
        """Show the findings of another review, or of none."""
        self.beginResetModel()
        self._findings = list(review.findings) if review else []
        self._decisions = dict(review.decisions) if review else {}
        self._codes = review.codes if review else CODES
        works: dict[str, tuple[str, str]] = {}
        if review and review.screening:
            works = {
                record.id: (record.title, licence_short(record.rights))
                for record in review.screening.analysis.sources
            }
        self._cells = [self._row(finding, *works[finding.source]) for finding in self._findings]
        self._haystacks = [" ".join(cells).casefold() for cells in self._cells]
        self._arrange()
        self.endResetModel()
        self.counts_changed.emit()

    def show_decision(self, number: int, decision: Decision | None) -> None:
        """Show another decision about the finding with this number."""
        if decision is not None:
            self._decisions[number] = decision
        row = self.row_of(number)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        self.counts_changed.emit()

    def set_filter(self, words: str) -> None:
        """Let through the findings that have every one of these words in their row."""
        self._filter = words.casefold()
        self._rearranged()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal rows stay in the order of the output."""
        self._column = Column(column)
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._rearranged()

    @property
    def shown(self) -> int:
        """How many findings the filter lets through."""
        return len(self._order)

    @property
    def total(self) -> int:
        """How many findings there are."""
        return len(self._findings)

    @property
    def decided(self) -> int:
        """How many of those shown have a code."""
        return sum(1 for place in self._order if self._code(self._findings[place].id))

    def number_at(self, row: int) -> int:
        """The number of the finding in a row."""
        return self._findings[self._order[row]].id

    def row_of(self, number: int | None) -> int:
        """The row of the finding with this number; -1 if the filter hides it."""
        return next((row for row, place in enumerate(self._order) if self._findings[place].id == number), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        arrow = (" ↓" if self._descending else " ↑") if section == self._column else ""
        return _titles()[section] + arrow

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one cell shows."""
        place = self._order[index.row()]
        finding = self._findings[place]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if index.column() == Column.DECISION:
                return self._decision_words(finding.id)
            return self._cells[place][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == FINDING_ROLE:
            return finding
        if role == STRUCK_ROLE:
            return is_struck(finding, self._decisions.get(finding.id), self._codes)
        return None

    def _row(self, finding: Finding, work: str, rights: str) -> tuple[str, ...]:
        return (
            str(finding.id),
            kind_words(finding.kind),
            str(finding.matched_words or "–"),
            f"{finding.weight_bits:.0f}" if finding.kind != "lead" else "–",
            work,
            rights,
            _class_of(finding),
        )

    def _rearranged(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index.column(), self.number_at(index.row())) for index in before]
        self._arrange()
        after = [
            self.index(row, column) if (row := self.row_of(number)) >= 0 else QModelIndex()
            for column, number in kept
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.counts_changed.emit()

    def _arrange(self) -> None:
        words = self._filter.split()
        self._order = [
            place for place in range(len(self._findings)) if all(word in self._text(place) for word in words)
        ]
        self._order.sort(key=self._key(), reverse=self._descending)

    def _text(self, place: int) -> str:
        words = self._decision_words(self._findings[place].id)
        return f"{self._haystacks[place]} {words.casefold()}"

    def _key(self) -> Callable[[int], Any]:
        findings = self._findings
        keys: dict[Column, Callable[[int], Any]] = {
            Column.NUMBER: lambda place: findings[place].id,
            Column.KIND: lambda place: KINDS.index(findings[place].kind),
            Column.WORDS: lambda place: findings[place].matched_words,
            Column.WEIGHT: lambda place: findings[place].weight_bits,
            Column.DECISION: lambda place: self._decision_words(findings[place].id) or "~",
        }
        return keys.get(self._column, lambda place: self._cells[place][self._column].casefold())

    def _code(self, number: int) -> str:
        decision = self._decisions.get(number)
        return decision.code or "" if decision else ""

    def _decision_words(self, number: int) -> str:
        decision = self._decisions.get(number)
        if decision is None:
            return ""
        words = code_words(decision.code, self._codes)
        return f"{words} ✎".strip() if decision.note else words

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = column in (Column.NUMBER, Column.WORDS, Column.WEIGHT)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _class_of(finding: Finding) -> str:
    if finding.kind == "lead" and finding.classification == "counted":
        return QCoreApplication.translate("FindingsModel", "not counted")
    return class_words(finding.classification)


def _titles() -> tuple[str, ...]:
    tr = QCoreApplication.translate
    return (
        tr("FindingsModel", "No."),
        tr("FindingsModel", "Kind"),
        tr("FindingsModel", "Words"),
        tr("FindingsModel", "Bits"),
        tr("FindingsModel", "Work"),
        tr("FindingsModel", "Rights"),
        tr("FindingsModel", "Class"),
        tr("FindingsModel", "Decision"),
    )
