"""What is printed."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.analysis import Screening
from workbench.domain.review import Attempt, Decision


@dataclass(frozen=True, slots=True)
class Caption:
    """The head of an exhibit's cover; an empty line is left out."""

    court: str = ""
    parties: str = ""
    case_number: str = ""
    exhibit: str = "Exhibit A"
    prepared_by: str = ""
    legend: str = ""
    """Confidentiality legend, printed at the foot of every page."""


@dataclass(frozen=True, slots=True)
class ExhibitPart:
    """One output in an exhibit: its screening, how it was obtained, what was decided about each finding."""

    screening: Screening
    attempt: Attempt
    decisions: Mapping[int, Decision]
    """The standing decision by finding number; findings without one are absent."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is printed: nothing in it depends on the clock, the machine or the place of a file."""

    caption: Caption
    dated: str
    """Date of the matter's last change, ISO; printed as it is. Empty when there is no matter."""
    parts: tuple[ExhibitPart, ...]
    audit_head: str = ""
    """Hash of the matter's last audit row; empty when there is no matter."""
    audit_rows: int = 0
