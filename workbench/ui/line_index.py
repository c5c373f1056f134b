"""Which line of a text a place stands in, counted as citations count them."""

import re
from bisect import bisect_right

from workbench.domain.document import LINES, Locator

_END = re.compile("\r\n|\r|\n")


class LineIndex:
    """The lines of one text: they end at a line feed, a carriage return, or both together."""

    def __init__(self, text: str, locator: Locator = LINES) -> None:
        self._starts = [0, *(end.end() for end in _END.finditer(text))]
        self._locator = locator
        self._printed: list[int] = []
        if locator.unit in ("page", "bates"):
            self._count_printed(text)

    @property
    def widest(self) -> str:
        """The longest label that any line can have."""
        labels = self._locator.labels
        if not labels:
            return str(len(self._starts))
        lines = ":99" if self._printed else ""
        return f"{_short(max(labels, key=lambda label: len(_short(label))))}{lines}"

    def number(self, place: int) -> int:
        """The line of a code point, from 1."""
        return bisect_right(self._starts, place)

    def begins(self, place: int) -> bool:
        """Whether a line begins at a code point; a paragraph may be shown on several."""
        return self._starts[self.number(place) - 1] == place

    def label(self, place: int) -> str:
        """What stands beside the line of a code point: its number; where the text is cited otherwise, that.

        A page's first line is `12:1`, and so is every fifth; the others have their number on the page. A
        paragraph, a message or a row has its number at its first line alone.
        """
        unit = self._locator.at(place)
        if unit is None:
            return str(self.number(place))
        start = self._starts[self.number(place) - 1]
        opens = start <= self._locator.starts[unit] <= place
        label = _short(self._locator.labels[unit])
        if not self._printed:
            return label if opens else ""
        line = self._printed[self.number(place) - 1]
        return f"{label}:{line}" if opens or line % 5 == 0 else str(line)

    def is_fifth(self, place: int) -> bool:
        """Whether the line of a code point is one of those that are numbered however close they stand."""
        number = self._printed[self.number(place) - 1] if self._printed else self.number(place)
        unit = self._locator.at(place)
        return number % 5 == 0 or (unit is not None and self._locator.starts[unit] == place)

    def _count_printed(self, text: str) -> None:
        """For each line its number on its page, empty lines not counted."""
        unit, number = -1, 0
        for start, stop in zip(self._starts, [*self._starts[1:], len(text)], strict=True):
            here = self._locator.at(start) or 0
            number = 0 if here != unit else number
            unit = here
            number += bool(text[start:stop].strip())
            self._printed.append(max(1, number))


def _short(label: str) -> str:
    """A label without what is said in brackets behind it, as of hidden text."""
    return label.partition(" (")[0]
