"""The one coordinate of the program."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a Document's text: half-open `[start, stop)`, in code points.

    A span is a tuple, so it sorts in reading order and goes into JSON as two numbers.

    >>> Span(4, 9).of("the quick fox")
    'quick'
    """

    start: int
    stop: int

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.stop]

    @property
    def length(self) -> int:
        """Number of code points."""
        return self.stop - self.start

    def moved(self, by: int) -> "Span":
        """The span `by` code points further on."""
        return Span(self.start + by, self.stop + by)

    def overlap(self, other: "Span") -> int:
        """Number of code points in both spans."""
        return max(0, min(self.stop, other.stop) - max(self.start, other.start))

    def covered(self, others: Iterable["Span"]) -> int:
        """Number of its code points that lie in at least one of `others`."""
        covered, reached = 0, self.start
        for other in sorted(others):
            start, stop = max(reached, other.start), min(self.stop, other.stop)
            if stop > start:
                covered += stop - start
                reached = stop
        return covered

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.stop <= self.stop
