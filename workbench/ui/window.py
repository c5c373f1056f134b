"""The window: pages, menus, the row at the foot; it joins views to the desk and holds no state of its own."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.ui.compose import Compose
from workbench.ui.desk import Desk
from workbench.ui.doors import Doors
from workbench.ui.errands import Errands
from workbench.ui.find_box import FindBox, Search
from workbench.ui.jobs_row import JobsRow
from workbench.ui.library_page import LibraryPage
from workbench.ui.notice import Notice
from workbench.ui.outline import Outline
from workbench.ui.review_page import ReviewPage
from workbench.ui.theme import Theme
from workbench.ui.welcome import Welcome

_SIZE = (1280, 800)
_OUTLINE = 224


class Window(QMainWindow):
    """The one window of the program."""

    def __init__(self, desk: Desk, errands: Errands, theme: Theme) -> None:
        super().__init__()
        self.desk = desk
        self.errands = errands
        self.theme = theme
        self.setAcceptDrops(True)
        self.doors = Doors(desk, errands, self)
        self.welcome = Welcome(theme)
        self.outline = Outline(desk, errands, theme)
        self.compose = Compose(desk, errands, theme)
        self.review_page = ReviewPage(desk, errands, theme)
        self.notice = Notice(theme)
        self.jobs_row = JobsRow(errands)
        self.find_box = FindBox(theme)
        self._search = Search((self.review_page.texts.output.pane, self.review_page.texts.source.pane))
        self._pages = QStackedWidget()
        self._centre = QStackedWidget()
        self._outer = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._join_views()
        self._restore()
        self._on_matter()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the note that is being written, remember the sizes, end the background work."""
        self.review_page.card.keep_note()
        settings = QSettings()
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("window/outline", self._outer.saveState())
        self.review_page.save_sizes(settings)
        self.hide()
        self.desk.close_matter()
        self.errands.stop()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a matter that was dropped, attach libraries, read everything else as outputs."""
        self.doors.take_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def start_composing(self) -> None:
        """Show the page for a new output, with the clipboard's text in it if there is one."""
        self.compose.begin()
        self._centre.setCurrentWidget(self.compose)
        pasted = QGuiApplication.clipboard().mimeData()
        if pasted is not None and pasted.hasText():
            self.compose.paste(pasted)

    def show_library(self, path: Path) -> LibraryPage:
        """Open the page of a library beside the matter."""
        page = LibraryPage(path, self.errands, self.theme, self)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.show()
        return page

    def _lay_out(self) -> None:
        self._centre.addWidget(self.compose)
        self._centre.addWidget(self.review_page)
        middle = QWidget()
        middle.setObjectName("paper")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._centre, 1)
        self._outer.setHandleWidth(1)
        self._outer.setChildrenCollapsible(False)
        self._outer.addWidget(self.outline)
        self._outer.addWidget(middle)
        self._outer.setStretchFactor(1, 1)
        self._outer.setSizes([_OUTLINE, _SIZE[0] - _OUTLINE])
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self._outer)
        self.menuBar().setCornerWidget(self.find_box)
        whole = QWidget()
        whole.setObjectName("desk")
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.notice)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self.jobs_row)
        self.setCentralWidget(whole)

    def _join_views(self) -> None:
        desk, doors = self.desk, self.doors
        self.welcome.new_wanted.connect(doors.new_matter)
        self.welcome.open_wanted.connect(doors.ask_matter)
        self.welcome.sample_wanted.connect(doors.open_sample)
        self.welcome.recent_chosen.connect(doors.open_matter)
        self.outline.output_chosen.connect(self.choose_output)
        self.outline.paste_wanted.connect(self.start_composing)
        self.outline.files_wanted.connect(doors.ask_files)
        self.outline.library_opened.connect(self.show_library)
        self.compose.files_wanted.connect(doors.ask_files)
        self.compose.left.connect(self._show_output)
        for view in (self.outline, self.compose.libraries, self.review_page.panel.libraries):
            view.library_wanted.connect(doors.ask_library)
            view.folder_wanted.connect(doors.ask_folder)
        desk.matter_changed.connect(self._on_matter)
        desk.output_changed.connect(self._show_output)
        desk.faulted.connect(self.notice.say)
        desk.refused.connect(self.notice.say_refusals)
        desk.rows_refused.connect(self.notice.say_rows)
        desk.noted.connect(self.jobs_row.say)
        self.find_box.wanted.connect(self._find)
        for change in (desk.matter_changed, desk.outputs_changed, desk.libraries_changed):
            change.connect(self._say_standing)
        self.errands.exhibits_made.connect(self._on_exhibits)

    def _restore(self) -> None:
        settings = QSettings()
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        geometry = settings.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        outline = settings.value("window/outline")
        if outline is not None:
            self._outer.restoreState(outline)
        self.review_page.restore_sizes(settings)

    def _on_matter(self) -> None:
        matter = self.desk.matter
        self.notice.hide()
        self.jobs_row.say("")
        self.jobs_row.forget_stopped()
        self._pages.setCurrentWidget(self._outer if matter else self.welcome)
        self.find_box.setVisible(matter is not None)
        self.setWindowTitle(f"{matter.name} – Attribution Workbench" if matter else "Attribution Workbench")
        if matter:
            self._show_output()
            self.errands.warm()

    def _show_output(self) -> None:
        self.notice.hide()
        if self.desk.review is not None:
            self._centre.setCurrentWidget(self.review_page)
        elif self.desk.matter is not None:
            self.compose.begin()
            self._centre.setCurrentWidget(self.compose)

    def choose_output(self, number: int) -> None:
        """Show an output, with the note that was being written kept."""
        self.review_page.card.keep_note()
        self._centre.setCurrentWidget(self.review_page)
        self.desk.choose_output(number)

    def _find(self, words: str, step: int) -> None:
        here, there = self._search.find(words, step)
        said = self.tr("{0:,} in the output · {1:,} in the source").format(here, there)
        self.find_box.say(said if words else "")

    def _say_standing(self) -> None:
        matter = self.desk.matter
        words = self.tr("Saved · trail ends at {0}").format(matter.head()[:8]) if matter else ""
        self.jobs_row.say_standing(words)

    def _on_exhibits(self, made: tuple[Path, ...]) -> None:
        path = made[0]
        further = self.tr(" and {0} more").format(len(made) - 1) if len(made) > 1 else ""
        self.jobs_row.say(
            self.tr("The exhibit is ready: {0}").format(path.name) + further,
            (
                (self.tr("Open"), partial(_show_file, path)),
                (self.tr("Show in folder"), partial(_show_file, path.parent)),
                (self.tr("Verify"), partial(self.errands.verify_exhibit, made)),
            ),
        )


def _show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
