"""Where sentences begin and end."""

import re

from workbench.domain.span import Span

_PARAGRAPH_BREAK = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, without the space around them; a blank line ends one, too.

    Boundaries are nupunkt's, which knows legal abbreviations (`F.3d`, `Dist. Ct.`).
    """
    import nupunkt

    found = []
    for paragraph in paragraphs(text):
        for start, stop in nupunkt.sent_spans(paragraph.of(text)):
            span = trimmed(text, Span(paragraph.start + start, paragraph.start + stop))
            if span.length:
                found.append(span)
    return found


def paragraphs(text: str) -> list[Span]:
    """The stretches of `text` between blank lines, without the space around them."""
    found = []
    start = 0
    for gap in [*(match.span() for match in _PARAGRAPH_BREAK.finditer(text)), (len(text), len(text))]:
        span = trimmed(text, Span(start, gap[0]))
        if span.length:
            found.append(span)
        start = gap[1]
    return found


def trimmed(text: str, span: Span) -> Span:
    """`span` without the white space at its ends; empty at its start if there is nothing else."""
    piece = span.of(text)
    stripped = piece.strip()
    if not stripped:
        return Span(span.start, span.start)
    start = span.start + piece.index(stripped[0])
    return Span(start, start + len(stripped))
