"""What the desk sends out to be done: each errand runs a workflow and brings its result back to the desk."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal

from workbench.domain.review import Attempt
from workbench.domain.standing import Standing
from workbench.ui.desk import Desk
from workbench.ui.errand import Errand, State
from workbench.ui.exhibit_errands import ANALYSES, LIBRARIES, PAPERS, ExhibitErrands
from workbench.ui.settings import strikes_public_domain

if TYPE_CHECKING:
    from workbench.evidence import Policy
    from workbench.intake import Taken
    from workbench.jobs import Worker
    from workbench.workflows.read_files import Reading

SAMPLE_MATTER = "demo.matter"


def _spawned() -> "Worker":
    from workbench.jobs import Worker

    return Worker()


class Errands(ExhibitErrands):
    """Runs workflows for the desk; the row at the foot lists what is `running`."""

    sample_made = Signal(Path)
    """The sample matter lies here."""
    standings_changed = Signal()
    """More is known of how the libraries stand."""

    def __init__(self, desk: Desk, make_worker: "Callable[[], Worker]" = _spawned) -> None:
        super().__init__(desk, make_worker)
        self._analyses: dict[int, Errand] = {}
        self._standings: dict[Path, Standing] = {}
        self._asked: tuple[int, int] | None = None
        desk.screening_changed.connect(self._ask_proposals)
        desk.matter_changed.connect(self._on_matter)
        desk.libraries_changed.connect(self._look_at_libraries)

    @property
    def running(self) -> Sequence[Errand]:
        """Errands that run or wait, in the order in which they were taken on."""
        return self._running

    def analysis_of(self, output_id: int) -> Errand | None:
        """The analysis of an output that runs or waits."""
        return self._analyses.get(output_id)

    def standing(self, library: Path) -> Standing | None:
        """How a library stands; None while that is not known."""
        return self._standings.get(library)

    def warm(self) -> None:
        """Make the first analysis begin at once."""
        self._lanes[ANALYSES].warm("workbench.workflows.analyze_next")

    def stop(self) -> None:
        """End everything; what is in the matter stays in it."""
        for lane in self._lanes.values():
            lane.stop()

    def analyse(self, libraries: Sequence[Path], semantic: bool = True) -> None:
        """Analyse the output on the desk: what is found is shown as it comes, and kept when it is whole."""
        review = self._desk.review
        if review is not None:
            self._analyse(review.output_id, review.document.name, libraries, semantic)

    def analyse_all(self, libraries: Sequence[Path], semantic: bool = True) -> None:
        """Analyse every output that was not analysed yet, one after the other."""
        for entry in self._desk.outputs():
            if entry.analysis is None:
                self._analyse(entry.id, entry.name, libraries, semantic)

    def _analyse(self, number: int, name: str, libraries: Sequence[Path], semantic: bool) -> None:
        matter = self._desk.matter
        if matter is None or number in self._analyses:
            return

        def arguments() -> dict[str, Any]:
            return {
                "output": matter.output(number),
                "libraries": tuple(libraries),
                "semantic": semantic,
                "policy": self._policy(),
            }

        title = self.tr("Analysing {0}").format(name)
        errand = self._send(ANALYSES, title, "analyze_next:analyze_next", arguments, ("output", number))
        errand.again = partial(self._analyse, number, name, libraries, semantic)
        self._analyses[number] = errand
        show, keep = self._desk.show_provisional, self._desk.record
        errand.partial.connect(self._while_open(lambda screening: show(number, screening)))
        errand.done.connect(self._while_open(lambda screening: keep(number, screening)))
        errand.failed.connect(self._desk.faulted)
        errand.begun.connect(self._desk.outputs_changed)
        errand.ended.connect(lambda: self._analysis_ended(number, errand))
        self._desk.outputs_changed.emit()

    def _policy(self) -> "Policy | None":
        """What is not to count in outputs of this matter."""
        phrases, public_domain = self._desk.ignored(), strikes_public_domain()
        if not phrases and not public_domain:
            return None
        from workbench.evidence import Policy

        return Policy(ignored=phrases, strike_public_domain=public_domain)

    def find_alike(self, analysis: int, finding: int) -> Errand | None:
        """Look for findings elsewhere in the matter with the same source words; they are its result."""
        return self._ask("likeness:findings_alike", analysis=analysis, finding=finding)

    def _ask_proposals(self) -> None:
        """Ask what decisions about an earlier analysis propose for the one on the desk."""
        review, old = self._desk.review, self._desk.earlier_analysis()
        if review is None or review.analysis is None or old is None or self._asked == (old, review.analysis):
            return
        self._asked = (old, review.analysis)
        new = review.analysis
        errand = self._ask("likeness:carried_over", old=old, new=new)
        if errand:
            errand.done.connect(self._while_open(lambda found: self._desk.propose(new, found)))

    def _ask(self, workflow: str, **arguments: Any) -> Errand | None:
        """Run a workflow on the matter that is not listed among what runs."""
        matter = self._desk.matter
        if matter is None:
            return None
        told = {"matter": matter.path, "passphrase": matter.passphrase, **arguments}
        errand = Errand("", f"workbench.workflows.{workflow}", told)
        errand.failed.connect(self._desk.faulted)
        self._lanes[PAPERS].add(errand)
        return errand

    def make_library(self, place: Path, paths: Sequence[Path]) -> None:
        """Make a library from files and folders, attach it, and embed it."""
        errand = self._send(
            LIBRARIES,
            self.tr("Making the library {0}").format(place.name),
            "build_library:create_library",
            path=place,
            paths=tuple(paths),
        )
        errand.done.connect(self._while_open(lambda report: self._library_made(place, report)))
        errand.failed.connect(self._desk.faulted)

    def embed_library(self, place: Path) -> None:
        """Make a library searchable by meaning; it can be stopped, and goes on where it stopped."""
        errand = self._send(
            LIBRARIES,
            self.tr("Embedding {0}").format(place.name),
            "build_library:embed_library",
            about=place,
            path=place,
        )
        errand.again = partial(self.embed_library, place)
        errand.ended.connect(self._look_at_libraries)
        errand.failed.connect(self._desk.faulted)

    def ask_library(self, place: Path, workflow: str, title: str, **arguments: Any) -> Errand:
        """Run a workflow on the library at `place`; without a title it is not listed among what runs."""
        whole = f"workbench.workflows.{workflow}"
        if title:
            errand = self._send(LIBRARIES, title, workflow, path=place, **arguments)
            errand.ended.connect(self._look_at_libraries)
        else:
            errand = Errand("", whole, {"path": place, **arguments})
            self._lanes[ANALYSES].add(errand)
        return errand

    def read_files(self, paths: Sequence[Path], attempt: Attempt) -> None:
        """Read files, and put each into the matter as an output."""
        errand = self._send(PAPERS, self.tr("Reading files"), "read_files:read_files", paths=tuple(paths))
        errand.done.connect(self._while_open(lambda reading: self._files_read(reading, attempt)))
        errand.failed.connect(self._desk.faulted)

    def make_sample(self, folder: Path) -> Errand:
        """Make the sample matter in `folder`."""
        errand = self._send(PAPERS, self.tr("Making the sample matter"), "demo:demo", folder=folder)
        errand.done.connect(lambda _: self.sample_made.emit(folder / SAMPLE_MATTER))
        errand.failed.connect(self._desk.faulted)
        return errand

    def _on_matter(self) -> None:
        self._asked = None
        for errand in [*self._analyses.values()]:
            errand.again = None
            errand.cancel()
        self._analyses.clear()
        self._look_at_libraries()

    def _analysis_ended(self, number: int, errand: Errand) -> None:
        if self._analyses.get(number) is not errand:
            return
        del self._analyses[number]
        self._desk.drop_provisional(number)
        if errand.state is State.CANCELLED:
            self._desk.noted.emit(
                self.tr("The analysis was stopped before it was whole; nothing was recorded.")
            )
        self._desk.outputs_changed.emit()

    def _library_made(self, place: Path, report: Any) -> None:
        self._desk.attach_library(place)
        if report.refusals:
            self._desk.noted.emit(self.tr("Works added: {0:,}.").format(report.added))
            self._desk.refused.emit(report.refusals)
        self.embed_library(place)

    def _look_at_libraries(self) -> None:
        paths = tuple(self._desk.libraries())
        if paths:
            look = Errand("", "workbench.workflows.library_standing:library_standing", {"paths": paths})
            look.done.connect(self._libraries_seen)
            ready = Errand("", "workbench.workflows.analyze_next:make_ready", {"libraries": paths})
            for errand in (look, ready):
                self._lanes[ANALYSES].add(errand)

    def _libraries_seen(self, standings: Sequence[Standing]) -> None:
        self._standings |= {standing.path: standing for standing in standings}
        self.standings_changed.emit()

    def _files_read(self, reading: "Reading", attempt: Attempt) -> None:
        self._file(list(reading.taken), attempt, lambda: self._desk.record_refusals(reading.refusals))

    def _file(self, texts: "list[Taken]", attempt: Attempt, then: Callable[[], object]) -> None:
        """Put texts into the matter one at a time, so that the window goes on answering; then go on."""
        if not texts:
            then()
            return
        taken, *rest = texts
        self._desk.add_output(taken.document, taken.original, taken.obtained(attempt))
        go_on = self._while_open(lambda _: self._file(rest, attempt, then))
        QTimer.singleShot(0, self, lambda: go_on(None))
