"""What the engine found where there was nothing to find: the control of a library."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from workbench.domain.finding import Kind


@dataclass(frozen=True, slots=True)
class ControlText:
    """A text that cannot derive from the library."""

    name: str
    sha256: str
    words: int


@dataclass(frozen=True, slots=True)
class FalseFinding:
    """A counted finding in a text that cannot derive from the library."""

    kind: Kind
    weight_bits: float
    text: str
    """Name of the control text."""
    place: str
    """Where in the control text: `line 12`."""
    source: str
    """Title of the work."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Words that were analysed, and the false findings in them."""

    words: int
    findings: tuple[FalseFinding, ...]

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The trial that a record holds; KeyError, TypeError or ValueError for anything else."""
        return cls(int(record["words"]), tuple(FalseFinding(**row) for row in record["findings"]))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The control of one state of a library with one version of the engine."""

    state: str
    """As `Status.state` of the library."""
    engine: str
    """Versions of the program and of the packages that the findings depend on."""
    texts: tuple[ControlText, ...]
    control: Trial
    """The texts as they are."""
    decoys: Trial
    """The texts with the words of each sentence in another order, drawn by the library's own neighbours."""
    semantic: bool = False
    """Whether the texts were searched by meaning, too; else by their words alone."""

    def to_json(self) -> str:
        """The calibration's text: the same calibration, the same characters."""
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The calibration that `to_json` wrote; KeyError, TypeError or ValueError for anything else."""
        record = json.loads(text)
        return cls(
            str(record["state"]),
            str(record["engine"]),
            tuple(ControlText(**row) for row in record["texts"]),
            Trial.from_record(record["control"]),
            Trial.from_record(record["decoys"]),
            bool(record.get("semantic", False)),
        )
