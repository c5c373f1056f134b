"""Decisions as reviewers make them: many at once, all like one, as proposed, by two people."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.sample import OUTPUT, document, of_another, screening
from workbench.domain.code import Code
from workbench.domain.review import Attempt
from workbench.ui.agreement_dialog import AgreementDialog
from workbench.ui.alike_dialog import AlikeDialog
from workbench.ui.codes_dialog import CodesDialog
from workbench.ui.errand import Errand
from workbench.ui.window import Window

WAIT = 60_000


def press(
    qtbot: QtBot,
    window: Window,
    key: Qt.Key,
    with_key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A key with the table in focus."""
    table = window.review_page.findings.table
    table.setFocus()
    qtbot.keyClick(table, key, with_key)


def said(window: Window) -> dict[int, tuple[str | None, str]]:
    """What stands, by finding."""
    review = window.desk.review
    assert review is not None
    return {
        number: (made.code, made.note)
        for number, made in review.decisions.items()
        if made.code is not None or made.note
    }


def focus(window: Window) -> int | None:
    return window.desk.review.focus if window.desk.review else None


def select(window: Window, *numbers: int) -> None:
    """Select the rows of these findings, the last one in focus."""
    findings = window.review_page.findings
    flags = QItemSelectionModel.SelectionFlag
    model = findings.table.selectionModel()
    window.desk.choose_finding(numbers[-1])
    for number in numbers:
        model.select(findings.model.index(findings.model.row_of(number), 0), flags.Select | flags.Rows)


def add_twin(window: Window, number: int) -> None:
    """Another output in which the same findings stand."""
    text = f"{OUTPUT}\n{number}"
    twin = document(f"reply-{number:03d}.txt", text)
    window.desk.add_output(twin, text.encode(), Attempt())
    window.desk.record(number, of_another(screening(), twin))
    window.desk.finish_filing()


def test_a_code_decides_all_that_are_selected_and_one_undo_takes_all_back(
    review_window: Window, qtbot: QtBot
) -> None:
    review_window.desk.decide_all([3], "unsure")
    review_window.desk.write_note("look again")
    select(review_window, 1, 2, 3)
    assert review_window.review_page.findings.counts.text() == "5 · 1 decided · 3 selected"
    press(qtbot, review_window, Qt.Key.Key_C)
    assert said(review_window) == {
        1: ("commonplace", ""),
        2: ("commonplace", ""),
        3: ("commonplace", "look again"),
    }
    assert review_window.desk.undo_stack.undoText() == "decision on 3 findings"
    review_window.desk.undo_stack.undo()
    assert said(review_window) == {3: ("unsure", "look again")}
    review_window.desk.undo_stack.redo()
    select(review_window, 1, 2, 3)
    press(qtbot, review_window, Qt.Key.Key_C)
    assert said(review_window) == {3: (None, "look again")}, "said again of all, it is taken back"


