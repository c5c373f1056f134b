"""Whoever cannot see well, or uses no mouse: every page and every dialog is walked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.sample import screening
from workbench.domain.review import Attempt, AttemptEntry
from workbench.ui.alike_dialog import AlikeDialog
from workbench.ui.attempt_dialog import AttemptDialog
from workbench.ui.commands import Commands
from workbench.ui.furniture import ElidedLabel
from workbench.ui.library_dialog import LibraryDialog
from workbench.ui.library_page import LibraryPage
from workbench.ui.window import Window

BY_ACTION = ("settings", "keys", "how", "codes", "agreement", "attempts", "rights", "export")


def entry() -> AttemptEntry:
    return AttemptEntry(0, Attempt("a model", "a prompt", "2026-10-01", "R. Roe"))


BY_HAND: dict[str, Callable[[Window], QDialog]] = {
    "attempt": lambda window: AttemptDialog(window.desk, entry(), window),
    "alike": lambda window: AlikeDialog(window.desk, [(1, 2), (1, 3)], window),
    "new library": lambda window: LibraryDialog(Path("Coastal prose"), window),
    "library": lambda window: LibraryPage(Path("Coastal prose"), window.errands, window.theme, window),
}
PAGES = ("review", "compose", "welcome")


@pytest.fixture
def place(
    request: pytest.FixtureRequest, review_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[QWidget]:
    """One page of the window or one dialog, shown."""
    window, name = review_window, request.param
    window.desk.choose_finding(3)
    window.desk.decide("reproduced")
    shown: QWidget = window
    if name in BY_HAND:
        shown = BY_HAND[name](window)
        shown.show()
    elif name in BY_ACTION:
        monkeypatch.setattr(QDialog, "exec", lambda self: (self.show(), 0)[1])
        before = set(window.findChildren(QDialog))
        window.findChildren(Commands)[0].actions[name].trigger()
        shown = next(dialog for dialog in window.findChildren(QDialog) if dialog not in before)
    elif name == "compose":
        window.start_composing()
    elif name == "welcome":
        window.desk.close_matter()
    qtbot.waitUntil(shown.isVisible)
    for _ in range(3):
        QApplication.processEvents()
    yield shown
    if shown is not window:
        shown.close()


EVERYWHERE = pytest.mark.parametrize("place", [*PAGES, *BY_ACTION, *BY_HAND], indirect=True)


def parts(place: QWidget) -> list[QWidget]:
    return [part for part in place.findChildren(QWidget) if part.window() is place.window()]


def told(part: QWidget) -> str:
    words = getattr(part, "text", lambda: "")()
    return f"{type(part).__name__} in {type(part.parent()).__name__}: {words}"


@EVERYWHERE
def test_what_takes_the_focus_has_a_name(place: QWidget) -> None:
    nameless = [
        told(part)
        for part in parts(place)
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not part.accessibleName()
        and not (isinstance(part, QAbstractButton | QLabel) and part.text())  # a screen reader says that
        and not isinstance(part.parent(), QAbstractScrollArea)
    ]
    assert not nameless


@EVERYWHERE
def test_no_label_is_cut_at_the_least_size_of_the_window(place: QWidget) -> None:
    """Twice the size is the same layout, each pixel twice as wide: the whole window is scaled."""
    cut = []
    for part in parts(place):
        if not part.isVisible() or isinstance(part, ElidedLabel):
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            if part.height() < part.heightForWidth(part.width()) - 1:
                cut.append(told(part))
        elif isinstance(part, QLabel | QPushButton) or (isinstance(part, QAbstractButton) and part.text()):
            wanted = part.minimumSizeHint()
            if part.width() < wanted.width() or part.height() < wanted.height():
                cut.append(f"{told(part)} {part.size().toTuple()} for {wanted.toTuple()}")
    assert not cut


@EVERYWHERE
def test_tab_goes_to_everything_that_can_be_pressed_or_typed_into(place: QWidget, qtbot: QtBot) -> None:
    reachable = {
        part
        for part in parts(place)
        if part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(part, QScrollBar)
        and part.focusProxy() is None
    }
    seen: set[QWidget] = set()
    part = place.window()
    for _ in range(2000):
        part = part.nextInFocusChain()
        seen.add(part)
        if part is place.window():
            break
    assert reachable
    assert [told(part) for part in reachable - seen] == []


@EVERYWHERE
def test_the_focus_can_be_seen(place: QWidget, qtbot: QtBot) -> None:
    """What has the focus is painted otherwise than without it."""
    with qtbot.waitActive(place.window()):
        place.window().activateWindow()
    blind = []
    for part in parts(place):
        if isinstance(part, QAbstractButton) and part.isVisible() and part.isEnabled():
            if not part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                continue
            part.clearFocus()
            before = part.grab().toImage()
            part.setFocus(Qt.FocusReason.TabFocusReason)
            if part.hasFocus() and part.grab().toImage() == before:
                blind.append(told(part))
    assert not blind


def test_at_twice_its_size_the_window_fits_on_a_screen_of_1920_by_1080(review_window: Window) -> None:
    for name in ("first", "second", "third"):
        review_window.desk.attach_library(Path("libraries") / name)
    review_window.start_composing()
    review_window.choose_output(1)
    QApplication.processEvents()
    least = review_window.minimumSizeHint()
    assert least.width() <= 1920 // 2
    assert least.height() <= 1080 // 2


def test_the_sample_has_what_is_walked() -> None:
    assert len(screening().analysis.findings) == 5
