"""A finding's two texts as marked pieces: equal words, altered words, context."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from workbench.domain.finding import Finding
from workbench.domain.span import Span
from workbench.exhibits.press.pieces import NEW_LINE, Piece, Speller
from workbench.exhibits.press.styles import CONTEXT, EVIDENCE, Style

COPIED = EVIDENCE.but(face="serif-bold", ink="exact", underline="solid")
EQUAL = EVIDENCE.but(underline="solid")
ALTERED = EVIDENCE.but(underline="dotted")
BRACKET = EVIDENCE.but(face="sans-bold")
ELLIPSIS = "…"

_WORDS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_GAP = re.compile(r"(?P<gap>\s+)")
_SENTENCE_END = re.compile(r"(?:[.!?][\"\u2019\u201d')\]]*|(?=\n\s*\n))(?P<gap>\s+)(?=[^a-z])")
_SEEN = re.compile(r"\S")
_SHORT = 40
"""Characters of context that are worth a whole sentence; with fewer, words are shown instead."""
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_FIRST_LINES = 400
_WRAPPED_SHARE = 0.6
_WRAPPED_LINES = (45, 100)


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    kind: Literal["equal", "altered", "absent"]


def marked(
    texts: tuple[str, str], finding: Finding, side: Literal[0, 1], context: int, speller: Speller
) -> list[Piece]:
    """One side of a finding in its context; `texts` and `side`: 0 for the output, 1 for the source.

    Altered words stand in brackets; empty brackets stand where the other text has words. Single line ends of
    a hard-wrapped text are printed as spaces.
    """
    text, other = texts[side], texts[1 - side]
    runs_on = is_hard_wrapped(text)
    span = _within((finding.output_span, finding.source_span)[side], text)
    window = _window(text, span, context)
    pieces: list[Piece] = []
    if window.start < span.start or _cut_before(text, window.start):
        pieces += _lead_in(text, window.start)
        pieces += _spelled(text, Span(window.start, span.start), CONTEXT, speller, runs_on)
    pieces += _body(text, span, _marks(text, other, finding, side, span), finding, speller, runs_on)
    pieces += _spelled(text, Span(span.stop, window.stop), CONTEXT, speller, runs_on)
    if _SEEN.search(text, window.stop):
        pieces.append(Piece("\u00a0" + ELLIPSIS, CONTEXT, window.stop))
    return pieces


def is_hard_wrapped(text: str) -> bool:
    """Whether most of the first lines end at a width rather than with a paragraph, as in typed e-mail."""
    lines = [line.group() for line in islice(_LINE.finditer(text), _FIRST_LINES)]
    low, high = _WRAPPED_LINES
    full = sum(low <= len(line) <= high for line in lines)
    return len(lines) >= 4 and full >= _WRAPPED_SHARE * len(lines)


def anchors(finding: Finding, output: str, source: str) -> list[tuple[int, int]]:
    """Offsets of corresponding words, output first, rising on both sides."""
    from workbench.text.words import tokenise

    found = [(finding.output_span.start, finding.source_span.start)]
    for ours, theirs in finding.pairs:
        here = (ours.start + tokenise(ours.of(output)).starts).tolist()
        there = (theirs.start + tokenise(theirs.of(source)).starts).tolist()
        words = zip(here, there, strict=True) if len(here) == len(there) else [(ours.start, theirs.start)]
        found += [pair for pair in words if pair[0] > found[-1][0] and pair[1] > found[-1][1]]
    found.append((finding.output_span.stop, finding.source_span.stop))
    return [pair for place, pair in enumerate(found) if place == 0 or _rises(found[place - 1], pair)]


def _rises(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[0] and one[1] < other[1]


def _within(span: Span, text: str) -> Span:
    start = min(max(0, span.start), len(text))
    return Span(start, min(max(start, span.stop), len(text)))


def _window(text: str, span: Span, context: int) -> Span:
    """The span with up to `context` characters on each side: whole sentences if they fit, else words."""
    start = max(0, span.start - context)
    if _cut_before(text, start):
        gaps = [
            gap for gap in _SENTENCE_END.finditer(text, start, span.start) if span.start - gap.end() > _SHORT
        ]
        gap = gaps[0] if gaps else _GAP.search(text, start, span.start)
        start = gap.end() if gap else span.start
    stop = min(len(text), span.stop + context)
    if _SEEN.search(text, stop):
        gaps = [
            gap for gap in _SENTENCE_END.finditer(text, span.stop, stop) if gap.start() - span.stop > _SHORT
        ]
        gaps = gaps or [*_GAP.finditer(text, span.stop, stop)]
        stop = gaps[-1].start("gap") if gaps else span.stop
    return Span(start, stop)


def _cut_before(text: str, start: int) -> bool:
    return _SEEN.search(text, 0, start) is not None


def _lead_in(text: str, start: int) -> list[Piece]:
    return [Piece(ELLIPSIS + "\u00a0", CONTEXT, start)] if _cut_before(text, start) else []


def _marks(text: str, other: str, finding: Finding, side: Literal[0, 1], span: Span) -> list[_Mark]:
    marks = [_Mark(_within(pair[side], text), "equal") for pair in finding.pairs]
    if finding.kind == "near-verbatim":
        for gap in finding.altered():
            mine, words = gap[side].start, _WORDS.search(gap[side].of(text))
            if words:
                marks.append(_Mark(Span(mine + words.start(), mine + words.end()), "altered"))
            elif _WORDS.search(gap[1 - side].of(other)):
                marks.append(_Mark(Span(mine, mine), "absent"))
    marks.sort(key=lambda mark: mark.span)
    return [mark for mark in marks if span.start <= mark.span.start and mark.span.stop <= span.stop]


def _body(
    text: str, span: Span, marks: Sequence[_Mark], finding: Finding, speller: Speller, runs_on: bool
) -> Iterator[Piece]:
    equal = {"verbatim": COPIED, "near-verbatim": COPIED, "paraphrase": EQUAL, "lead": EVIDENCE}[finding.kind]
    place = span.start
    for mark in marks:
        if mark.span.start < place:
            continue
        yield from _spelled(text, Span(place, mark.span.start), EVIDENCE, speller, runs_on)
        place = mark.span.stop
        if mark.kind == "equal":
            yield from _spelled(text, mark.span, equal, speller, runs_on)
        elif mark.kind == "altered":
            yield Piece("[", BRACKET, mark.span.start)
            yield from _spelled(text, mark.span, ALTERED, speller, runs_on)
            yield Piece("]", BRACKET, mark.span.stop - 1)
        else:
            yield Piece(" ", EVIDENCE, mark.span.start)
            yield Piece("[\u00a0]", BRACKET, mark.span.start)
    yield from _spelled(text, Span(place, span.stop), EVIDENCE, speller, runs_on)


def _spelled(text: str, span: Span, style: Style, speller: Speller, runs_on: bool) -> list[Piece]:
    pieces = speller.pieces(span.of(text), style, span.start)
    if not runs_on:
        return pieces
    return [Piece(" ", style, piece.start) if piece.text == NEW_LINE else piece for piece in pieces]
