"""The sources that compete for one passage, as tabs in the heading of the text."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar

_READABLE = 18
"""Characters of a title that a tab shows, however many tabs there are: the others are scrolled to."""


class SourceTabs(QTabBar):
    """A tab for each source, the one looked at chosen; the brackets step through them, too."""

    stepped = Signal(int)
    """Another was chosen, so many tabs to the right, or to the left below 0."""

    def __init__(self) -> None:
        super().__init__()
        self._index = 0
        self._titles: tuple[str, ...] = ()
        self.setProperty("role", "sources")
        self.setAccessibleName(self.tr("Sources of this passage"))
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.currentChanged.connect(self._on_tab)

    def show_titles(self, titles: Sequence[str], index: int) -> None:
        """Show these titles, the one at `index` chosen."""
        with QSignalBlocker(self):
            if tuple(titles) != self._titles:
                self._titles = tuple(titles)
                while self.count():
                    self.removeTab(0)
                for number, title in enumerate(titles, 1):
                    self.addTab(f"{number}  {title}".replace("&", "&&"))
                    self.setTabToolTip(number - 1, self.tr("{0} ([ and ])").format(title))
            self._index = index
            self.setCurrentIndex(index)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """What a tab needs to be read."""
        size = self.tabSizeHint(index)
        return QSize(min(size.width(), _READABLE * self.fontMetrics().averageCharWidth()), size.height())

    def _on_tab(self, index: int) -> None:
        if index != self._index:
            self.stepped.emit(index - self._index)
