"""The output on the desk: which one, what was found in it, which finding is in focus."""

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QUndoStack

from workbench.domain.analysis import Screening
from workbench.domain.document import Document
from workbench.domain.errors import WorkbenchError
from workbench.domain.review import Attempt, Decision
from workbench.ui.matter_desk import MatterDesk
from workbench.ui.review import Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.matter import Matter


class OutputDesk(MatterDesk):
    """One output at a time, as the matter holds it or as a running analysis has it."""

    output_changed = Signal()
    """Another output lies on the desk, or none."""
    screening_changed = Signal()
    """The findings of the output on the desk are others now, or many decisions about them."""
    finding_changed = Signal()
    """Another finding is in focus, or another of its sources."""

    def __init__(self) -> None:
        super().__init__()
        self.undo_stack = QUndoStack(self)
        self._review: Review | None = None
        self._provisional: dict[int, Screening] = {}
        self._being_kept: set[int] = set()
        self._kept: tuple[int, Screening] | None = None
        self._history: dict[int, list[Decision]] | None = None
        self._struck_shown = True
        self._focusing = QTimer(self)
        self._focusing.setSingleShot(True)
        self._focusing.setInterval(0)
        self._focusing.timeout.connect(lambda: QTimer.singleShot(0, self, self.finding_changed.emit))
        self.codes_changed.connect(self._lay_anew)

    @property
    def review(self) -> Review | None:
        """The output on the desk and the state of its review."""
        return self._review

    def add_output(self, document: Document, original: bytes, attempt: Attempt) -> int | None:
        """Put a text into the matter and on the desk; its number, or None after a fault that was said."""
        numbers: list[int] = []
        if not self._try(lambda matter: numbers.append(matter.add_output(document, original, attempt))):
            return None
        self.outputs_changed.emit()
        self.attempts_changed.emit()
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
            self.say(fault)
            return
        said = self.tr("Read in the encoding {0}, which the reviewer chose.").format(encoding)
        again = replace(document, warnings=(said,), origin=review.document.origin)
        self.add_output(again, original, review.attempt)

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
        if number not in self._being_kept and self._provisional.pop(number, None) is not None:
            self._refresh(number)

    def record(self, number: int, screening: Screening) -> None:
        """Keep a finished analysis in the matter; until it is kept, it is shown as still coming in."""
        if self._matter is None:
            return
        self._being_kept.add(number)
        self._provisional[number] = screening
        self._filing.file(
            self._matter,
            lambda matter: matter.record(number, screening),
            lambda analysis: self._recorded(number, screening, analysis),
        )

    def _recorded(self, number: int, screening: Screening, analysis: int | None) -> None:
        self._being_kept.discard(number)
        self._provisional.pop(number, None)
        self._kept = None if analysis is None else (analysis, screening)
        self._refresh(number)
        self._kept = None
        if analysis is not None:
            self.outputs_changed.emit()

    def choose_finding(self, number: int | None) -> None:
        """Bring a finding into focus."""
        review = self._review
        if review is None or number == review.focus:
            return
        self._review = replace(review, focus=number, source_index=0)
        self.finding_changed.emit()

    def show_struck(self, shown: bool) -> None:
        """Show what is struck, dim, or leave it out of sight."""
        self._struck_shown = shown
        if self._review is not None:
            before = self._review.finding
            self._review = replace(self._review, struck_shown=shown)
            self._say_findings(self._review.closest(before))

    def step_source(self, step: int) -> None:
        """Look at the next or the previous source of the finding in focus, round and round."""
        place = self._review.source_place if self._review else None
        if self._review and place and place.count > 1:
            self._review = replace(self._review, source_index=(place.index + step) % place.count)
            self.finding_changed.emit()

    def _take(self, matter: "Matter") -> None:
        super()._take(matter)
        entries = matter.outputs()
        self.choose_output(entries[0].id if entries else None)

    def _let_go(self) -> None:
        super()._let_go()
        self._review = None
        self._history = None
        self._provisional = {}
        self._being_kept = set()
        self.undo_stack.clear()

    def _decisions_of(self, matter: "Matter", analysis: int) -> "Mapping[int, Decision]":
        return matter.decisions(analysis)

    def _lay(self, matter: "Matter", number: int) -> None:
        """Put an output on the desk as the matter holds it, or as a running analysis has it."""
        entry = next(entry for entry in matter.outputs() if entry.id == number)
        self._history = None
        there = self._review if self._review and self._review.output_id == number else None
        document = there.document if there else matter.output(number)
        shown = self._struck_shown
        review = Review(number, document, entry.attempt, codes=matter.codes(), struck_shown=shown)
        if number in self._provisional:
            review = replace(review, screening=self._provisional[number])
        elif entry.analysis is not None:
            review = replace(
                review,
                screening=self._screening(matter, entry.analysis),
                analysis=entry.analysis,
                decisions=self._decisions_of(matter, entry.analysis),
            )
        self._review = review
        gc.freeze()  # ten thousand findings are not to be walked through at every collection: it is felt

    def _screening(self, matter: "Matter", analysis: int) -> Screening:
        """A recorded analysis: the one at hand, if it is this, for reading a large one is felt."""
        if self._kept and self._kept[0] == analysis:
            return self._kept[1]
        if self._review and self._review.screening and self._review.analysis == analysis:
            return self._review.screening
        return matter.screening(analysis)

    def _lay_anew(self) -> None:
        if self._review is not None:
            self._refresh(self._review.output_id)

    def _refresh(self, number: int) -> None:
        """Lay the output on the desk anew, if it lies there, and keep to the finding in focus."""
        if self._review is None or self._review.output_id != number:
            return
        focus = self._review.finding
        self.undo_stack.clear()
        if self._try(lambda matter: self._lay(matter, number)):
            self._say_findings(self._review.closest(focus))

    def _say_findings(self, focus: int | None) -> None:
        """Say that the findings are others, and two turns of the event loop later that their focus is.

        Each lays out a text, and what the first shows is painted in between; all in one turn would be felt.
        """
        if self._review is not None:
            self._review = replace(self._review, focus=focus)
        self.screening_changed.emit()
        self._focusing.start()
