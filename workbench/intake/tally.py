"""How far the reading of many files is, and what was refused."""

from dataclasses import dataclass, field

from workbench.domain.work import Rights


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why, in one sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Elsewhere(Refusal):
    """A row of a load file whose text lies in a file beside it: refused, unless that file is read, too."""

    path: str
    """As the load file has it: from another machine, and not to be trusted."""
    first: str
    """The Bates number of its first page."""
    last: str
    origin: str
    """The row, and the load file with its SHA-256."""
    rights: Rights


@dataclass(slots=True)
class Tally:
    """What `read_each` has come to."""

    done: int = 0
    """Files read to their end, or refused."""
    refusals: list[Refusal] = field(default_factory=list)
