"""Which findings are the same as others, so that one decision can speak for both."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.analysis import Analysis, Screening
from workbench.domain.finding import Finding
from workbench.domain.review import Decision
from workbench.domain.span import Span

_OVERLAP = 0.9
"""Two findings are the same when more than this share of the wider one lies in the other, on both sides."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that could be carried over to a finding of a later analysis."""

    finding: int
    """Of the later analysis."""
    decision: Decision
    """That stands about the earlier one."""
    exact: bool
    """Whether both findings have the same spans; else they overlap almost wholly."""


def proposals(old: Analysis, new: Analysis, decisions: Mapping[int, Decision]) -> list[Proposal]:
    """What the decisions about `old` propose for the findings of `new`, in the order of their numbers.

    A finding takes the decision about the earlier finding of the same source with which it shares most;
    only decisions that say something are carried.
    """
    earlier: dict[str, list[Finding]] = {}
    for finding in old.findings:
        decision = decisions.get(finding.id)
        if decision and (decision.code is not None or decision.note):
            earlier.setdefault(finding.source, []).append(finding)
    for findings in earlier.values():
        findings.sort(key=_start)
    found = []
    for finding in new.findings:
        near = _near(finding, earlier.get(finding.source, []))
        shared, best = max(((_shared(finding, other), -other.id) for other in near), default=(0.0, 0))
        if shared > _OVERLAP:
            found.append(Proposal(finding.id, decisions[-best], shared == 1.0))
    return found


def _near(finding: Finding, earlier: Sequence[Finding]) -> Sequence[Finding]:
    """Those of the earlier findings, sorted by their starts, that could share enough of the output with it.

    Where more than nine tenths of the wider span is shared, the starts differ by less than a ninth of either.
    """
    reach = finding.output_span.length * (1 - _OVERLAP) / _OVERLAP
    first = bisect_left(earlier, finding.output_span.start - reach, key=_start)
    after = bisect_right(earlier, finding.output_span.start + reach, key=_start)
    return earlier[first:after]


def _start(finding: Finding) -> int:
    return finding.output_span.start


def source_words(screening: Screening, finding: Finding) -> str:
    """The words of a finding in its source, capitals and punctuation aside, with spaces between."""
    text = finding.source_span.of(screening.sources[finding.source].text)
    return " ".join(_WORD.findall(text.casefold()))


def _shared(one: Finding, other: Finding) -> float:
    """The smaller share, of output and source, that two findings have in common, 0 to 1."""
    return min(_share(one.output_span, other.output_span), _share(one.source_span, other.source_span))


def _share(one: Span, other: Span) -> float:
    if one == other:
        return 1.0
    return one.overlap(other) / max(one.length, other.length, 1)
