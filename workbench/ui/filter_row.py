"""A row of buttons, one for each way to filter the findings, each with a menu of what occurs."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QToolButton, QWidget

from workbench.ui.facets import Facet, facet_words, tag_words
from workbench.ui.findings_model import FindingsModel
from workbench.ui.furniture import push

_LEAST, _SCANT, _ROOMY = 352, 432, 496
"""Pixels that the row takes at least, from which all buttons are shown, and the box to group by work, too."""

_MOST = 40
"""Works or holders in a menu; the others are found by the search box."""


class FilterRow(QWidget):
    """What is chosen stands on the buttons; one press lets everything through again."""

    changed = Signal()
    grouped = Signal(bool)

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self._model = model
        self._buttons: dict[Facet, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 2)
        self.setMinimumWidth(_LEAST)
        row.setSpacing(0)
        for facet in Facet:
            row.addWidget(self._button(facet))
        self._clear = push(self.tr("Clear"), self._on_clear, "quiet", tip=self.tr("Let all findings through"))
        self._clear.setAccessibleName(self.tr("Clear the filters"))
        self._clear.setProperty("small", True)
        row.addWidget(self._clear)
        row.addStretch(1)
        self._by_work = QCheckBox(self.tr("By work"))
        self._by_work.setAccessibleName(self.tr("Group the findings by work"))
        self._by_work.toggled.connect(self._on_group)
        row.addWidget(self._by_work)
        self.show_choices()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what can be done by a key or by another filter gives way."""
        super().resizeEvent(event)
        self._by_work.setVisible(self.width() >= _ROOMY)
        self._buttons[Facet.HOLDER].setVisible(self.width() >= _SCANT)

    def show_choices(self) -> None:
        """Say on the buttons what is chosen."""
        chosen = self._model.chosen
        for facet, button in self._buttons.items():
            tags = chosen.get(facet, frozenset())
            words = facet_words(facet)
            if len(tags) == 1:
                words = tag_words(facet, next(iter(tags)), self._model.codes)
            elif tags:
                words = QCoreApplication.translate("FilterRow", "{0}: {1}").format(words, len(tags))
            button.setText(button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 128) + "  ▾")
            button.setProperty("chosen", bool(tags))
            button.style().unpolish(button)
            button.style().polish(button)
        self._clear.setVisible(bool(chosen))

    def group_by_work(self, grouped: bool) -> None:
        """Put the findings of each work together."""
        self._by_work.setChecked(grouped)

    def open_menu(self, facet: Facet) -> QMenu:
        """The menu of a facet, filled with what occurs now."""
        menu = self._buttons[facet].menu()
        self._fill(menu, facet)
        return menu

    def _button(self, facet: Facet) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "facet")
        button.setAccessibleName(self.tr("Filter by {0}").format(facet_words(facet)))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(partial(self._fill, menu, facet))
        button.setMenu(menu)
        self._buttons[facet] = button
        return button

    def _fill(self, menu: QMenu, facet: Facet) -> None:
        menu.clear()
        chosen = self._model.chosen.get(facet, frozenset())
        options = self._model.options(facet)
        for option in options[:_MOST]:
            words = self.tr("{0}   {1:,}").format(option.words.replace("&", "&&"), option.count)
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(option.tag in chosen)
            action.triggered.connect(
                lambda ticked, tag=option.tag: self._on_option(facet, tag, ticked=ticked)
            )
            menu.addAction(action)
        if len(options) > _MOST:
            more = menu.addAction(
                self.tr("and {0:,} more: type a name into the search box").format(len(options) - _MOST)
            )
            more.setEnabled(False)
        if not options:
            menu.addAction(self.tr("nothing to choose")).setEnabled(False)

    def _on_option(self, facet: Facet, tag: str, *, ticked: bool) -> None:
        chosen = self._model.chosen.get(facet, frozenset())
        if facet is Facet.WEIGHT:
            chosen = frozenset()  # each weight holds those above it
        self._model.choose(facet, chosen | {tag} if ticked else chosen - {tag})
        self.show_choices()
        self.changed.emit()

    def _on_clear(self) -> None:
        self._model.clear_choices()
        self.show_choices()
        self.changed.emit()

    def _on_group(self, grouped: bool) -> None:
        self._model.group(grouped)
        self.grouped.emit(grouped)
        self.changed.emit()
