"""Outputs, libraries and exhibits at a glance; the queue of analyses."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.sample import ALMANAC, OUTPUT, document, screening
from workbench.domain.review import Attempt
from workbench.domain.standing import Standing
from workbench.ui.errand import Errand, State
from workbench.ui.outline_rows import SIGN_ROLE, STATE_ROLE, RowsView
from workbench.ui.window import Window
from workbench.workflows.build_library import create_library
from workbench.workflows.drain import drain

WAIT = 60_000


def rows(view: RowsView) -> list[tuple[str, str]]:
    """Name and state of each row."""
    indexes = [view.rows.index(place) for place in range(view.rows.rowCount())]
    return [(str(index.data()), str(index.data(STATE_ROLE))) for index in indexes]


def add(window: Window, *names: str) -> None:
    for name in names:
        text = f"{name}: {OUTPUT}"
        window.desk.add_output(document(name, text), text.encode(), Attempt())
        window.desk.finish_filing()


def menu_of(window: Window, fill: str, payload: object) -> dict[str, bool]:
    """What a menu offers, and whether it can be chosen."""
    menu = QMenu(window)
    getattr(window.outline._menus, fill)(menu, payload)
    return {action.text(): action.isEnabled() for action in menu.actions() if action.text()}


def trigger(window: Window, fill: str, payload: object, words: str) -> None:
    menu = QMenu(window)
    getattr(window.outline._menus, fill)(menu, payload)
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_each_output_says_how_far_its_review_is(matter_window: Window) -> None:
    window = matter_window
    assert rows(window.outline._outputs) == [("reply-014.txt", "not analysed")]
    window.desk.record(1, screening())
    window.desk.finish_filing()
    assert rows(window.outline._outputs) == [("reply-014.txt", "5 to review")]
    window.desk.decide_all([1, 2], "unsure")
    assert rows(window.outline._outputs) == [("reply-014.txt", "3 to review")]
    window.desk.decide_all([3, 4, 5], "unsure")
    assert rows(window.outline._outputs) == [("reply-014.txt", "reviewed")]
    trigger(window, "of_output", 1, "Privileged: left out of exhibits")
    assert window.desk.outputs()[0].privileged
    assert window.outline._outputs.rows.index(0).data(SIGN_ROLE) == "lock"
    assert "privileged" in window.outline._outputs.rows.index(0).data(3), "the tip says what the lock means"


def test_the_menu_key_opens_what_can_be_done_with_a_row(matter_window: Window, qtbot: QtBot) -> None:
    view = matter_window.outline._outputs
    view.setFocus()
    at = view.visualRect(view.currentIndex()).center()
    QApplication.sendEvent(
        view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view.mapToGlobal(at))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Analyse",
        "Attempts…",
        "Privileged: left out of exhibits",
    ]
    menu.close()


def test_a_library_goes_on_being_embedded_from_its_menu(
    matter_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "Coastal prose"
    library.mkdir()
    matter_window.desk.attach_library(library)
    matter_window.errands._libraries_seen([Standing(library, 14, 0.84)])
    assert rows(matter_window.outline._libraries) == [("Coastal prose", "84%")]
    begun: list[Path] = []
    monkeypatch.setattr(matter_window.errands, "embed_library", begun.append)
    trigger(matter_window, "of_library", library, "Go on embedding")
    assert begun == [library]
    matter_window.errands._libraries_seen([Standing(library, 14, 1.0)])
    assert not menu_of(matter_window, "of_library", library)["Go on embedding"]


def test_exhibits_are_listed_opened_verified_and_taken_from_the_matter(
    review_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = review_window
    made = tmp_path / "elsewhere" / "Exhibit A.pdf"
    made.parent.mkdir()
    made.write_bytes(b"%PDF as it was made")
    window.desk.add_exhibit(made, "letter")
    window.desk.finish_filing()
    assert rows(window.outline._exhibits)[0][0] == "Exhibit A.pdf"
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    trigger(window, "of_exhibit", 1, "Open")
    trigger(window, "of_exhibit", 1, "Show in folder")
    assert shown == [str(made), str(made.parent)]
    trigger(window, "of_exhibit", 1, "Verify its bytes")
    assert "has the bytes that were made" in window.jobs_row.said
    made.write_bytes(b"%PDF as it was altered")
    trigger(window, "of_exhibit", 1, "Verify its bytes")
    assert "is not the file that was made" in window.notice.said
    copy = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    trigger(window, "of_exhibit", 1, "Save a copy from the matter…")
    assert copy.read_bytes() == b"%PDF as it was made"
    made.unlink()
    assert not menu_of(window, "of_exhibit", 1)["Open"]
    window.outline._menus.open_exhibit(1)
    assert "not where it was printed to" in window.notice.said
    window.doors.open_matter(window.desk.matter.path if window.desk.matter else Path())
    assert rows(window.outline._exhibits)[0][0] == "Exhibit A.pdf", "the matter remembers it"


@pytest.fixture
def case(matter_window: Window, tmp_path: Path) -> Window:
    """The window with a library of one text attached, which is not embedded."""
    texts = tmp_path / "Coastal prose"
    texts.mkdir()
    (texts / "keepers-almanac.txt").write_text(ALMANAC, encoding="utf-8")
    place = tmp_path / "libraries" / "Coastal prose"
    place.parent.mkdir()
    drain(create_library(place, [texts]))
    matter_window.desk.attach_library(place)
    matter_window.review_page.panel.libraries._meaning.setChecked(False)
    return matter_window


def ended(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.errands.running, timeout=WAIT)
    window.desk.finish_filing()


def test_all_that_are_not_analysed_wait_in_a_row_each(case: Window, qtbot: QtBot) -> None:
    add(case, "b.txt", "c.txt", "d.txt", "e.txt")
    begun: list[Errand] = []
    case.errands.started.connect(begun.append)
    case.errands.analyse_all(case.review_page.panel.libraries.chosen, semantic=False)
    case.errands.analyse_all(case.review_page.panel.libraries.chosen, semantic=False)
    assert len(begun) == 5, "what waits already is not asked for again"
    assert case.jobs_row._queue.isVisible()
    assert case.jobs_row._queue_words.text() == "5 at work or waiting"
    begun[-1].cancel()
    ended(qtbot, case)
    states = [entry.analysis is not None for entry in case.desk.outputs()]
    assert states == [True, True, True, True, False]
    assert rows(case.outline._outputs)[4] == ("e.txt", "not analysed")
    row = case.jobs_row._rows[begun[-1]]
    assert row._resume.isVisible()
    row._resume.click()
    ended(qtbot, case)
    assert all(entry.analysis is not None for entry in case.desk.outputs())
    assert not case.jobs_row._rows


def test_cancel_all_stops_what_runs_and_what_waits_and_another_matter_forgets_the_rows(
    case: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    add(case, "b.txt", "c.txt", "d.txt")
    begun: list[Errand] = []
    case.errands.started.connect(begun.append)
    case.errands.analyse_all(case.review_page.panel.libraries.chosen, semantic=False)
    case.jobs_row.cancel_all()
    ended(qtbot, case)
    assert [errand.state for errand in begun[1:]] == [State.CANCELLED] * 3
    assert case.jobs_row._rows
    case.desk.create_matter(tmp_path / "other.matter")
    assert not case.jobs_row._rows


def test_a_folder_that_is_dropped_is_read_file_by_file(case: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "replies"
    (folder / "deeper").mkdir(parents=True)
    for number in range(3):
        (folder / f"r{number}.txt").write_text(f"{number} {OUTPUT}", encoding="utf-8")
    (folder / "deeper" / "r3.txt").write_text(f"3 {OUTPUT}", encoding="utf-8")
    other = tmp_path / "single.txt"
    other.write_text(f"4 {OUTPUT}", encoding="utf-8")
    case.doors.take_in([folder, other])
    qtbot.waitUntil(lambda: len(case.desk.outputs()) == 6, timeout=WAIT)
    names = {Path(entry.name).name for entry in case.desk.outputs()}
    assert names == {"reply-014.txt", "r0.txt", "r1.txt", "r2.txt", "r3.txt", "single.txt"}


def test_words_that_are_ignored_are_struck_by_the_next_analysis(case: Window, qtbot: QtBot) -> None:
    case.review_page.panel.analyse()
    ended(qtbot, case)
    review = case.desk.review
    assert review is not None
    before = next(finding for finding in review.findings if finding.counted)
    case.desk.choose_finding(before.id)
    case.review_page.findings.table.setFocus()
    qtbot.keyClick(case.review_page.findings.table, "i", Qt.KeyboardModifier.ShiftModifier)
    assert case.desk.ignored()
    case.review_page.panel.analyse()
    ended(qtbot, case)
    review = case.desk.review
    assert review is not None
    assert review.analysis == 2
    again = next(finding for finding in review.findings if finding.output_span == before.output_span)
    assert again.classification == "ignored"
