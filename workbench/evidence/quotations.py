"""Which stretches of a text stand in quotation marks of any style, or are set as block quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.domain.span import Span
from workbench.evidence.block_quotes import block_quotes
from workbench.evidence.single_quotes import single_quoted
from workbench.text.sentences import paragraphs

Style = Literal["marks", "block"]

MOST_NESTED = 8
"""Open marks that are tried with a closing one; more are marks that lost their twins."""

_OPENERS = '"“”„‟«»＂「『〝'
_CLOSERS: dict[str, str] = {
    '"': '"',
    "＂": "＂",
    "“": "”",
    "”": "”",
    "‟": "”",
    "„": '“”"',
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
}
"""What ends a quotation, by what began it: English, German and Danish, French, Swedish, East Asian."""

_MARK = re.compile('["“”„‟«»＂「」『』〝〞〟]')


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a text between quotation marks, without them, or a block quote."""

    span: Span
    style: Style


def quotations(text: str) -> list[Quotation]:
    """The quotations of `text`, in order; one within another is one of its own, too.

    Marks are paired within a paragraph. Where each paragraph of a long quotation begins with a mark and only
    the last one ends with one, each is quoted to its end; any other mark without its twin quotes nothing.
    """
    parts = paragraphs(text)
    found = [Quotation(span, "block") for span in block_quotes(text)]
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        doubles = list(_double_quoted(text, part, following))
        singles = single_quoted(text, part, doubles)
        found += [Quotation(span, "marks") for span in (*doubles, *singles)]
    return sorted(found, key=lambda quotation: (quotation.span, quotation.style))


def _double_quoted(text: str, part: Span, following: Span | None) -> Iterator[Span]:
    """The stretches between double marks in one paragraph, inner ones too."""
    open_marks: list[int] = []
    for mark in _MARK.finditer(text, part.start, part.stop):
        place = mark.start()
        opened = _opened_by(text, part, open_marks, place)
        if opened is not None:
            del open_marks[opened + 1 :]
            yield Span(open_marks.pop() + 1, place)
        elif text[place] in _OPENERS and _may_open(text, part, place):
            open_marks.append(place)
    if open_marks and open_marks[0] == part.start and following and _goes_on(text, part, following):
        yield Span(part.start + 1, part.stop)


def _opened_by(text: str, part: Span, open_marks: Sequence[int], place: int) -> int | None:
    """The index of the open mark that the mark at `place` closes; None if it closes none."""
    spaced = place > part.start and text[place - 1].isspace()
    french = text[place] == "»" and any(text[mark] == "«" for mark in open_marks[-MOST_NESTED:])
    if spaced and not french and _may_open(text, part, place):
        return None
    for index in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - MOST_NESTED), -1):
        if text[place] in _CLOSERS[text[open_marks[index]]] and place > open_marks[index] + 1:
            return index
    return None


def _may_open(text: str, part: Span, place: int) -> bool:
    """Whether a mark stands before a word and not within one or after one (an inch, a second)."""
    before = text[place - 1] if place > part.start else " "
    after = text[place + 1] if place + 1 < part.stop else " "
    if text[place] in "«»":
        return not before.isalnum()
    return not before.isalnum() and not after.isspace()


def _goes_on(text: str, part: Span, following: Span) -> bool:
    """Whether the next paragraph begins with the same mark, as in a quotation of several paragraphs."""
    return text[following.start] == text[part.start]
