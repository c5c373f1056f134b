"""A working day with the real worker, a real library, a real matter and a real exhibit."""

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from pytestqt.qtbot import QtBot

from tests.ui.sample import ALMANAC, ESSAY, OUTPUT
from workbench.ui.errand import Errand, State
from workbench.ui.window import Window
from workbench.workflows.build_library import create_library
from workbench.workflows.drain import drain

WAIT = 60_000


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two texts in it."""
    folder = tmp_path / "Coastal prose"
    folder.mkdir()
    (folder / "invisible-services.txt").write_text(ESSAY, encoding="utf-8")
    (folder / "keepers-almanac.txt").write_text(ALMANAC, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, texts: Path) -> Path:
    """A library of two texts, not embedded."""
    place = tmp_path / "libraries" / "Coastal prose"
    place.parent.mkdir()
    drain(create_library(place, [texts]))
    return place


@pytest.fixture
def case(window: Window, tmp_path: Path, library: Path) -> Window:
    """The window with a new matter and a library attached."""
    window.desk.create_matter(tmp_path / "case.matter")
    window.desk.attach_library(library)
    return window


def paste_and_analyse(window: Window, qtbot: QtBot, text: str = OUTPUT) -> None:
    """As a reviewer does it on the page for a new output."""
    window.compose.begin()
    pasted = QMimeData()
    pasted.setText(text)
    window.compose.paste(pasted)
    window.compose.libraries.findChildren(type(window.compose.libraries._meaning))[0].setChecked(False)
    qtbot.mouseClick(window.compose._analyse, Qt.MouseButton.LeftButton)


def ended(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.errands.running, timeout=WAIT)
    window.desk.finish_filing()


def test_paste_analyse_decide_note_close_open_export(case: Window, qtbot: QtBot, tmp_path: Path) -> None:
    text = OUTPUT.replace("\n", "\r\n").replace("He was a careful", "He was\u00a0a careful")
    seen: list[int] = []
    case.desk.screening_changed.connect(
        lambda: seen.append(len(case.desk.review.findings) if case.desk.review else 0)
    )
    paste_and_analyse(case, qtbot, text)
    ended(qtbot, case)

    review = case.desk.review
    assert review is not None
    assert review.document.text == text, "not a code point is changed between clipboard and matter"
    assert review.analysis == 1
    assert any(count for count in seen[:-1]), "exact findings were shown before the analysis was whole"
    kinds = {finding.kind for finding in review.findings}
    assert "verbatim" in kinds

    table = case.review_page.findings.table
    table.setFocus()
    qtbot.keyClicks(table, "rjc")
    case.desk.write_note("the same words")
    case.desk.close_matter()

    case.doors.open_matter(tmp_path / "case.matter")
    again = case.desk.review
    assert again is not None
    assert again.screening == review.screening
    assert [decision.code for _, decision in sorted(again.decisions.items())] == ["reproduced", "commonplace"]
    assert again.decisions[2].note == "the same words"

    out = tmp_path / "exhibit.pdf"
    case.errands.print_exhibit(out, "letter")
    ended(qtbot, case)
    assert out.read_bytes().startswith(b"%PDF")
    assert "exhibit.pdf" in case.jobs_row.said
    assert not case.notice.isVisible()
    assert case.desk.matter is not None
    assert case.desk.matter.verify() == []


def test_a_worker_killed_ten_times_costs_one_sentence_each_time_and_nothing_else(
    case: Window, qtbot: QtBot
) -> None:
    killed: list[int] = []

    def kill_at_first_progress(errand: Errand) -> None:
        worker = case.errands._lanes["analyses"]._worker
        if errand.progress.label and worker and worker.pid and worker.pid not in killed:
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    def watch(errand: Errand) -> None:
        errand.changed.connect(lambda: kill_at_first_progress(errand))

    said: list[str] = []
    case.desk.faulted.connect(lambda sentence, _: said.append(sentence))
    case.errands.started.connect(watch)
    for count in range(1, 11):
        paste_and_analyse(case, qtbot, OUTPUT * 40)
        ended(qtbot, case)
        assert len(killed) == count
        assert case.notice.isVisible()
        assert said == ["The background process ended unexpectedly."] * count
        assert len(case.desk.outputs()) == count, "what was pasted is in the matter"
    case.errands.started.disconnect(watch)
    case.review_page.panel.libraries._meaning.setChecked(False)
    case.review_page.panel.analyse()
    ended(qtbot, case)
    assert case.desk.review is not None
    assert case.desk.review.analysis == 1
    assert case.desk.review.findings


def test_a_library_is_made_from_a_folder_and_attached(
    window: Window, qtbot: QtBot, tmp_path: Path, texts: Path
) -> None:
    window.desk.create_matter(tmp_path / "case.matter")
    (texts / "picture.txt").write_bytes(b"\x89PNG\x00\x01\x02")
    place = tmp_path / "made"
    errands: list[Errand] = []
    window.errands.started.connect(errands.append)
    window.errands.make_library(place, [texts])
    qtbot.waitUntil(lambda: len(errands) == 2, timeout=WAIT)
    assert errands[0].state is State.DONE
    assert window.desk.libraries() == [place]
    assert "picture.txt" in window.notice.said
    errands[1].cancel()
    ended(qtbot, window)
    assert window.desk.libraries() == [place], "the embedding can be stopped, the library stays"


def test_a_folder_without_a_readable_file_is_told_and_leaves_nothing(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window.desk.create_matter(tmp_path / "case.matter")
    empty = tmp_path / "empty"
    empty.mkdir()
    window.errands.make_library(tmp_path / "made", [empty])
    ended(qtbot, window)
    assert window.notice.isVisible()
    assert not (tmp_path / "made").exists()
    assert window.desk.libraries() == []


def test_text_files_are_read_as_outputs(case: Window, qtbot: QtBot, texts: Path) -> None:
    from workbench.domain.review import Attempt

    case.errands.read_files([texts / "keepers-almanac.txt"], Attempt(operator="R. Roe"))
    ended(qtbot, case)
    assert [entry.name for entry in case.desk.outputs()] == ["keepers-almanac.txt"]
    assert case.desk.review is not None
    assert case.desk.review.document.text == ALMANAC


def test_an_empty_paste_is_told_beside_the_box(case: Window, qtbot: QtBot) -> None:
    paste_and_analyse(case, qtbot, "…")
    assert case.compose._trouble.isVisible()
    assert case.desk.outputs() == []
