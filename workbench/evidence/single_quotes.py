"""Which stretches stand in single quotation marks, told apart from apostrophes."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from workbench.domain.span import Span

MOST_CHARACTERS = 2_000
"""In a quotation between single marks: what is longer has lost its mark."""

_MARK = re.compile("['‘’‚‛‹›`]")

_SHORTENED = re.compile(
    r"(?:tis|twas|twere|twill|em|til|till|cause|bout|round|neath|gainst|n|nuff|cos|cuz|kay|\d0s|\d\d)\b", re.I
)
"""What an apostrophe begins instead of a quotation: 'tis, 'em, the '90s."""

_STRONG_AFTER = '.,;:!?)]}"”»—–'
_CLOSED_BY = {"'": "'’", "‘": "’'", "‚": "‘’", "‛": "’", "‹": "›", "›": "‹", "`": "'’"}


def single_quoted(text: str, part: Span, doubles: Sequence[Span]) -> list[Span]:
    """The stretches between single marks in one paragraph, the marks left out.

    One that begins in a double quotation ends in it. Where several apostrophes could end it, the first beside
    punctuation does, else the last that is no possessive after an s.
    """
    marks = [match.start() for match in _MARK.finditer(text, part.start, part.stop)]
    enclosing = sorted(doubles)
    found: list[Span] = []
    for number, opener in enumerate(marks):
        if (found and opener < found[-1].stop) or not _opens(text, part, opener):
            continue
        limit = min(part.stop, opener + MOST_CHARACTERS, _end_of_enclosing(enclosing, opener))
        closers = list(_closers(text, part, _after(marks, number), limit, _CLOSED_BY[text[opener]]))
        closers = [place for place in closers if place > opener + 1]
        if closers:
            found.append(Span(opener + 1, _best(text, part, closers)))
    return found


def _after(marks: Sequence[int], number: int) -> Iterator[int]:
    return (marks[index] for index in range(number + 1, len(marks)))


def _end_of_enclosing(doubles: Sequence[Span], place: int) -> int:
    """Where the innermost double quotation around `place` ends."""
    index = bisect_right(doubles, (place, place))
    for span in reversed(doubles[max(0, index - 4) : index]):
        if span.start <= place < span.stop:
            return span.stop
    return sys.maxsize


def _opens(text: str, part: Span, place: int) -> bool:
    before = text[place - 1] if place > part.start else " "
    after = text[place + 1] if place + 1 < part.stop else " "
    if text[place] not in _CLOSED_BY or before.isalnum() or after.isspace():
        return False
    if before in ".,;:!?" and text[place] == "'":
        return False
    if not (before.isspace() or before in '([{—–-"“„«‘/'):
        return False
    return text[place] in "‚‹›" or _SHORTENED.match(text, place + 1, part.stop) is None


def _closers(text: str, part: Span, marks: Iterable[int], limit: int, closing: str) -> Iterator[int]:
    """Which of `marks` before `limit` could end a quotation, up to the next that begins one."""
    for place in marks:
        if place > limit or place >= part.stop:
            return
        if text[place - 1].isspace() and _opens(text, part, place):
            return
        after = text[place + 1] if place + 1 < part.stop else " "
        if text[place] in closing and not text[place - 1].isspace() and not after.isalnum():
            yield place


def _best(text: str, part: Span, closers: Sequence[int]) -> int:
    for place in closers:
        after = text[place + 1] if place + 1 < part.stop else "."
        if text[place - 1] in ".,;:!?" or after in _STRONG_AFTER:
            return place
    plain = [place for place in closers if text[place - 1] not in "sSxz"]
    return (plain or list(closers))[-1]
