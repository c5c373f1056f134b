"""The states of dialogs and pages that pictures are made of."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QDialog, QTabWidget

from tests.ui.sample import ALMANAC, ESSAY, OUTPUT, document, of_another, screening
from tests.ui.window_states import ATTEMPT, library_folder, open_matter, reviewed
from workbench.domain.analysis import RightsShare
from workbench.domain.holdings import Holding, Holdings
from workbench.domain.licence import terms_of
from workbench.domain.review import Attempt, AttemptEntry
from workbench.domain.work import Rights, Work
from workbench.ui.export_dialog import ExportDialog
from workbench.ui.help import KeysSheet
from workbench.ui.how_it_works import HowItWorks
from workbench.ui.library_dialog import LibraryDialog
from workbench.ui.rights_summary import RightsSummary
from workbench.ui.settings_dialog import SettingsDialog
from workbench.ui.window import Window


def export(window: Window, place: Path) -> QDialog:
    reviewed(window, place)
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
    open_matter(window, place)
    page = window.show_library(library_folder(place))
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
    page.show_holdings(Holdings(library_folder(place), facts, tuple(works)))
    return page


def rights(window: Window, place: Path) -> QDialog:
    open_matter(window, place)
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

    reviewed(window, place)
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

    reviewed(window, place)
    dialog = AttemptDialog(window.desk, window.desk.attempts()[0], window)
    dialog.open()
    return dialog


def _codes(window: Window, place: Path, tab: int) -> QDialog:
    from workbench.ui.codes_dialog import CodesDialog

    reviewed(window, place)
    window.desk.set_note_presets(["Compare the second edition.", "Ask the client about the licence."])
    window.desk.set_ignored(["we give thanks to almighty god for the harvest"])
    dialog = CodesDialog(window.desk, frozenset("JKNL"), window)
    dialog._tabs.setCurrentIndex(tab)
    dialog.open()
    return dialog


def codes(window: Window, place: Path) -> QDialog:
    return _codes(window, place, 0)


def settings(window: Window, place: Path) -> QDialog:
    return _settings(window, place, 0)


def settings_analysis(window: Window, place: Path) -> QDialog:
    return _settings(window, place, 1)


def settings_keys(window: Window, place: Path) -> QDialog:
    return _settings(window, place, 2)


def _settings(window: Window, place: Path, tab: int) -> QDialog:
    open_matter(window, place)
    dialog = SettingsDialog("light", {}, 15, window)
    dialog.findChildren(QTabWidget)[0].setCurrentIndex(tab)
    dialog.open()
    return dialog


def ignored_words(window: Window, place: Path) -> QDialog:
    return _codes(window, place, 2)


def agreement(window: Window, place: Path) -> QDialog:
    from workbench.ui.agreement_dialog import AgreementDialog

    reviewed(window, place)
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

    reviewed(window, place)
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
