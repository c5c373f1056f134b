"""The findings as a table, sorted and filtered by an order list of its own: far faster than a proxy."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from workbench.domain.code import CODES, Code, code_named
from workbench.domain.finding import KINDS, Finding
from workbench.domain.review import Decision
from workbench.ui.facets import Facet, Marked, Option, Tags, options
from workbench.ui.finding_columns import Column, column_titles, side_of
from workbench.ui.finding_groups import Group, Groups, heading
from workbench.ui.finding_rows import FindingRows
from workbench.ui.finding_words import decision_words
from workbench.ui.highlights import is_struck
from workbench.ui.review import Review
from workbench.ui.sieve import Sieve
from workbench.ui.turns import Turns

Index = QModelIndex | QPersistentModelIndex
FINDING_ROLE = Qt.ItemDataRole.UserRole
STRUCK_ROLE = Qt.ItemDataRole.UserRole + 1
GROUP_ROLE = Qt.ItemDataRole.UserRole + 2
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 3
"""The colour of the code in the column of decisions; empty for none."""


class FindingsModel(QAbstractTableModel):
    """All findings of the output under review; rows are those that the filter lets through, in order."""

    counts_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []
        self._cells: list[tuple[str, ...]] = []
        self._decisions: dict[int, Decision] = {}
        self._codes: tuple[Code, ...] = CODES
        self._order: list[int] = []
        """Places of findings; below 0, ~index of a group."""
        self._passing: list[int] = []
        self._sieve = Sieve()
        self._groups = Groups()
        self._numbers: set[int] = set()
        """Of the findings that pass."""
        self._column = Column.NUMBER
        self._descending = False
        self._next = FindingRows()
        self._coming = Turns(self)
        self._coming.finished.connect(self._put_in)

    def show(self, review: Review | None) -> None:
        """Show the findings of another review, or of none; many come in over some turns of the event loop."""
        self._next = FindingRows(review)
        self._coming.begin(self._next.gather())

    def _put_in(self) -> None:
        self.beginResetModel()
        rows = self._next
        self._findings, self._cells = rows.findings, rows.cells
        self._decisions, self._codes = rows.decisions, rows.codes
        self._sieve.take(rows.findings, rows.haystacks, rows.tags)
        self._sieve.decide(rows.decisions, rows.codes)
        self._arrange()
        self.endResetModel()
        self.counts_changed.emit()

    def show_decision(self, number: int, decision: Decision | None) -> None:
        """Show another decision about the finding with this number."""
        self._coming.finish()
        if decision is not None:
            self._decisions[number] = decision
        else:
            self._decisions.pop(number, None)
        row = self.row_of(number)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        self.counts_changed.emit()

    def set_filter(self, words: str) -> None:
        """Let through the findings that have every one of these words in their row."""
        self._sieve.words = words.casefold()
        self._rearranged()

    def choose(self, facet: Facet, tags: Iterable[str]) -> None:
        """Let through the findings that have one of these tags; without tags, all."""
        if self._sieve.choose(facet, Tags(tags)):
            self._rearranged()

    def clear_choices(self) -> None:
        """Let every facet through."""
        if self._sieve.chosen:
            self._sieve.chosen = {}
            self._rearranged()

    @property
    def busy(self) -> bool:
        """Whether rows are still to come."""
        return self._coming.busy

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of the matter."""
        return self._codes

    @property
    def chosen(self) -> Mapping[Facet, Tags]:
        """The facets that let only some findings through, with the tags of those."""
        return self._sieve.chosen

    def options(self, facet: Facet) -> list[Option]:
        """What can be chosen of a facet, among the findings that the other filters let through."""
        self._coming.finish()
        return options(facet, self._sieve.tags_left(facet), self._codes)

    def mark(self, marked: Marked) -> None:
        """Take in what the desk knows of findings beside their decisions."""
        if marked != self._sieve.marked:
            self._sieve.marked = marked
            if Facet.DECISION in self._sieve.chosen:
                self._rearranged()

    def group(self, grouped: bool) -> None:
        """Put the findings of each work together under a row of its own."""
        self._groups.switch(grouped)
        self._rearranged()

    def toggle_group(self, row: int) -> None:
        """Close or open the group at a row."""
        group = self.group_at(row)
        if group:
            self._groups.toggle(group)
            self._rearranged()

    def toggle_group_of(self, row: int) -> bool:
        """Close or open the group in which a row stands; whether there is one."""
        above = next((place for place in range(row, -1, -1) if self.group_at(place)), None)
        if above is not None:
            self.toggle_group(above)
        return above is not None

    def group_at(self, row: int) -> Group | None:
        """The group whose heading stands in a row."""
        place = self._order[row] if 0 <= row < len(self._order) else 0
        return self._groups.at(place) if place < 0 else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal rows stay in the order of the output."""
        self._column = Column(column)
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._rearranged()

    @property
    def shown(self) -> int:
        """How many findings the filter lets through."""
        return len(self._passing)

    @property
    def total(self) -> int:
        """How many findings there are."""
        return len(self._findings)

    @property
    def decided(self) -> int:
        """How many of those shown have a code."""
        return sum(1 for number, made in self._decisions.items() if made.code and number in self._numbers)

    def number_at(self, row: int) -> int | None:
        """The number of the finding in a row; None for the heading of a group."""
        place = self._order[row]
        return self._findings[place].id if place >= 0 else None

    def neighbour(self, number: int | None, by: int) -> int | None:
        """The number of the finding `by` rows further on, at the end the last; the first without a number."""
        self._coming.finish()
        numbers = [self._findings[place].id for place in self._order if place >= 0]
        if number not in numbers:
            return numbers[0] if numbers else None
        return numbers[min(max(numbers.index(number) + by, 0), len(numbers) - 1)]

    def undecided_after(self, number: int | None) -> int | None:
        """The next finding shown that has no code, round and round; None if all have one."""
        self._coming.finish()
        numbers = [self._findings[place].id for place in self._order if place >= 0]
        first = numbers.index(number) + 1 if number in numbers else 0
        return next((other for other in numbers[first:] + numbers[:first] if not self._code(other)), None)

    def row_of(self, number: int | None) -> int:
        """The row of the finding with this number; -1 if the filter hides it."""
        places = enumerate(self._order)
        rows = (row for row, place in places if place >= 0 and self._findings[place].id == number)
        return next(rows, -1)

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
            return side_of(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        arrow = (" ↓" if self._descending else " ↑") if section == self._column else ""
        return column_titles()[section] + arrow

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one cell shows."""
        place = self._order[index.row()]
        if place < 0:
            return self._group_cell(self._groups.at(place), index.column(), role)
        return self._finding_cell(place, index, role)

    def _finding_cell(self, place: int, index: Index, role: int) -> Any:
        finding, column = self._findings[place], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            decided = column == Column.DECISION
            return self._decision_words(finding.id) if decided else self._cells[place][column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side_of(column)
        if role == FINDING_ROLE:
            return finding
        if role == STRUCK_ROLE:
            return is_struck(finding, self._decisions.get(finding.id), self._codes)
        if role == COLOUR_ROLE and column == Column.DECISION:
            code = self._code(finding.id)
            return code_named(self._codes, code).colour if code else ""
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings of groups are looked at, and not chosen."""
        if index.isValid() and self.group_at(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def _group_cell(self, group: Group, column: int, role: int) -> Any:
        if role == GROUP_ROLE:
            return group
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side_of(Column.WORK)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and column == 0:
            return heading(group, self._findings, self._decisions)
        return None

    def _rearranged(self) -> None:
        self._coming.finish()
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index.column(), self.number_at(index.row())) for index in before]
        self._arrange()
        rows = {self.number_at(row): row for row in range(len(self._order))}
        after = [
            self.index(rows[number], column) if number is not None and number in rows else QModelIndex()
            for column, number in kept
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.counts_changed.emit()

    def _arrange(self) -> None:
        self._passing = self._sieve.passing()
        self._numbers = {self._findings[place].id for place in self._passing}
        self._passing.sort(key=self._key(), reverse=self._descending)
        works = [cells[Column.WORK] for cells in self._cells]
        self._order = self._groups.order(self._passing, works)

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
        return decision_words(self._decisions.get(number), self._codes)
