"""What is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.analysis import Screening
from workbench.domain.code import CODES, Code, code_named
from workbench.domain.review import Attempt, AttemptEntry, Decision


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
    number: int = 0
    """The output's number in the matter; 0 when there is no matter."""
    codes: tuple[Code, ...] = CODES
    attempt_withheld: bool = False
    """Whether its attempt is privileged, and so not in `attempt`."""
    left_out: int = 0
    """Findings of its analysis that were not selected; the analysis here is without them."""

    def code(self, finding: int) -> Code | None:
        """The code that stands for a finding; None when nothing is decided."""
        decision = self.decisions.get(finding)
        return code_named(self.codes, decision.code) if decision and decision.code else None


@dataclass(frozen=True, slots=True)
class Withheld:
    """How many privileged items were left out of an exhibit or an export."""

    outputs: int = 0
    attempts: int = 0
    notes: int = 0

    def __bool__(self) -> bool:
        return bool(self.outputs or self.attempts or self.notes)


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a matter is printed; where nothing is named, everything."""

    outputs: tuple[int, ...] = ()
    """Numbers of outputs in the matter."""
    findings: tuple[tuple[int, int], ...] = ()
    """The output's number, 0 for the only one, and the finding's."""
    sources: tuple[str, ...] = ()
    """Ids, titles or file names of sources."""
    codes: tuple[str, ...] = ()
    """Names of codes, one of which must stand for a finding."""

    def record(self) -> dict[str, Any]:
        """What was chosen, as the matter remembers it; empty for everything."""
        chosen = {
            "outputs": list(self.outputs),
            "findings": [f"{output}.{number}" for output, number in self.findings],
            "sources": list(self.sources),
            "codes": list(self.codes),
        }
        return {name: names for name, names in chosen.items() if names}


@dataclass(frozen=True, slots=True)
class ExhibitRecord:
    """An exhibit that was made, as the matter remembers it."""

    number: int
    """From 1, in the order of making."""
    name: str
    """Of the file, without its folder."""
    sha256: str
    profile: str
    selection: Mapping[str, Any]
    """What was chosen to be printed; empty for everything."""
    head: str
    """Hash of the audit row that was the last when it was printed."""
    kept: bool
    """Whether the matter holds its bytes."""
    made_by: str
    made_at: str
    """UTC, ISO 8601, to the second."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What is printed: nothing in it depends on the clock, the machine or the place of a file."""

    caption: Caption
    dated: str
    """Date of the matter's last change, ISO; printed as it is. Empty when there is no matter."""
    parts: tuple[ExhibitPart, ...]
    audit_head: str = ""
    """Hash of the matter's last audit row, those about exhibits made left aside, so that printing one again
    gives the same; empty when there is no matter."""
    audit_rows: int = 0
    """The number of that row."""
    attempts: tuple[AttemptEntry, ...] = ()
    """The ledger of the outputs in it and of the whole matter, misses too."""
    withheld: Withheld = Withheld()
    outputs_left_out: int = 0
    """Analysed outputs of the matter that were not selected."""
    redacted: int = 0
    """Stretches of text that were taken out; where there are any, `REDACTED` stands for each letter."""


REDACTED = "\ufdd0"
"""Stands in the texts of an exhibit for a letter that was taken out; not a character of any text."""
