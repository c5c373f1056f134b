"""How far the reading of many files is, and what was refused."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why, in one sentence."""

    name: str
    reason: str


@dataclass(slots=True)
class Tally:
    """What `read_each` has come to."""

    done: int = 0
    """Files read to their end, or refused."""
    refusals: list[Refusal] = field(default_factory=list)
