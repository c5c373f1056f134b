"""What the audit trail says, row by row: the state of a matter in memory."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.exhibit import Caption
from workbench.domain.review import AuditRow, Decision
from workbench.matter.trail import NOTHING


class Unreadable(Exception):
    """A row of the trail that this program cannot have written."""


@dataclass(frozen=True, slots=True)
class FiledOutput:
    """An output as its row names it."""

    document: Mapping[str, Any]
    """The record from `content.keep_document`."""
    characters: int
    attempt: str
    """Digest of the attempt's JSON."""


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
    """An attempt that gave no output to be analysed."""

    attempt: str
    """Digest of the attempt's JSON."""
    note: str


@dataclass(slots=True)
class Ledger:
    """The state after the rows that were told so far; ids count from 1 in the order of the rows."""

    last: AuditRow | None = None
    caption: Caption = field(default_factory=Caption)
    libraries: list[str] = field(default_factory=list)
    outputs: dict[int, FiledOutput] = field(default_factory=dict)
    analyses: dict[int, FiledAnalysis] = field(default_factory=dict)
    latest: dict[int, int] = field(default_factory=dict)
    """The last analysis of each output that has one."""
    decisions: dict[int, dict[int, Decision]] = field(default_factory=dict)
    """The last decision by analysis and finding."""
    attempts: list[FiledAttempt] = field(default_factory=list)
    standing: dict[str, str] = field(default_factory=dict)
    """`after` of the last row about each subject."""

    @property
    def rows(self) -> int:
        """How many rows were told."""
        return 0 if self.last is None else self.last.number

    @property
    def head(self) -> AuditRow:
        """The last row that was told; there is one in every matter."""
        if self.last is None:
            raise Unreadable("its audit trail")
        return self.last

    def before(self, subject: str) -> str:
        """What the next row about `subject` must name as the state before it."""
        return self.standing.get(subject, NOTHING)

    def tell(self, row: AuditRow) -> None:
        """Take in the next row; raises Unreadable if it cannot follow from the rows before."""
        if row.number != self.rows + 1 or row.before != self.before(row.subject):
            raise Unreadable(f"row {row.number} of its audit trail")
        try:
            self._take(row, json.loads(row.after))
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as fault:
            raise Unreadable(f"row {row.number} of its audit trail") from fault
        self.standing[row.subject] = row.after
        self.last = row

    def _take(self, row: AuditRow, after: dict[str, Any]) -> None:
        match row.action:
            case "create matter":
                _expect(row.number == 1)
            case "set caption":
                _expect(all(isinstance(line, str) for line in after.values()))
                self.caption = Caption(**after)
            case "attach library":
                _expect(isinstance(after["path"], str))
                self.libraries.append(after["path"])
            case "add output":
                _expect(after.pop("output") == len(self.outputs) + 1)
                _expect(all(isinstance(after["document"][name], str) for name in ("name", "sha256", "text")))
                self.outputs[len(self.outputs) + 1] = FiledOutput(**after)
            case "add attempt":
                self.attempts.append(FiledAttempt(**after))
            case "record analysis":
                number = after.pop("analysis")
                _expect(number == len(self.analyses) + 1 and after["output"] in self.outputs)
                _expect(isinstance(after["findings"], int))
                self.analyses[number] = FiledAnalysis(**after)
                self.latest[after["output"]] = number
                self.decisions[number] = {}
            case "decide":
                _expect(isinstance(after["note"], str) and isinstance(after["finding"], int))
                decision = Decision(**after, reviewer=row.who, decided_at=row.at)
                _expect(1 <= decision.finding <= self.analyses[decision.analysis].findings)
                self.decisions[decision.analysis][decision.finding] = decision
            case _:
                raise ValueError(row.action)


def _expect(holds: bool) -> None:
    if not holds:
        raise ValueError
