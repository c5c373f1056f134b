"""A text exactly as it was decoded, and where a place in it is found again."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from workbench.domain.span import Span

_LINE_END = re.compile("\r\n|\r|\n")

Unit = Literal["line", "page", "paragraph", "message", "row", "bates"]


@dataclass(frozen=True, slots=True)
class Locator:
    """From an offset in a text to the place by which its readers cite it.

    Unit `i` runs from `starts[i]` to the next start and is called `labels[i]`: a page's printed or counted
    number, a paragraph's or a message's number, a Bates number. A text cited by its lines has no marks.
    """

    unit: Unit = "line"
    starts: tuple[int, ...] = ()
    """Offsets in code points, ascending."""
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.labels) or list(self.starts) != sorted(set(self.starts)):
            raise ValueError("a locator has one label for each start, and ascending starts")

    def at(self, offset: int) -> int | None:
        """The number, from 0, of the unit that holds `offset`; None where the text is cited by its lines."""
        return max(0, bisect_right(self.starts, offset) - 1) if self.starts else None


LINES = Locator()


@dataclass(frozen=True, slots=True)
class Document:
    """A text, code point for code point as decoded, with the digest of the bytes it came from.

    No newline is translated and a byte-order mark is a character of the text, so that an offset counted
    here is an offset in the decoded file.
    """

    name: str
    text: str
    sha256: str
    """SHA-256 of the original bytes, as 64 lower-case hexadecimal digits."""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    reader: str = ""
    """Which reader made the text, with its version: `plain-text 1`."""
    warnings: tuple[str, ...] = ()
    """What a reviewer must know about the reading, in sentences."""
    locator: Locator = LINES
    origin: str = ""
    """The larger file it was taken from, with that file's SHA-256 and the place in it; else empty."""

    @property
    def id(self) -> str:
        """The first 16 digits of the digest: how sources are named in analyses."""
        return self.sha256[:16]


def pinpoint(document: Document, span: Span) -> str:
    """Where `span` stands, as a citation that can be checked: `lines 12-14`, `page 3, line 7`, `paragraph 9`.

    Lines end at a line feed, a carriage return, or both together, and are counted from 1; within a page or a
    Bates number they are counted from its top, and empty ones, which nobody sees in print, are not counted.
    """
    last = max(span.start, span.stop - 1)
    locator, text = document.locator, document.text
    first_unit, last_unit = locator.at(span.start), locator.at(last)
    if first_unit is None or last_unit is None:
        return _range("line", str(_line(text, 0, span.start)), str(_line(text, 0, last)))
    first_label, last_label = locator.labels[first_unit], locator.labels[last_unit]
    if locator.unit not in ("page", "bates"):
        return _range(locator.unit, first_label, last_label)
    name = "page " if locator.unit == "page" else ""
    first_line = str(_printed_line(text, locator.starts[first_unit], span.start))
    last_line = str(_printed_line(text, locator.starts[last_unit], last))
    if first_unit == last_unit:
        return f"{name}{first_label}, {_range('line', first_line, last_line)}"
    return f"{name}{first_label}, line {first_line} to {name}{last_label}, line {last_line}"


def _range(unit: str, first: str, last: str) -> str:
    return f"{unit} {first}" if first == last else f"{unit}s {first}-{last}"


def _line(text: str, start: int, offset: int) -> int:
    """The line of `offset`, counted from 1 at `start`."""
    feeds = text.count("\n", start, offset)
    returns = text.count("\r", start, offset)
    pairs = text.count("\r\n", start, offset) + (offset > start and text[offset - 1 : offset + 1] == "\r\n")
    return 1 + feeds + returns - pairs


def _printed_line(text: str, start: int, offset: int) -> int:
    """The line of `offset`, counted from 1 at `start`, without the empty ones before it."""
    before = text[start : offset - (text[max(0, offset - 1) : offset + 1] == "\r\n")]
    return 1 + sum(bool(line.strip()) for line in _LINE_END.split(before)[:-1])
