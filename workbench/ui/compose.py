"""A new output: its text, how it was obtained, and what it is analysed against."""

from datetime import date

from PySide6.QtCore import QMimeData, QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.errors import UnreadableDocument
from workbench.domain.review import Attempt
from workbench.ui.desk import Desk
from workbench.ui.errands import Errands
from workbench.ui.furniture import label, push
from workbench.ui.library_choice import LibraryChoice
from workbench.ui.paste_box import PasteBox
from workbench.ui.theme import Theme

_FORM_WIDTH = 296
_BAR = 12
"""Pixels at the right of the form for its scroll bar."""


class Compose(QWidget):
    """The page on which an output is pasted or chosen, described, and sent to be analysed."""

    files_wanted = Signal()
    left = Signal()
    """The reviewer went back without adding anything."""

    def __init__(self, desk: Desk, errands: Errands, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._errands = errands
        self._box = PasteBox(theme)
        self._name = self._line(self.tr("Name"))
        self._model = self._line(self.tr("Model"), self.tr("unknown"))
        self._made_on = self._line(self.tr("Date"), self.tr("unknown"))
        self._operator = self._line(self.tr("Operator"), self.tr("unknown"))
        self._prompt = QPlainTextEdit()
        self._prompt.setProperty("role", "entry")
        self._prompt.setAccessibleName(self.tr("Prompt"))
        self._prompt.setPlaceholderText(self.tr("unknown"))
        self._prompt.setTabChangesFocus(True)
        self._prompt.setFixedHeight(72)
        self.libraries = LibraryChoice(desk)
        self._analyse = push(self.tr("&Analyse"), self._on_analyse, "primary")
        self._add = push(self.tr("Add only"), self._on_add, tip=self.tr("Add it, and analyse it later"))
        self._cancel = push(self.tr("Cancel"), self.left.emit, "quiet")
        self._trouble = label(role="fault", wrap=True)
        self._trouble.hide()
        self._lay_out()
        self._box.text_changed.connect(self._weigh)
        self.libraries.changed.connect(self._weigh)
        self._weigh()

    @property
    def attempt(self) -> Attempt:
        """How the output was obtained, as far as the form says."""
        return Attempt(
            model=self._model.text().strip(),
            prompt=self._prompt.toPlainText().strip(),
            made_on=self._made_on.text().strip(),
            operator=self._operator.text().strip(),
        )

    def begin(self) -> None:
        """Start with an empty page; what is known of the operator is filled in."""
        self._box.clear_text()
        self._prompt.clear()
        number = len(self._desk.outputs()) + 1
        self._name.setText(self.tr("output-{0:03d}.txt").format(number))
        self._operator.setText(str(QSettings().value("operator", "")))
        self._cancel.setVisible(number > 1)
        self._trouble.hide()
        self._box.setFocus()

    def paste(self, pasted: QMimeData) -> None:
        """Put the clipboard's text into the empty page."""
        self._box.insertFromMimeData(pasted)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 32, 40 - _BAR, 24)
        row.setSpacing(40)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label(self.tr("New output"), "title"))
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(self.tr("Paste the disputed text, or"), "second"))
        head.addWidget(push(self.tr("open documents…"), self.files_wanted.emit, "quiet"))
        head.addStretch(1)
        left.addLayout(head)
        left.addWidget(self._box, 1)
        left.addWidget(self._trouble)
        row.addLayout(left, 1)
        row.addWidget(self._form())

    def _form(self) -> QWidget:
        """What is known of the output, which scrolls where the window is low, and the buttons below it."""
        inside = QWidget()
        inside.setObjectName("paper")
        inside.setFixedWidth(_FORM_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for field in (self._name, self._model, self._prompt):
            self._add_field(column, field)
        pair = QHBoxLayout()
        pair.setSpacing(16)
        for field in (self._made_on, self._operator):
            half = QVBoxLayout()
            half.setSpacing(4)
            self._add_field(half, field)
            pair.addLayout(half)
        column.addLayout(pair)
        column.addSpacing(16)
        column.addWidget(self.libraries)
        column.addStretch(1)
        fields = QScrollArea()
        fields.setWidgetResizable(True)
        fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fields.setWidget(inside)
        form = QWidget()
        form.setFixedWidth(_FORM_WIDTH + _BAR)
        whole = QVBoxLayout(form)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(fields, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, _BAR, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self._analyse, 1)
        buttons.addWidget(self._add)
        buttons.addWidget(self._cancel)
        whole.addLayout(buttons)
        return form

    def _add_field(self, column: QVBoxLayout, field: QWidget) -> None:
        said = label(field.accessibleName(), "small")
        said.setBuddy(field)
        column.addWidget(said)
        column.addWidget(field)
        column.addSpacing(8)

    def _line(self, name: str, hint: str = "") -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        return made

    def _weigh(self) -> None:
        ready = not self._box.blank
        self._add.setEnabled(ready)
        self._analyse.setEnabled(ready and bool(self.libraries.chosen))
        self._analyse.setToolTip(
            "" if self._analyse.isEnabled() else self.tr("Needs a text and a library that is ticked")
        )

    def _on_analyse(self) -> None:
        if self._on_add():
            self._errands.analyse(self.libraries.chosen, self.libraries.by_meaning)

    def _on_add(self) -> bool:
        from workbench.intake import from_text

        trouble = self._date_trouble()
        if not trouble:
            text = self._box.text
            try:
                document = from_text(self._name.text().strip() or self.tr("output.txt"), text)
            except UnreadableDocument as fault:
                trouble = str(fault)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if trouble:
            return False
        QSettings().setValue("operator", self._operator.text().strip())
        original = text.encode("utf-8", "surrogatepass")
        return self._desk.add_output(document, original, self.attempt) is not None

    def _date_trouble(self) -> str:
        given = self._made_on.text().strip()
        try:
            if given:
                date.fromisoformat(given)
        except ValueError:
            return self.tr("The date is not one. Write it as 2026-11-22, or leave it empty.")
        return ""
