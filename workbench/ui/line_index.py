"""Which line of a text a place stands in, counted as citations count them."""

import re
from bisect import bisect_right

_END = re.compile("\r\n|\r|\n")


class LineIndex:
    """The lines of one text: they end at a line feed, a carriage return, or both together."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._starts)

    def number(self, place: int) -> int:
        """The line of a code point, from 1."""
        return bisect_right(self._starts, place)

    def begins(self, place: int) -> bool:
        """Whether a line begins at a code point; a paragraph may be shown on several."""
        return self._starts[self.number(place) - 1] == place
