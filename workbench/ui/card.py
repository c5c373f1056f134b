"""One finding on a card: why it is a match, its rights, what was decided, a note."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.code import Code, offered
from workbench.domain.licence import terms_of
from workbench.domain.rate import attempt_rate
from workbench.domain.rights_words import asks_lines
from workbench.domain.work import Rights
from workbench.ui.attempt_words import rate_words
from workbench.ui.desk import Desk
from workbench.ui.finding_words import class_words, history_line, kind_words
from workbench.ui.furniture import empty, label, push
from workbench.ui.note_box import NoteBox
from workbench.ui.rights_words import licence_words
from workbench.ui.swatch import swatch

_SIDE = 16
_ABREAST = 3
_PROMPT = 160
"""Characters of a prompt that the card shows."""


class Card(QScrollArea):
    """The card of the finding in focus."""

    code_wanted = Signal(str)
    proposal_accepted = Signal()
    attempts_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(self.tr("The finding in focus"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = label(role="heading")
        self._buttons: dict[str, QPushButton] = {}
        self._codes: tuple[Code, ...] = ()
        self._code_rows = QGridLayout()
        self._abreast = 0
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.note = NoteBox(desk)
        self._proposal = label(role="second", wrap=True)
        self._accept = push(
            self.tr("Accept"), self.proposal_accepted.emit, tip=self.tr("Decide as proposed (Shift+Y)")
        )
        self._accept.setAccessibleName(self.tr("Accept the earlier decision"))
        self._waiting = label(
            self.tr("Findings are still coming in. They can be decided once their numbers are final."),
            "second",
            wrap=True,
        )
        self._standing_note = label(role="second", wrap=True)
        self._why = QVBoxLayout()
        self._why.setSpacing(6)
        self._sentences: list[QLabel] = []
        self._number: int | None = None
        self._rights = QGridLayout()
        self._attempt = label(wrap=True)
        self._rate = label(role="second", wrap=True)
        self._history_head = label(self.tr("History"), "section")
        self._history = label(role="small", wrap=True)
        self._inside = QWidget()
        self._inside.setObjectName("paper")
        self._lay_out()
        self.setWidget(self._inside)
        for change in (
            desk.screening_changed,
            desk.finding_changed,
            desk.decided,
            desk.proposals_changed,
        ):
            change.connect(self._show)
        for change in (desk.output_changed, desk.attempts_changed):
            change.connect(self._show_attempts)
        self._show()

    def edit_note(self) -> None:
        """Put the caret into the note."""
        self.ensureWidgetVisible(self.note)
        self.note.edit()

    def offer_presets(self) -> None:
        """Open the menu of notes beside the note."""
        self.ensureWidgetVisible(self.note)
        self.note.offer_presets()

    def keep_note(self) -> None:
        """Write the note into the matter, if it was changed."""
        self.note.keep()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(_SIDE, 10, _SIDE, _SIDE)
        column.setSpacing(4)
        column.addWidget(self._title)
        self._code_rows.setSpacing(4)
        column.addSpacing(4)
        column.addLayout(self._code_rows)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._proposal, 1)
        row.addWidget(self._accept, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self._waiting)
        column.addWidget(self._standing_note)
        column.addSpacing(4)
        column.addWidget(self.note)
        column.addSpacing(12)
        column.addWidget(label(self.tr("Why this is a match"), "section"))
        column.addLayout(self._why)
        column.addSpacing(12)
        column.addWidget(label(self.tr("Rights"), "section"))
        self._rights.setHorizontalSpacing(16)
        self._rights.setVerticalSpacing(2)
        self._rights.setColumnStretch(1, 1)
        column.addLayout(self._rights)
        column.addSpacing(12)
        column.addWidget(label(self.tr("How the output was obtained"), "section"))
        column.addWidget(self._attempt)
        column.addWidget(self._rate)
        ledger = push(self.tr("All attempts…"), self.attempts_wanted.emit, "quiet")
        column.addWidget(ledger, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(self._history_head)
        column.addWidget(self._history)
        column.addStretch(1)

    def _offer(self, codes: tuple[Code, ...]) -> None:
        """A button for each code that is on offer."""
        if codes == self._codes:
            return
        self._codes = codes
        empty(self._code_rows)
        self._buttons = {}
        for code in offered(codes):
            tip = self.tr("{0}; again takes it back").format(
                f"{code.label} ({code.key})" if code.key else code.label
            )
            button = push(
                f"{code.label} {code.key}".strip().replace("&", "&&"),
                partial(self.code_wanted.emit, code.name),
                "code",
                tip=tip,
            )
            button.setAccessibleName(code.label)
            button.setCheckable(True)
            if code.colour:
                button.setIcon(swatch(code.colour, self.palette().dark().color()))
            self._buttons[code.name] = button
        self._abreast = 0
        self._arrange_codes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many codes abreast as there is room for."""
        super().resizeEvent(event)
        self._arrange_codes()

    def _arrange_codes(self) -> None:
        """As many abreast as fit; the widest of each column counts."""
        buttons = [*self._buttons.values()]
        gap = self._code_rows.spacing()
        room = self.viewport().width() - 2 * _SIDE + gap
        widths = [button.sizeHint().width() + gap for button in buttons]
        fits = (
            n for n in range(_ABREAST, 1, -1) if sum(max(widths[c::n], default=0) for c in range(n)) <= room
        )
        abreast = next(fits, 1)
        if abreast != self._abreast:
            for column in range(_ABREAST):
                self._code_rows.setColumnStretch(column, int(column < abreast))
            self._abreast = abreast
            for place, button in enumerate(buttons):
                self._code_rows.addWidget(button, place // abreast, place % abreast)

    def _show(self) -> None:
        review = self._desk.review
        self._offer(self._desk.codes())
        finding = review.finding if review else None
        self._inside.setVisible(finding is not None)
        as_needed, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(as_needed if finding else off)
        if review is None or finding is None or review.screening is None:
            self.note.show_of(None, "", False)
            return
        words = self.tr("[{0}] {1}").format(finding.id, kind_words(finding.kind))
        if finding.classification != "counted":
            words = self.tr("{0}, struck as {1}").format(words, class_words(finding.classification))
        self._title.setText(words)
        self._show_why(finding.explanation)
        if finding.id != self._number:
            self._number = finding.id
            self.verticalScrollBar().setValue(0)
        place = review.source_place
        if place:
            record = review.screening.analysis.source(place.source)
            self._show_rights(record.title, record.rights)
        standing = review.decisions.get(finding.id)
        for code, button in self._buttons.items():
            button.setChecked(standing is not None and standing.code == code)
            button.setEnabled(not review.provisional)
        self._waiting.setVisible(review.provisional)
        self.note.allow(not review.provisional)
        own = self._desk.own_decision(finding.id)
        self.note.show_of(finding.id, own.note if own else "", own.privileged if own else False)
        others = standing is not None and bool(standing.note) and standing.reviewer != self._desk.reviewer
        self._standing_note.setVisible(others)
        if standing and others:
            self._standing_note.setText(self.tr("{0}: {1}").format(standing.reviewer, standing.note))
        self._show_proposal(finding.id)
        past = self._desk.history(finding.id)
        self._history_head.setVisible(bool(past))
        self._history.setVisible(bool(past))
        self._history.setText("\n".join(history_line(decision, self._codes) for decision in past))

    def _show_why(self, sentences: Sequence[str]) -> None:
        """A paragraph for each sentence; those of the last finding are used again."""
        while len(self._sentences) < len(sentences):
            self._sentences.append(label(wrap=True))
            self._why.addWidget(self._sentences[-1])
        for place, paragraph in enumerate(self._sentences):
            paragraph.setText(sentences[place] if place < len(sentences) else "")
            paragraph.setVisible(place < len(sentences))

    def _show_proposal(self, number: int) -> None:
        proposal = self._desk.proposals.get(number)
        self._proposal.setVisible(proposal is not None)
        self._accept.setVisible(proposal is not None)
        if proposal:
            said = history_line(proposal.decision, self._codes)
            about = self.tr("Of the same words") if proposal.exact else self.tr("Of almost the same words")
            self._proposal.setText(self.tr("{0} in the earlier analysis: {1}").format(about, said))

    def _show_attempts(self) -> None:
        review = self._desk.review
        if review is None:
            return
        made = review.attempt
        known = [part for part in (made.model, made.settings, made.made_on, made.operator) if part]
        lines = [" · ".join(known) or self.tr("model and date unknown")]
        if made.prompt:
            prompt = " ".join(made.prompt.split())
            lines.append(f"“{prompt[:_PROMPT]}{'…' if len(prompt) > _PROMPT else ''}”")
        self._attempt.setText("\n".join(lines))
        self._rate.setText(rate_words(attempt_rate(self._desk.attempts(review.output_id))))

    def _show_rights(self, title: str, rights: Rights) -> None:
        empty(self._rights)
        unknown = self.tr("unknown")
        terms = terms_of(rights.licence)
        rows = (
            (self.tr("Work"), title),
            (self.tr("Author"), rights.author or unknown),
            (self.tr("Year"), rights.year or unknown),
            (self.tr("Holder"), rights.holder or unknown),
            (self.tr("Licence"), licence_words(rights)),
            (self.tr("It asks"), "\n".join(asks_lines(terms.asks, terms.known))),
            (self.tr("Registered"), rights.registration),
            (self.tr("Until"), rights.expiry),
            (self.tr("Opt-out"), rights.opt_out),
            (self.tr("Copy from"), rights.source),
            (self.tr("Note"), rights.note),
        )
        for row, (name, value) in enumerate(row for row in rows if row[1]):
            self._rights.addWidget(label(name, "second"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._rights.addWidget(label(value, wrap=True), row, 1)
