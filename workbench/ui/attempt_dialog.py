"""One attempt: what was asked of which model, when, by whom, and what came of it."""

from dataclasses import replace
from datetime import date
from typing import get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.review import Attempt, AttemptEntry, Outcome
from workbench.ui.attempt_words import outcome_words
from workbench.ui.desk import Desk
from workbench.ui.furniture import label, push

_PROMPT_HEIGHT = 96
_NOTE_HEIGHT = 56


class AttemptDialog(QDialog):
    """Enters an attempt, or corrects one; what stood before stays in the audit trail."""

    def __init__(self, desk: Desk, entry: AttemptEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._before = entry
        title = self.tr("Attempt {0}").format(entry.number) if entry.number else self.tr("New attempt")
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        made = entry.attempt
        self.output = QComboBox()
        self.output.setAccessibleName(self.tr("Output"))
        self.output.addItem(self.tr("the whole matter"), None)
        for other in desk.outputs():
            self.output.addItem(other.name, other.id)
        self.output.setCurrentIndex(max(0, self.output.findData(entry.output)))
        self.output.setEnabled(not entry.gave_output)
        self.outcome = QComboBox()
        self.outcome.setAccessibleName(self.tr("Outcome"))
        for outcome in get_args(Outcome):
            self.outcome.addItem(outcome_words(outcome), outcome)
        self.outcome.setCurrentIndex(self.outcome.findData(entry.outcome))
        self.model = self._line(self.tr("Model"), made.model)
        self.settings = self._line(self.tr("Settings"), made.settings)
        self.made_on = self._line(self.tr("Date"), made.made_on)
        self.made_on.setPlaceholderText("2026-11-22")
        self.operator = self._line(self.tr("Operator"), made.operator)
        self.prompt = self._text(self.tr("Prompt"), made.prompt, _PROMPT_HEIGHT)
        self.note = self._text(self.tr("Note"), entry.note, _NOTE_HEIGHT)
        self.privileged = QCheckBox(self.tr("Privileged: left out of exhibits and exports"))
        self.privileged.setAccessibleName(self.privileged.text())
        self.privileged.setChecked(entry.privileged)
        self.trouble = label(role="fault", wrap=True)
        self.trouble.hide()
        self._lay_out(title)

    @property
    def entry(self) -> AttemptEntry:
        """The entry as it stands in the fields."""
        outcome: Outcome = self.outcome.currentData()
        return replace(
            self._before,
            attempt=Attempt(
                self.model.text().strip(),
                self.prompt.toPlainText().strip(),
                self.made_on.text().strip(),
                self.operator.text().strip(),
                self.settings.text().strip(),
            ),
            output=self.output.currentData(),
            outcome=outcome,
            note=self.note.toPlainText().strip(),
            privileged=self.privileged.isChecked(),
        )

    def accept(self) -> None:
        """Keep it in the matter, unless something is amiss."""
        trouble = self._amiss()
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        if not trouble and self._desk.put_attempt(self.entry):
            super().accept()

    def _amiss(self) -> str:
        entry = self.entry
        given = entry.attempt.made_on
        try:
            if given:
                date.fromisoformat(given)
        except ValueError:
            return self.tr("The date is not one. Write it as 2026-11-22, or leave it empty.")
        if not (entry.attempt.model or entry.attempt.prompt or entry.note):
            return self.tr("Enter a model, a prompt or a note.")
        return ""

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        fields: tuple[tuple[QWidget, int, int, int], ...] = (
            (self.output, 0, 0, 1),
            (self.outcome, 0, 1, 1),
            (self.prompt, 2, 0, 2),
            (self.model, 4, 0, 1),
            (self.settings, 4, 1, 1),
            (self.made_on, 6, 0, 1),
            (self.operator, 6, 1, 1),
            (self.note, 8, 0, 2),
        )
        for field, row, place, width in fields:
            said = label(field.accessibleName(), "small")
            said.setBuddy(field)
            grid.addWidget(said, row, place, 1, width, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(field, row + 1, place, 1, width)
            if row:
                grid.setRowMinimumHeight(row, 28)
        column.addLayout(grid)
        column.addWidget(self.privileged)
        column.addWidget(self.trouble)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push(self.tr("Cancel"), self.reject))
        keep = push(self.tr("Keep"), self.accept, "primary")
        keep.setDefault(True)
        foot.addWidget(keep)
        column.addLayout(foot)

    def _line(self, name: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        return made

    def _text(self, name: str, text: str, height: int) -> QPlainTextEdit:
        made = QPlainTextEdit(text)
        made.setProperty("role", "entry")
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(height)
        return made
