"""What people add to an analysis: attempts, decisions, and the trail of who did what."""

from dataclasses import dataclass
from typing import Literal

Code = Literal["confirmed", "dismissed", "unsure"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """How an output was obtained. Every attempt is kept, misses too."""

    model: str = ""
    prompt: str = ""
    made_on: str = ""
    """ISO date, as the operator gave it; empty when unknown."""
    operator: str = ""
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided about one finding. The last one stands; the earlier ones stay in the trail."""

    analysis: int
    finding: int
    code: Code | None
    """None when a decision was taken back, or only a note was written."""
    note: str
    reviewer: str
    decided_at: str
    """UTC, ISO 8601, to the second: `2026-11-22T14:05:00Z`."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One change of a matter, chained to the one before it.

    `hash` is the SHA-256 of the canonical JSON of all other fields, `previous` among them.
    """

    number: int
    at: str
    who: str
    action: str
    subject: str
    before: str
    after: str
    previous: str
    hash: str
