"""The first page: a new matter, one that exists, the sample, and those open last."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.ui.furniture import empty, label, push, rule
from workbench.ui.icons import icon
from workbench.ui.recent import recent_matters
from workbench.ui.reviewer import reviewer_name, set_reviewer_name
from workbench.ui.theme import Theme


class Welcome(QWidget):
    """What is shown while no matter is open."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_chosen = Signal(Path)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Welcome"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._signed = QLineEdit(reviewer_name())
        self._signed.setAccessibleName(self.tr("Your name"))
        self._signed.setFixedWidth(208)
        self._signed.editingFinished.connect(lambda: set_reviewer_name(self._signed.text()))
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """List the matters that were open last."""
        super().showEvent(event)
        self._show_recent()
        self.setFocus()

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(64, 0, 64, 0)
        page.addStretch(2)
        inside = QWidget()
        inside.setMinimumWidth(640)
        inside.setMaximumWidth(896)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = label("Attribution Workbench")
        font = QFont(self._theme.document)
        font.setPixelSize(32)
        title.setFont(font)
        title.setStyleSheet("font-size: 32px;")
        title.setContentsMargins(12, 0, 0, 0)
        column.addWidget(title)
        column.addSpacing(4)
        words = label(
            self.tr("Find what an output reproduces, judge it side by side, print the exhibit."), "second"
        )
        words.setStyleSheet("font-size: 15px;")
        words.setContentsMargins(12, 0, 0, 0)
        column.addWidget(words)
        column.addSpacing(40)
        halves = QHBoxLayout()
        halves.setSpacing(40)
        halves.addLayout(self._ways(), 1)
        halves.addWidget(rule())
        halves.addLayout(self._last(), 1)
        column.addLayout(halves)
        page.addWidget(inside)
        page.addStretch(3)

    def _ways(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._way("add", self.tr("New matter…"), self.new_wanted.emit))
        column.addWidget(self._way("open", self.tr("Open matter…"), self.open_wanted.emit))
        column.addWidget(self._way("matter", self.tr("Open the sample matter"), self.sample_wanted.emit))
        hint = label(
            self.tr("Presidential messages as a library, and one output whose sources are known."),
            "small",
            wrap=True,
        )
        hint.setContentsMargins(36, 0, 0, 0)
        column.addSpacing(4)
        column.addWidget(hint)
        column.addSpacing(32)
        signed = QHBoxLayout()
        signed.setContentsMargins(12, 0, 0, 0)
        signed.setSpacing(8)
        signed.addWidget(label(self.tr("Changes are signed as"), "second"))
        signed.addWidget(self._signed)
        signed.addStretch(1)
        column.addLayout(signed)
        column.addStretch(1)
        return column

    def _last(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        heading = label(self.tr("Recent matters"), "section")
        heading.setContentsMargins(12, 0, 0, 4)
        column.addWidget(heading)
        column.addLayout(self._recent)
        column.addStretch(1)
        return column

    def _show_recent(self) -> None:
        empty(self._recent)
        paths = recent_matters()
        for path in paths:
            row = push(path.stem, partial(self.recent_chosen.emit, path), "row", tip=str(path))
            self._recent.addWidget(row)
        if not paths:
            none = label(self.tr("Matters that you open are listed here."), "second")
            none.setContentsMargins(12, 8, 0, 0)
            self._recent.addWidget(none)

    def _way(self, drawing: str, words: str, slot: Callable[[], object]) -> QPushButton:
        made = push(words, slot, "row")
        made.setIconSize(QSize(20, 20))
        font = QFont(self._theme.interface)
        font.setPixelSize(15)
        made.setFont(font)
        made.setStyleSheet("font-size: 15px;")

        def tint() -> None:
            made.setIcon(icon(drawing, self._theme, "accent", 20))

        self._theme.changed.connect(tint)
        tint()
        return made
