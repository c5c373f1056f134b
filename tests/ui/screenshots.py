"""Pictures of the window's main states: `python -m tests.ui.screenshots FOLDER [STATE...]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget

from tests.ui.sample import ALMANAC, ESSAY, OUTPUT, OUTPUT_DOCUMENT, document, of_another, screening
from workbench.domain.analysis import RightsShare
from workbench.domain.code import offered
from workbench.domain.holdings import Holding, Holdings
from workbench.domain.licence import terms_of
from workbench.domain.progress import Progress
from workbench.domain.review import Attempt, AttemptEntry
from workbench.domain.standing import Standing
from workbench.domain.work import Rights, Work
from workbench.intake import Refusal
from workbench.ui.commands import Commands
from workbench.ui.errand import Errand, State
from workbench.ui.export_dialog import ExportDialog
from workbench.ui.facets import Facet
from workbench.ui.help import KeysSheet
from workbench.ui.how_it_works import HowItWorks
from workbench.ui.library_dialog import LibraryDialog
from workbench.ui.main import application, open_window
from workbench.ui.recent import remember_matter
from workbench.ui.rights_summary import RightsSummary
from workbench.ui.settings_dialog import SettingsDialog
from workbench.ui.window import Window

SIZE = (1280, 800)
ATTEMPT = Attempt("example-model-2", "Write of a lighthouse keeper.", "2026-10-01", "R. Roe")


def settle(app: QApplication) -> None:
    """Let every layout and zero timer have its turn."""
    for _ in range(12):
        app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # windows that were closed are dressed no more


def take(app: QApplication, folder: Path) -> list[Path]:
    """Make every picture; gives their paths."""
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for title, state in STATES.items():
            made.append(_picture(app, folder, home, title, state))
    return made


def _picture(
    app: QApplication, folder: Path, home: Path, title: str, state: Callable[[Window, Path], QDialog | None]
) -> Path:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / title))
    QSettings().setValue("reviewer", "R. Roe")
    place = home / title
    place.mkdir(exist_ok=True)
    window = open_window(app)
    window.errands.stop()  # a picture needs no worker
    window.resize(*SIZE)
    window.show()
    dialog = state(window, place)
    settle(app)
    path = folder / f"{title}.png"
    (dialog or window).grab().save(str(path))
    if dialog:
        dialog.close()
    window.theme.choose("light")
    window.close()
    window.deleteLater()
    settle(app)
    return path


def _library(place: Path) -> Path:
    library = place / "Coastal prose"
    library.mkdir(exist_ok=True)
    return library


def _matter(window: Window, place: Path) -> None:
    window.theme.choose("light")
    window.desk.create_matter(place / "Doe v. Example.matter")
    window.desk.attach_library(_library(place))
    window.errands._libraries_seen([Standing(_library(place), 14, 0.84)])


def _reviewed(window: Window, place: Path) -> None:
    _matter(window, place)
    number = window.desk.add_output(OUTPUT_DOCUMENT, OUTPUT.encode(), ATTEMPT)
    assert number is not None
    window.desk.record(number, screening())
    window.desk.finish_filing()
    window.desk.choose_finding(1)
    window.desk.decide("reproduced")
    window.desk.choose_finding(2)
    window.desk.decide("unsure")
    window.desk.write_note("Ask the client for the second edition.")


def _errand(window: Window, title: str, progress: Progress) -> None:
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
    _matter(window, place)


def pasted(window: Window, place: Path) -> None:
    _matter(window, place)
    window.compose._box.setPlainText(OUTPUT)
    window.compose._model.setText("example-model-2")


def not_analysed(window: Window, place: Path) -> None:
    _matter(window, place)
    window.desk.add_output(OUTPUT_DOCUMENT, OUTPUT.encode(), ATTEMPT)


def running(window: Window, place: Path) -> None:
    not_analysed(window, place)
    window.desk.show_provisional(1, screening(2))
    _errand(window, "Analysing reply-014.txt", Progress(17, 48, "aligning works"))
    _errand(window, "Embedding Coastal prose", Progress(2840, 3381, "embedding passages"))


def light(window: Window, place: Path) -> None:
    _reviewed(window, place)


def dark(window: Window, place: Path) -> None:
    _reviewed(window, place)
    window.theme.choose("dark")


def beside(window: Window, place: Path) -> None:
    _reviewed(window, place)
    window.findChildren(Commands)[0].actions["beside"].trigger()


def contrast(window: Window, place: Path) -> None:
    _reviewed(window, place)
    window.theme.choose("contrast")


def competing(window: Window, place: Path) -> None:
    _reviewed(window, place)
    window.desk.choose_finding(5)
    window.desk.step_source(1)


def fault(window: Window, place: Path) -> None:
    _reviewed(window, place)
    window.desk.faulted.emit(
        "The background process ended unexpectedly.", "Nothing that was saved is lost. Try again."
    )


def larger(window: Window, place: Path) -> None:
    _reviewed(window, place)
    for side in (window.review_page.texts.output, window.review_page.texts.source):
        side.pane.set_type(window.theme.document.family(), 24)


def export(window: Window, place: Path) -> QDialog:
    _reviewed(window, place)
    matter = window.desk.matter
    assert matter is not None
    dialog = ExportDialog(matter.caption(), Path("/home/roe/Documents/Doe v. Example.matter"), window)
    dialog.open()
    return dialog


def keys(window: Window, place: Path) -> QDialog:
    window.theme.choose("light")
    dialog = KeysSheet(window)
    dialog.open()
    return dialog


def how_it_works(window: Window, place: Path) -> QDialog:
    window.theme.choose("light")
    dialog = HowItWorks(window.theme, window)
    dialog.show()
    dialog._words.setText("words")
    dialog._list.setCurrentRow(2)
    return dialog


def library(window: Window, place: Path) -> QDialog:
    window.theme.choose("light")
    folder = place / "Spring catalogue"
    folder.mkdir()
    (folder / "a.txt").write_text(ESSAY + ALMANAC)
    dialog = LibraryDialog(folder, window)
    dialog.open()
    return dialog


def library_page(window: Window, place: Path) -> QDialog:
    _matter(window, place)
    page = window.show_library(_library(place))
    facts = (
        ("Works", "214, and 3 older versions kept"),
        ("Words", "1,902,114"),
        ("On the disk", "18.4 MB"),
        ("Found by exact search", "100%"),
        ("Found by meaning", "84%"),
        ("Model", "all-MiniLM-L6-v2"),
        ("Index of meaning", "none: every vector is compared"),
        ("Licence known", "9; unknown 205"),
        ("Editions", "6 near-identical, of 2 works"),
        ("Control", "none was run"),
        ("Integrity", "sound, 2026-11-20 09:12 UTC"),
    )
    rights = [
        Rights("The Turning of the Tide", "M. Pilot", "Harbour Press", "1998", "CC-BY-SA-4.0"),
        Rights("Notes from an Orchard", "G. Warden", "G. Warden", "2011", "all-rights-reserved"),
        Rights(title="Almanac of the Coast", year="1871", licence="public-domain"),
        Rights(title="Found in a Drawer"),
    ]
    works = [
        Holding(
            Work(f"{number}", f"{number}.txt", "", 9_000, 17_204 - 3_100 * number, record), number % 2, number
        )
        for number, record in enumerate(rights)
    ]
    page.show_holdings(Holdings(_library(place), facts, tuple(works)))
    return page


def rights(window: Window, place: Path) -> QDialog:
    _matter(window, place)
    shares = []
    for holder, licence, words in (
        ("Harbour Press", "CC-BY-NC-SA-4.0", 212),
        ("G. Warden", "all-rights-reserved", 64),
        ("", "unknown", 40),
    ):
        terms = terms_of(licence)
        shares.append(
            RightsShare(holder, licence, terms.name, terms.asks, terms.known, words, words // 30, 31, 0, ())
        )
    analysis = replace(screening().analysis, rights=tuple(shares))
    dialog = RightsSummary(analysis, window)
    dialog.open()
    return dialog


def attempts(window: Window, place: Path) -> QDialog:
    from workbench.ui.attempts_page import AttemptsPage

    _reviewed(window, place)
    _tried(window)
    dialog = AttemptsPage(window.desk, window.theme, 1, window)
    dialog.show()
    return dialog


def _tried(window: Window) -> None:
    first = window.desk.attempts()[0]
    window.desk.put_attempt(replace(first, outcome="reproduced"))
    prompts = (
        "Write of a lighthouse keeper.",
        "Write of a lighthouse keeper who was a careful man.",
        "Continue: A light saves nobody whom it can name.",
    )
    for number in range(9):
        attempt = Attempt("example-model-2", prompts[number % 3], "2026-10-01", "R. Roe", "temperature 0.7")
        outcome = ("not reproduced", "not reproduced", "reproduced", "no output")[number % 4]
        window.desk.put_attempt(AttemptEntry(0, attempt, 1, outcome=outcome))
    window.desk.put_attempt(AttemptEntry(0, Attempt("example-model-2", prompts[2], "2026-10-02"), 1))


def attempt(window: Window, place: Path) -> QDialog:
    from workbench.ui.attempt_dialog import AttemptDialog

    _reviewed(window, place)
    dialog = AttemptDialog(window.desk, window.desk.attempts()[0], window)
    dialog.open()
    return dialog


def _codes(window: Window, place: Path, tab: int) -> QDialog:
    from workbench.ui.codes_dialog import CodesDialog

    _reviewed(window, place)
    window.desk.set_note_presets(["Compare the second edition.", "Ask the client about the licence."])
    window.desk.set_ignored(["we give thanks to almighty god for the harvest"])
    dialog = CodesDialog(window.desk, frozenset("JKNL"), window)
    dialog._tabs.setCurrentIndex(tab)
    dialog.open()
    return dialog


def codes(window: Window, place: Path) -> QDialog:
    return _codes(window, place, 0)


def coloured(window: Window, place: Path) -> None:
    _reviewed(window, place)
    _coloured(window)


def _coloured(window: Window) -> None:
    colours = ("#D55E00", "#009E73", "", "#56B4E9", "#CC79A7")
    codes = zip(offered(window.desk.codes()), colours, strict=True)
    window.desk.set_codes([replace(code, colour=colour) for code, colour in codes])


def settings(window: Window, place: Path) -> QDialog:
    return _settings(window, place, 0)


def settings_analysis(window: Window, place: Path) -> QDialog:
    return _settings(window, place, 1)


def settings_keys(window: Window, place: Path) -> QDialog:
    return _settings(window, place, 2)


def _settings(window: Window, place: Path, tab: int) -> QDialog:
    _matter(window, place)
    dialog = SettingsDialog("light", {}, 15, window)
    dialog.findChildren(QTabWidget)[0].setCurrentIndex(tab)
    dialog.open()
    return dialog


def nothing_found(window: Window, place: Path) -> None:
    not_analysed(window, place)
    found = screening()
    nothing = replace(found.analysis, findings=(), sources=())
    window.desk.record(1, replace(found, analysis=nothing, sources={}))
    window.desk.finish_filing()


def refused(window: Window, place: Path) -> None:
    _reviewed(window, place)
    reason = "contract.pdf is encrypted, and asks for a password."
    window.desk.refused.emit(
        [Refusal("contract.pdf", reason), Refusal("notes.docx", "notes.docx is no ZIP archive.")]
    )


def ignored_words(window: Window, place: Path) -> QDialog:
    return _codes(window, place, 2)


def agreement(window: Window, place: Path) -> QDialog:
    from workbench.ui.agreement_dialog import AgreementDialog

    _reviewed(window, place)
    _second_opinion(window)
    dialog = AgreementDialog(window.desk, window)
    dialog.show()
    return dialog


def _second_opinion(window: Window) -> None:
    for number, code in ((3, "unsure"), (4, "commonplace"), (5, "permitted")):
        window.desk.decide_all([number], code)
    window.desk.sign_as("S. Second")
    for number, code in (
        (1, "reproduced"),
        (2, "reproduced"),
        (3, "unsure"),
        (4, "commonplace"),
        (5, "unsure"),
    ):
        window.desk.decide_all([number], code)


def alike(window: Window, place: Path) -> QDialog:
    from workbench.ui.alike_dialog import AlikeDialog

    _reviewed(window, place)
    for number in (2, 3):
        text = f"{OUTPUT}\n{number}"
        again = document(f"reply-{number:03d}.txt", text)
        window.desk.add_output(again, text.encode(), ATTEMPT)
        window.desk.record(number, of_another(screening(), again))
        window.desk.finish_filing()
    window.desk.decide_all([1], "quotation")
    window.desk.choose_output(1)
    matter = window.desk.matter
    assert matter is not None
    dialog = AlikeDialog(window.desk, matter.alike(1, 1), window)
    dialog.open()
    return dialog


def filtered(window: Window, place: Path) -> None:
    _reviewed(window, place)
    findings = window.review_page.findings
    findings.facets.group_by_work(True)
    findings.model.choose(Facet.CLASS, ("counted",))
    findings.facets.show_choices()
    findings.table.selectAll()


def proposed(window: Window, place: Path) -> None:
    _reviewed(window, place)
    window.desk.record(1, screening())
    window.desk.finish_filing()
    matter = window.desk.matter
    assert matter is not None
    window.desk.propose(2, matter.carry_over(1, 2))


def queue(window: Window, place: Path) -> None:
    _reviewed(window, place)
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
        _errand(window, f"Analysing reply-{number:03d}.txt", Progress(17, 48, "aligning works"))
    stopped = Errand("Embedding Coastal prose", "none:none", {})
    stopped.again = stopped.cancel
    window.errands.started.emit(stopped)
    stopped._end(State.CANCELLED)


def filtered_dark(window: Window, place: Path) -> None:
    filtered(window, place)
    window.theme.choose("dark")


def attempts_dark(window: Window, place: Path) -> QDialog:
    window.theme.choose("dark")
    dialog = attempts(window, place)
    window.theme.choose("dark")
    return dialog


def codes_dark(window: Window, place: Path) -> QDialog:
    dialog = codes(window, place)
    window.theme.choose("dark")
    return dialog


def agreement_dark(window: Window, place: Path) -> QDialog:
    dialog = agreement(window, place)
    window.theme.choose("dark")
    return dialog


STATES: dict[str, Callable[[Window, Path], QDialog | None]] = {
    state.__name__: state
    for state in (
        welcome, empty, pasted, not_analysed, running, light, dark, contrast, beside,
        competing, fault, larger,
        export, keys, how_it_works, library, library_page, rights,
        attempts, attempt, codes, coloured, ignored_words, agreement, alike, filtered, proposed, queue,
        settings, settings_analysis, settings_keys, nothing_found, refused,
        filtered_dark, attempts_dark, codes_dark, agreement_dark,
    )
}  # fmt: skip


if __name__ == "__main__":
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    chosen = sys.argv[2:]
    if chosen:
        STATES = {name: STATES[name] for name in chosen}
    for shot in take(application(), target):
        print(shot)
