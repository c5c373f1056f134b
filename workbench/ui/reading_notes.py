"""What a reviewer must know about the reading of a text; a guessed encoding can be corrected there."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.domain.document import Document
from workbench.ui.furniture import ElidedLabel, choice, label, push

ENCODINGS = (
    "utf-8",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp437",
    "cp850",
    "cp866",
    "koi8-r",
    "iso8859-15",
    "mac-roman",
    "utf-16-le",
    "utf-16-be",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
)


class ReadingNotes(QWidget):
    """One line with the first note and how many more there are; all of them when it is opened."""

    encoding_chosen = Signal(str)
    """The text is to be read again in this encoding."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[str, ...] = ()
        self._first = ElidedLabel(role="small")
        self._all = label(role="small", wrap=True)
        self._more = push("", self._turn, "quiet")
        self._more.setAccessibleName(self.tr("All notes on how the text was read"))
        self._encodings = choice(ENCODINGS, self.tr("Encoding"), editable=True)
        again = push(self.tr("Read again"), self._on_again, "quiet")
        again.setToolTip(self.tr("Read the original in this encoding; what results is a further output"))
        self._correction = QWidget()
        row = QHBoxLayout(self._correction)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._encodings)
        row.addWidget(again)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._first, 1)
        line.addWidget(self._more)
        line.addWidget(self._correction)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._all)
        self._correction.hide()
        self.hide()

    def align(self, left: int) -> None:
        """Let the words begin `left` pixels in, as those of the text below do."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(left, 8, 16, 0)

    @property
    def said(self) -> str:
        """What it says, all of it."""
        return self._all.text()

    def show_of(self, document: Document | None, *, correctable: bool = False) -> None:
        """Show the notes of a document; with a choice where its encoding was guessed and is `correctable`."""
        from workbench.intake.plain_text import GUESSED, READER

        self._notes = document.warnings if document else ()
        self._first.say(self._notes[0] if self._notes else "")
        self._all.setText("\n".join(self._notes))
        self._all.hide()
        self._say_more()
        guessed = any(GUESSED in note for note in self._notes)
        plain = document is not None and document.reader == READER
        self._correction.setVisible(correctable and guessed and plain)
        if document and guessed:
            self._encodings.setCurrentText(document.encoding)
        self.setAccessibleName(self.tr("About the reading: {0}").format(self.said))
        self.setVisible(bool(self._notes))

    def _turn(self) -> None:
        self._all.setVisible(not self._all.isVisibleTo(self))
        self._first.setVisible(not self._all.isVisibleTo(self))
        self._say_more()

    def _say_more(self) -> None:
        opened = self._all.isVisibleTo(self)
        words = self.tr("Fewer") if opened else more_words(len(self._notes))
        self._first.setVisible(not opened)
        self._more.setText(words)
        self._more.setAccessibleName(words)

    def _on_again(self) -> None:
        self.encoding_chosen.emit(self._encodings.currentText().strip())


def more_words(count: int) -> str:
    """What the button says while one of `count` notes is shown."""
    if count <= 1:
        return QCoreApplication.translate("ReadingNotes", "Whole note")
    return QCoreApplication.translate("ReadingNotes", "All {0} notes").format(count)
