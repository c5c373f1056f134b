"""One finding on a card: why it is a match, its rights, what was decided, a note."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.code import Code, offered
from workbench.domain.licence import terms_of
from workbench.domain.rights_words import asks_lines
from workbench.domain.work import Rights
from workbench.ui.desk import Desk
from workbench.ui.finding_words import class_words, history_line, kind_words
from workbench.ui.furniture import empty, label, push
from workbench.ui.rights_words import licence_words

_NOTE_HEIGHT = 56
_CODES_ABREAST = 3


class Card(QScrollArea):
    """The card of the finding in focus."""

    code_wanted = Signal(str)
    note_written = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._note_of: int | None = None
        self.setAccessibleName(self.tr("The finding in focus"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = label(role="heading")
        self._buttons: dict[str, QPushButton] = {}
        self._codes: tuple[Code, ...] = ()
        self._code_rows = QGridLayout()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._note = QPlainTextEdit()
        self._note.setProperty("role", "entry")
        self._note.setAccessibleName(self.tr("Note to this finding"))
        self._note.setPlaceholderText(self.tr("Note (N)"))
        self._note.setFixedHeight(_NOTE_HEIGHT)
        self._note.setTabChangesFocus(True)
        self._note.installEventFilter(self)
        self._waiting = label(
            self.tr("Findings are still coming in. They can be decided once their numbers are final."),
            "second",
            wrap=True,
        )
        self._why = label(wrap=True)
        self._rights = QGridLayout()
        self._history_head = label(self.tr("History"), "section")
        self._history = label(role="small", wrap=True)
        self._inside = QWidget()
        self._inside.setObjectName("paper")
        self._lay_out()
        self.setWidget(self._inside)
        desk.screening_changed.connect(self._show)
        desk.finding_changed.connect(self._show)
        desk.decided.connect(lambda _: self._show())
        self._show()

    def edit_note(self) -> None:
        """Put the caret into the note."""
        if self._note.isEnabled():
            self._note.setFocus()

    def keep_note(self) -> None:
        """Write the note into the matter, if it was changed."""
        review = self._desk.review
        if self._note_of is not None and review and review.focus == self._note_of:
            self.note_written.emit(self._note.toPlainText().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The note is kept when it is left, and by Ctrl+Return or Escape."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep_note()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            leaves = event.key() == Qt.Key.Key_Escape
            keeps = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if leaves or keeps:
                self.setFocus()
                self._note.clearFocus()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(16, 10, 16, 16)
        column.setSpacing(4)
        column.addWidget(self._title)
        self._code_rows.setSpacing(4)
        column.addSpacing(4)
        column.addLayout(self._code_rows)
        column.addWidget(self._waiting)
        column.addSpacing(4)
        column.addWidget(self._note)
        column.addSpacing(12)
        column.addWidget(label(self.tr("Why this is a match"), "section"))
        column.addWidget(self._why)
        column.addSpacing(12)
        column.addWidget(label(self.tr("Rights"), "section"))
        self._rights.setHorizontalSpacing(16)
        self._rights.setVerticalSpacing(2)
        self._rights.setColumnStretch(1, 1)
        column.addLayout(self._rights)
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
        for place, code in enumerate(offered(codes)):
            tip = self.tr("{0}; again takes it back").format(
                f"{code.label} ({code.key})" if code.key else code.label
            )
            button = push(
                f"{code.label}  {code.key}".strip().replace("&", "&&"),
                partial(self.code_wanted.emit, code.name),
                "code",
                tip=tip,
            )
            button.setAccessibleName(code.label)
            button.setCheckable(True)
            self._buttons[code.name] = button
            self._code_rows.addWidget(button, place // _CODES_ABREAST, place % _CODES_ABREAST)

    def _show(self) -> None:
        review = self._desk.review
        self._offer(self._desk.codes())
        finding = review.finding if review else None
        self._inside.setVisible(finding is not None)
        if review is None or finding is None or review.screening is None:
            self._note_of = None
            return
        words = self.tr("[{0}] {1}").format(finding.id, kind_words(finding.kind))
        if finding.classification != "counted":
            words = self.tr("{0}, struck as {1}").format(words, class_words(finding.classification))
        self._title.setText(words)
        self._why.setText("\n".join(finding.explanation))
        place = review.source_place
        if place:
            self._show_rights(review.screening.analysis.source(place.source).rights)
        standing = review.decisions.get(finding.id)
        for code, button in self._buttons.items():
            button.setChecked(standing is not None and standing.code == code)
            button.setEnabled(not review.provisional)
        self._waiting.setVisible(review.provisional)
        self._note.setEnabled(not review.provisional)
        self._show_note(finding.id, standing.note if standing else "")
        past = self._desk.history(finding.id)
        self._history_head.setVisible(bool(past))
        self._history.setVisible(bool(past))
        self._history.setText("\n".join(history_line(decision, self._codes) for decision in past))

    def _show_note(self, number: int, note: str) -> None:
        if self._note_of != number or not self._note.hasFocus():
            self._note_of = number
            if self._note.toPlainText() != note:
                self._note.setPlainText(note)

    def _show_rights(self, rights: Rights) -> None:
        empty(self._rights)
        unknown = self.tr("unknown")
        terms = terms_of(rights.licence)
        rows = (
            (self.tr("Work"), rights.title or unknown),
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
