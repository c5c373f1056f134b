"""Filters, groups and what is selected: the table as text, and as it is used."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.sample import OUTPUT_DOCUMENT, screening
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt, Decision
from workbench.ui.facets import DIFFERING, NOTED, PROPOSED, UNDECIDED, Facet, Marked
from workbench.ui.finding_columns import Column
from workbench.ui.findings_model import FindingsModel
from workbench.ui.review import Review
from workbench.ui.window import Window

AT = "2026-11-22T10:00:00Z"
DECISIONS = {
    1: Decision(1, 1, "reproduced", "", "R. Roe", AT),
    2: Decision(1, 2, None, "look again", "R. Roe", AT),
    4: Decision(1, 4, "reproduced", "as before", "R. Roe", AT),
}


def model_of(decisions: dict[int, Decision] | None = None) -> FindingsModel:
    model = FindingsModel()
    model.show(Review(1, OUTPUT_DOCUMENT, Attempt(), screening(), 1, decisions or {}))
    return model


def numbers(model: FindingsModel) -> list[int | None]:
    return [model.number_at(row) for row in range(model.rowCount())]


def told(model: FindingsModel, facet: Facet) -> list[tuple[str, int]]:
    return [(option.words, option.count) for option in model.options(facet)]


def test_what_can_be_chosen_of_each_facet_is_what_occurs() -> None:
    model = model_of(DECISIONS)
    assert told(model, Facet.KIND) == [("verbatim", 2), ("near-verbatim", 1), ("paraphrase", 1), ("lead", 1)]
    assert told(model, Facet.CLASS) == [("counted", 4), ("boilerplate", 1)]
    assert told(model, Facet.WORK) == [("The Keeper’s Almanac", 3), ("On Invisible Services", 2)]
    assert told(model, Facet.HOLDER) == [("unknown", 3), ("Marlow Estate", 2)]
    assert told(model, Facet.DECISION) == [("undecided", 3), ("Reproduced", 2), ("with a note", 2)]
    assert told(model, Facet.WEIGHT) == [
        ("20 bits and more", 4),
        ("50 bits and more", 2),
        ("100 bits and more", 2),
        ("200 bits and more", 2),
    ]


def test_what_is_struck_goes_out_of_sight_and_comes_back(review_window: Window, qtbot: QtBot) -> None:
    window = review_window
    page = window.review_page
    table, pane = page.findings.table, page.texts.output.pane
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_H)
    assert numbers(page.findings.model) == [1, 2, 3, 5]
    assert [mark.number for mark in pane.marks] == [1, 2, 3, 5]
    assert page.findings.counts.text() == "4 · 0 decided · 1 struck out of sight"
    window.desk.decide_all([5], "permitted")
    assert 5 in numbers(page.findings.model), "it does not vanish under the hand"
    qtbot.keyClick(table, Qt.Key.Key_H)
    assert [mark.number for mark in pane.marks if mark.struck] == [4, 5]
    qtbot.keyClick(table, Qt.Key.Key_H)
    assert numbers(page.findings.model) == [1, 2, 3]
    assert window.desk.undo_stack.canUndo(), "looking undoes nothing"
    assert window.desk.matter is not None
    assert window.desk.matter.decisions(1)[5].code == "permitted"


def test_facets_work_together_and_the_options_follow() -> None:
    model = model_of(DECISIONS)
    model.choose(Facet.KIND, ("verbatim", "lead"))
    assert numbers(model) == [1, 3, 4]
    model.choose(Facet.WORK, ("The Keeper’s Almanac",))
    assert numbers(model) == [3, 4]
    assert told(model, Facet.KIND) == [("verbatim", 1), ("near-verbatim", 1), ("lead", 1)]
    model.set_filter("boilerplate")
    assert numbers(model) == [4]
    assert (model.shown, model.total, model.decided) == (1, 5, 1)
    model.clear_choices()
    assert numbers(model) == [4], "the words are another filter"
    model.set_filter("")
    assert numbers(model) == [1, 2, 3, 4, 5]


def test_decisions_notes_differences_and_proposals_are_facets_too() -> None:
    model = model_of(DECISIONS)
    model.mark(Marked(differing=frozenset({1}), proposed=frozenset({1, 3})))
    for tag, passing in ((UNDECIDED, [2, 3, 5]), (NOTED, [2, 4]), (DIFFERING, [1]), (PROPOSED, [3])):
        model.choose(Facet.DECISION, (tag,))
        assert numbers(model) == passing
    model.choose(Facet.DECISION, (PROPOSED,))
    model.mark(Marked())
    assert numbers(model) == []


def test_groups_have_a_heading_and_can_be_closed(qtmodeltester: ModelTester) -> None:
    model = model_of(DECISIONS)
    model.group(True)
    assert numbers(model) == [None, 1, 5, None, 2, 3, 4]
    assert model.index(0, 0).data() == "On Invisible Services · 2 findings, 49 words, 1 decided"
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    model.toggle_group(0)
    assert numbers(model) == [None, None, 2, 3, 4]
    assert model.shown == 5
    assert model.neighbour(2, -1) == 2, "what is closed is stepped over"
    model.toggle_group_of(3)
    assert numbers(model) == [None, None]
    qtmodeltester.check(model, force_py=True)
    model.group(False)
    assert numbers(model) == [1, 2, 3, 4, 5]


def test_the_next_undecided_is_looked_for_round_and_round() -> None:
    model = model_of(DECISIONS)
    assert [model.undecided_after(number) for number in (None, 1, 2, 3, 5)] == [2, 2, 3, 5, 2]
    model.choose(Facet.DECISION, ("reproduced",))
    assert model.undecided_after(1) is None


@settings(deadline=None, max_examples=60)
@given(
    kinds=st.sets(st.sampled_from(["verbatim", "near-verbatim", "paraphrase", "lead"])),
    works=st.sets(st.sampled_from(["The Keeper’s Almanac", "On Invisible Services"])),
    least=st.sampled_from([None, 20, 50, 200]),
    words=st.sampled_from(["", "verbatim", "almanac", "reproduced", "✎ 1"]),
    grouped=st.booleans(),
    column=st.sampled_from(list(Column)),
)
def test_the_rows_are_those_that_a_slow_look_finds(
    kinds: set[str], works: set[str], least: int | None, words: str, grouped: bool, column: Column
) -> None:
    model = model_of(DECISIONS)
    rows = {
        finding.id: [str(model.index(row, cell).data()) for cell in range(len(Column))]
        for row, finding in enumerate(screening().analysis.findings)
    }

    def passes(finding: Finding) -> bool:
        row = rows[finding.id]
        return (
            (not kinds or finding.kind in kinds)
            and (not works or row[Column.WORK] in works)
            and (least is None or (finding.kind != "lead" and finding.weight_bits >= least))
            and all(any(word in cell.casefold() for cell in row) for word in words.split())
        )

    expected = {finding.id for finding in screening().analysis.findings if passes(finding)}
    model.group(grouped)
    model.sort(column, Qt.SortOrder.DescendingOrder)
    model.choose(Facet.KIND, kinds)
    model.choose(Facet.WORK, works)
    model.choose(Facet.WEIGHT, () if least is None else (str(least),))
    model.set_filter(words)
    assert {number for number in numbers(model) if number is not None} == expected
    assert model.shown == len(expected)
    assert model.decided == len(expected & {1, 4})


def test_filters_are_chosen_from_menus_and_stand_on_the_buttons(review_window: Window) -> None:
    findings = review_window.review_page.findings
    row = findings.facets
    menu = row.open_menu(Facet.KIND)
    assert [action.text() for action in menu.actions()] == [
        "verbatim   2",
        "near-verbatim   1",
        "paraphrase   1",
        "lead   1",
    ]
    menu.actions()[0].trigger()
    assert findings.counts.text() == "2 of 5 · 0 decided"
    button = row._buttons[Facet.KIND]
    assert isinstance(button, QToolButton)
    assert button.text() == "verbatim  ▾"
    row.open_menu(Facet.KIND).actions()[1].trigger()
    assert button.text() == "Kind: 2  ▾"
    for place in (0, 2):
        row.open_menu(Facet.WEIGHT).actions()[place].trigger()
    assert findings.model.chosen[Facet.WEIGHT] == {"100"}, "one weight at a time"
    row._clear.click()
    assert findings.counts.text() == "5 · 0 decided"
    assert button.text() == "Kind  ▾"


def test_shift_and_arrows_select_and_the_focus_follows(review_window: Window, qtbot: QtBot) -> None:
    findings = review_window.review_page.findings
    findings.table.setFocus()
    for _ in range(2):
        qtbot.keyClick(findings.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert findings.chosen == [1, 2, 3]
    assert review_window.desk.review is not None
    assert review_window.desk.review.focus == 3
    qtbot.keyClick(findings.table, Qt.Key.Key_J)
    assert findings.chosen == [4], "another finding in focus ends the selection"


def test_groups_are_closed_and_opened_by_keys(review_window: Window, qtbot: QtBot) -> None:
    findings = review_window.review_page.findings
    findings.facets.group_by_work(True)
    assert findings.model.rowCount() == 7
    review_window.desk.choose_finding(5)
    findings.table.setFocus()
    qtbot.keyClick(findings.table, Qt.Key.Key_Left)
    assert numbers(findings.model) == [None, None, 2, 3, 4]
    qtbot.keyClick(findings.table, Qt.Key.Key_J)
    assert review_window.desk.review is not None
    assert review_window.desk.review.focus == 2


def test_a_decision_under_a_filter_leaves_the_row_until_the_filter_is_looked_at_again(
    review_window: Window,
) -> None:
    findings = review_window.review_page.findings
    findings.model.choose(Facet.DECISION, (UNDECIDED,))
    review_window.desk.decide("reproduced")
    assert numbers(findings.model) == [1, 2, 3, 4, 5], "a row is not pulled away under the hand"
    assert findings.model.decided == 1
    findings.model.set_filter("verbatim")
    assert numbers(findings.model) == [2, 4]


def test_an_unknown_class_of_a_later_version_is_an_option(qtbot: QtBot) -> None:
    told_all = screening()
    later = replace(told_all.analysis.findings[0], classification="refrain")  # type: ignore[arg-type]  # on purpose
    changed = replace(told_all.analysis, findings=(later, *told_all.analysis.findings[1:]))
    model = FindingsModel()
    model.show(Review(1, OUTPUT_DOCUMENT, Attempt(), replace(told_all, analysis=changed), 1))
    assert ("refrain", 1) in told(model, Facet.CLASS)
