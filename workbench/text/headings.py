"""Lines that head what follows them: chapters, numbered sections, titles that stand alone."""

import re
from collections.abc import Iterator, Sequence

from workbench.domain.span import Span
from workbench.text.sentences import paragraphs, trimmed

MOST_WORDS, MOST_CHARACTERS, MOST_LINES = 12, 80, 3
"""A longer line is a line of text, and so are more lines together."""

_ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_NUMERAL = re.compile(rf"(?:§+\s*)?[(\[]?(?:\d{{1,3}}(?:\.\d{{1,3}})*|{_ROMAN})[)\].:]?(?=\s|$)")
_NAMED = re.compile(
    rf"""(?xi: chapter | book | part | section | article | act | scene | canto | volume | letter | lecture
        | appendix | schedule | title | chapitre | kapitel | abschnitt | teil | cap[ií]tulo | capitolo )
    \s+ (?: \d+ | {_ROMAN} | [A-Z] | (?i:the\s+)?(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven
        |twelve|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) )
    (?= [\s.:,\u2013\u2014-] | $ )""",
    re.VERBOSE,
)
_COUNTED = re.compile("第[一二三四五六七八九十百〇零\\d]+[章回節节卷編编部]")
_MARKED = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+\S[^\r\n]*", re.MULTILINE)
_LINE = re.compile(r"[^\r\n\f]+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SMALL = re.compile(
    r"an?|and|as|at|but|by|der?|des|di|du|for|from|in|into|la|le|nor|of|on|or|the|to|und|upon|vs?|with|without|y"
)
_STOPPED = (".", ",", ";", ":", "!", "?", "…", "-", "\u2013", "\u2014")
_ENDED = frozenset(".!?…:;\"'\u201d\u2019»)]}*_")


def headings(text: str, tops: Sequence[int] = ()) -> list[Span]:
    """The headings of `text` in order, without the space around them.

    A heading is a paragraph of a few short lines in capitals or title case without a stop at the end, with or
    without a number; a number or Roman numeral alone, where the text before it has ended (else it is a
    page's); a first line such as `Chapter 3`; a line marked with `#`. At `tops`, offsets at which pages
    begin, a first line in capitals is one, too, with text right below it.
    """
    found: list[Span] = []
    marked = {trimmed(text, Span(*match.span())) for match in _MARKED.finditer(text)}
    begins_page = set(tops)
    before = ""  # how the text before a paragraph ends
    for paragraph in _split(text, sorted({*tops, *(place for span in marked for place in span)})):
        heading = (
            paragraph
            if paragraph in marked
            else _heading(text, paragraph, before, paragraph.start in begins_page)
        )
        if heading.length:
            found.append(heading)
        before = "" if heading == paragraph else text[paragraph.stop - 1]
    return found


def sections(text: str, tops: Sequence[int] = ()) -> Iterator[list[Span]]:
    """The stretches of `text` that no heading interrupts, each as its headings, one by one, and what follows.

    Together they hold every character but space. Headings without text after them end the last section.
    """
    section: list[Span] = []
    headed = True  # whether the section holds nothing but headings so far
    reached = 0
    end = len(text.rstrip())
    for heading in [*headings(text, tops), Span(len(text), len(text))]:
        body = trimmed(text, Span(reached, heading.start))
        if body.length:
            section.append(body)
            headed = False
        last = not heading.length
        if (not headed and heading.stop < end) or last:
            if section:
                yield section
            section, headed = [], True
        section.append(heading)
        reached = heading.stop


def _split(text: str, edges: Sequence[int]) -> Iterator[Span]:
    """The paragraphs of `text`, also divided at `edges`."""
    place = 0
    for paragraph in paragraphs(text):
        start = paragraph.start
        while place < len(edges) and edges[place] < paragraph.stop:
            if edges[place] > start:
                yield from _solid(text, Span(start, edges[place]))
                start = edges[place]
            place += 1
        yield from _solid(text, Span(start, paragraph.stop))


def _solid(text: str, span: Span) -> Iterator[Span]:
    span = trimmed(text, span)
    if span.length:
        yield span


def _heading(text: str, paragraph: Span, before: str, top: bool) -> Span:
    """The heading that `paragraph` is or begins with, else an empty span."""
    nothing = Span(paragraph.start, paragraph.start)
    if paragraph.length <= MOST_LINES * MOST_CHARACTERS + MOST_LINES:
        lines = [match.group().strip() for match in _LINE.finditer(paragraph.of(text))]
        if len(lines) == 1 and _NUMERAL.fullmatch(lines[0]):
            return paragraph if not before or before in _ENDED else nothing
        if len(lines) <= MOST_LINES and all(_is_title(line) for line in lines if line):
            return paragraph
    match = _LINE.match(text, paragraph.start, paragraph.stop)
    if match and (
        _is_named(line := match.group().strip()) or (top and _is_title(line) and line == line.upper())
    ):
        return Span(paragraph.start, paragraph.start + len(match.group().rstrip()))
    return nothing


def _is_named(line: str) -> bool:
    """Whether `line` is `Chapter 3`, with a title or without."""
    if len(line) > MOST_CHARACTERS:
        return False
    if _COUNTED.match(line):
        return not line.endswith(("。", *_STOPPED))
    match = _NAMED.match(line)
    if match is None:
        return False
    rest = line[match.end() :].strip(" \t.:,\u2013\u2014-")
    return not rest or _is_title(rest)


def _is_title(line: str) -> bool:
    """Whether `line` is short, has no stop at its end, and stands in capitals or in title case."""
    if _is_named(line):
        return True
    number = _NUMERAL.match(line)
    title = line[number.end() :] if number else line
    words = _WORD.findall(title)
    if (
        not words
        or len(words) > MOST_WORDS
        or len(line) > MOST_CHARACTERS
        or title.rstrip().endswith(_STOPPED)
    ):
        return False
    return words[0][0].isupper() and all(word[0].isupper() or bool(_SMALL.fullmatch(word)) for word in words)
