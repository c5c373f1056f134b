"""The open matter: its settings, its libraries, its exhibits; every change goes through here and is said."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from workbench.domain.code import CODES, Code
from workbench.domain.errors import StorageFault, WorkbenchError
from workbench.domain.exhibit import Caption, ExhibitRecord
from workbench.domain.review import AttemptEntry
from workbench.ui.filing import Filing
from workbench.ui.reviewer import reviewer_name, set_reviewer_name

if TYPE_CHECKING:
    from workbench.intake import Refusal
    from workbench.matter import Matter, OutputEntry


class MatterDesk(QObject):
    """What is done to the matter as a whole."""

    matter_changed = Signal()
    """Another matter, or none."""
    outputs_changed = Signal()
    """The list of outputs, or how far their review is."""
    libraries_changed = Signal()
    codes_changed = Signal()
    """What reviewers of the matter can decide, the notes on offer, or the words that do not count."""
    reviewer_changed = Signal()
    """Another person works here, or sees only what is theirs."""
    attempts_changed = Signal()
    exhibits_changed = Signal()
    faulted = Signal(str, str)
    """What went wrong, and the remedy."""
    refused = Signal(object)
    """The refusals of files that could not be read, each with its name and its reason."""
    rows_refused = Signal(object)
    """Why rows of a table were not taken, a sentence each."""
    noted = Signal(str)
    """One sentence about what was done."""

    def __init__(self) -> None:
        super().__init__()
        self._matter: Matter | None = None
        self._printed_to: dict[int, Path] = {}
        self._filing = Filing(self.say)

    @property
    def matter(self) -> "Matter | None":
        """The open matter."""
        return self._matter

    @property
    def reviewer(self) -> str:
        """Who makes the changes."""
        return self._matter.reviewer if self._matter else reviewer_name()

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

    def sign_as(self, reviewer: str) -> None:
        """Let another person work here from now on; an empty name goes back to the system's."""
        set_reviewer_name(reviewer)
        if self._matter is None or self._try(lambda matter: matter.sign_as(reviewer_name())):
            self.reviewer_changed.emit()

    def outputs(self) -> "Sequence[OutputEntry]":
        """The matter's outputs, in the order in which they were added."""
        return self._matter.outputs() if self._matter else []

    def mark_output(self, number: int, privileged: bool) -> None:
        """Say whether an output is left out of exhibits and exports."""
        if self._try(lambda matter: matter.mark_output(number, privileged)):
            self.outputs_changed.emit()

    def record_refusals(self, refusals: "Sequence[Refusal]") -> None:
        """Put on record which files could not be read, and say so."""
        if refusals:
            listed = [(refusal.name, refusal.reason) for refusal in refusals]
            self._try(lambda matter: matter.record_refusals(listed))
            self.refused.emit(refusals)

    def libraries(self) -> list[Path]:
        """The libraries attached to the matter."""
        return self._matter.libraries() if self._matter else []

    def attach_library(self, path: Path) -> None:
        """Attach a library to the matter."""
        if self._try(lambda matter: matter.attach_library(path)):
            self.libraries_changed.emit()

    def codes(self) -> tuple[Code, ...]:
        """The codes of the matter, retired ones too."""
        return self._matter.codes() if self._matter else CODES

    def set_codes(self, codes: Sequence[Code]) -> bool:
        """Change the codes of the matter; whether they were kept."""
        return self._set(lambda matter: matter.set_codes(codes))

    def note_presets(self) -> tuple[str, ...]:
        """Notes that are written often."""
        return self._matter.note_presets() if self._matter else ()

    def set_note_presets(self, presets: Sequence[str]) -> bool:
        """Change the notes on offer; whether they were kept."""
        return self._set(lambda matter: matter.set_note_presets(presets))

    def ignored(self) -> tuple[str, ...]:
        """Phrases and patterns that are not to count."""
        return self._matter.ignored() if self._matter else ()

    def set_ignored(self, phrases: Sequence[str]) -> bool:
        """Change what is not to count, from the next analysis on; whether it was kept."""
        return self._set(lambda matter: matter.set_ignored(phrases))

    def attempts(self, output: int | None = None) -> list[AttemptEntry]:
        """The ledger of attempts, or that of one output."""
        return self._matter.attempts(output) if self._matter else []

    def put_attempt(self, entry: AttemptEntry) -> bool:
        """Enter an attempt, or correct the entry of its number; whether it was kept."""

        def put(matter: "Matter") -> None:
            if entry.number:
                matter.edit_attempt(entry)
            else:
                matter.add_attempts([entry])

        return self._after_attempts(put)

    def import_attempts(self, name: str, table: bytes) -> None:
        """Enter the attempts of a CSV table, and list the rows that were not taken."""
        from workbench.matter import read_attempts

        outputs = self.outputs()
        numbers = {str(entry.id): entry.id for entry in outputs}
        try:
            taken = read_attempts(table, name, {entry.name: entry.id for entry in outputs} | numbers)
        except WorkbenchError as fault:
            self.say(fault)
            return
        if taken.entries and not self._after_attempts(lambda matter: matter.add_attempts(taken.entries)):
            return
        self.noted.emit(self.tr("Attempts entered: {0:,}.").format(len(taken.entries)))
        if taken.bad_rows:
            self.rows_refused.emit(taken.bad_rows)

    def set_caption(self, caption: Caption) -> bool:
        """Change the head of the exhibits' covers; whether it was kept."""
        return self._try(lambda matter: matter.set_caption(caption))

    def exhibits(self) -> list[ExhibitRecord]:
        """The exhibits that were made from the matter, in the order of making."""
        return self._matter.exhibits() if self._matter else []

    def place_of(self, exhibit: ExhibitRecord) -> Path | None:
        """Where the file of an exhibit lies: where it was printed to, or beside the matter; else None."""
        if self._matter is None:
            return None
        place = self._printed_to.get(exhibit.number, self._matter.path.with_name(exhibit.name))
        return place if place.is_file() else None

    def add_exhibit(self, path: Path, profile: str = "", selection: Mapping[str, Any] | None = None) -> None:
        """Remember in the matter an exhibit that was made."""

        def remember(matter: "Matter") -> int:
            try:
                made = path.read_bytes()
            except OSError as fault:
                raise StorageFault(f"{path.name} cannot be read.", "Print it again.") from fault
            return matter.record_exhibit(path.name, made, profile, selection)

        def show(number: int | None) -> None:
            if number is not None:
                self._printed_to[number] = path
                self.exhibits_changed.emit()

        if self._matter is not None:
            self._filing.file(self._matter, remember, show)

    def finish_filing(self) -> None:
        """Wait until everything that is being put into the matter is in its file."""
        self._filing.finish()

    def say(self, fault: WorkbenchError) -> None:
        """Say a fault where the work is."""
        self.faulted.emit(fault.message, fault.remedy)

    def _take(self, matter: "Matter") -> None:
        self._let_go()
        self._matter = matter
        self.matter_changed.emit()

    def _let_go(self) -> None:
        self._filing.finish()
        if self._matter is not None:
            self._matter.close()
        self._matter = None
        self._printed_to = {}

    def _set(self, change: "Callable[[Matter], object]") -> bool:
        kept = self._try(change)
        if kept:
            self.codes_changed.emit()
        return kept

    def _after_attempts(self, change: "Callable[[Matter], object]") -> bool:
        kept = self._try(change)
        if kept:
            self.attempts_changed.emit()
        return kept

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
