"""Where two reviewers differ, and how far they agree."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.agreement import Agreement
from workbench.domain.wording import percent
from workbench.ui.desk import Desk
from workbench.ui.disagreements_model import DisagreementsModel
from workbench.ui.finding_words import code_words
from workbench.ui.furniture import empty, hairline, label, push

_SIZE = (880, 600)
_ROW = 28


class AgreementDialog(QDialog):
    """Two reviewers, an output or the whole matter: kappa with its counts, and each decision that differs."""

    finding_wanted = Signal(int, int)
    """Output and finding to be looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Agreement of reviewers"))
        self.resize(*_SIZE)
        self._desk = desk
        names = desk.reviewers()
        self.first = self._choice(self.tr("First reviewer"), names, 0)
        self.second = self._choice(self.tr("Second reviewer"), names, 1)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Which outputs"))
        self.scope.addItem(self.tr("The whole matter"), None)
        for entry in desk.outputs():
            if entry.analysis is not None:
                self.scope.addItem(entry.name, entry.id)
        self.words = label(wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self.model = DisagreementsModel(self)
        self.table = self._table()
        self._lay_out()
        for box in (self.first, self.second, self.scope):
            box.currentIndexChanged.connect(self._show)
        desk.outputs_changed.connect(self._show)
        desk.matter_changed.connect(self.close)
        self._show()

    def _choice(self, said: str, names: tuple[str, ...], place: int) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(said)
        box.addItems(list(names))
        box.setCurrentIndex(min(place, len(names) - 1))
        return box

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setProperty("role", "rows")
        table.setAccessibleName(self.tr("Decisions that differ"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setFixedHeight(_ROW)
        for column, width in ((0, 192), (1, 80)):
            table.setColumnWidth(column, width)
        for column in (2, 3):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._on_row)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(8)
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 0, 24, 8)
        inner.setSpacing(8)
        inner.addWidget(label(self.tr("Agreement of reviewers"), "title"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.first)
        row.addWidget(label(self.tr("and"), "second"))
        row.addWidget(self.second)
        row.addWidget(label(self.tr("about"), "second"))
        row.addWidget(self.scope)
        row.addStretch(1)
        inner.addLayout(row)
        inner.addWidget(self.words)
        table = QHBoxLayout()
        table.addLayout(self._grid)
        table.addStretch(1)
        inner.addLayout(table)
        column.addLayout(inner)
        column.addWidget(hairline())
        rows = QHBoxLayout()
        rows.setContentsMargins(16, 0, 16, 0)
        rows.addWidget(self.table)
        column.addLayout(rows, 1)
        column.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 0)
        foot.addWidget(label(self.tr("Enter goes to the finding."), "second"))
        foot.addStretch(1)
        foot.addWidget(push(self.tr("Close"), self.close))
        column.addLayout(foot)

    def _show(self) -> None:
        first, second = self.first.currentText(), self.second.currentText()
        if not first or first == second:
            self.words.setText(self.tr("This needs two reviewers who have decided about the same findings."))
            self.model.show([], "", "", {}, self._desk.codes())
            empty(self._grid)
            return
        told = self._desk.agreement(first, second, self.scope.currentData())
        self.words.setText(self._in_words(told))
        self._show_counts(told, first, second)
        outputs = {entry.analysis: entry for entry in self._desk.outputs() if entry.analysis is not None}
        self.model.show(told.disagreements, first, second, outputs, self._desk.codes())

    def _in_words(self, told: Agreement) -> str:
        if not told.both:
            return self.tr("They have coded no finding in common.")
        alike = told.both - len(told.disagreements)
        said = self.tr("{0:,} findings coded by both, {1:,} alike ({2}).").format(
            told.both, alike, percent(told.observed)
        )
        if told.kappa is None:
            return self.tr("{0} Cohen’s kappa is not defined: both used one code throughout.").format(said)
        return self.tr("{0} Cohen’s kappa {1:.2f}: 1 is agreement throughout, 0 what chance gives.").format(
            said, told.kappa
        )

    def _show_counts(self, told: Agreement, first: str, second: str) -> None:
        """How often each pair of codes occurs."""
        empty(self._grid)
        used = {code for pair in told.table for code in pair}
        names = [code.name for code in self._desk.codes() if code.name in used]
        if not names:
            return
        corner = self.tr("{0} ↓   {1} →").format(first, second)
        self._grid.addWidget(label(corner, "small"), 0, 0)
        right = Qt.AlignmentFlag.AlignRight
        for place, name in enumerate(names, 1):
            words = code_words(name, self._desk.codes())
            self._grid.addWidget(label(words, "section"), 0, place, right)
            self._grid.addWidget(label(words, "section"), place, 0)
            for other_place, other in enumerate(names, 1):
                count = told.table.get((name, other), 0)
                cell = label(f"{count:,}" if count else "–", "" if count else "second")
                self._grid.addWidget(cell, place, other_place, right)

    def _on_row(self, index: QModelIndex) -> None:
        self.finding_wanted.emit(*self.model.place(index.row()))
