"""Code points to Qt's UTF-16 and back: the one place where that is done.

What a pane shows is not quite the text: numbers `[3] ` stand at the heads of findings, and characters that
Qt would drop or change are shown as others, one for one. Nothing shown is ever copied; a copy is cut from
the text itself.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from workbench.domain.span import Span

LONGEST_PARAGRAPH = 50_000
"""Characters after which a paragraph is shown on a new line: longer ones make every frame slow."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_INVISIBLE = "\u200b"
_CHANGED = re.compile(
    "\r\n|[\r\u2028\u2029\u0085\x0b\x0c\x1c-\x1e\x00\ufeff\ufdd0\ufdd1\ufffe\uffff\ud800-\udfff]"
)
_LINE_ENDS = frozenset("\r\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e")


def shown(text: str) -> str:
    """The text with what Qt would drop, merge or split replaced, one code point for one."""
    return _shortened(_CHANGED.sub(_stand_in, text))


class Offsets:
    """Where a code point of `text` stands in the shown text, in UTF-16 units, with numbers put in.

    `numbers` are `(code point, label)`, in order of place: the label is shown before that code point.
    """

    def __init__(self, text: str, numbers: Iterable[tuple[int, str]] = ()) -> None:
        placed = sorted(numbers, key=lambda number: number[0])
        self._length = len(text)
        self._heads = [head for head, _ in placed]
        self._added = [0, *accumulate(len(label) for _, label in placed)]
        self._labels = [label for _, label in placed]
        plain, self._astral = _plain(text)
        self._astral_units = [place + order for order, place in enumerate(self._astral)]
        self._label_units = [
            self._units(head) + added for head, added in zip(self._heads, self._added, strict=False)
        ]
        self._label_spans = [
            (unit, unit + len(label)) for unit, label in zip(self._label_units, self._labels, strict=True)
        ]
        self.display = self._compose(plain)

    def labels(self) -> list[tuple[int, int]]:
        """Where the numbers stand, as `(first unit, unit after)`, in order of place."""
        return self._label_spans

    def labels_in(self, first: int, after: int) -> range:
        """Which of the numbers stand between two units, and at the head of the first."""
        low = bisect_left(self._label_spans, (first, 0))
        while low and self._label_spans[low - 1][1] >= first:
            first = self._label_spans[low - 1][0]
            low -= 1
        return range(low, bisect_left(self._label_spans, (after, 0)))

    def units(self, span: Span) -> tuple[int, int]:
        """A span of the text as `(first unit, unit after)`; a number at its head is left out."""
        start, stop = span
        first = self._units(start) + self._added[bisect_right(self._heads, start)]
        after = self._units(stop) + self._added[bisect_left(self._heads, stop)]
        return first, max(first, after)

    def code_point(self, unit: int) -> int:
        """The code point shown at `unit`; within a number, the one that the number stands before."""
        index = bisect_right(self._label_units, unit) - 1
        if index >= 0 and unit < self._label_units[index] + len(self._labels[index]):
            return self._heads[index]
        plain = unit - self._added[index + 1]
        return min(self._length, plain - bisect_left(self._astral_units, plain))

    def _units(self, code_point: int) -> int:
        return code_point + bisect_left(self._astral, code_point)

    def _compose(self, plain: str) -> str:
        parts: list[str] = []
        last = 0
        for head, label in zip(self._heads, self._labels, strict=True):
            parts += (plain[last:head], label)
            last = head
        return "".join((*parts, plain[last:]))


@lru_cache(maxsize=4)
def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is shown, and its code points of two units; kept, for marks change and texts do not."""
    return shown(text), [found.start() for found in _ASTRAL.finditer(text)]


def _stand_in(found: re.Match[str]) -> str:
    character = found.group()
    if character == "\r\n":
        return _INVISIBLE + "\n"
    if character in _LINE_ENDS:
        return "\n"
    return _INVISIBLE if character == "\ufeff" else "\ufffd"


def _shortened(text: str) -> str:
    """The text with a line end in place of a space wherever a paragraph grows too long."""
    if len(text) <= LONGEST_PARAGRAPH:
        return text
    return "\n".join(_broken(line) if len(line) > LONGEST_PARAGRAPH else line for line in text.split("\n"))


def _broken(line: str) -> str:
    parts = []
    start = 0
    while len(line) - start > LONGEST_PARAGRAPH:
        space = line.rfind(" ", start + 1, start + LONGEST_PARAGRAPH)
        if space < 0:
            break
        parts.append(line[start:space])
        start = space + 1
    return "\n".join((*parts, line[start:]))
