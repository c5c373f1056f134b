"""What reviewers of the matter can decide, the notes on offer, and the words that do not count."""

import re

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from workbench.domain.code import check_codes
from workbench.domain.errors import WorkbenchError
from workbench.ui.codes_editor import CodesEditor
from workbench.ui.desk import Desk
from workbench.ui.furniture import label, push

_SIZE = (640, 480)


class CodesDialog(QDialog):
    """Three lists of the matter, each kept with a row of the audit trail when it was changed."""

    def __init__(self, desk: Desk, taken: frozenset[str], parent: QWidget | None = None) -> None:
        """`taken`: the keys that the window has for itself."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Codes, notes and ignored words"))
        self.resize(*_SIZE)
        self._desk = desk
        self.codes = CodesEditor(desk.codes(), taken)
        self.presets = self._lines(self.tr("Notes on offer, each a paragraph"))
        self.presets.setPlainText("\n\n".join(desk.note_presets()))
        self.ignored = self._lines(self.tr("Ignored words, a phrase a line"))
        self.ignored.setPlainText("\n".join(desk.ignored()))
        self._trouble = label(role="fault", wrap=True)
        self._trouble.hide()
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName(self.windowTitle())
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(self.tr("Codes, notes and ignored words"))
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setAccessibleName(self.tr("Which list"))
        self._tabs.addTab(self.codes, self.tr("Codes"))
        self._tabs.addTab(
            self._page(
                self.tr("They are offered beside each note. A blank line stands between two."), self.presets
            ),
            self.tr("Notes on offer"),
        )
        ignored = self.tr(
            "Findings in these words are struck from the next analysis on. * stands for up to eight words, "
            "? for one, and word* for every word that begins so."
        )
        self._tabs.addTab(self._page(ignored, self.ignored), self.tr("Ignored words"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push(self.tr("Cancel"), self.reject))
        self._keep = push(self.tr("Keep"), self.accept, "primary")
        self._keep.setDefault(True)
        foot.addWidget(self._keep)
        column.addLayout(foot)

    def accept(self) -> None:
        """Keep the lists in the matter; what cannot be kept is said here."""
        codes = self.codes.codes
        try:
            check_codes(codes)
        except WorkbenchError as fault:
            self._trouble.setText(f"{fault.message} {fault.remedy}")
            self._trouble.show()
            self._tabs.setCurrentIndex(0)
            return
        presets = re.split(r"\n\s*\n", self.presets.toPlainText())
        kept = (
            self._desk.set_codes(codes),
            self._desk.set_note_presets([preset.strip() for preset in presets if preset.strip()]),
            self._desk.set_ignored(
                [line.strip() for line in self.ignored.toPlainText().splitlines() if line.strip()]
            ),
        )
        if all(kept):
            super().accept()

    def _page(self, words: str, entry: QWidget) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 16, 0, 8)
        column.setSpacing(8)
        column.addWidget(label(words, "second", wrap=True))
        column.addWidget(entry, 1)
        return page

    def _lines(self, said: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setProperty("role", "entry")
        made.setAccessibleName(said)
        made.setTabChangesFocus(True)
        return made
