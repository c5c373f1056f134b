"""How a library stands, for a list of libraries."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Standing:
    """How one library stands."""

    path: Path
    works: int
    embedded_share: float
    """The share of its passages that search by meaning can see, 0 to 1."""
    trouble: str = ""
    """Why it cannot be used, in one sentence; empty when it can."""
