"""One library: what is known of it, its works, and what can be done to it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.holdings import Holdings, Verification
from workbench.ui.errand import Errand
from workbench.ui.errands import Errands
from workbench.ui.furniture import empty, hairline, label, push, search_line
from workbench.ui.theme import Theme
from workbench.ui.works_model import WorksModel, sorted_works

_PROBLEMS_SHOWN = 5
_SIZE = (1040, 680)
_WIDTHS = (320, 200, 168, 72, 88, 80, 80)


class LibraryPage(QDialog):
    """Stays open beside the matter; long work is told at the foot of the window, and here when it is done."""

    def __init__(self, path: Path, errands: Errands, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setWindowTitle(self.tr("Library {0}").format(path.name))
        self.resize(*_SIZE)
        self._path = path
        self._errands = errands
        self._facts = QGridLayout()
        self._model = WorksModel()
        self._works = sorted_works(self._model)
        self._table = QTableView()
        self._table.setProperty("role", "rows")
        self._count = label(role="small")
        self._said = label(role="small", wrap=True)
        self._filter = search_line(self.tr("Filter works"), self.tr("Filter works"), theme)
        self._lay_out()
        self._filter.textChanged.connect(self._on_filter)
        self.look()

    def look(self) -> None:
        """Ask how the library stands, and show it."""
        errand = self._errands.ask_library(self._path, "library_page:library_holdings", "")
        errand.done.connect(self.show_holdings)
        errand.failed.connect(self._on_fault)

    def show_holdings(self, holdings: Holdings) -> None:
        """Show what the library holds."""
        empty(self._facts)
        half = -(-len(holdings.facts) // 2)
        for number, (name, words) in enumerate(holdings.facts):
            row, side = number % half, 2 * (number // half)
            self._facts.addWidget(label(name, "second"), row, side, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(_selectable(label(words, wrap=True)), row, side + 1)
        self._model.show_rows(holdings.works)
        self._on_filter(self._filter.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(self._path.name, "title"))
        column.addWidget(_selectable(label(str(self._path), "small", wrap=True)))
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        column.addSpacing(4)
        column.addLayout(self._facts)
        column.addSpacing(4)
        column.addWidget(hairline())
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Works"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        self._filter.setFixedWidth(280)
        head.addWidget(self._filter)
        column.addLayout(head)
        self._set_up_table()
        column.addWidget(self._table, 1)
        column.addWidget(self._said)
        column.addLayout(self._buttons())

    def _set_up_table(self) -> None:
        table = self._table
        table.setModel(self._works)
        table.setAccessibleName(self.tr("Works of the library"))
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, slot in (
            (self.tr("Add files…"), self._add_files),
            (self.tr("Add a folder…"), self._add_folder),
            (self.tr("Import rights…"), self._import_rights),
            (self.tr("Export rights…"), self._export_rights),
            (self.tr("Embed"), self._embed),
            (self.tr("Verify"), self._verify),
            (self.tr("Compact"), self._compact),
        ):
            button = push(words, slot)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(push(self.tr("Close"), self.accept))
        return row

    def _on_filter(self, words: str) -> None:
        self._works.setFilterFixedString(words)
        shown, whole = self._works.rowCount(), self._model.rowCount()
        self._count.setText(self.tr("{0:,} of {1:,}").format(shown, whole))

    def _on_fault(self, message: str, remedy: str) -> None:
        self._said.setText(f"{message} {remedy}")

    def _do(self, title: str, workflow: str, told: Callable[[object], str], **arguments: object) -> Errand:
        """Run a workflow on the library, say what came of it, and look again."""
        errand = self._errands.ask_library(self._path, workflow, title.format(self._path.name), **arguments)
        errand.done.connect(lambda result: self._said.setText(told(result)))
        errand.done.connect(lambda _: self.look())
        errand.failed.connect(self._on_fault)
        return errand

    def _add_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files to the library"), str(Path.home()))
        if chosen:
            self._add([Path(path) for path in chosen])

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Add a folder to the library"), str(Path.home())
        )
        if chosen:
            self._add([Path(chosen)])

    def _add(self, paths: list[Path]) -> None:
        self._do(
            self.tr("Adding to {0}"), "build_library:add_to_library", self._told_addition, paths=tuple(paths)
        )

    def _told_addition(self, report: object) -> str:
        added = self.tr("{0:,} works added, {1:,} there already, {2:,} have a newer version.").format(
            getattr(report, "added", 0), getattr(report, "present", 0), getattr(report, "replaced", 0)
        )
        refusals = getattr(report, "refusals", ())
        if not refusals:
            return added
        first = self.tr("{0:,} not taken. The first: {1}").format(len(refusals), refusals[0].reason)
        return f"{added} {first}"

    def _import_rights(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a table of rights"), str(Path.home()), self.tr("Tables (*.csv *.txt *.tsv)")
        )
        if chosen:
            self._do(
                self.tr("Rights of {0}"), "build_library:import_rights", self._told_rights, table=Path(chosen)
            )

    def _told_rights(self, result: object) -> str:
        works, bad = result if isinstance(result, tuple) else (0, ())
        said = self.tr("Rights set: {0:,} works.").format(works)
        return said if not bad else "\n".join([said, *bad[:5], *(["…"] if len(bad) > 5 else [])])

    def _export_rights(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the table of rights"),
            str(Path.home() / f"{self._path.name}.csv"),
            self.tr("Tables (*.csv)"),
        )
        if chosen:
            self._do(
                self.tr("Rights of {0}"),
                "library_page:export_rights",
                lambda _: self.tr("Written: {0}").format(chosen),
                table=Path(chosen),
            )

    def _embed(self) -> None:
        self._do(
            self.tr("Embedding {0}"), "build_library:embed_library", lambda _: self.tr("Embedding is done.")
        )

    def _verify(self) -> None:
        self._do(self.tr("Verifying {0}"), "library_page:verify_library", self._told_problems)

    def _told_problems(self, found: object) -> str:
        assert isinstance(found, Verification)  # noqa: S101 - for the type checker
        told = list(found.problems[:_PROBLEMS_SHOWN]) or [self.tr("Every file is as it was written.")]
        if len(found.problems) > _PROBLEMS_SHOWN:
            more = self.tr("And {0:,} more: `workbench library verify` names all.")
            told.append(more.format(len(found.problems) - _PROBLEMS_SHOWN))
        return "\n".join([*told, *filter(None, [found.unnoted])])

    def _compact(self) -> None:
        self._do(
            self.tr("Compacting {0}"),
            "library_page:compact_library",
            lambda _: self.tr("The library is compact."),
        )


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
