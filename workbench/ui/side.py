"""One side of the desk: a heading, a text, its scroll bar, and the strip that shows all of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from workbench.domain.span import Span
from workbench.ui.document_pane import DocumentPane
from workbench.ui.furniture import ElidedLabel, hairline, label
from workbench.ui.line_numbers import LineNumbers
from workbench.ui.overview_strip import OverviewStrip
from workbench.ui.reading_notes import ReadingNotes
from workbench.ui.reading_pane import MARGIN
from workbench.ui.source_tabs import SourceTabs
from workbench.ui.theme import Theme

_LEAST = 280
_TITLE = 24
"""Pixels of the line with the title, or with the tabs."""


class Side(QWidget):
    """A heading and a text; scroll bar and overview strip at the outer edge, so that the gutter is free."""

    def __init__(self, title: str, theme: Theme, *, left: bool) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.pane = DocumentPane(theme, Qt.Edge.RightEdge if left else Qt.Edge.LeftEdge)
        self.pane.setAccessibleName(title)
        self.pane.setMinimumWidth(_LEAST)
        self.numbers = LineNumbers(self.pane, theme)
        self.strip = OverviewStrip(self.pane, theme)
        self.strip.jumped.connect(self._jump)
        self.title = ElidedLabel(role="heading")
        self.tabs = SourceTabs()
        for head in (self.title, self.tabs):
            head.setFixedHeight(_TITLE)
        self.tabs.hide()
        self.detail = ElidedLabel(role="small")
        self.notes = ReadingNotes()
        self.line = hairline()
        self._head = QHBoxLayout()
        self.pane.moved.connect(self._align)
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        self._follow(self.pane.verticalScrollBar())
        self._lay_out(title, left)

    def show_titles(self, titles: Sequence[str], index: int) -> None:
        """Head the text with its title; with tabs, where several texts can be looked at."""
        several = len(titles) > 1
        self.tabs.show_titles(titles, index)
        self.tabs.setVisible(several)
        self.title.setVisible(not several)
        self.title.say(titles[index])

    def _lay_out(self, title: str, left: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = self._head
        head.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(title, "section"))
        top.addWidget(self.title, 1)
        top.addWidget(self.tabs, 1)
        words.addLayout(top)
        words.addWidget(self.detail)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.notes)
        body = QHBoxLayout()
        body.setSpacing(0)
        widgets = [self.pane, self._bar, self.strip]
        for widget in reversed(widgets) if left else widgets:
            body.addWidget(widget)
        body.setStretchFactor(self.pane, 1)
        column.addLayout(body, 1)

    def _align(self) -> None:
        """Let the heading begin where the lines of the text do."""
        left = self.pane.x() + self.pane.viewport().x() + MARGIN
        if self._head.contentsMargins().left() != left:
            self._head.setContentsMargins(left, 8, 16, 8)
            self.notes.align(left)

    def _follow(self, inner: QScrollBar) -> None:
        """Show and move the pane's own scroll bar, which is hidden."""
        self._bar.setAccessibleName(self.tr("Scroll the text"))
        inner.rangeChanged.connect(self._on_range)
        inner.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(inner.setValue)

    def _on_range(self, least: int, most: int) -> None:
        inner = self.pane.verticalScrollBar()
        self._bar.setPageStep(inner.pageStep())
        self._bar.setRange(least, most)
        self._bar.setVisible(most > least)
        self._bar.setValue(inner.value())

    def _jump(self, share: float) -> None:
        place = int(share * len(self.pane.text))
        self.pane.show_place(Span(place, min(len(self.pane.text), place + 1)))
        self.pane.scrolled.emit()


def under_heading(title: str, words: str, body: QWidget) -> QWidget:
    """A page with the heading of a side, so that its line runs through."""
    page = QWidget()
    page.setObjectName("paper")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QVBoxLayout()
    head.setContentsMargins(24, 8, 16, 8)
    head.setSpacing(0)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label(title, "section"))
    none = ElidedLabel(role="heading")
    none.setFixedHeight(_TITLE)
    row.addWidget(none, 1)
    head.addLayout(row)
    head.addWidget(ElidedLabel(words, "small"))
    column.addLayout(head)
    column.addWidget(hairline())
    column.addWidget(body, 1)
    return page
