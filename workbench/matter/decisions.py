"""What reviewers decide: codes, notes, and decisions carried to findings that are the same."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from workbench.domain.code import Code, check_codes
from workbench.domain.errors import MatterFault
from workbench.domain.review import Decision
from workbench.matter.casefile import CaseFile
from workbench.matter.likeness import Proposal, proposals, source_words
from workbench.matter.outputs import Outputs
from workbench.matter.part import filed


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be decided about one finding."""

    analysis: int
    finding: int
    code: str | None = None
    note: str = ""
    privileged: bool = False
    """Whether the note is."""


class Decisions(Outputs):
    """Decisions, each reviewer's kept; the last one stands."""

    def __init__(self, case: CaseFile) -> None:
        """Use `Matter.create` or `Matter.open`."""
        super().__init__(case)
        self._words: dict[int, dict[int, str]] = {}

    def codes(self) -> tuple[Code, ...]:
        """The codes of this matter in their order, retired ones last."""
        return self._case.ledger().codes

    def set_codes(self, codes: Iterable[Code]) -> None:
        """Change the codes; one that is not among them any more is retired, and its decisions keep it."""
        chosen = tuple(codes)
        check_codes(chosen)
        with self._case.changing() as ledger:
            if chosen != ledger.codes[: len(chosen)] or any(
                not c.retired for c in ledger.codes[len(chosen) :]
            ):
                self._case.append("set codes", "codes", {"codes": [asdict(code) for code in chosen]})

    def note_presets(self) -> tuple[str, ...]:
        """Notes that reviewers of this matter write often."""
        return self._case.ledger().note_presets

    def set_note_presets(self, presets: Iterable[str]) -> None:
        """Change the notes on offer."""
        chosen = tuple(presets)
        with self._case.changing() as ledger:
            if chosen != ledger.note_presets:
                self._case.append("set note presets", "note presets", {"presets": list(chosen)})

    def ignored(self) -> tuple[str, ...]:
        """Phrases and patterns that are not to count in outputs of this matter."""
        return self._case.ledger().ignored

    def set_ignored(self, phrases: Iterable[str]) -> None:
        """Change the phrases that are not to count; analyses that were made stay as they are."""
        chosen = tuple(phrases)
        with self._case.changing() as ledger:
            if chosen != ledger.ignored:
                self._case.append("set ignored phrases", "ignored phrases", {"phrases": list(chosen)})

    def decide(
        self, analysis: int, finding: int, code: str | None = None, note: str = "", privileged: bool = False
    ) -> Decision:
        """Write what the reviewer decided about a finding; what stood before stays in the trail."""
        return self.decide_all([Choice(analysis, finding, code, note, privileged)])[0]

    def decide_all(self, choices: Iterable[Choice]) -> list[Decision]:
        """Write several decisions, an audit row for each, all or none; gives what the reviewer now says."""
        written = []
        with self._case.changing() as ledger:
            for choice in choices:
                if not 1 <= choice.finding <= filed(ledger.analyses, choice.analysis, "analysis").findings:
                    raise MatterFault(
                        f"Analysis {choice.analysis} has no finding {choice.finding}.",
                        "Choose a finding from its list.",
                    )
                if choice.code is not None and all(choice.code != code.name for code in ledger.codes):
                    raise MatterFault(
                        f"The matter has no code {choice.code}.", "Choose one of its codes, or add this one."
                    )
                subject = f"analysis {choice.analysis}, finding {choice.finding}"
                self._case.append("decide", subject, asdict(choice))
                written.append(ledger.past[choice.analysis][choice.finding][-1])
        return written

    def decisions(self, analysis: int) -> dict[int, Decision]:
        """The decision that stands by finding number: the last code that its reviewer did not take back.

        Without a code it is the last note. Findings that nobody wrote about are absent.
        """
        ledger = self._case.ledger()
        filed(ledger.analyses, analysis, "analysis")
        return dict(ledger.decisions[analysis])

    def decisions_by(self, reviewer: str, analysis: int) -> dict[int, Decision]:
        """One reviewer's last decision by finding number, whether it stands or not."""
        ledger = self._case.ledger()
        filed(ledger.analyses, analysis, "analysis")
        return {
            finding: decision
            for finding, past in ledger.past[analysis].items()
            for decision in past
            if decision.reviewer == reviewer
        }

    def history(self, analysis: int) -> dict[int, list[Decision]]:
        """Every decision about the findings of an analysis, by finding number, the oldest first."""
        ledger = self._case.ledger()
        filed(ledger.analyses, analysis, "analysis")
        return {finding: list(past) for finding, past in ledger.past[analysis].items()}

    def reviewers(self, analysis: int) -> tuple[str, ...]:
        """Who wrote about findings of this analysis, by name."""
        ledger = self._case.ledger()
        filed(ledger.analyses, analysis, "analysis")
        return tuple(sorted({made.reviewer for past in ledger.past[analysis].values() for made in past}))

    def carry_over(self, old: int, new: int) -> list[Proposal]:
        """What an earlier analysis's standing decisions propose for a later one; nothing is written."""
        return proposals(self.screening(old).analysis, self.screening(new).analysis, self.decisions(old))

    def alike(self, analysis: int, finding: int) -> list[tuple[int, int]]:
        """Findings elsewhere in the matter with the same source words: latest analysis and finding, in order.

        Words are the same when their letters and digits are, in order, capitals and all between them aside.
        """
        if not 1 <= finding <= filed(self._case.ledger().analyses, analysis, "analysis").findings:
            raise MatterFault(
                f"Analysis {analysis} has no finding {finding}.", "Choose a finding from its list."
            )
        words = self._source_words(analysis)[finding]
        return [
            (number, other)
            for number in self._case.ledger().latest.values()
            for other, same in self._source_words(number).items()
            if same == words and (number, other) != (analysis, finding)
        ]

    def _source_words(self, analysis: int) -> dict[int, str]:
        """The source words of an analysis's findings by number, kept: an analysis never changes."""
        if analysis not in self._words:
            screening = self.screening(analysis)
            self._words[analysis] = {
                finding.id: source_words(screening, finding) for finding in screening.analysis.findings
            }
        return self._words[analysis]
