"""The open matter and what lies on the desk from it: the one object that views speak to and listen to."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from workbench.domain.analysis import Screening
from workbench.domain.code import CODES, Code
from workbench.domain.document import Document
from workbench.domain.errors import WorkbenchError
from workbench.domain.exhibit import Caption
from workbench.domain.review import Attempt, Decision
from workbench.ui.decision_steps import DecisionStep
from workbench.ui.review import Review
from workbench.ui.reviewer import reviewer_name

if TYPE_CHECKING:
    from workbench.intake import Refusal
    from workbench.matter import Matter, OutputEntry


class Desk(QObject):
    """Holds the matter and the output under review; every change goes through it and is said by a signal."""

    matter_changed = Signal()
    """Another matter, or none."""
    outputs_changed = Signal()
    """The list of outputs, or how far their review is."""
    libraries_changed = Signal()
    codes_changed = Signal()
    """What reviewers of the matter can decide."""
    exhibits_changed = Signal()
    output_changed = Signal()
    """Another output lies on the desk, or none."""
    screening_changed = Signal()
    """The findings of the output on the desk are others now."""
    finding_changed = Signal()
    """Another finding is in focus, or another of its sources."""
    decided = Signal(int)
    """The decision or note of the finding with this number."""
    faulted = Signal(str, str)
    """What went wrong, and the remedy."""
    refused = Signal(object)
    """The refusals of files that could not be read, each with its name and its reason."""
    noted = Signal(str)
    """One sentence about what was done."""

    def __init__(self) -> None:
        super().__init__()
        self.undo_stack = QUndoStack(self)
        self._matter: Matter | None = None
        self._review: Review | None = None
        self._provisional: dict[int, Screening] = {}
        self._history: dict[int, list[Decision]] | None = None
        self._exhibits: list[Path] = []

    @property
    def matter(self) -> "Matter | None":
        """The open matter."""
        return self._matter

    @property
    def review(self) -> Review | None:
        """The output on the desk and the state of its review."""
        return self._review

    def create_matter(self, path: Path) -> None:
        """Make a new matter and open it; raises MatterFault and StorageFault."""
        from workbench.matter import Matter

        self._take(Matter.create(path, reviewer_name(), hold=True))

    def open_matter(self, path: Path, passphrase: str = "") -> None:
        """Open a matter in place of the one that is open; raises MatterFault and StorageFault."""
        from workbench.matter import Matter

        matter = Matter.open(path, reviewer_name(), hold=True, passphrase=passphrase)
        self._take(matter)
        if matter.held_by:
            said = self.tr("This matter can only be read here: {0}.").format(matter.held_by)
            self.faulted.emit(said, self.tr("Close it there; then it can be changed here, too."))
        else:
            self._try(lambda opened: opened.back_up())

    def close_matter(self) -> None:
        """Let go of the matter; everything is in its file already."""
        if self._matter is not None:
            self._let_go()
            self.matter_changed.emit()

    def outputs(self) -> "Sequence[OutputEntry]":
        """The matter's outputs, in the order in which they were added."""
        return self._matter.outputs() if self._matter else []

    def libraries(self) -> list[Path]:
        """The libraries attached to the matter."""
        return self._matter.libraries() if self._matter else []

    def codes(self) -> tuple[Code, ...]:
        """The codes of the matter, retired ones too."""
        return self._matter.codes() if self._matter else CODES

    def set_codes(self, codes: Sequence[Code]) -> None:
        """Change the codes of the matter."""
        if self._try(lambda matter: matter.set_codes(codes)):
            self.codes_changed.emit()
            if self._review:
                self._refresh(self._review.output_id)

    def exhibits(self) -> list[Path]:
        """The exhibits made since the matter was opened, the latest last."""
        return self._exhibits

    def attach_library(self, path: Path) -> None:
        """Attach a library to the matter."""
        if self._try(lambda matter: matter.attach_library(path)):
            self.libraries_changed.emit()

    def set_caption(self, caption: Caption) -> bool:
        """Change the head of the exhibits' covers; whether it was kept."""
        return self._try(lambda matter: matter.set_caption(caption))

    def add_exhibit(self, path: Path, profile: str = "") -> None:
        """List an exhibit that was made, and remember it in the matter."""
        try:
            made = path.read_bytes()
        except OSError:
            self.faulted.emit(self.tr("{0} cannot be read.").format(path.name), self.tr("Print it again."))
            return
        self._try(lambda matter: matter.record_exhibit(path.name, made, profile))
        self._exhibits = [*(made for made in self._exhibits if made != path), path]
        self.exhibits_changed.emit()

    def add_output(self, document: Document, original: bytes, attempt: Attempt) -> int | None:
        """Put a text into the matter and on the desk; its number, or None after a fault that was said."""
        numbers: list[int] = []
        if not self._try(lambda matter: numbers.append(matter.add_output(document, original, attempt))):
            return None
        self.outputs_changed.emit()
        self.choose_output(numbers[0])
        return numbers[0]

    def read_again(self, encoding: str) -> None:
        """Read the original of the output on the desk in another encoding, as a further output.

        The first reading stays, with what was decided about it.
        """
        from workbench.intake import decode

        review = self._review
        if review is None or self._matter is None:
            return
        try:
            original = self._matter.original(review.output_id)
            document = decode(review.document.name, original, encoding)
        except WorkbenchError as fault:
            self.faulted.emit(fault.message, fault.remedy)
            return
        said = self.tr("Read in the encoding {0}, which the reviewer chose.").format(encoding)
        again = replace(document, warnings=(said,), origin=review.document.origin)
        self.add_output(again, original, review.attempt)

    def record_refusals(self, refusals: "Sequence[Refusal]") -> None:
        """Put on record which files could not be read, and say so."""
        if refusals:
            listed = [(refusal.name, refusal.reason) for refusal in refusals]
            self._try(lambda matter: matter.record_refusals(listed))
            self.refused.emit(refusals)

    def choose_output(self, number: int | None) -> None:
        """Lay another output on the desk, or clear it."""
        if number == (self._review.output_id if self._review else None):
            return
        self._review = None
        self.undo_stack.clear()
        if number is not None:
            self._try(lambda matter: self._lay(matter, number))
        self.output_changed.emit()
        self._say_findings(self._review.closest(None) if self._review else None)

    def show_provisional(self, number: int, screening: Screening) -> None:
        """Show what an analysis has found so far."""
        self._provisional[number] = screening
        self._refresh(number)

    def drop_provisional(self, number: int) -> None:
        """Go back to what the matter holds, after an analysis that was not finished."""
        if self._provisional.pop(number, None) is not None:
            self._refresh(number)

    def record(self, number: int, screening: Screening) -> None:
        """Keep a finished analysis in the matter, and show it."""
        self._provisional.pop(number, None)
        kept = self._try(lambda matter: matter.record(number, screening))
        self._refresh(number)
        if kept:
            self.outputs_changed.emit()

    def choose_finding(self, number: int | None) -> None:
        """Bring a finding into focus."""
        review = self._review
        if review is None or number == review.focus:
            return
        self._review = replace(review, focus=number, source_index=0)
        self.finding_changed.emit()

    def step_source(self, step: int) -> None:
        """Look at the next or the previous source of the finding in focus, round and round."""
        place = self._review.source_place if self._review else None
        if self._review and place and place.count > 1:
            self._review = replace(self._review, source_index=(place.index + step) % place.count)
            self.finding_changed.emit()

    def decide(self, code: str) -> None:
        """Decide about the finding in focus, its note kept; the same decision again takes it back."""
        standing, note = self._standing()
        self._change_decision(None if standing == code else code, note)

    def write_note(self, note: str) -> None:
        """Write a note to the finding in focus, its decision kept."""
        standing, _ = self._standing()
        self._change_decision(standing, note)

    def history(self, finding: int) -> Sequence[Decision]:
        """Every decision about a finding of the output on the desk, the oldest first."""
        if self._matter is None or self._review is None or self._review.analysis is None:
            return []
        if self._history is None:
            self._history = self._matter.history(self._review.analysis)
        return self._history.get(finding, [])

    def say(self, fault: WorkbenchError) -> None:
        """Say a fault where the work is."""
        self.faulted.emit(fault.message, fault.remedy)

    def _take(self, matter: "Matter") -> None:
        self._let_go()
        self._matter = matter
        self.matter_changed.emit()
        entries = matter.outputs()
        self.choose_output(entries[0].id if entries else None)

    def _let_go(self) -> None:
        if self._matter is not None:
            self._matter.close()
        self._matter = None
        self._review = None
        self._history = None
        self._provisional = {}
        self._exhibits = []
        self.undo_stack.clear()

    def _lay(self, matter: "Matter", number: int) -> None:
        """Put an output on the desk as the matter holds it, or as a running analysis has it."""
        entry = next(entry for entry in matter.outputs() if entry.id == number)
        self._history = None
        review = Review(number, matter.output(number), entry.attempt, codes=matter.codes())
        if number in self._provisional:
            review = replace(review, screening=self._provisional[number])
        elif entry.analysis is not None:
            review = replace(
                review,
                screening=matter.screening(entry.analysis),
                analysis=entry.analysis,
                decisions=matter.decisions(entry.analysis),
            )
        self._review = review
        gc.freeze()  # ten thousand findings are not to be walked through at every collection: it is felt

    def _refresh(self, number: int) -> None:
        """Lay the output on the desk anew, if it lies there, and keep to the finding in focus."""
        if self._review is None or self._review.output_id != number:
            return
        focus = self._review.finding
        self.undo_stack.clear()
        if self._try(lambda matter: self._lay(matter, number)):
            self._say_findings(self._review.closest(focus))

    def _say_findings(self, focus: int | None) -> None:
        if self._review is not None:
            self._review = replace(self._review, focus=focus)
        self.screening_changed.emit()
        self.finding_changed.emit()

    def _standing(self) -> tuple[str | None, str]:
        review = self._review
        decision = review.decisions.get(review.focus or 0) if review else None
        return (decision.code, decision.note) if decision else (None, "")

    def _change_decision(self, code: str | None, note: str) -> None:
        before = self._standing()
        review = self._review
        if review is None or review.analysis is None or review.focus is None or before == (code, note):
            return
        self.undo_stack.push(DecisionStep(self._put_decision, review.focus, before, (code, note)))

    def _put_decision(self, finding: int, code: str | None, note: str) -> bool:
        review = self._review
        if review is None or review.analysis is None:
            return False
        analysis = review.analysis
        made: list[Decision] = []
        if not self._try(lambda matter: made.append(matter.decide(analysis, finding, code, note))):
            return False
        self._review = replace(review, decisions={**review.decisions, finding: made[0]})
        if self._history is not None:
            self._history.setdefault(finding, []).extend(made)
        self.choose_finding(finding)
        self.decided.emit(finding)
        self.outputs_changed.emit()
        return True

    def _try(self, change: "Callable[[Matter], object]") -> bool:
        """Do something with the matter; an expected fault is said, and gives False."""
        if self._matter is None:
            return False
        try:
            change(self._matter)
        except WorkbenchError as fault:
            self.say(fault)
            return False
        return True
