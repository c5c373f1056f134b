"""An output that was not analysed yet: what it is analysed against, and the button for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.desk import Desk
from workbench.ui.errands import Errands
from workbench.ui.furniture import label, push
from workbench.ui.library_choice import LibraryChoice

_WIDTH = 328


class AnalysePanel(QWidget):
    """Stands in the source's place until there are findings."""

    def __init__(self, desk: Desk, errands: Errands) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._errands = errands
        self._title = label(self.tr("Not analysed yet"), "heading")
        self._words = label(role="second", wrap=True)
        self.libraries = LibraryChoice(desk)
        self._analyse = push(self.tr("&Analyse"), self.analyse, "primary")
        inside = QWidget()
        inside.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 40, 0, 24)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(8)
        column.addWidget(self.libraries)
        column.addWidget(self._analyse)
        column.addStretch(1)
        page = QWidget()
        page.setObjectName("paper")
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(inside)
        middle.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.libraries.changed.connect(self._show)
        desk.output_changed.connect(self._show)
        desk.outputs_changed.connect(self._show)
        self._show()

    def analyse(self) -> None:
        """Analyse the output on the desk against the libraries that are ticked."""
        if self.libraries.chosen:
            self._errands.analyse(self.libraries.chosen, self.libraries.by_meaning)

    def _show(self) -> None:
        review = self._desk.review
        running = review is not None and self._errands.analysis_of(review.output_id) is not None
        self._title.setText(self.tr("Analysing…") if running else self.tr("Not analysed yet"))
        self._words.setText(
            self.tr("Exact findings appear here in a moment, the others as they come.")
            if running
            else self.tr("Choose what this output is compared with. Exact findings appear at once.")
        )
        self.libraries.setVisible(not running)
        self._analyse.setVisible(not running)
        self._analyse.setEnabled(bool(self.libraries.chosen))
