"""Texts that were laid out a moment ago, kept so that going back to one costs nothing."""

from collections import OrderedDict

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QTextCursor

from workbench.domain.document import LINES, Locator
from workbench.domain.span import Span
from workbench.ui.leading import PlainDocument
from workbench.ui.line_index import LineIndex
from workbench.ui.mark_index import MarkIndex

_MOST = 4


class Page:
    """One text as a document, with its marks, and whether all of both is in it."""

    def __init__(self, text: str, font: QFont, margin: int, parent: QObject, locator: Locator) -> None:
        self.text = text
        self.index = MarkIndex()
        self.lines = LineIndex(text, locator)
        self.whole = False
        self.document = PlainDocument(parent)
        self.document.setDocumentMargin(margin)
        self.set_font(font)

    def cursor(self, span: Span) -> QTextCursor:
        """A cursor that has selected a stretch of the text, the number at its head left out."""
        first, after = self.index.offsets.units(span)
        made = QTextCursor(self.document)
        made.setPosition(first)
        made.setPosition(after, QTextCursor.MoveMode.KeepAnchor)
        return made

    def set_font(self, font: QFont) -> None:
        """Set the text in this type."""
        self.document.setDefaultFont(font)
        self.document.leading.measure()


class Pages:
    """The pages of one pane, the last ones used, by their texts."""

    def __init__(self, margin: int, parent: QObject) -> None:
        self._margin = margin
        self._parent = parent
        self._pages: OrderedDict[str, Page] = OrderedDict()

    def page(self, text: str, font: QFont, locator: Locator = LINES) -> Page:
        """The page of this text, kept or fresh."""
        page = self._pages.pop(text, None) or Page(text, font, self._margin, self._parent, locator)
        self._pages[text] = page
        return page

    def forget_all_but(self, kept: Page) -> None:
        """Let go of every other page: it would be shown in another type or in other colours."""
        self._let_go([page for page in self._pages.values() if page is not kept])

    def tidy(self, kept: Page) -> None:
        """Let go of the pages that are half loaded, and of the oldest while there are too many."""
        self._let_go([page for page in self._pages.values() if page is not kept and not page.whole])
        self._let_go(list(self._pages.values())[: max(0, len(self._pages) - _MOST)])

    def _let_go(self, pages: list[Page]) -> None:
        for page in pages:
            del self._pages[page.text]
            page.document.deleteLater()