def test_many_at_once_are_as_well_shown_as_few(
    review_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.ui.desk._FEW", 2)
    review_window.review_page.findings.table.selectAll()
    press(qtbot, review_window, Qt.Key.Key_P)
    assert {code for code, _ in said(review_window).values()} == {"permitted"}
    assert all(mark.struck for mark in review_window.review_page.texts.output.pane.marks)
    assert review_window.review_page.findings.counts.text().startswith("5 · 5 decided")


def test_save_and_go_on_keeps_the_note_and_finds_the_next_undecided_under_the_filter(
    review_window: Window, qtbot: QtBot
) -> None:
    review_window.desk.decide_all([2], "unsure")
    review_window.desk.choose_finding(1)
    press(qtbot, review_window, Qt.Key.Key_N)
    note = QApplication.focusWidget()
    qtbot.keyClicks(note, "seen")
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said(review_window)[1] == (None, "seen")
    assert focus(review_window) == 3
    review_window.review_page.findings.filter.setText("verbatim")
    press(qtbot, review_window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focus(review_window) == 1, "4 of the others that are verbatim is next only after 1"
    for number in (1, 4):
        review_window.desk.decide_all([number], "unsure")
    press(qtbot, review_window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert review_window.jobs_row.said == "Every finding that is listed is decided."


def test_a_note_on_offer_is_put_in_by_keys(review_window: Window, qtbot: QtBot) -> None:
    review_window.desk.set_note_presets(["Ask the client.", "Compare the editions."])
    press(qtbot, review_window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_2)
    assert said(review_window) == {1: (None, "Compare the editions.")}
    card = review_window.review_page.card
    card.note.insert("Ask the client.")
    assert said(review_window) == {1: (None, "Compare the editions.\nAsk the client.")}
    menu = card.note.offer_presets()
    menu.actions()[-2].trigger()
    assert review_window.desk.note_presets()[-1] == "Compare the editions.\nAsk the client."
    menu.close()


def test_a_note_is_withheld_and_the_exhibit_goes_without(review_window: Window, qtbot: QtBot) -> None:
    window = review_window
    window.desk.decide("reproduced")
    window.desk.write_note("between us")
    assert window.desk.matter is not None
    press(qtbot, window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert window.review_page.card.note.withheld.isChecked()
    assert window.desk.matter.exhibit().parts[0].decisions[1].note == ""
    window.review_page.card.note.withheld.click()
    assert window.desk.matter.exhibit().parts[0].decisions[1].note == "between us"
    window.desk.undo_stack.undo()
    assert window.desk.matter.exhibit().withheld.notes == 1
    assert "privileged note" in window.review_page.card._history.text()


def test_all_like_this_one_are_told_and_decided_as_one_step(review_window: Window, qtbot: QtBot) -> None:
    window = review_window
    for number in (2, 3):
        add_twin(window, number)
    window.desk.decide_all([1], "quotation")
    window.desk.choose_output(1)
    window.desk.decide_all([1], "reproduced")
    press(qtbot, window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(AlikeDialog)), timeout=WAIT)
    dialog = window.findChildren(AlikeDialog)[0]
    assert dialog.chosen == [(2, 1)], "one of the two is decided already"
    assert dialog._do.text() == "Decide 1: Reproduced"
    dialog._too.setChecked(True)
    dialog.accept()
    matter = window.desk.matter
    assert matter is not None
    assert [matter.decisions(number)[1].code for number in (1, 2, 3)] == ["reproduced"] * 3
    window.desk.undo_stack.undo()
    assert [matter.decisions(number)[1].code for number in (2, 3)] == [None, "quotation"]
    assert window.desk.outputs()[1].decided == 0


def test_earlier_decisions_are_proposed_and_taken_one_by_one_or_all(
    review_window: Window, qtbot: QtBot
) -> None:
    window = review_window
    for number, code in ((1, "reproduced"), (2, "unsure"), (4, "commonplace")):
        window.desk.decide_all([number], code)
    window.desk.choose_finding(2)
    window.desk.write_note("which edition?")
    window.desk.record(1, screening())
    window.desk.finish_filing()
    assert said(window) == {}
    bar = window.review_page.proposals
    qtbot.waitUntil(bar.isVisible, timeout=WAIT)
    assert bar.said == "Earlier decisions that fit these findings: 3"
    window.desk.choose_finding(2)
    assert "which edition?" in window.review_page.card._proposal.text()
    press(qtbot, window, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    assert said(window) == {2: ("unsure", "which edition?")}
    bar.shown_wanted.emit()
    model = window.review_page.findings.model
    assert [model.number_at(row) for row in range(model.rowCount())] == [1, 4]
    window.desk.accept()
    assert {number: code for number, (code, _) in said(window).items()} == {
        1: "reproduced",
        2: "unsure",
        4: "commonplace",
    }
    assert not bar.isVisible()
    window.desk.undo_stack.undo()
    assert set(said(window)) == {2}
    assert bar.isVisible()
    window.desk.put_proposals_away()
    assert not bar.isVisible()


def test_words_are_ignored_from_now_on_with_one_key(review_window: Window, qtbot: QtBot) -> None:
    review_window.desk.choose_finding(4)
    press(qtbot, review_window, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    assert review_window.desk.ignored() == (
        "we give thanks to almighty god for the harvest and for the peace of our homes",
    )
    assert review_window.jobs_row.said.startswith("Ignored from the next analysis on")
    press(qtbot, review_window, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    assert len(review_window.desk.ignored()) == 1
    review_window.errands.started.emit(Errand("Analysing", "none:none", {}))
    assert review_window.jobs_row.said == "", "what was done before is no news once new work begins"
    policy = review_window.errands._policy()
    assert policy is not None
    assert policy.ignored == review_window.desk.ignored()


def test_a_press_beside_the_rows_leaves_the_selection(review_window: Window, qtbot: QtBot) -> None:
    findings = review_window.review_page.findings
    review_window.desk.choose_finding(3)
    below = findings.table.viewport().rect().bottomLeft() + QPoint(60, -4)
    assert not findings.table.indexAt(below).isValid()
    qtbot.mouseClick(findings.table.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert findings.table.chosen_numbers == [3]


def test_codes_are_edited_renamed_retired_and_added(review_window: Window) -> None:
    window = review_window
    window.desk.decide("unsure")
    dialog = CodesDialog(window.desk, frozenset("JKNL"), window)
    dialog.show()
    rows = dialog.codes._rows
    rows[0].label.setText("Copied out")
    dialog.codes.retire(rows[-1])
    dialog.codes.add()
    added = dialog.codes._rows[-1]
    added.label.setText("Fair use")
    added.key.setText("k")
    assert "K" in dialog.codes._said.text(), "the window has this key for itself"
    added.key.setText("p")
    dialog.accept()
    assert dialog.isVisible()
    assert "key" in dialog._trouble.text(), "two codes have one key"
    added.key.setText("f")
    added.effect.setCurrentIndex(added.effect.findData("strikes"))
    dialog.codes.put(added, -9)
    dialog.presets.setPlainText("First.\nSecond line.\n\n\nThird.\n")
    dialog.ignored.setPlainText("all rights reserved\n\nas * said\n")
    dialog.accept()
    assert not dialog.isVisible()
    codes = window.desk.codes()
    assert codes[0] == Code("fair-use", "Fair use", "F", "strikes")
    assert codes[1] == Code("reproduced", "Copied out", "R", "counts")
    assert [code.name for code in codes if code.retired] == ["unsure", "dismissed"]
    assert window.desk.note_presets() == ("First.\nSecond line.", "Third.")
    assert window.desk.ignored() == ("all rights reserved", "as * said")
    assert said(window) == {1: ("unsure", "")}, "what was decided stays decided"


def test_two_reviewers_alone_and_where_they_differ(review_window: Window, qtbot: QtBot) -> None:
    window = review_window
    window.desk.sign_as("A. First")
    for number, code in ((1, "reproduced"), (2, "unsure"), (4, "commonplace")):
        window.desk.decide_all([number], code)
    window.desk.sign_as("B. Second")
    window.desk.review_alone(True)
    assert said(window) == {}, "a second opinion is made without the first"
    for number, code in ((1, "reproduced"), (2, "permitted"), (4, "commonplace"), (5, "unsure")):
        window.desk.decide_all([number], code)
    window.desk.review_alone(False)
    assert said(window)[2] == ("permitted", ""), "the last one stands"
    assert window.desk.differing() == {2}
    dialog = AgreementDialog(window.desk, window)
    dialog.finding_wanted.connect(window.desk.choose_finding)
    went: list[tuple[int, int]] = []
    dialog.finding_wanted.connect(lambda output, finding: went.append((output, finding)))
    dialog.show()
    assert dialog.words.text() == (
        "3 findings coded by both, 2 alike (66%). "
        "Cohen’s kappa 0.57: 1 is agreement throughout, 0 what chance gives."
    )
    cells = [str(dialog.model.index(0, column).data()) for column in range(4)]
    assert cells == ["reply-014.txt", "[2]", "Unsure", "Permitted"]
    dialog.table.activated.emit(dialog.model.index(0, 0))
    assert went == [(1, 2)]
    dialog.second.setCurrentIndex(0)
    assert dialog.model.rowCount() == 0
    dialog.close()


def test_a_second_reviewers_note_leaves_the_first_ones_code(review_window: Window) -> None:
    window, card = review_window, review_window.review_page.card
    window.desk.sign_as("A. First")
    window.desk.choose_finding(1)
    window.desk.decide("reproduced")
    window.desk.write_note("Word for word.")
    window.desk.sign_as("B. Second")
    assert card.note.entry.toPlainText() == "", "the box holds what the reviewer writes"
    assert card._standing_note.isVisible()
    assert card._standing_note.text() == "A. First: Word for word."
    card.note.entry.setPlainText("See the second edition.")
    card.keep_note()
    assert said(window)[1] == ("reproduced", "Word for word.")
    assert card._buttons["reproduced"].isChecked()
    assert card.note.entry.toPlainText() == "See the second edition."
    assert "Word for word." in card._history.text(), "what the other wrote is read in the history"


def test_a_note_of_another_is_not_signed_anew_by_looking_at_it(review_window: Window, qtbot: QtBot) -> None:
    review_window.desk.decide("reproduced")
    review_window.desk.write_note("mine")
    review_window.desk.sign_as("B. Second")
    for key in (Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_J):
        press(qtbot, review_window, key)
    assert [made.reviewer != "B. Second" for made in review_window.desk.history(1)] == [True, True]
