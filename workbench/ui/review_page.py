"""The desk of one output: two texts, the band, the findings, the card."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from workbench.ui.analyse_panel import AnalysePanel
from workbench.ui.band import Band
from workbench.ui.card import Card
from workbench.ui.coverage_words import coverage_line
from workbench.ui.desk import Desk
from workbench.ui.errands import Errands
from workbench.ui.findings_view import FindingsView
from workbench.ui.furniture import ElidedLabel, hairline
from workbench.ui.proposals_bar import ProposalsBar
from workbench.ui.side_by_side import SideBySide
from workbench.ui.theme import Theme

_TEXTS, _TABLE = 420, 320
_FINDINGS, _CARD = 716, 340
_BESIDE = 640
"""Pixels of the texts where the findings stand at their right."""


class ReviewPage(QWidget):
    """Puts the views of one output together; none of them knows another."""

    def __init__(self, desk: Desk, errands: Errands, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._desk = desk
        self.panel = AnalysePanel(desk, errands)
        self.texts = SideBySide(desk, theme, self.panel)
        self.band = Band(desk, theme)
        self.findings = FindingsView(desk, theme)
        self.card = Card(desk)
        self.proposals = ProposalsBar(desk)
        self._coverage = ElidedLabel(role="small")
        self._below = self._lower_half()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.texts)
        self.splitter.addWidget(self._below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([_TEXTS, _TABLE])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter)
        for view in (self.texts, self.band, self.findings):
            view.finding_chosen.connect(self._choose)
        self.texts.source_step_wanted.connect(desk.step_source)
        self.card.code_wanted.connect(self.decide)
        self.card.proposal_accepted.connect(self.accept_proposed)
        self.proposals.shown_wanted.connect(self.findings.show_proposed)
        desk.screening_changed.connect(self._show)

    @property
    def busy(self) -> bool:
        """Whether a part of what was found is still to be shown."""
        return self.texts.busy or self.findings.model.busy or self.band.busy

    def _lower_half(self) -> QWidget:
        below = QWidget()
        below.setObjectName("paper")
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for view, side, foot in ((self.band, 12, 0), (self._coverage, 16, 6)):
            row = QHBoxLayout()
            row.setContentsMargins(side, 0, side, foot)
            row.addWidget(view)
            column.addLayout(row)
        column.addWidget(hairline())
        column.addWidget(self.proposals)
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._lower.setHandleWidth(1)
        self._lower.setChildrenCollapsible(False)
        self._lower.addWidget(self.findings)
        self._lower.addWidget(self.card)
        self._lower.setStretchFactor(0, 1)
        self._lower.setSizes([_FINDINGS, _CARD])
        self.card.setMinimumWidth(304)
        column.addWidget(self._lower, 1)
        return below

    def decide(self, code: str) -> None:
        """Decide about the findings that are selected, as one step."""
        self.card.keep_note()
        self._desk.decide_all(self.findings.chosen, code)

    def accept_proposed(self) -> None:
        """Decide about the findings that are selected as it is proposed."""
        self.card.keep_note()
        self._desk.accept(self.findings.chosen)

    def _choose(self, number: int) -> None:
        self.card.keep_note()
        self._desk.choose_finding(number)

    def _show(self) -> None:
        review = self._desk.review
        screening = review.screening if review else None
        appears = screening is not None and not self._below.isVisible()
        self._below.setVisible(screening is not None)
        if appears:
            self.findings.table.setFocus()
        if review and screening:
            self._coverage.say(coverage_line(screening.analysis.coverage, so_far=review.provisional))

    def put_beside(self, beside: bool) -> None:
        """Put findings and card at the right of the texts, one over the other, or below them."""
        along, across = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        if (self.splitter.orientation() == along) is not beside:
            self.splitter.setOrientation(along if beside else across)
            self._lower.setOrientation(across if beside else along)
            self.splitter.setSizes([_BESIDE, self.width() - _BESIDE] if beside else [_TEXTS, _TABLE])
            self._lower.setSizes([_TABLE, _TEXTS] if beside else [_FINDINGS, _CARD])

    def save_sizes(self, settings: QSettings) -> None:
        """Remember how the panes are divided."""
        settings.setValue("review/texts", self.splitter.saveState())
        settings.setValue("review/lower", self._lower.saveState())

    def restore_sizes(self, settings: QSettings) -> None:
        """Divide the panes as they were."""
        for name, splitter in (("review/texts", self.splitter), ("review/lower", self._lower)):
            state = settings.value(name)
            if state is not None:
                splitter.restoreState(state)
