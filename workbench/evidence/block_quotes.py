"""Which paragraphs are set as block quotes: by `>` before each line, by indentation, or by mark-up."""

import re
from collections.abc import Iterator
from itertools import groupby

from workbench.domain.span import Span

INDENT = 4
"""Columns from which a paragraph is set apart; a tab counts as four."""
ANNOUNCED_INDENT = 2
"""Columns that do for a paragraph of several lines after a colon."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKED = re.compile(r"[^\S\r\n]*>")
_LISTED = re.compile(r"\s*(?:[-*+\u2022\u2023\u25e6]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s)")
_TAGGED = re.compile(
    r"<blockquote\b[^>]{0,200}>(?P<html>.*?)</blockquote>"
    r"|\\begin\{(?P<name>quote|quotation|displayquote)\}(?P<tex>.*?)\\end\{(?P=name)\}",
    re.I | re.S,
)


def block_quotes(text: str) -> list[Span]:
    """The block quotes of `text`, in order, whole lines.

    Lines that begin with `>` are one. So is a paragraph all of whose lines are indented by four columns while
    the one before it is not, if it has two lines or follows a colon; two columns do for a paragraph that has
    two lines and follows a colon. Items of a list are none. What stands between the tags of a quotation in
    HTML or LaTeX is one, too.
    """
    found = {*_marked(text), *_indented(text, INDENT), *_indented(text, ANNOUNCED_INDENT), *_tagged(text)}
    return sorted(found)


def _lines(text: str) -> list[Span]:
    """The lines, empty ones too; a carriage return with a line feed is one end."""
    lines, start = [], 0
    for end in _LINE_END.finditer(text):
        lines.append(Span(start, end.start()))
        start = end.end()
    return [*lines, Span(start, len(text))]


def _marked(text: str) -> Iterator[Span]:
    for marked, group in groupby(_lines(text), lambda line: bool(_MARKED.match(text, *line))):
        lines = list(group)
        if marked:
            yield Span(lines[0].start, lines[-1].stop)


def _tagged(text: str) -> Iterator[Span]:
    for match in _TAGGED.finditer(text):
        yield Span(*match.span("html" if match["html"] is not None else "tex"))


def _indented(text: str, indent: int) -> Iterator[Span]:
    before: list[Span] = []
    for blank, group in groupby(_lines(text), lambda line: not line.of(text).strip()):
        if blank:
            continue
        for indented, part in groupby(group, lambda line: _columns(line.of(text)) >= indent):
            lines = list(part)
            if indented and before and _set_apart(text, before, lines, indent):
                yield Span(lines[0].start, lines[-1].stop)
            before = lines


def _set_apart(text: str, before: list[Span], lines: list[Span], indent: int) -> bool:
    if _columns(before[-1].of(text)) >= indent or _LISTED.match(text, *lines[0]):
        return False
    announced = before[-1].of(text).rstrip().endswith(":")
    return (len(lines) > 1 and indent >= INDENT) or (announced and (len(lines) > 1 or indent >= INDENT))


def _columns(line: str) -> int:
    """By how many columns a line is indented."""
    columns = 0
    for character in line:
        if not character.isspace():
            break
        columns += INDENT if character == "\t" else 1
    return columns
