"""The window as a reviewer uses it, with a real matter."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.sample import ALMANAC, ESSAY, OUTPUT, screening
from workbench.domain.span import Span
from workbench.matter import Matter
from workbench.ui.commands import Commands
from workbench.ui.document_pane import DocumentPane
from workbench.ui.errand import Errand
from workbench.ui.recent import recent_matters
from workbench.ui.window import Window


def keys(qtbot: QtBot, window: Window, typed: str) -> None:
    """Type letters with the table in focus."""
    window.review_page.findings.table.setFocus()
    for letter in typed:
        qtbot.keyClick(window.review_page.findings.table, letter)


def press(qtbot: QtBot, pane: DocumentPane, words: str) -> None:
    """Click into `words` where they stand in what the pane shows."""
    cursor = pane.document().find(words)
    assert not cursor.isNull()
    pane.setTextCursor(QTextCursor(cursor.block()))
    pane.ensureCursorVisible()
    cursor.setPosition(cursor.selectionStart() + 1)
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=pane.cursorRect(cursor).center())


def codes(window: Window) -> dict[int, str | None]:
    assert window.desk.review is not None
    return {number: decision.code for number, decision in window.desk.review.decisions.items()}


def focused(pane: DocumentPane) -> int | None:
    return pane.focus_mark.number if pane.focus_mark else None


def focus(window: Window) -> int | None:
    return window.desk.review.focus if window.desk.review else None


def test_the_first_page_is_the_welcome(window: Window) -> None:
    assert window.welcome.isVisible()
    assert window.desk.matter is None


def test_a_new_matter_asks_for_its_first_output(window: Window, tmp_path: Path) -> None:
    window.desk.create_matter(tmp_path / "new.matter")
    assert window.compose.isVisible()
    assert window.windowTitle().startswith("new")


def test_an_output_without_findings_offers_the_analysis(matter_window: Window) -> None:
    assert matter_window.review_page.panel.isVisible()
    assert matter_window.review_page.texts.output.pane.text == OUTPUT


def test_keys_go_through_the_findings_and_decide(review_window: Window, qtbot: QtBot) -> None:
    keys(qtbot, review_window, "rjcju")
    assert codes(review_window) == {1: "reproduced", 2: "commonplace", 3: "unsure"}
    keys(qtbot, review_window, "kc")
    assert codes(review_window)[2] is None, "the same decision again takes it back"


def test_undo_writes_what_stood_before(review_window: Window, qtbot: QtBot) -> None:
    keys(qtbot, review_window, "rc")
    review_window.desk.undo_stack.undo()
    assert codes(review_window) == {1: "reproduced"}
    review_window.desk.undo_stack.undo()
    assert codes(review_window) == {1: None}
    review_window.desk.undo_stack.redo()
    assert codes(review_window) == {1: "reproduced"}
    assert [decision.code for decision in review_window.desk.history(1)] == [
        "reproduced",
        "commonplace",
        "reproduced",
        None,
        "reproduced",
    ]


def test_letters_in_a_note_are_letters(review_window: Window, qtbot: QtBot) -> None:
    card = review_window.review_page.card
    keys(qtbot, review_window, "n")
    note = QApplication.focusWidget()
    assert note is not None
    qtbot.keyClicks(note, "duck and cover")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    review = review_window.desk.review
    assert review is not None
    assert review.decisions[1].note == "duck and cover"
    assert review.decisions[1].code is None
    assert card.isVisible()


def test_a_note_is_kept_when_another_finding_is_chosen(review_window: Window, qtbot: QtBot) -> None:
    keys(qtbot, review_window, "n")
    note = QApplication.focusWidget()
    assert note is not None
    qtbot.keyClicks(note, "first")
    qtbot.mouseClick(
        review_window.review_page.band,
        Qt.MouseButton.LeftButton,
        pos=QPoint(review_window.review_page.band.width() - 4, 16),
    )
    review = review_window.desk.review
    assert review is not None
    assert review.focus == 5
    assert review.decisions[1].note == "first"
    assert 5 not in review.decisions


def test_a_press_on_either_side_shows_the_twin(review_window: Window, qtbot: QtBot) -> None:
    texts = review_window.review_page.texts
    press(qtbot, texts.output.pane, "climbed")
    assert focus(review_window) == 2
    assert texts.source.pane.text == ALMANAC
    assert focused(texts.source.pane) == 2
    press(qtbot, texts.source.pane, "give thanks")
    assert focus(review_window) == 4
    assert focused(texts.output.pane) == 4


def test_competing_sources_go_round(review_window: Window, qtbot: QtBot) -> None:
    review_window.desk.choose_finding(5)
    texts = review_window.review_page.texts
    assert texts.source.title.full == "On Invisible Services"
    keys(qtbot, review_window, "]")
    assert texts.source.title.full == "The Keeper’s Almanac"
    assert focused(texts.source.pane) == 5
    keys(qtbot, review_window, "]")
    assert texts.source.title.full == "On Invisible Services"


def test_competing_sources_are_tabs(review_window: Window, qtbot: QtBot) -> None:
    side = review_window.review_page.texts.source
    review_window.desk.choose_finding(1)
    assert not side.tabs.isVisible()
    assert side.title.isVisible()
    review_window.desk.choose_finding(5)
    tabs = side.tabs
    assert [tabs.tabText(place) for place in range(tabs.count())] == [
        "1  On Invisible Services",
        "2  The Keeper’s Almanac",
    ]
    assert tabs.isVisible()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert side.pane.text == ALMANAC
    assert focused(side.pane) == 5
    keys(qtbot, review_window, "[")
    assert tabs.currentIndex() == 0
    assert side.pane.text == ESSAY


def test_a_copy_is_cut_from_the_text_itself(review_window: Window) -> None:
    pane = review_window.review_page.texts.output.pane
    start = OUTPUT.index("He was a careful man")
    span = Span(start, OUTPUT.index("sit down") + 8)
    pane.select(span)
    pane.copy()
    assert QGuiApplication.clipboard().text() == span.of(OUTPUT)
    assert "[2]" in pane.toPlainText()


def test_the_table_and_the_counts_follow_the_filter(review_window: Window) -> None:
    findings = review_window.review_page.findings
    findings.filter.setText("verbatim")
    assert findings.counts.text() == "3 of 5 · 0 decided"
    findings.step(1)
    assert focus(review_window) == 2
    findings.filter.setText("no such word")
    assert findings.model.shown == 0
    findings.filter.clear()
    assert findings.counts.text() == "5 · 0 decided"


def test_words_are_found_in_both_texts_in_turn(review_window: Window, qtbot: QtBot) -> None:
    review_window.desk.choose_finding(2)
    texts = review_window.review_page.texts
    box = review_window.find_box
    box.begin()
    entry = box._words
    qtbot.keyClicks(entry, "The Northern")
    assert box._counts.text() == "1 in the output · 2 in the source"
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert texts.output.pane.selected_span().of(OUTPUT) == "the northern"
    for expected in (ALMANAC.index("the northern"), ALMANAC.rindex("the northern")):
        qtbot.keyClick(entry, Qt.Key.Key_Return)
        assert texts.source.pane.selected_span().start == expected
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert texts.source.pane.selected_span().start == ALMANAC.index("the northern")
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert box._counts.text() == ""


def test_close_and_open_again(review_window: Window, qtbot: QtBot) -> None:
    path = review_window.desk.matter.path if review_window.desk.matter else Path()
    keys(qtbot, review_window, "r")
    review_window.desk.write_note("seen")
    review_window.desk.close_matter()
    assert review_window.welcome.isVisible()
    review_window.doors.open_matter(path)
    review = review_window.desk.review
    assert review is not None
    assert review.screening == screening()
    assert (review.decisions[1].code, review.decisions[1].note) == ("reproduced", "seen")
    assert recent_matters() == [path]


def test_provisional_findings_are_shown_and_cannot_be_decided(matter_window: Window, qtbot: QtBot) -> None:
    matter_window.desk.show_provisional(1, screening(2))
    assert matter_window.review_page.findings.model.total == 2
    matter_window.desk.choose_finding(2)
    keys(qtbot, matter_window, "r")
    assert codes(matter_window) == {}
    matter_window.desk.record(1, screening())
    matter_window.desk.finish_filing()
    assert focus(matter_window) == 2, "the finding in focus stays"
    keys(qtbot, matter_window, "r")
    assert codes(matter_window) == {2: "reproduced"}


def test_bad_input_on_opening_is_told_in_a_dialog_and_nothing_is_lost(
    review_window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.matter"
    broken.write_bytes(b"not a matter")
    review_window.doors.open_matter(broken)
    boxes = review_window.findChildren(QMessageBox)
    assert len(boxes) == 1
    assert boxes[0].text()
    assert boxes[0].informativeText()
    boxes[0].accept()
    assert review_window.desk.matter is not None
    assert broken.read_bytes() == b"not a matter"


def test_a_fault_of_the_matter_is_said_where_the_work_is(
    review_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.domain.errors import StorageFault

    def full(*_: object) -> None:
        raise StorageFault("The disk is full.", "Make room and try again.")

    monkeypatch.setattr(Matter, "decide_all", full)
    keys(qtbot, review_window, "r")
    assert review_window.notice.isVisible()
    assert review_window.notice.said == "The disk is full. Make room and try again."
    assert codes(review_window) == {}
    assert not review_window.desk.undo_stack.canUndo()


def test_every_focusable_widget_has_an_accessible_name(review_window: Window) -> None:
    errand = Errand("Making a library", "none:none", {})
    review_window.errands.started.emit(errand)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in review_window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not isinstance(widget.parent(), QAbstractScrollArea)
    ]
    assert not nameless


def test_findings_stand_below_the_texts_or_at_their_right(review_window: Window) -> None:
    page = review_window.review_page
    commands = review_window.findChildren(Commands)[0]

    def places() -> tuple[int, int]:
        texts, findings = page.texts, page.findings
        corner = findings.mapTo(page, findings.rect().topLeft())
        return corner.x() - texts.width(), corner.y() - texts.height()

    assert places()[0] < 0 < places()[1]
    commands.actions["beside"].trigger()
    QApplication.processEvents()
    assert places()[1] < 0 < places()[0]
    assert page.card.mapTo(page, page.card.rect().topLeft()).y() > page.findings.height()
    assert QSettings().value("beside") == "yes"
    commands.actions["beside"].trigger()
    QApplication.processEvents()
    assert places()[0] < 0 < places()[1]


def test_every_theme_can_be_chosen(review_window: Window) -> None:
    for choice in ("dark", "contrast", "light"):
        review_window.theme.choose(choice)
        assert review_window.theme.name == choice
        assert not review_window.grab().isNull()
