"""What a running job tells."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from workbench.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class Partial:
    """Something that the workflow found so far."""

    value: Any


@dataclass(frozen=True, slots=True)
class Done:
    """The workflow ended; this is what it returned."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The workflow did not end as it should: one sentence, one remedy."""

    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The workflow was stopped before it ended."""


News: TypeAlias = Progress | Partial | Done | Failed | Cancelled
"""After Done, Failed or Cancelled nothing more comes."""

DIED = Failed(
    "The background process ended unexpectedly.",
    "Nothing that was saved is lost. Try again; if it happens again, close other programs to free memory.",
)


def unexpected(fault: BaseException) -> Failed:
    """The news of a fault that no part of the program expected: its type, never its words."""
    if isinstance(fault, MemoryError):
        return Failed(
            "The memory was not enough for this.", "Close other programs, or take a smaller text or library."
        )
    return Failed(
        f"The background process met a fault that it did not expect ({type(fault).__name__}).",
        "Nothing that was saved is lost. Try again; if it happens again, report it with this sentence.",
    )
