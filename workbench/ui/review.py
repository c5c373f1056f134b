"""What lies on the desk: one output, what was found in it, what was decided, and where the reviewer is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.domain.analysis import Screening
from workbench.domain.code import CODES, Code
from workbench.domain.document import Document
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt, Decision


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Which of a finding's sources is looked at: `index` of `count`, 0 for its own."""

    source: str
    index: int
    count: int


@dataclass(frozen=True, slots=True)
class Review:
    """The state of one output under review; a change makes another Review."""

    output_id: int
    document: Document
    attempt: Attempt
    screening: Screening | None = None
    analysis: int | None = None
    """The number of the recorded analysis; None while findings are still coming in."""
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    """The standing decision by finding number."""
    codes: tuple[Code, ...] = CODES
    """The codes of the matter, retired ones too."""
    focus: int | None = None
    """The number of the finding in focus."""
    source_index: int = 0

    @property
    def provisional(self) -> bool:
        """Whether the findings are still coming in, and cannot be decided yet."""
        return self.screening is not None and self.analysis is None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of their numbers."""
        return self.screening.analysis.findings if self.screening else ()

    @property
    def finding(self) -> Finding | None:
        """The finding in focus."""
        return self.numbered(self.focus)

    def numbered(self, number: int | None) -> Finding | None:
        """The finding with this number."""
        return next((finding for finding in self.findings if finding.id == number), None)

    @property
    def source_place(self) -> SourcePlace | None:
        """Which source of the finding in focus is looked at."""
        finding = self.finding
        if finding is None:
            return None
        sources = [finding.source, *(rival.source for rival in finding.competing)]
        return SourcePlace(sources[self.source_index], self.source_index, len(sources))

    def closest(self, finding: Finding | None) -> int | None:
        """The number that `finding` has among these, or the one at its place; the first without one."""
        if not self.findings:
            return None
        if finding is None:
            return min(self.findings, key=lambda other: other.output_span).id
        return min(
            self.findings,
            key=lambda other: (
                -other.output_span.overlap(finding.output_span),
                other.source != finding.source,
                abs(other.output_span.start - finding.output_span.start),
            ),
        ).id
