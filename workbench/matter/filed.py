"""What the rows of the trail file: records that name their contents by digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.review import Outcome


@dataclass(frozen=True, slots=True)
class FiledOutput:
    """An output as its row names it."""

    document: Mapping[str, Any]
    """The record from `content.keep_document`."""
    characters: int
    attempt: str
    """Digest of the JSON of the attempt that gave it, as it was first entered."""


@dataclass(frozen=True, slots=True)
class FiledAnalysis:
    """A recorded screening as its row names it."""

    output: int
    findings: int
    json: str
    """Digest of the analysis's JSON."""
    texts: str
    """Digest of the record of the documents: `{"output": ..., "sources": {id: ...}}`."""


@dataclass(frozen=True, slots=True)
class FiledAttempt:
    """A line of the ledger of attempts as its row names it."""

    attempt: str
    """Digest of the attempt's JSON."""
    output: int | None
    gave_output: bool
    outcome: Outcome
    note: str
    privileged: bool
