"""Finding the marks of a text by number, by place, and by stretch."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import copy
from itertools import accumulate

from workbench.ui.highlights import Mark, restruck
from workbench.ui.offsets import Offsets


class MarkIndex:
    """The marks of one text, in reading order, and where they stand in what is shown."""

    def __init__(self, text: str = "", marks: Sequence[Mark] = (), offsets: Offsets | None = None) -> None:
        """`offsets` spares the counting where another index of the same places has done it."""
        self.marks = tuple(marks)
        self.offsets = offsets or Offsets(text, [(mark.span.start, mark.label) for mark in marks])
        self._starts = [mark.span.start for mark in marks]
        self._reach = list(accumulate((mark.span.stop for mark in marks), max))
        self._numbered = {mark.number: mark for mark in marks}

    def restruck(self, number: int, struck: bool) -> "MarkIndex":
        """An index with the marks of this number struck or not, and all else as it is."""
        other = copy(self)
        other.marks = tuple(restruck(self.marks, number, struck))
        other._numbered = {mark.number: mark for mark in other.marks}
        return other

    def same_places(self, marks: Sequence[Mark]) -> bool:
        """Whether `marks` have the numbers and spans of these."""
        return [(mark.number, mark.span) for mark in marks] == [
            (mark.number, mark.span) for mark in self.marks
        ]

    def unlike(self, other: "MarkIndex") -> list[Mark]:
        """The marks that look otherwise than in `other`, which has the same places."""
        return [
            mark for mark, before in zip(self.marks, other.marks, strict=True) if mark.struck != before.struck
        ]

    def numbered(self, number: int | None) -> Mark | None:
        """The mark with this number."""
        return None if number is None else self._numbered.get(number)

    def all_numbered(self, number: int) -> list[Mark]:
        """The marks with this number: in a source that competes for a finding there may be several."""
        return [mark for mark in self.marks if mark.number == number]

    def touching(self, start: int, stop: int) -> list[Mark]:
        """The marks over any code point from `start` to the one before `stop`."""
        first = bisect_right(self._reach, start)
        after = bisect_left(self._starts, stop)
        return [mark for mark in self.marks[first:after] if mark.span.stop > start]

    def at(self, code_point: int) -> Mark | None:
        """The shortest mark over a code point."""
        return min(self.touching(code_point, code_point + 1), key=lambda mark: mark.span.length, default=None)
