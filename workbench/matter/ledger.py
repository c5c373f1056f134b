"""What the audit trail says, row by row: the state of a matter in memory."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any, get_args

from workbench.domain.code import CODES, RENAMED, Code
from workbench.domain.exhibit import Caption, ExhibitRecord
from workbench.domain.review import AuditRow, Decision, Outcome
from workbench.matter.filed import FiledAnalysis, FiledAttempt, FiledOutput
from workbench.matter.trail import NOTHING, canonical

FORMAT = "workbench.matter/"
"""The first row says this with the version of the tables behind it; so does a row that raises it."""


class Unreadable(Exception):
    """A row of the trail that this program cannot have written."""


@dataclass(slots=True)
class Ledger:
    """The state after the rows that were told so far; ids count from 1 in the order of the rows."""

    last: AuditRow | None = None
    last_change: AuditRow | None = None
    """The last row that is not about an exhibit made."""
    version: int = 0
    """Of the tables, as the trail has it."""
    caption: Caption = field(default_factory=Caption)
    libraries: list[str] = field(default_factory=list)
    codes: tuple[Code, ...] = CODES
    note_presets: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    outputs: dict[int, FiledOutput] = field(default_factory=dict)
    privileged: set[int] = field(default_factory=set)
    """Outputs that are privileged."""
    refusals: list[tuple[str, str]] = field(default_factory=list)
    """Files that could not be read as outputs, with the reasons."""
    attempts: dict[int, FiledAttempt] = field(default_factory=dict)
    analyses: dict[int, FiledAnalysis] = field(default_factory=dict)
    latest: dict[int, int] = field(default_factory=dict)
    """The last analysis of each output that has one."""
    decisions: dict[int, dict[int, Decision]] = field(default_factory=dict)
    """The decision that stands, by analysis and finding."""
    past: dict[int, dict[int, list[Decision]]] = field(default_factory=dict)
    """Every decision, by analysis and finding, the oldest first."""
    exhibits: dict[int, ExhibitRecord] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    """Digest of everything that a row has named, and what to call it."""
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
        if row.action != "record exhibit":
            self.last_change = row

    def _take(self, row: AuditRow, after: dict[str, Any]) -> None:
        match row.action:
            case "create matter" | "raise version":
                _expect((row.number == 1) is (row.action == "create matter"))
                _expect(after["format"].startswith(FORMAT))
                version = int(after["format"].removeprefix(FORMAT))
                _expect(version > self.version)
                self.version = version
            case "set caption" | "attach library" | "set codes" | "set note presets" | "set ignored phrases":
                self._take_setting(row.action, after)
            case "add output":
                self._take_output(after)
            case "refuse files":
                _expect(all(isinstance(said, str) for each in after["files"] for said in each.values()))
                self.refusals += [(each["name"], each["reason"]) for each in after["files"]]
            case "mark output":
                _expect(after["output"] in self.outputs and isinstance(after["privileged"], bool))
                (self.privileged.add if after["privileged"] else self.privileged.discard)(after["output"])
            case "add attempt" | "edit attempt":
                self._take_attempt(row.action, after)
            case "record analysis":
                self._take_analysis(after)
            case "decide":
                self._take_decision(row, after)
            case "record exhibit":
                self._take_exhibit(row, after)
            case _:
                raise ValueError(row.action)

    def _take_setting(self, action: str, after: dict[str, Any]) -> None:
        match action:
            case "set caption":
                _expect(all(isinstance(line, str) for line in after.values()))
                self.caption = Caption(**after)
            case "attach library":
                _expect(isinstance(after["path"], str))
                self.libraries.append(after["path"])
            case "set codes":
                self._take_codes(tuple(Code(**code) for code in after["codes"]))
            case "set note presets":
                _expect(all(isinstance(preset, str) for preset in after["presets"]))
                self.note_presets = tuple(after["presets"])
            case "set ignored phrases":
                _expect(all(isinstance(phrase, str) for phrase in after["phrases"]))
                self.ignored = tuple(after["phrases"])

    def _take_codes(self, codes: tuple[Code, ...]) -> None:
        """The new codes, and behind them, retired, those that are not among them any more."""
        names = {code.name for code in codes}
        gone = (replace(code, key="", retired=True) for code in self.codes if code.name not in names)
        self.codes = (*codes, *gone)

    def _take_output(self, after: dict[str, Any]) -> None:
        number = after.pop("output")
        _expect(number == len(self.outputs) + 1)
        _expect(all(isinstance(after["document"][name], str) for name in ("name", "sha256", "text")))
        filed = FiledOutput(**after)
        self.outputs[number] = filed
        self._name(filed.document["sha256"], f"the original of output {number}")
        self._name(filed.document["text"], f"the text of output {number}")
        self._enter(len(self.attempts) + 1, FiledAttempt(filed.attempt, number, True, "", "", False))

    def _take_attempt(self, action: str, after: dict[str, Any]) -> None:
        if action == "add attempt" and after.keys() == {"attempt", "note"}:  # as version 1 wrote it
            after = {**after, "output": None, "gave_output": False, "outcome": "no output"}
            after |= {"entry": len(self.attempts) + 1, "privileged": False}
        number = after.pop("entry")
        filed = FiledAttempt(**after)
        _expect(isinstance(filed.note, str) and isinstance(filed.privileged, bool))
        _expect(filed.outcome in get_args(Outcome))
        _expect(filed.output is None or filed.output in self.outputs)
        if action == "add attempt":
            _expect(number == len(self.attempts) + 1 and not filed.gave_output)
        else:
            _expect(filed.gave_output is self.attempts[number].gave_output)
            _expect(not filed.gave_output or filed.output == self.attempts[number].output)
        self._enter(number, filed)

    def _enter(self, number: int, filed: FiledAttempt) -> None:
        self.attempts[number] = filed
        self.standing[f"attempt entry {number}"] = canonical({"entry": number, **asdict(filed)})
        self._name(filed.attempt, f"attempt {number}")

    def _take_analysis(self, after: dict[str, Any]) -> None:
        number = after.pop("analysis")
        _expect(number == len(self.analyses) + 1 and after["output"] in self.outputs)
        _expect(isinstance(after["findings"], int))
        filed = FiledAnalysis(**after)
        self.analyses[number] = filed
        self.latest[filed.output] = number
        self.decisions[number] = {}
        self.past[number] = {}
        self._name(filed.json, f"analysis {number}")
        self._name(filed.texts, f"the list of texts of analysis {number}")

    def _take_decision(self, row: AuditRow, after: dict[str, Any]) -> None:
        _expect(isinstance(after["note"], str) and isinstance(after["finding"], int))
        after["code"] = RENAMED.get(after["code"], after["code"]) if self.version == 1 else after["code"]
        decision = Decision(**after, reviewer=row.who, decided_at=row.at)
        _expect(1 <= decision.finding <= self.analyses[decision.analysis].findings)
        _expect(decision.code is None or any(decision.code == code.name for code in self.codes))
        past = self.past[decision.analysis].setdefault(decision.finding, [])
        past.append(decision)
        self.decisions[decision.analysis][decision.finding] = _standing(past)

    def _take_exhibit(self, row: AuditRow, after: dict[str, Any]) -> None:
        number = after.pop("exhibit")
        _expect(number == len(self.exhibits) + 1)
        _expect(isinstance(after["kept"], bool) and isinstance(after["selection"], dict))
        _expect(all(isinstance(after[name], str) for name in ("name", "sha256", "profile", "head")))
        made = ExhibitRecord(number, **after, made_by=row.who, made_at=row.at)
        self.exhibits[number] = made
        if made.kept:
            self._name(made.sha256, f"the bytes of exhibit {number}")

    def _name(self, digest: str, name: str) -> None:
        _expect(isinstance(digest, str))
        self.contents.setdefault(digest, name)


def _standing(past: list[Decision]) -> Decision:
    """The last code that its reviewer did not take back; without one the last note, else the last of all.

    A note by itself decides nothing: it does not stand before another reviewer's code.
    """
    latest: dict[str, Decision] = {}
    for decision in reversed(past):
        latest.setdefault(decision.reviewer, decision)
    coded = (decision for decision in latest.values() if decision.code is not None)
    noted = (decision for decision in latest.values() if decision.note)
    return next(coded, None) or next(noted, past[-1])


def _expect(holds: bool) -> None:
    if not holds:
        raise ValueError
