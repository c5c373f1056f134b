"""The table as text."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from tests.ui.sample import OUTPUT_DOCUMENT, screening
from workbench.domain.review import Attempt, Decision
from workbench.ui.finding_columns import Column
from workbench.ui.findings_model import FindingsModel
from workbench.ui.review import Review


def review() -> Review:
    return Review(1, OUTPUT_DOCUMENT, Attempt(), screening(), 1)


def picture(model: FindingsModel) -> str:
    """The table as lines of words."""
    rows = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    return "\n".join(" | ".join(row).rstrip(" |") for row in rows)


def test_the_table_in_the_order_of_the_output() -> None:
    model = FindingsModel()
    model.show(review())
    assert picture(model) == (
        "1 | verbatim | 40 | 412 | On Invisible Services | reserved | counted\n"
        "2 | near-verbatim | 31 | 236 | The Keeper’s Almanac | public domain | counted\n"
        "3 | lead | – | – | The Keeper’s Almanac | public domain | not counted\n"
        "4 | verbatim | 15 | 38 | The Keeper’s Almanac | public domain | boilerplate\n"
        "5 | paraphrase | 9 | 24 | On Invisible Services | reserved | counted"
    )


def test_sorted_by_weight() -> None:
    model = FindingsModel()
    model.show(review())
    model.sort(Column.WEIGHT, Qt.SortOrder.DescendingOrder)
    assert [model.number_at(row) for row in range(model.rowCount())] == [1, 2, 4, 5, 3]
    assert str(model.headerData(Column.WEIGHT, Qt.Orientation.Horizontal)).endswith("↓")


def test_the_filter_looks_in_every_column_and_the_counts_follow() -> None:
    model = FindingsModel()
    model.show(review())
    model.show_decision(2, Decision(1, 2, "reproduced", "", "R. Roe", "2026-11-22T10:00:00Z"))
    model.set_filter("almanac verbatim")
    assert [model.number_at(row) for row in range(model.rowCount())] == [2, 4]
    assert (model.shown, model.total, model.decided) == (2, 5, 1)
    model.set_filter("reproduced")
    assert [model.number_at(row) for row in range(model.rowCount())] == [2]
    model.set_filter("no such word")
    assert model.shown == 0


def test_a_note_is_seen_in_the_decision() -> None:
    model = FindingsModel()
    model.show(review())
    model.show_decision(1, Decision(1, 1, None, "look again", "R. Roe", "2026-11-22T10:00:00Z"))
    assert model.index(0, Column.DECISION).data() == "✎"


def test_qt_finds_no_fault_with_the_model(qtmodeltester: ModelTester) -> None:
    model = FindingsModel()
    model.show(review())
    qtmodeltester.check(model, force_py=True)
    model.sort(Column.WORK)
    model.set_filter("verbatim")
    qtmodeltester.check(model, force_py=True)
