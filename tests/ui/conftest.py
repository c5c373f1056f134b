"""A window without a display, with settings and folders of its own."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample import OUTPUT, OUTPUT_DOCUMENT, screening
from workbench.domain.review import Attempt
from workbench.ui.main import application, open_window
from workbench.ui.window import Window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every Qt warning is a failure but one: what the offscreen platform has no window system for."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing)"))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program makes it."""
    QStandardPaths.setTestModeEnabled(True)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    return application()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    """No test sees another's settings, nor the user's."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """The window, shown; its background work ends with the test."""
    opened = open_window(qapp)
    opened.resize(1280, 800)
    with qtbot.waitExposed(opened):
        opened.show()
    yield opened
    opened.close()
    opened.deleteLater()


@pytest.fixture
def matter_window(window: Window, tmp_path: Path) -> Window:
    """The window with a matter in it that holds one output, not analysed."""
    window.desk.create_matter(tmp_path / "Doe v. Example.matter")
    window.desk.add_output(OUTPUT_DOCUMENT, OUTPUT.encode(), Attempt("a model", "", "2026-10-01", "R. Roe"))
    return window


@pytest.fixture
def review_window(matter_window: Window, qtbot: QtBot) -> Window:
    """The window with the sample screening recorded and on the desk."""
    matter_window.desk.record(1, screening())
    matter_window.desk.finish_filing()
    qtbot.waitUntil(lambda: not matter_window.review_page.texts.output.pane.loading)
    return matter_window
