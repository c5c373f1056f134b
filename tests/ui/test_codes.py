"""Codes of the matter's own on the card and under the keys; a matter that is held, or encrypted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from workbench.domain.code import Code
from workbench.matter import Matter
from workbench.ui.window import Window

OWN = (Code("fair", "Fair use", "F", "strikes"), Code("taken", "Taken", "K", "counts"), Code("ask", "Ask"))


def labels(window: Window) -> list[str]:
    return [button.accessibleName() for button in window.review_page.card._buttons.values()]


def test_the_codes_of_the_matter_are_on_the_card_and_under_the_keys(
    review_window: Window, qtbot: QtBot
) -> None:
    assert labels(review_window) == ["Reproduced", "Permitted", "Quotation", "Commonplace", "Unsure"]
    review_window.desk.set_codes(OWN)
    assert labels(review_window) == ["Fair use", "Taken", "Ask"]
    table = review_window.review_page.findings.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F)
    review = review_window.desk.review
    assert review is not None
    assert review.decisions[1].code == "fair"
    assert review_window.review_page.texts.output.pane.marks[0].struck
    qtbot.keyClick(table, Qt.Key.Key_R)
    assert review_window.desk.review.decisions[1].code == "fair", "a retired code has no key"
    qtbot.keyClick(table, Qt.Key.Key_J)
    qtbot.keyClick(table, Qt.Key.Key_K)
    assert review_window.desk.review.focus == 1, "a code does not take a key that the window has"
    ask = review_window.review_page.card._buttons["ask"]
    assert isinstance(ask, QPushButton)
    ask.click()
    assert review_window.desk.review.decisions[1].code == "ask"


def test_a_matter_that_another_window_holds_is_read_and_the_reviewer_is_told(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "case.matter"
    with Matter.create(path, "S. Second", hold=True):
        window.doors.open_matter(path)
        assert window.desk.matter is not None
        assert window.notice.isVisible()
        assert "S. Second has it open" in window.notice.said
        window.desk.attach_library(tmp_path)
        assert window.desk.libraries() == []
    window.desk.attach_library(tmp_path)
    assert window.desk.libraries() == [tmp_path]


def test_opening_keeps_a_copy_beside_the_matter(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "case.matter"
    Matter.create(path, "R. Roe").close()
    window.doors.open_matter(path)
    assert len(list((tmp_path / "case backups").glob("*.matter"))) == 1


def test_an_encrypted_matter_asks_for_its_passphrase(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.matter"
    words = "open sesame"
    Matter.create(path, "R. Roe", passphrase=words).close()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (words, True))
    window.doors.open_matter(path)
    assert window.desk.matter is not None
    assert window.desk.matter.passphrase == words
