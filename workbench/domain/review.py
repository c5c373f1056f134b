"""What people add to an analysis: attempts, decisions, and the trail of who did what."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["reproduced", "not reproduced", "no output", ""]
"""What came of an attempt: the words looked for, other words, nothing (a refusal, an error); empty when
nobody said."""


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
class AttemptEntry:
    """One line of the ledger of attempts."""

    number: int
    """From 1, in the order in which they were entered."""
    attempt: Attempt
    output: int | None = None
    """The output in whose ledger it stands; None for one that concerns the whole matter."""
    gave_output: bool = False
    """Whether it is this attempt that gave the text of its output."""
    outcome: Outcome = ""
    note: str = ""
    privileged: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided about one finding. The last one stands; the earlier ones stay in the trail."""

    analysis: int
    finding: int
    code: str | None
    """Name of a code of the matter; None when a decision was taken back, or only a note was written."""
    note: str
    reviewer: str
    decided_at: str
    """UTC, ISO 8601, to the second: `2026-11-22T14:05:00Z`."""
    privileged: bool = False
    """Whether the note is withheld from exhibits and exports."""


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
