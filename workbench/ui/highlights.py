"""What is marked in a text, and how marks that overlap become runs that do not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

from workbench.domain.analysis import Screening
from workbench.domain.code import CODES, Code, code_named
from workbench.domain.finding import Finding, Kind
from workbench.domain.review import Decision
from workbench.domain.span import Span

LABEL_END = "\u00a0"
"""No-break space between a number and the words that it heads."""

_RANK: dict[tuple[Kind, bool], int] = {
    ("verbatim", False): 0,
    ("near-verbatim", False): 1,
    ("paraphrase", False): 2,
    ("verbatim", True): 3,
    ("near-verbatim", True): 4,
    ("paraphrase", True): 5,
    ("lead", False): 6,
    ("lead", True): 7,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding as it is marked in one text."""

    number: int
    kind: Kind
    span: Span
    equal: tuple[Span, ...]
    """Runs of equal words."""
    altered: tuple[Span, ...]
    """Changed or added words between them, without the spaces around."""
    struck: bool
    """Not counted, or struck by a decision: dim, its mark kept."""

    @property
    def label(self) -> str:
        """The number as it stands in the text."""
        return f"[{self.number}]{LABEL_END}"


class Run(NamedTuple):
    """A stretch of one look: the strongest of the marks that lie over it."""

    start: int
    stop: int
    kind: Kind
    struck: bool


def is_struck(finding: Finding, decision: Decision | None, codes: Sequence[Code] = CODES) -> bool:
    """Whether a finding is shown dim: its class is not counted, or a reviewer's code strikes it."""
    if decision and decision.code and code_named(codes, decision.code).effect == "strikes":
        return True
    return finding.classification != "counted"


def output_mark(text: str, finding: Finding, struck: bool) -> Mark:
    """The mark of a finding in the output, whose text is `text`."""
    altered = _words(text, (output for output, _ in finding.altered()))
    equal = tuple(output for output, _ in finding.pairs)
    return Mark(finding.id, finding.kind, finding.output_span, equal, altered, struck)


def in_reading_order(marks: Iterable[Mark]) -> list[Mark]:
    """The marks by place, then by number."""
    return sorted(marks, key=lambda mark: (mark.span, mark.number))


def source_marks(
    screening: Screening,
    source: str,
    decisions: Mapping[int, Decision],
    current: int | None,
    codes: Sequence[Code] = CODES,
) -> list[Mark]:
    """The marks in one source, in reading order: its findings, and `current` if it competes for it."""
    text = screening.sources[source].text
    marks = []
    for finding in screening.analysis.findings:
        if finding.source != source and finding.id != current:
            continue
        struck = is_struck(finding, decisions.get(finding.id), codes)
        if finding.source == source:
            equal = tuple(sorted(source_span for _, source_span in finding.pairs))
            altered = _words(text, (source_span for _, source_span in finding.altered()))
            marks.append(Mark(finding.id, finding.kind, finding.source_span, equal, altered, struck))
        else:
            marks.extend(
                Mark(finding.id, finding.kind, rival.source_span, (rival.source_span,), (), struck)
                for rival in finding.competing
                if rival.source == source
            )
    return in_reading_order(marks)


def restruck(marks: Sequence[Mark], number: int, struck: bool) -> list[Mark]:
    """The marks, those of the finding `number` struck or not."""
    return [
        replace(mark, struck=struck) if mark.number == number and mark.struck != struck else mark
        for mark in marks
    ]


def flattened(marks: Sequence[Mark]) -> Iterator[Run]:
    """Runs that do not overlap, in reading order, each with the look of the strongest mark over it."""
    edges = [
        edge
        for mark in marks
        if mark.span.length
        for edge in (
            (mark.span.start, 1, mark.kind, mark.struck),
            (mark.span.stop, -1, mark.kind, mark.struck),
        )
    ]
    edges.sort(key=itemgetter(0))
    over: dict[tuple[Kind, bool], int] = dict.fromkeys(_RANK, 0)
    run: Run | None = None
    last = 0
    for place, opens, kind, struck in edges:
        strongest = min((look for look, count in over.items() if count), key=_RANK.__getitem__, default=None)
        if strongest and place > last:
            if run and run.stop == last and (run.kind, run.struck) == strongest:
                run = run._replace(stop=place)
            else:
                if run:
                    yield run
                run = Run(last, place, *strongest)
        over[kind, struck] += opens
        last = place
    if run:
        yield run


def _words(text: str, gaps: Iterable[Span]) -> tuple[Span, ...]:
    """The gaps without the spaces at their ends; gaps of nothing but spaces and points are left out."""
    trimmed = []
    for gap in gaps:
        piece = gap.of(text)
        start = gap.start + len(piece) - len(piece.lstrip(_AROUND))
        stop = gap.stop - len(piece) + len(piece.rstrip(_AROUND))
        if start < stop:
            trimmed.append(Span(start, stop))
    return tuple(trimmed)


_AROUND = " \t\r\n.,;:!?\"'“”‘’()[]—–-\u00a0\u202f"
