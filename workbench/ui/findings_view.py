"""The findings as a table, with its filters and the counts that follow them."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.desk import Desk
from workbench.ui.facets import PROPOSED, Facet, Marked
from workbench.ui.filter_row import FilterRow
from workbench.ui.finding_columns import Column
from workbench.ui.findings_model import FindingsModel
from workbench.ui.findings_table import FindingsTable
from workbench.ui.furniture import hairline, label, search_line
from workbench.ui.theme import Theme

_LEAST_COUNTS = 64
"""Pixels to which the counts give way."""


class FindingsView(QWidget):
    """Heading, filter, counts and table."""

    finding_chosen = Signal(int)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._desk = desk
        self.model = FindingsModel(self)
        self.table = FindingsTable(self.model, theme)
        self.filter = search_line(self.tr("Words of any column"), self.tr("Filter the findings"), theme)
        self.filter.setProperty("role", "find")
        self.filter.setMinimumWidth(136)
        self.filter.setMaximumWidth(208)
        self.facets = FilterRow(self.model)
        self.counts = label(role="second")
        self.counts.setMinimumWidth(_LEAST_COUNTS)
        self._empty = label(role="second")
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._out_of_sight = 0
        self._lay_out()
        self.filter.textChanged.connect(self._on_filter)
        self.model.counts_changed.connect(self._show_counts)
        self.model.modelReset.connect(self._on_rows)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.selectionModel().selectionChanged.connect(self._show_counts)
        self.facets.changed.connect(self._mark)
        desk.proposals_changed.connect(self._weigh)
        desk.screening_changed.connect(self._show)
        desk.finding_changed.connect(self._mark)
        desk.decided.connect(self._on_decided)
        self._show_counts()

    def step(self, by: int) -> None:
        """Choose the finding `by` rows further down."""
        review = self._desk.review
        wanted = self.model.neighbour(review.focus if review else None, by)
        if wanted is not None:
            self.finding_chosen.emit(wanted)

    def step_undecided(self) -> bool:
        """Choose the next finding shown that has no code; whether there is one."""
        review = self._desk.review
        wanted = self.model.undecided_after(review.focus if review else None)
        if wanted is not None:
            self.finding_chosen.emit(wanted)
        return wanted is not None

    def list_from(self, bits: str) -> None:
        """List only findings of so many bits and more; all, if it is empty."""
        self.model.choose(Facet.WEIGHT, (bits,) if bits else ())
        self.facets.show_choices()
        self._mark()

    def show_proposed(self) -> None:
        """List only the findings for which an earlier decision is proposed."""
        self.model.choose(Facet.DECISION, (PROPOSED,))
        self.facets.show_choices()
        self._mark()

    @property
    def chosen(self) -> list[int]:
        """The numbers of the findings that are selected; the one in focus at least."""
        review = self._desk.review
        focus = review.focus if review else None
        numbers = self.table.chosen_numbers
        return numbers if focus in numbers else [focus] if focus is not None else []

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 0)
        head.setSpacing(16)
        head.addWidget(label(self.tr("Findings"), "section"))
        head.addWidget(self.counts)
        head.addStretch(1)
        head.addWidget(self.filter, 1)
        column.addLayout(head)
        column.addWidget(self.facets)
        column.addWidget(hairline())
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)

    def _show(self) -> None:
        review = self._desk.review
        self._out_of_sight = len(review.findings) - len(review.shown) if review else 0
        self.model.show(review)

    def _on_rows(self) -> None:
        self._weigh()
        self.facets.show_choices()
        self._mark()

    def _weigh(self) -> None:
        """Tell the model which findings are more than decided or not."""
        self.model.mark(Marked(self._desk.differing(), frozenset(self._desk.proposals)))

    def _mark(self) -> None:
        review = self._desk.review
        row = self.model.row_of(review.focus if review else None)
        if row < 0:
            self.table.selectionModel().clear()
            return
        index = self.model.index(row, Column.NUMBER)
        if self.table.currentIndex().row() != row or not self.table.selectionModel().hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.show_row(index)

    def _on_row(self, current: QModelIndex) -> None:
        number = self.model.number_at(current.row()) if current.isValid() else None
        if number is not None:
            self.finding_chosen.emit(number)

    def _on_filter(self, words: str) -> None:
        self.model.set_filter(words)
        self._mark()

    def _on_decided(self, number: int) -> None:
        review = self._desk.review
        self.model.show_decision(number, review.decisions.get(number) if review else None)

    def _show_counts(self) -> None:
        model = self.model
        if not model.total:
            self.counts.setText("")
        elif model.shown < model.total:
            self.counts.setText(
                self.tr("{0:,} of {1:,} · {2:,} decided").format(model.shown, model.total, model.decided)
            )
        else:
            self.counts.setText(self.tr("{0:,} · {1:,} decided").format(model.total, model.decided))
        many = len(self.table.chosen_numbers)
        if many > 1:
            self.counts.setText(self.tr("{0} · {1:,} selected").format(self.counts.text(), many))
        if self._out_of_sight:
            said = self.tr("{0} · {1:,} struck out of sight")
            self.counts.setText(said.format(self.counts.text(), self._out_of_sight).lstrip(" ·"))
        empty = ""
        if model.total and not model.shown:
            empty = self.tr("No finding passes these filters. Clear them to see all.")
        elif self._out_of_sight and not model.total:
            empty = self.tr("All that was found is struck, and out of sight. The menu View shows it.")
        elif not model.total and self._desk.review and self._desk.review.analysis:
            empty = self.tr("Nothing was found in these libraries. That says nothing about other texts.")
        self._empty.setText(empty)
        self._empty.setVisible(bool(empty))
        self.table.setVisible(bool(model.total) or not empty)
