"""How it works: what the program does, in plain words, and the method as the exhibit states it."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from workbench.places import resource
from workbench.ui.document_pane import DocumentPane
from workbench.ui.find_box import Search
from workbench.ui.furniture import label, search_line
from workbench.ui.theme import Theme

_SIZE = (960, 640)
_LIST = 320
_ROW = 28


@dataclass(frozen=True, slots=True)
class Topic:
    """One page: its title, and its text."""

    title: str
    text: str


def topics(folder: str) -> list[Topic]:
    """The pages of one folder of the resources, in the order of their file names."""
    read = [path.read_text(encoding="utf-8") for path in sorted(resource(folder).glob("*.txt"))]
    return [Topic(title, text.strip()) for title, _, text in (words.partition("\n") for words in read)]


class HowItWorks(QDialog):
    """A list of pages, and the page that was chosen; words are looked for in all of them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How it works"))
        self.resize(*_SIZE)
        self._topics = topics("help") + topics("method")
        self._words = search_line(self.tr("Find in all pages"), self.tr("Find in all pages"), theme)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.setProperty("role", "pages")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.addItems([topic.title for topic in self._topics])
        for row in range(self._list.count()):
            self._list.item(row).setSizeHint(QSize(0, _ROW))
        self._title = label(role="title", wrap=True)
        self._none = label(self.tr("No page has these words."), "second")
        self._none.hide()
        self._pane = DocumentPane(theme)
        self._pane.setAccessibleName(self.tr("The page"))
        self._search = Search((self._pane,))
        self._lay_out()
        self._words.textChanged.connect(self._look_for)
        self._list.currentRowChanged.connect(self._show)
        self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on to the next place on the page, round and round."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._search.find(self._words.text(), 1)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(_LIST)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        right = QWidget()
        right.setObjectName("paper")
        page = QVBoxLayout(right)
        page.setContentsMargins(8, 16, 8, 0)
        page.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(self._title)
        page.addLayout(head)
        page.addWidget(self._pane, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(right, 1)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        self._title.setText(self._topics[row].title)
        self._pane.show_text(self._topics[row].text, [])
        self._search.find(self._words.text(), 0)
        self._search.find(self._words.text(), 1)

    def _look_for(self, words: str) -> None:
        """List the pages that have these words, and show the first."""
        wanted = words.casefold()
        having = [
            wanted in topic.title.casefold() or wanted in topic.text.casefold() for topic in self._topics
        ]
        for row, has in enumerate(having):
            self._list.item(row).setHidden(not has)
        self._none.setVisible(not any(having))
        if any(having):
            row = self._list.currentRow()
            self._list.setCurrentRow(row if having[row] else having.index(True))
            self._show(self._list.currentRow())
