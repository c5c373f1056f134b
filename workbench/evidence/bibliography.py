"""Which lines are entries of a bibliography."""

import re
from collections.abc import Iterator

from workbench.domain.span import Span

_LINE = re.compile(r"[^\r\n]+")
_HEADING = re.compile(
    r"\s*(?:\d{1,2}\.?\s|[IVX]{1,5}\.\s|#{1,6}\s)?(?:references|bibliography|works cited|literature cited|"
    r"sources|table of authorities|further reading|endnotes|notes)\s*:?\s*",
    re.I,
)
_NUMBERED = re.compile(r"\s*(?:\[\d{1,3}\]|\(?\d{1,3}[.)])\s")
_AUTHOR = re.compile(
    r"\s*(?:\[\d{1,3}\]\s|\(?\d{1,3}[.)]\s|[-*•]\s)?"
    r"(?:(?:[a-z]{2,3}\s){0,2}[A-Z][\w’'\-]{1,30},\s(?:[A-Z]\.[\s-]?){1,4}"  # Lincoln, A. B.
    r"|(?:[A-Z]\.[\s-]?){1,4}[A-Z][\w’'\-]{1,30}[,.]"  # A. B. Lincoln,
    r"|[A-Z][\w’'\-]{1,30},\s[A-Z][\w’'\-]{1,30}(?:\s[A-Z]\.?)?[.,]"  # Lincoln, Abraham.
    r"|[A-Z][\w’'\-]{1,30}\s[A-Z]{1,3}[,.])"  # Lincoln AB,
)
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[(\[]?\b(?:1[5-9]|20)\d{2}[a-z]?\b[)\]]?",  # a year
        r"\b(?:pp?\.\s?)\d|\b\d{1,4}\s?\(\d{1,3}\)|:\s?\d{1,5}\s?[-–]\s?\d{1,5}|,\s\d{1,5}[-–]\d{1,5}\b",
        r"\b(?:vol|no|ed|eds|edn|trans|rev)\.",
        r"\b(?:Press|Publish\w{2,5}|University|Verlag|Journal|Review|Quarterly|Proceedings|Books|Ltd)\b",
        r"\bdoi\b|https?://|\bISBN\b|arXiv",
        r"\b[A-Z][a-z]{2,20}(?:,\s[A-Z]{2})?:\s[A-Z]",  # Boston: Houghton
        r"[“\"‘*_][^“”\"*_\r\n]{8,200}[”\"’*_]",
    )
)
_FEWEST_MARKS = 2
_LONGEST = 600


def bibliography_entries(text: str) -> Iterator[Span]:
    """The lines that begin with an author or a number and have a year and one more mark of an entry.

    Below a heading such as `References`, a year alone makes an entry, until a line that has none of these.
    An entry may run on over indented lines.
    """
    listed = running = False
    for match in _LINE.finditer(text):
        line = Span(*match.span())
        words = line.of(text)
        if _HEADING.fullmatch(words):
            listed, running = True, False
        elif _is_entry(words, listed):
            running = True
            yield line
        elif running and words[0] in " \t" and len(words) <= _LONGEST:
            yield line
        elif words.strip():
            listed = running = False


def _is_entry(line: str, listed: bool) -> bool:
    if len(line) > _LONGEST or not _MARKS[0].search(line):
        return False
    if not (_AUTHOR.match(line) or _NUMBERED.match(line)):
        return listed and len(line) <= _LONGEST / 2
    marks = sum(bool(mark.search(line)) for mark in _MARKS)
    return listed or marks >= _FEWEST_MARKS + bool(_NUMBERED.match(line) and not _AUTHOR.match(line))
