"""The matter at a glance: outputs with their state, libraries, exhibits."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from workbench.domain.wording import percent
from workbench.ui.desk import Desk
from workbench.ui.errand import State
from workbench.ui.errands import Errands
from workbench.ui.furniture import ElidedLabel, label, sign, tool
from workbench.ui.outline_menus import OutlineMenus
from workbench.ui.outline_rows import PAYLOAD_ROLE, Row, RowsView
from workbench.ui.theme import Theme

if TYPE_CHECKING:
    from workbench.matter import OutputEntry


class Outline(QWidget):
    """The left side of the window."""

    output_chosen = Signal(int)
    paste_wanted = Signal()
    files_wanted = Signal()
    library_wanted = Signal()
    folder_wanted = Signal()
    library_opened = Signal(Path)
    """The page of this library is wanted."""
    analysis_wanted = Signal(int)
    attempts_wanted = Signal(int)

    def __init__(self, desk: Desk, errands: Errands, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setMinimumWidth(200)
        self._desk = desk
        self._errands = errands
        self._name = ElidedLabel(role="heading")
        self._menus = OutlineMenus(desk, errands, self)
        self._outputs = RowsView(theme, self.tr("Outputs"))
        self._libraries = RowsView(theme, self.tr("Libraries"), 6)
        self._exhibits = RowsView(theme, self.tr("Exhibits"), 4)
        self._no_output = label(self.tr("None yet"), "small")
        self._no_library = label(self.tr("None yet"), "small")
        self._lay_out(theme)
        self._outputs.selectionModel().currentChanged.connect(self._on_output)
        self._outputs.clicked.connect(lambda index: self.output_chosen.emit(index.data(PAYLOAD_ROLE)))
        self._exhibits.activated.connect(lambda index: self._menus.open_exhibit(index.data(PAYLOAD_ROLE)))
        for view, fill in (
            (self._outputs, self._menus.of_output),
            (self._libraries, self._menus.of_library),
            (self._exhibits, self._menus.of_exhibit),
        ):
            view.menu_wanted.connect(
                lambda payload, at, view=view, fill=fill: self._open_menu(view, fill, payload, at)
            )
        self._libraries.activated.connect(lambda index: self.library_opened.emit(index.data(PAYLOAD_ROLE)))
        desk.matter_changed.connect(self._on_matter)
        desk.outputs_changed.connect(self._show_outputs)
        desk.output_changed.connect(self._mark_output)
        desk.libraries_changed.connect(self._show_libraries)
        desk.exhibits_changed.connect(self._show_exhibits)
        errands.standings_changed.connect(self._show_libraries)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 8, 12)
        top.addWidget(self._name)
        column.addLayout(top)
        paste = tool("paste", self.tr("Paste as new output (Ctrl+Shift+V)"), self.paste_wanted.emit, theme)
        files = tool("open", self.tr("Open documents (Ctrl+Shift+O)"), self.files_wanted.emit, theme)
        column.addLayout(self._heading(sign("output", theme), self.tr("Outputs"), paste, files))
        self._no_output.setContentsMargins(16, 4, 16, 8)
        column.addWidget(self._no_output)
        column.addWidget(self._outputs, 1)
        column.addSpacing(16)
        add = tool("open", self.tr("Add a library that exists"), self.library_wanted.emit, theme)
        make = tool("add", self.tr("Make a library from a folder"), self.folder_wanted.emit, theme)
        column.addLayout(self._heading(sign("library", theme), self.tr("Libraries"), make, add))
        column.addWidget(self._libraries)
        self._no_library.setContentsMargins(16, 4, 16, 8)
        column.addWidget(self._no_library)
        column.addSpacing(16)
        self._exhibit_heading = QWidget()
        self._exhibit_heading.setLayout(self._heading(sign("exhibit", theme), self.tr("Exhibits")))
        column.addWidget(self._exhibit_heading)
        column.addWidget(self._exhibits)

    def _heading(self, drawing: QLabel, text: str, *buttons: QToolButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 12, 4)
        row.setSpacing(0)
        row.addWidget(drawing)
        row.addSpacing(8)
        row.addWidget(label(text, "section"))
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        return row

    def _on_matter(self) -> None:
        matter = self._desk.matter
        self._name.say(matter.name if matter else "")
        self._show_outputs()
        self._show_libraries()
        self._show_exhibits()

    def _show_outputs(self) -> None:
        rows = [self._output_row(entry) for entry in self._desk.outputs()]
        self._outputs.show_rows(rows)
        self._no_output.setVisible(not rows)
        self._mark_output()

    def _output_row(self, entry: "OutputEntry") -> Row:
        name = entry.name
        analysis = self._errands.analysis_of(entry.id)
        if analysis and analysis.state is State.WAITING:
            state, tip = self.tr("waiting"), self.tr("{0}: the analysis waits for others")
        elif analysis:
            state, tip = self.tr("analysing"), self.tr("{0}: the analysis runs")
        elif entry.analysis is None:
            state, tip = self.tr("not analysed"), self.tr("{0}: not analysed")
        elif entry.findings == 0:
            state, tip = self.tr("none found"), self.tr("{0}: nothing was found")
        elif entry.decided >= entry.findings:
            state, tip = self.tr("reviewed"), self.tr("{0}: all {2} findings decided")
        else:
            state = self.tr("{0:,} to review").format(entry.findings - entry.decided)
            tip = self.tr("{0}: {1} of {2} findings decided")
        told = tip.format(name, entry.decided, entry.findings)
        if entry.privileged:
            told = self.tr("{0}; privileged, left out of exhibits").format(told)
        return Row(name, state, told, entry.id, "lock" if entry.privileged else "")

    def _show_libraries(self) -> None:
        rows = [self._library_row(path) for path in self._desk.libraries()]
        self._libraries.show_rows(rows)
        self._no_library.setVisible(not rows)

    def _library_row(self, path: Path) -> Row:
        standing = self._errands.standing(path)
        if not path.is_dir():
            tip = self.tr("There is no library at {0}").format(path)
            return Row(path.name, self.tr("missing"), tip, path)
        if standing is None:
            return Row(path.name, "", str(path), path)
        if standing.trouble:
            return Row(path.name, self.tr("unusable"), standing.trouble, path)
        tip = self.tr("{0}: {1:,} works, {2} searchable by meaning").format(
            path, standing.works, percent(standing.embedded_share)
        )
        return Row(path.name, percent(standing.embedded_share), tip, path)

    def _show_exhibits(self) -> None:
        rows = [
            Row(
                exhibit.name,
                exhibit.made_at[:10],
                self.tr("{0}, made by {1}; SHA-256 {2}…").format(
                    exhibit.name, exhibit.made_by, exhibit.sha256[:16]
                ),
                exhibit.number,
            )
            for exhibit in self._desk.exhibits()
        ]
        self._exhibits.show_rows(rows)
        self._exhibit_heading.setVisible(bool(rows))

    def _open_menu(
        self, view: RowsView, fill: Callable[[QMenu, Any], None], payload: Any, at: QPoint
    ) -> None:
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill(menu, payload)
        menu.popup(at)

    def _mark_output(self) -> None:
        review = self._desk.review
        self._outputs.choose(review.output_id if review else None)

    def _on_output(self, index: QModelIndex) -> None:
        review = self._desk.review
        if index.isValid() and index.data(PAYLOAD_ROLE) != (review.output_id if review else None):
            self.output_chosen.emit(index.data(PAYLOAD_ROLE))
