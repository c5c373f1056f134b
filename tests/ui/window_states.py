"""The states of the window that pictures are made of."""

from dataclasses import replace
from pathlib import Path
from time import monotonic

from tests.ui.sample import OUTPUT, OUTPUT_DOCUMENT, document, screening
from workbench.domain.code import offered
from workbench.domain.progress import Progress
from workbench.domain.review import Attempt
from workbench.domain.standing import Standing
from workbench.intake import Refusal
from workbench.ui.commands import Commands
from workbench.ui.errand import Errand, State
from workbench.ui.facets import Facet
from workbench.ui.recent import remember_matter
from workbench.ui.window import Window

ATTEMPT = Attempt("example-model-2", "Write of a lighthouse keeper.", "2026-10-01", "R. Roe")


def library_folder(place: Path) -> Path:
    library = place / "Coastal prose"
    library.mkdir(exist_ok=True)
    return library


def open_matter(window: Window, place: Path) -> None:
    window.theme.choose("light")
    window.desk.create_matter(place / "Doe v. Example.matter")
    window.desk.attach_library(library_folder(place))
    window.errands._libraries_seen([Standing(library_folder(place), 14, 0.84)])


def reviewed(window: Window, place: Path) -> None:
    open_matter(window, place)
    number = window.desk.add_output(OUTPUT_DOCUMENT, OUTPUT.encode(), ATTEMPT)
    assert number is not None
    window.desk.record(number, screening())
    window.desk.finish_filing()
    window.desk.choose_finding(1)
    window.desk.decide("reproduced")
    window.desk.choose_finding(2)
    window.desk.decide("unsure")
    window.desk.write_note("Ask the client for the second edition.")


def under_way(window: Window, title: str, progress: Progress) -> None:
    errand = Errand(title, "none:none", {})
    window.errands.started.emit(errand)
    errand.state, errand._step_began = State.RUNNING, monotonic() - 40
    errand.progress = progress
    errand.changed.emit()


def welcome(window: Window, place: Path) -> None:
    window.theme.choose("light")
    for name in ("Doe v. Example", "Marlow Estate v. Example", "Spring catalogue"):
        (place / f"{name}.matter").touch()
        remember_matter(place / f"{name}.matter")
    window.welcome._show_recent()


def empty(window: Window, place: Path) -> None:
    open_matter(window, place)


def pasted(window: Window, place: Path) -> None:
    open_matter(window, place)
    window.compose._box.setPlainText(OUTPUT)
    window.compose._model.setText("example-model-2")


def not_analysed(window: Window, place: Path) -> None:
    open_matter(window, place)
    window.desk.add_output(OUTPUT_DOCUMENT, OUTPUT.encode(), ATTEMPT)


def running(window: Window, place: Path) -> None:
    not_analysed(window, place)
    window.desk.show_provisional(1, screening(2))
    under_way(window, "Analysing reply-014.txt", Progress(17, 48, "aligning works"))
    under_way(window, "Embedding Coastal prose", Progress(2840, 3381, "embedding passages"))


def light(window: Window, place: Path) -> None:
    reviewed(window, place)


def dark(window: Window, place: Path) -> None:
    reviewed(window, place)
    window.theme.choose("dark")


def beside(window: Window, place: Path) -> None:
    reviewed(window, place)
    window.findChildren(Commands)[0].actions["beside"].trigger()


def contrast(window: Window, place: Path) -> None:
    reviewed(window, place)
    window.theme.choose("contrast")


def competing(window: Window, place: Path) -> None:
    reviewed(window, place)
    window.desk.choose_finding(5)
    window.desk.step_source(1)


def fault(window: Window, place: Path) -> None:
    reviewed(window, place)
    window.desk.faulted.emit(
        "The background process ended unexpectedly.", "Nothing that was saved is lost. Try again."
    )


def larger(window: Window, place: Path) -> None:
    reviewed(window, place)
    for side in (window.review_page.texts.output, window.review_page.texts.source):
        side.pane.set_type(window.theme.document.family(), 24)


def coloured(window: Window, place: Path) -> None:
    reviewed(window, place)
    _coloured(window)


def _coloured(window: Window) -> None:
    colours = ("#D55E00", "#009E73", "", "#56B4E9", "#CC79A7")
    codes = zip(offered(window.desk.codes()), colours, strict=True)
    window.desk.set_codes([replace(code, colour=colour) for code, colour in codes])


def nothing_found(window: Window, place: Path) -> None:
    not_analysed(window, place)
    found = screening()
    coverage = replace(
        found.analysis.coverage, matched_words=0, gross_words=0, excluded=(), eligible_words=246
    )
    nothing = replace(found.analysis, findings=(), sources=(), coverage=coverage)
    window.desk.record(1, replace(found, analysis=nothing, sources={}))
    window.desk.finish_filing()


def refused(window: Window, place: Path) -> None:
    reviewed(window, place)
    reason = "contract.pdf is encrypted, and asks for a password."
    window.desk.refused.emit(
        [Refusal("contract.pdf", reason), Refusal("notes.docx", "notes.docx is no ZIP archive.")]
    )


def filtered(window: Window, place: Path) -> None:
    reviewed(window, place)
    findings = window.review_page.findings
    findings.facets.group_by_work(True)
    findings.model.choose(Facet.CLASS, ("counted",))
    findings.facets.show_choices()
    findings.table.selectAll()


def proposed(window: Window, place: Path) -> None:
    reviewed(window, place)
    window.desk.record(1, screening())
    window.desk.finish_filing()
    matter = window.desk.matter
    assert matter is not None
    window.desk.propose(2, matter.carry_over(1, 2))


def queue(window: Window, place: Path) -> None:
    reviewed(window, place)
    for number in range(2, 9):
        text = f"{OUTPUT}\n{number}"
        window.desk.add_output(document(f"reply-{number:03d}.txt", text), text.encode(), ATTEMPT)
    window.desk.mark_output(3, True)
    exhibit = place / "Exhibit A.pdf"
    exhibit.write_bytes(b"%PDF")
    window.desk.add_exhibit(exhibit, "letter")
    window.desk.finish_filing()
    window.desk.choose_output(1)
    for number in range(2, 8):
        under_way(window, f"Analysing reply-{number:03d}.txt", Progress(17, 48, "aligning works"))
    stopped = Errand("Embedding Coastal prose", "none:none", {})
    stopped.again = stopped.cancel
    window.errands.started.emit(stopped)
    stopped._end(State.CANCELLED)


def filtered_dark(window: Window, place: Path) -> None:
    filtered(window, place)
    window.theme.choose("dark")
