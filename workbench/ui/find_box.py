"""Finding words in the two texts: the output first, then the source, round and round."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.domain.span import Span
from workbench.ui.furniture import label, search_line
from workbench.ui.reading_pane import ReadingPane
from workbench.ui.theme import Theme

_COUNTS = 248
"""Pixels of the counts: the box is to stay where it is, whatever they say."""


class FindBox(QWidget):
    """Words to find, and how often they stand in each text."""

    wanted = Signal(str, int)
    """Which words, and which way: 1 or -1."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = search_line(
            self.tr("Find in both texts (Ctrl+F)"), self.tr("Find in both texts"), theme
        )
        self._words.setFixedWidth(216)
        self._words.setProperty("role", "find")
        self._words.textChanged.connect(lambda words: self.wanted.emit(words, 0))
        self._counts = label(role="small")
        self._counts.setFixedWidth(_COUNTS)
        self._counts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 16, 2)
        row.setSpacing(12)
        row.addWidget(self._counts)
        row.addWidget(self._words)

    def begin(self) -> None:
        """Put the caret into the box."""
        self._words.setFocus()
        self._words.selectAll()

    def say(self, words: str) -> None:
        """Say how often the words were found."""
        self._counts.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return finds the next place, with Shift the one before; Escape empties the box."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.wanted.emit(self._words.text(), -1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._words.clear()
        else:
            super().keyPressEvent(event)


class Search:
    """Where some words stand in several panes, and which place was shown last."""

    def __init__(self, panes: tuple[ReadingPane, ...]) -> None:
        self._panes = panes
        self._last: tuple[int, int] | None = None
        """Pane and place."""

    def find(self, words: str, step: int) -> list[int]:
        """Show the next place (1), the one before (-1) or none yet (0); gives how many each pane has."""
        wanted = words.casefold()
        places = [
            (number, start)
            for number, pane in enumerate(self._panes)
            for start in _places(_lowered(pane.text), wanted)
        ]
        if step and places:
            self._show(places, step, len(words))
        elif not step:
            self._last = None
        return [sum(number == pane for number, _ in places) for pane in range(len(self._panes))]

    def _show(self, places: list[tuple[int, int]], step: int, length: int) -> None:
        if self._last is None:
            chosen = places[0 if step > 0 else -1]
        else:
            beyond = [place for place in places if (place > self._last if step > 0 else place < self._last)]
            order = beyond or places
            chosen = order[0 if step > 0 else -1]
        self._last = chosen
        self._panes[chosen[0]].select(Span(chosen[1], chosen[1] + length))


def _lowered(text: str) -> str:
    """The text in lower case, as many code points long."""
    folded = text.casefold()
    return folded if len(folded) == len(text) else "".join(_one(character) for character in text)


def _one(character: str) -> str:
    folded = character.casefold()
    return folded if len(folded) == 1 else character


def _places(text: str, words: str) -> list[int]:
    found = []
    start = text.find(words) if words else -1
    while start >= 0:
        found.append(start)
        start = text.find(words, start + len(words))
    return found
