"""What a library holds, for a page that shows it."""

from dataclasses import dataclass
from pathlib import Path

from workbench.domain.work import Work


@dataclass(frozen=True, slots=True)
class Holding:
    """One work of a library, with what there is of it beside its newest version."""

    work: Work
    older_versions: int
    other_editions: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """One library at one moment."""

    path: Path
    facts: tuple[tuple[str, str], ...]
    """What is known of it, each as a name and words."""
    works: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading every file of a library found."""

    problems: tuple[str, ...]
    """What is damaged, in sentences; empty when the library is sound."""
    unnoted: str = ""
    """Why the date could not be noted; empty when it was."""
