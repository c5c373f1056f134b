"""The open matter and what lies on the desk from it: the one object that views speak to and listen to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from workbench.domain.agreement import Agreement, agreement
from workbench.domain.review import Decision
from workbench.ui.decision_steps import DecisionStep
from workbench.ui.output_desk import OutputDesk

if TYPE_CHECKING:
    from workbench.matter import Choice, Matter, Proposal

_FEW = 8
"""Decisions that views take in one by one; more are shown by laying the output anew."""

Place = tuple[int, int]
"""A finding of the matter: analysis and number."""


class Desk(OutputDesk):
    """Adds what is decided: every decision is signed, a row of the trail, and can be undone."""

    decided = Signal(int)
    """The decision or note of the finding with this number."""
    proposals_changed = Signal()
    """What earlier decisions propose for the findings of the output on the desk."""

    def __init__(self) -> None:
        super().__init__()
        self._alone = False
        self._proposals: dict[int, Proposal] = {}
        self._proposed_for: int | None = None
        self._put_away: set[int] = set()
        self.screening_changed.connect(self._forget_proposals)
        self.reviewer_changed.connect(self._lay_anew)

    @property
    def alone(self) -> bool:
        """Whether only the reviewer's own decisions are shown, so that a second opinion is independent."""
        return self._alone

    def review_alone(self, alone: bool) -> None:
        """Show only the reviewer's own decisions, or those that stand."""
        if alone is not self._alone:
            self._alone = alone
            self.reviewer_changed.emit()

    def decide(self, code: str) -> None:
        """Decide about the finding in focus, its note kept; the same decision again takes it back."""
        if self._review and self._review.focus is not None:
            self.decide_all([self._review.focus], code)

    def decide_all(self, findings: Sequence[int], code: str) -> None:
        """Decide about findings of the output on the desk as one step, their notes kept.

        Where the reviewer has said just this of all of them, it is taken back.
        """
        before = self._own(self._places(findings))
        again = bool(before) and all(choice.code == code for choice in before)
        self._step(before, [replace(choice, code=None if again else code) for choice in before])

    def decide_alike(self, places: Sequence[Place]) -> None:
        """Say of other findings what the reviewer says of the one in focus, as one step."""
        focus = self._focused()
        if focus:
            before = self._own(places)
            same = [replace(focus[0], analysis=choice.analysis, finding=choice.finding) for choice in before]
            self._step(before, same)

    def write_note(self, note: str) -> None:
        """Write a note to the finding in focus, its decision kept."""
        for choice in self._focused():
            self._step([choice], [replace(choice, note=note)])

    def withhold_note(self, privileged: bool) -> None:
        """Say whether the note to the finding in focus is left out of exhibits and exports."""
        for choice in self._focused():
            self._step([choice], [replace(choice, privileged=privileged)])

    def history(self, finding: int) -> Sequence[Decision]:
        """Every decision about a finding of the output on the desk, the oldest first."""
        if self._matter is None or self._review is None or self._review.analysis is None:
            return []
        if self._history is None:
            self._history = self._matter.history(self._review.analysis)
        past = self._history.get(finding, [])
        return [made for made in past if not self._alone or made.reviewer == self.reviewer]

    def own_decision(self, finding: int) -> Decision | None:
        """What the reviewer said last of a finding of the output on the desk, whether it stands or not."""
        own = [made for made in self.history(finding) if made.reviewer == self.reviewer]
        return own[-1] if own else None

    def earlier_analysis(self) -> int | None:
        """The last analysis before this one of the output on the desk about which something was decided."""
        matter, review = self._matter, self._review
        if matter is None or review is None or review.analysis is None or review.analysis in self._put_away:
            return None
        for number in sorted(matter.analyses(), reverse=True):
            same = matter.analyses()[number] == review.output_id and number < review.analysis
            if same and any(made.code or made.note for made in matter.decisions(number).values()):
                return number
        return None

    @property
    def proposals(self) -> "Mapping[int, Proposal]":
        """What earlier decisions propose, by the number of a finding that is not decided yet."""
        decisions = self._review.decisions if self._review else {}
        return {
            number: proposal
            for number, proposal in self._proposals.items()
            if not (number in decisions and (decisions[number].code or decisions[number].note))
        }

    def propose(self, analysis: int, proposals: "Iterable[Proposal]") -> None:
        """Take what an earlier analysis's decisions propose for `analysis`, if it lies on the desk."""
        if self._review is not None and self._review.analysis == analysis:
            self._proposed_for = analysis
            self._proposals = {proposal.finding: proposal for proposal in proposals}
            self.proposals_changed.emit()

    def accept(self, findings: Sequence[int] | None = None) -> None:
        """Decide about findings as it is proposed, about all without a list, as one step."""
        open_ones = self.proposals
        chosen = [number for number in (findings or open_ones) if number in open_ones]
        after = []
        for choice in self._own(self._places(chosen)):
            made = open_ones[choice.finding].decision
            after.append(replace(choice, code=made.code, note=made.note, privileged=made.privileged))
        self._step(self._own(self._places(chosen)), after)

    def put_proposals_away(self) -> None:
        """Offer them no more until the matter is opened again."""
        if self._review is not None and self._review.analysis is not None:
            self._put_away.add(self._review.analysis)
        self._proposals = {}
        self.proposals_changed.emit()

    def reviewers(self) -> tuple[str, ...]:
        """Who has decided anything about the latest analyses of the matter, by name."""
        matter = self._matter
        latest = [entry.analysis for entry in self.outputs() if entry.analysis is not None]
        return tuple(
            sorted({name for number in latest for name in matter.reviewers(number)} if matter else ())
        )

    def agreement(self, first: str, second: str, output: int | None = None) -> Agreement:
        """How far two reviewers agree about an output, or about the latest analyses of the whole matter."""
        mine: dict[int, Decision] = {}
        theirs: dict[int, Decision] = {}
        numbers = [
            entry.analysis for entry in self.outputs() if entry.analysis and output in (None, entry.id)
        ]
        for analysis in numbers if self._matter else ():
            one = self._matter.decisions_by(first, analysis) if self._matter else {}
            other = self._matter.decisions_by(second, analysis) if self._matter else {}
            for finding in sorted(one.keys() & other.keys()):
                place = len(mine)
                mine[place], theirs[place] = one[finding], other[finding]
        return agreement(mine, theirs)

    def differing(self) -> frozenset[int]:
        """The findings of the output on the desk about which two reviewers have last said different codes."""
        if self._matter is None or self._review is None or self._review.analysis is None:
            return frozenset()
        told = self._matter.history(self._review.analysis)
        return frozenset(
            number
            for number, past in told.items()
            if len({made.code for made in {made.reviewer: made for made in past}.values() if made.code}) > 1
        )

    def _let_go(self) -> None:
        super()._let_go()
        self._put_away = set()
        self._proposals = {}

    def _decisions_of(self, matter: "Matter", analysis: int) -> Mapping[int, Decision]:
        if self._alone:
            return matter.decisions_by(matter.reviewer, analysis)
        return super()._decisions_of(matter, analysis)

    def _forget_proposals(self) -> None:
        if self._proposals and (self._review is None or self._review.analysis != self._proposed_for):
            self._proposals = {}
            self.proposals_changed.emit()

    def _places(self, findings: Iterable[int]) -> list[Place]:
        review = self._review
        if review is None or review.analysis is None:
            return []
        return [(review.analysis, number) for number in findings if number]

    def _focused(self) -> "list[Choice]":
        return self._own(self._places([self._review.focus or 0] if self._review else []))

    def _own(self, places: Sequence[Place]) -> "list[Choice]":
        """What the reviewer has said of these findings so far."""
        from workbench.matter import Choice

        if self._matter is None:
            return []
        said = {
            analysis: self._matter.decisions_by(self._matter.reviewer, analysis)
            for analysis in {analysis for analysis, _ in places}
        }
        choices = []
        for analysis, finding in places:
            made = said[analysis].get(finding)
            choices.append(
                Choice(analysis, finding, made.code, made.note, made.privileged)
                if made
                else Choice(analysis, finding)
            )
        return choices

    def _step(self, before: "Sequence[Choice]", after: "Sequence[Choice]") -> None:
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        if changed:
            olds, news = zip(*changed, strict=True)
            self.undo_stack.push(DecisionStep(self._put, olds, news))

    def _put(self, choices: "Sequence[Choice]") -> bool:
        review = self._review
        if review is None or not self._try(lambda matter: matter.decide_all(choices)):
            return False
        self._history = None
        here = [choice.finding for choice in choices if choice.analysis == review.analysis]
        if self._matter is not None and review.analysis is not None:
            decisions = self._decisions_of(self._matter, review.analysis)
            self._review = replace(review, decisions=decisions)
        self._say_decided(here)
        self.outputs_changed.emit()
        return True

    def _say_decided(self, findings: Sequence[int]) -> None:
        if len(findings) == 1:
            self.choose_finding(findings[0])
        if len(findings) <= _FEW:
            for number in findings:
                self.decided.emit(number)
        else:
            self._say_findings(self._review.focus if self._review else None)
        if self._proposals:
            self.proposals_changed.emit()
