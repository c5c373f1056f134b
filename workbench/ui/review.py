"""What lies on the desk: one output, what was found in it, what was decided, and where the reviewer is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.domain.analysis import Screening
from workbench.domain.code import CODES, Code
from workbench.domain.document import Document
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt, Decision
from workbench.ui.highlights import is_struck


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Which of a finding's sources is looked at; the first is its own."""

    sources: tuple[str, ...]
    index: int

    @property
    def source(self) -> str:
        """The one that is looked at."""
        return self.sources[self.index]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.sources)


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
    struck_shown: bool = True
    """Whether what is struck is shown, dim, or left out of sight."""

    @property
    def provisional(self) -> bool:
        """Whether the findings are still coming in, and cannot be decided yet."""
        return self.screening is not None and self.analysis is None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of their numbers."""
        return self.screening.analysis.findings if self.screening else ()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that are to be seen."""
        if self.struck_shown:
            return self.findings
        return tuple(finding for finding in self.findings if not self.strikes(finding))

    def strikes(self, finding: Finding) -> bool:
        """Whether a finding is struck, by its class or by a decision."""
        return is_struck(finding, self.decisions.get(finding.id), self.codes)

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
        rivals = (rival.source for rival in finding.competing)
        return SourcePlace((finding.source, *rivals), self.source_index)

    def closest(self, finding: Finding | None) -> int | None:
        """The number that `finding` has among those shown, or the one at its place; the first without one."""
        shown = self.shown
        if not shown:
            return None
        if finding is None:
            return min(shown, key=lambda other: other.output_span).id
        return min(
            shown,
            key=lambda other: (
                -other.output_span.overlap(finding.output_span),
                other.source != finding.source,
                abs(other.output_span.start - finding.output_span.start),
            ),
        ).id
