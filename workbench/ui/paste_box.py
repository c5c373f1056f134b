"""Where a disputed text is pasted, kept code point for code point as the clipboard gave it."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from workbench.ui.theme import Theme


class PasteBox(QPlainTextEdit):
    """An entry for a long text; a paste into the empty box is kept untouched until it is edited."""

    text_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pasted: str | None = None
        self._shown = ""
        self.setProperty("role", "entry")
        self.setAccessibleName(self.tr("Text of the output"))
        self.setPlaceholderText(self.tr("Paste the output here…"))
        self.setTabChangesFocus(True)
        font = QFont(theme.document)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(8)
        self.textChanged.connect(self.text_changed)

    @property
    def text(self) -> str:
        """The text: as pasted, or as edited since then with a line feed at every line's end."""
        raw = self.document().toRawText()
        if self._pasted is not None and raw == self._shown:
            return self._pasted
        return raw.replace("\u2029", "\n")

    @property
    def blank(self) -> bool:
        """Whether there is no text in it."""
        return self.document().isEmpty()

    def clear_text(self) -> None:
        """Make it empty."""
        self._pasted = None
        self.clear()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text can be put in; files are for the window to read."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the clipboard's plain text, never its markup."""
        if not source.hasText():
            return
        whole = self.blank or self._all_selected()
        self._pasted = source.text() if whole else None
        self.textCursor().insertText(source.text())
        self._shown = self.document().toRawText()
        self.text_changed.emit()

    def _all_selected(self) -> bool:
        cursor = self.textCursor()
        everything = QTextCursor(self.document())
        everything.select(QTextCursor.SelectionType.Document)
        return (cursor.selectionStart(), cursor.selectionEnd()) == (
            everything.selectionStart(),
            everything.selectionEnd(),
        )
