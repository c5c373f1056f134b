"""An output as a list of outputs shows it."""

from dataclasses import dataclass

from workbench.domain.review import Attempt


@dataclass(frozen=True, slots=True)
class OutputEntry:
    """One output as a list of outputs shows it."""

    id: int
    name: str
    sha256: str
    characters: int
    attempt: Attempt
    analysis: int | None
    """Its latest analysis; None before the first."""
    findings: int
    """In the latest analysis."""
    decided: int
    """Findings of the latest analysis that have a code."""
    privileged: bool = False
    """Whether it is left out of exhibits and exports unless asked for."""
