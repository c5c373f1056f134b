"""Codes of the matter's own on the card and under the keys; a matter that is held, or encrypted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from workbench.domain.code import Code
from workbench.matter import Matter
from workbench.ui.codes_dialog import CodesDialog
from workbench.ui.finding_columns import Column
from workbench.ui.findings_model import COLOUR_ROLE
from workbench.ui.swatch import ColourChoice
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


def test_a_code_is_given_a_colour_that_stands_beside_its_name(review_window: Window) -> None:
    window = review_window
    window.desk.choose_finding(1)
    window.desk.decide("reproduced")
    dialog = CodesDialog(window.desk, frozenset(), window)
    choices = dialog.findChildren(ColourChoice)
    assert choices[0].accessibleName() == "Colour of the code Reproduced"
    menu = choices[0].offer()
    next(action for action in menu.actions() if action.text() == "Green").trigger()
    dialog.accept()
    assert [code.colour for code in window.desk.codes()][:2] == ["#009E73", ""]
    model = window.review_page.findings.model
    cell = model.index(model.row_of(1), Column.DECISION)
    assert (cell.data(), cell.data(COLOUR_ROLE)) == ("Reproduced", "#009E73")
    buttons = window.review_page.card._buttons
    assert buttons["reproduced"].text().startswith("Reproduced")
    assert not buttons["reproduced"].icon().isNull()
    assert buttons["unsure"].icon().isNull()
    shown = window.grab().toImage()
    green = QColor("#009E73").rgb()
    assert any(shown.pixel(x, y) == green for x in range(shown.width()) for y in range(400, shown.height()))


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
