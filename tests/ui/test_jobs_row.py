"""The rows at the foot: one for each errand, and none that is of no use any more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from workbench.ui.errand import Errand, State
from workbench.ui.jobs_row import ErrandRow, JobsRow
from workbench.ui.outline_rows import STATE_ROLE
from workbench.ui.window import Window


def rows(foot: JobsRow) -> list[tuple[str, str]]:
    """Title and state of each row."""
    return [(errand.title, errand.state.value) for errand in foot._rows]


def sent(window: Window, title: str, about: object, state: State) -> Errand:
    """An errand that the window was told of, in this state."""
    errand = Errand(title, "none:none", {})
    errand.about = about
    errand.again = errand.cancel
    window.errands.started.emit(errand)
    errand.state = State.RUNNING
    if state is not State.RUNNING:
        errand._end(state)
    return errand


def test_what_failed_ten_times_has_one_row(matter_window: Window) -> None:
    for _ in range(10):
        sent(matter_window, "Analysing one.txt", ("output", 1), State.FAILED)
    sent(matter_window, "Analysing one.txt", ("output", 2), State.CANCELLED)
    assert rows(matter_window.jobs_row) == [
        ("Analysing one.txt", "failed"),
        ("Analysing one.txt", "cancelled"),
    ]
    sent(matter_window, "Analysing one.txt", ("output", 1), State.RUNNING)
    assert rows(matter_window.jobs_row) == [
        ("Analysing one.txt", "cancelled"),
        ("Analysing one.txt", "running"),
    ]


def test_a_press_on_cancel_leaves_the_keys_where_they_went(review_window: Window, qtbot: QtBot) -> None:
    table = review_window.review_page.findings.table
    table.setFocus()
    sent(review_window, "Analysing one.txt", ("output", 1), State.CANCELLED)
    row = review_window.jobs_row.findChild(ErrandRow)
    assert row is not None
    for name in ("Resume", "Put away"):
        button = next(button for button in row.findChildren(QPushButton) if button.text() == name)
        assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert table.hasFocus()
    assert rows(review_window.jobs_row) == []


def test_an_output_waits_before_it_is_analysed(matter_window: Window) -> None:
    def said() -> str:
        return str(matter_window.outline._outputs.rows.index(0).data(STATE_ROLE))

    errand = Errand("Analysing reply-014.txt", "none:none", {})
    matter_window.errands._analyses[1] = errand
    matter_window.desk.outputs_changed.emit()
    assert said() == "waiting"
    errand.state = State.RUNNING
    matter_window.desk.outputs_changed.emit()
    assert said() == "analysing"
    del matter_window.errands._analyses[1]


def test_cancel_all_stands_over_the_buttons_beside_a_scroll_bar_too(
    matter_window: Window, qtbot: QtBot
) -> None:
    for number in range(6):
        sent(matter_window, f"Analysing {number}", ("output", number), State.RUNNING)
    foot = matter_window.jobs_row
    edges = lambda: {  # noqa: E731 - asked again and again
        button.mapTo(foot, button.rect().topRight()).x()
        for button in foot.findChildren(QPushButton)
        if button.isVisible() and button.text().startswith("Cancel")
    }
    qtbot.waitUntil(lambda: len(edges()) == 1)
