"""A reviewer who does anything in any order, beside a plain model of what must then be in the matter."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.ui.sample import OUTPUT, OUTPUT_DOCUMENT, screening
from workbench.domain.review import Attempt
from workbench.ui.window import Window

FINDINGS = st.integers(1, 5)
CODES = st.sampled_from(["reproduced", "permitted", "quotation", "commonplace", "unsure"])
Standing = dict[int, tuple[str | None, str]]
"""Code and note by the number of a finding."""


class Reviewer(RuleBasedStateMachine):
    """The window does it; the model is a dictionary and two stacks of dictionaries."""

    window: Window

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "case.matter"
        self.outputs = 0
        self.analysed = False
        self.standing: Standing = {}
        self.undone: list[Standing] = []
        self.past: list[Standing] = []

    @initialize()
    def begin(self) -> None:
        self.desk = self.window.desk
        self.desk.create_matter(self.path)
        self.paste()

    def paste(self) -> None:
        self.desk.add_output(OUTPUT_DOCUMENT, OUTPUT.encode(), Attempt())
        self.outputs += 1

    @precondition(lambda self: self.outputs < 3)
    @rule()
    def paste_another(self) -> None:
        self.paste()
        self.desk.choose_output(1)
        self.forget()

    @rule()
    def analyse(self) -> None:
        self.desk.record(1, screening())
        self.desk.finish_filing()
        self.analysed, self.standing = True, {}
        self.forget()

    @precondition(lambda self: self.analysed)
    @rule(findings=st.lists(FINDINGS, min_size=1, max_size=5, unique=True), code=CODES)
    def decide(self, findings: list[int], code: str) -> None:
        self.desk.decide_all(findings, code)
        same = all(self.standing.get(number, (None, ""))[0] == code for number in findings)
        self.change({number: (None if same else code, self.note_of(number)) for number in findings})

    @precondition(lambda self: self.analysed)
    @rule(finding=FINDINGS, note=st.sampled_from(["seen", "נראה 🕯", "asked\ntwice"]))
    def write(self, finding: int, note: str) -> None:
        self.desk.choose_finding(finding)
        self.desk.write_note(note)
        if note != self.note_of(finding):
            self.change({finding: (self.standing.get(finding, (None, ""))[0], note)})

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.desk.undo_stack.undo()
        self.undone.append(self.standing)
        self.standing = self.past.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.desk.undo_stack.redo()
        self.past.append(self.standing)
        self.standing = self.undone.pop()

    @rule()
    def close_and_open(self) -> None:
        self.desk.close_matter()
        assert self.window.welcome.isVisibleTo(self.window)
        self.desk.open_matter(self.path)
        self.forget()

    @invariant()
    def the_matter_says_what_the_model_says(self) -> None:
        matter, review = self.desk.matter, self.desk.review
        assert matter is not None
        assert review is not None
        assert len(matter.outputs()) == self.outputs
        assert (review.analysis is not None) == self.analysed
        told = {
            number: (made.code, made.note)
            for number, made in review.decisions.items()
            if made.code or made.note
        }
        assert told == {number: said for number, said in self.standing.items() if any(said)}
        if review.analysis is not None:
            filed = matter.decisions(review.analysis).items()
            assert {n: (d.code, d.note) for n, d in filed if d.code or d.note} == told
        assert self.desk.undo_stack.canUndo() == bool(self.past)

    def teardown(self) -> None:
        matter = self.desk.matter
        assert matter is not None
        assert matter.verify() == []
        self.desk.close_matter()
        self.folder.cleanup()

    def note_of(self, number: int) -> str:
        return self.standing.get(number, (None, ""))[1]

    def change(self, after: Standing) -> None:
        self.past.append(self.standing)
        self.standing = {**self.standing, **after}
        self.undone = []

    def forget(self) -> None:
        self.past, self.undone = [], []


def test_a_reviewer_who_does_anything_in_any_order(window: Window) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    class Here(Reviewer):
        pass

    Here.window = window
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
