"""The ledger of attempts: everything that was tried, misses too, and the rate that follows from it."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.rate import attempt_rate
from workbench.domain.review import Attempt, AttemptEntry
from workbench.ui.attempt_words import rate_words
from workbench.ui.attempts_model import NOTE, NUMBER, OUTPUT, PROMPT, AttemptsModel
from workbench.ui.desk import Desk
from workbench.ui.furniture import hairline, label, push
from workbench.ui.notice import Notice
from workbench.ui.theme import Theme

_SIZE = (1080, 560)
_ROW = 28
_WIDTHS = (56, 136, 184, 136, 120, 200, 96, 128, 160)


class AttemptsPage(QDialog):
    """Stays open beside the matter: one output's ledger, or that of all."""

    def __init__(self, desk: Desk, theme: Theme, output: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Attempts"))
        self.resize(*_SIZE)
        self._desk = desk
        self.model = AttemptsModel(self)
        self.table = self._table()
        self.rate = label(wrap=True)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("Attempts of which output"))
        self.scope.addItem(self.tr("The whole matter"), None)
        for entry in desk.outputs():
            self.scope.addItem(entry.name, entry.id)
        self.scope.setCurrentIndex(max(0, self.scope.findData(output)))
        self._empty = label(
            self.tr("Nothing was entered yet. Every attempt belongs here, misses too."), "second"
        )
        self._edit = push(self.tr("Edit…"), self._on_edit)
        self.notice = Notice(theme)
        self._lay_out()
        self.scope.currentIndexChanged.connect(self._show)
        self.table.selectionModel().currentRowChanged.connect(self._weigh)
        desk.attempts_changed.connect(self._show)
        desk.rows_refused.connect(self.notice.say_rows)
        desk.faulted.connect(self.notice.say)
        desk.matter_changed.connect(self.close)
        self._show()

    @property
    def output(self) -> int | None:
        """The output whose ledger is shown; None for the whole matter."""
        number: int | None = self.scope.currentData()
        return number

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setProperty("role", "rows")
        table.setAccessibleName(self.tr("Ledger of attempts"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(_ROW)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(PROMPT, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._on_edit)
        table.setMinimumHeight(_ROW * 6)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(16)
        head.addWidget(label(self.tr("Attempts"), "title"))
        head.addWidget(self.scope)
        head.addStretch(1)
        head.addWidget(push(self.tr("Import a table…"), self._on_import))
        column.addLayout(head)
        rate = QHBoxLayout()
        rate.setContentsMargins(24, 0, 24, 8)
        rate.addWidget(self.rate)
        column.addLayout(rate)
        column.addWidget(self.notice)
        column.addWidget(hairline())
        self._empty.setContentsMargins(24, 8, 24, 8)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)
        column.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 0)
        foot.setSpacing(8)
        foot.addWidget(push(self.tr("Add an attempt…"), self._on_add, "primary"))
        foot.addWidget(self._edit)
        foot.addStretch(1)
        foot.addWidget(push(self.tr("Close"), self.close))
        column.addLayout(foot)

    def _show(self) -> None:
        row = self.table.currentIndex().row()
        entries = self._desk.attempts(self.output)
        self.model.show(entries, {entry.id: entry.name for entry in self._desk.outputs()})
        self.table.setColumnHidden(OUTPUT, self.output is not None)
        self.table.setColumnHidden(NOTE, not any(entry.note or entry.privileged for entry in entries))
        self.rate.setText(rate_words(attempt_rate(entries)))
        self._empty.setVisible(not entries)
        if entries:
            self.table.setCurrentIndex(self.model.index(min(max(row, 0), len(entries) - 1), NUMBER))
        self._weigh()

    def _weigh(self) -> None:
        self._edit.setEnabled(self.table.currentIndex().isValid())

    def _on_add(self) -> None:
        last = self._desk.attempts(self.output)[-1:]
        like = last[0].attempt if last else Attempt()
        self._open(AttemptEntry(0, Attempt(like.model, "", "", like.operator, like.settings), self.output))

    def _on_edit(self, index: QModelIndex | None = None) -> None:
        row = (index or self.table.currentIndex()).row()
        if row >= 0:
            self._open(self.model.entry(row))

    def _open(self, entry: AttemptEntry) -> None:
        from workbench.ui.attempt_dialog import AttemptDialog

        AttemptDialog(self._desk, entry, self).open()

    def _on_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import attempts"), str(Path.home()), self.tr("Tables (*.csv);;All files (*)")
        )
        if chosen:
            self.notice.hide()
            self.take_table(Path(chosen))

    def take_table(self, path: Path) -> None:
        """Enter the attempts of a CSV file; rows that cannot be taken are listed here and in the window."""
        try:
            table = path.read_bytes()
        except OSError:
            self._desk.faulted.emit(self.tr("{0} cannot be read.").format(path.name), "")
            return
        self._desk.import_attempts(path.name, table)
