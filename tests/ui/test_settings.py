"""The settings: seen at once or kept, and no key for two things."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontDatabase, QKeySequence
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.domain.code import CODES, offered
from workbench.ui.actions import menus
from workbench.ui.commands import Commands
from workbench.ui.fonts import document_font, usual_typeface
from workbench.ui.help import KeysSheet
from workbench.ui.settings import key_of, strikes_public_domain
from workbench.ui.settings_dialog import SettingsDialog
from workbench.ui.window import Window


@pytest.fixture
def commands(review_window: Window) -> Commands:
    found = review_window.findChildren(Commands)
    assert len(found) == 1
    return found[0]


@pytest.fixture
def dialog(commands: Commands, review_window: Window) -> SettingsDialog:
    commands.actions["settings"].trigger()
    return review_window.findChildren(SettingsDialog)[0]


def test_no_two_usual_keys_are_one() -> None:
    keys = [QKeySequence(deed.key).toString() for _, deeds in menus() for deed in deeds if deed.key]
    keys += [code.key.upper() for code in offered(CODES) if code.key]
    assert len(keys) == len(set(keys))


def test_a_key_is_given_to_another_thing_and_remembered(
    dialog: SettingsDialog, commands: Commands, review_window: Window, qtbot: QtBot
) -> None:
    dialog.keys["next"].setKeySequence(QKeySequence("X"))
    assert not dialog.trouble
    dialog.accept()
    assert commands.actions["next"].shortcut().toString() == "X"
    assert key_of("next", "J") == "X"
    with qtbot.waitActive(review_window):
        review_window.activateWindow()
    table = review_window.review_page.findings.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_X)
    assert review_window.desk.review is not None
    assert review_window.desk.review.focus == 2
    sheet = KeysSheet(review_window)
    assert any(getattr(part, "text", lambda: "")() == "X" for part in sheet.findChildren(QWidget))


@pytest.mark.parametrize(("key", "owner"), [("K", "Previous"), ("R", "Reproduced")])
def test_a_key_that_is_taken_is_said_and_cannot_be_saved(
    dialog: SettingsDialog, key: str, owner: str
) -> None:
    dialog.keys["next"].setKeySequence(QKeySequence(key))
    assert owner in dialog.trouble
    assert key in dialog.trouble
    assert not dialog._save.isEnabled()
    dialog._take_usual_keys()
    assert not dialog.trouble
    assert dialog._save.isEnabled()


def test_colours_are_shown_at_once_and_go_back_on_cancel(
    dialog: SettingsDialog, review_window: Window
) -> None:
    before = review_window.theme.choice
    dark = next(button for button in dialog.findChildren(QRadioButton) if button.text() == "Dark")
    dark.click()
    assert review_window.theme.name == "dark"
    dialog.reject()
    assert review_window.theme.choice == before


def test_what_counts_goes_into_the_next_analysis(dialog: SettingsDialog, review_window: Window) -> None:
    assert review_window.errands._policy() is None
    dialog.public_domain.setChecked(True)
    dialog.accept()
    assert strikes_public_domain()
    policy = review_window.errands._policy()
    assert policy is not None
    assert policy.strike_public_domain


def test_documents_are_set_in_the_type_that_was_chosen(dialog: SettingsDialog, review_window: Window) -> None:
    family = next(name for name in QFontDatabase.families() if name != usual_typeface())
    dialog.face.setCurrentText(family)
    dialog.size_of_type.setCurrentText("19 px")
    dialog.accept()
    for side in (review_window.review_page.texts.output, review_window.review_page.texts.source):
        font = side.pane.document().defaultFont()
        assert (font.family(), font.pixelSize()) == (family, 19)
    assert document_font().family() == family


def test_light_findings_are_filtered_at_first_and_a_press_away(
    dialog: SettingsDialog, review_window: Window
) -> None:
    findings = review_window.review_page.findings
    assert findings.model.shown == 5
    dialog.weight.setCurrentIndex(dialog.weight.findData("100"))
    dialog.accept()
    assert findings.model.shown == 2
    assert findings.counts.text().startswith("2 of 5")
    findings.facets._clear.click()
    assert findings.model.shown == 5


def test_the_window_is_shown_in_twice_its_size(tmp_path: Path) -> None:
    told = (
        "from PySide6.QtCore import QSettings as S\n"
        "S.setDefaultFormat(S.Format.IniFormat)\n"
        f"S.setPath(S.Format.IniFormat, S.Scope.UserScope, {str(tmp_path)!r})\n"
        "from workbench.ui.settings import set_scale\n"
        "from PySide6.QtCore import QCoreApplication as A\n"
        "A.setOrganizationName('attribution-workbench'); A.setApplicationName('attribution-workbench')\n"
        "set_scale(200)\n"
        "from workbench.ui.main import application\n"
        "print(application().primaryScreen().devicePixelRatio())\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "QT_SCALE_FACTOR"}
    ran = subprocess.run(
        [sys.executable, "-c", told],
        capture_output=True,
        text=True,
        check=True,
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert ran.stdout.split()[-1] == "2.0"


def test_a_setting_that_is_nonsense_is_the_usual_one() -> None:
    from workbench.ui.settings import scale

    QSettings().setValue("scale", "enormous")
    assert scale() == 100
