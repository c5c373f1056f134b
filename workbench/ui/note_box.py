"""The note to the finding in focus: written, taken from the notes on offer, withheld or not."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from workbench.ui.desk import Desk

_HEIGHT = 56
_SHOWN = 48
"""Characters of a note on offer that its line in the menu shows."""


class NoteBox(QWidget):
    """Keeps the note when it is left, when another finding comes into focus, and by Ctrl+Return."""

    save_wanted = Signal()
    """Ctrl+Return: keep it, and go on."""
    editor_wanted = Signal()
    """The list of notes on offer is to be edited."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._finding: int | None = None
        self._shown = ""
        self.entry = QPlainTextEdit()
        self.entry.setProperty("role", "entry")
        self.entry.setAccessibleName(self.tr("Note to this finding"))
        self.entry.setPlaceholderText(self.tr("Note (N)"))
        self.entry.setFixedHeight(_HEIGHT)
        self.entry.setTabChangesFocus(True)
        self.entry.installEventFilter(self)
        self.presets = QToolButton()
        self.presets.setProperty("role", "facet")
        self.presets.setText(self.tr("Presets  ▾"))
        self.presets.setAccessibleName(self.tr("Notes on offer"))
        self.presets.setToolTip(self.tr("Put in a note that is written often (Shift+N)"))
        self.presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.presets.setCursor(Qt.CursorShape.PointingHandCursor)
        self.presets.clicked.connect(self.offer_presets)
        self.withheld = QCheckBox(self.tr("Privileged"))
        self.withheld.setAccessibleName(self.tr("The note is privileged"))
        self.withheld.setToolTip(self.tr("Left out of exhibits and exports"))
        self.withheld.clicked.connect(self._on_withheld)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.entry)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.presets)
        row.addStretch(1)
        row.addWidget(self.withheld)
        column.addLayout(row)

    def show_of(self, finding: int | None, note: str, privileged: bool) -> None:
        """Show the note to a finding; what is being written is left alone."""
        self.withheld.setChecked(privileged)
        if self._finding == finding and self.entry.hasFocus():
            return
        self._finding = finding
        self._shown = note
        if self.entry.toPlainText() != note:
            self.entry.setPlainText(note)

    def allow(self, allowed: bool) -> None:
        """Let notes be written, or not."""
        for widget in (self.entry, self.presets, self.withheld):
            widget.setEnabled(allowed)

    def edit(self) -> None:
        """Put the caret into it."""
        if self.entry.isEnabled():
            self.entry.setFocus()

    def keep(self) -> None:
        """Write the note into the matter, if it was changed."""
        review = self._desk.review
        written = self.entry.toPlainText().strip()
        if self._finding is not None and review and review.focus == self._finding and written != self._shown:
            self._shown = written
            self._desk.write_note(written)

    def offer_presets(self) -> QMenu:
        """Open the menu of notes; the first nine have a key there."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, preset in enumerate(self._desk.note_presets(), 1):
            words = " ".join(preset.split()).replace("&", "&&")
            short = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            key = f"&{number}  " if number < 10 else ""
            menu.addAction(f"{key}{short}", partial(self.insert, preset))
        menu.addSeparator()
        written = self.entry.toPlainText().strip()
        keep = menu.addAction(self.tr("&Keep this note as a preset"), self._keep_as_preset)
        keep.setEnabled(bool(written) and written not in self._desk.note_presets())
        menu.addAction(self.tr("&Edit the presets…"), self.editor_wanted.emit)
        menu.popup(self.presets.mapToGlobal(QPoint(0, self.presets.height())))
        return menu

    def insert(self, preset: str) -> None:
        """Put a note on offer behind what is written, and keep it."""
        written = self.entry.toPlainText().strip()
        self.entry.setPlainText(f"{written}\n{preset}" if written else preset)
        self.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The note is kept when it is left, by Escape too; Ctrl+Return goes on to the next."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            goes_on = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if event.key() == Qt.Key.Key_Escape or goes_on:
                self.entry.clearFocus()
                if goes_on:
                    self.save_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _keep_as_preset(self) -> None:
        self.keep()
        self._desk.set_note_presets((*self._desk.note_presets(), self.entry.toPlainText().strip()))

    def _on_withheld(self, privileged: bool) -> None:
        self.keep()
        self._desk.withhold_note(privileged)
