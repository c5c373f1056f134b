"""The page of a library, and the summary of rights."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from workbench.domain.analysis import Analysis, Coverage, OutputRecord, RightsShare
from workbench.domain.holdings import Holding, Holdings, Verification
from workbench.domain.licence import terms_of
from workbench.domain.work import Rights, Work
from workbench.ui.library_page import LibraryPage
from workbench.ui.rights_summary import RightsSummary
from workbench.ui.works_model import WorksModel, sorted_works


def holding(number: int, title: str, holder: str, licence: str, words: int) -> Holding:
    work = Work(str(number), f"{number}.txt", "", 9, words, Rights(title, holder=holder, licence=licence))
    return Holding(work, number, 2 * number)


WORKS = (
    holding(0, "Tide", "Harbour Press", "CC-BY-SA-4.0", 900),
    holding(1, "almanac", "", "unknown", 12_000),
    holding(2, "Orchard", "G. Warden", "all-rights-reserved", 70),
)


def cells(works) -> list[list[str]]:
    return [
        [works.index(row, column).data() for column in range(works.columnCount())]
        for row in range(works.rowCount())
    ]


def test_works_are_listed_with_their_rights(qtbot):
    model = WorksModel()
    model.show_rows(WORKS)
    assert cells(model) == [
        ["Tide", "Harbour Press", "CC-BY-SA-4.0", "unknown", "900", "1", "–"],
        ["almanac", "unknown", "unknown", "unknown", "12,000", "2", "2"],
        ["Orchard", "G. Warden", "reserved", "unknown", "70", "3", "4"],
    ]


def test_works_are_sorted_by_value_and_filtered_by_any_column(qtbot):
    model = WorksModel()
    model.show_rows(WORKS)
    works = sorted_works(model)
    works.sort(4)
    assert [row[0] for row in cells(works)] == ["Orchard", "Tide", "almanac"]
    works.sort(0)
    assert [row[0] for row in cells(works)] == ["almanac", "Orchard", "Tide"]
    works.setFilterFixedString("warden")
    assert [row[0] for row in cells(works)] == ["Orchard"]


def test_what_a_verification_found_is_told_with_how_much_more_there_is(qtbot, window):
    window.errands.stop()
    page = LibraryPage(Path("/nowhere/Catalogue"), window.errands, window.theme, window)
    assert page._told_problems(Verification(())) == "Every file is as it was written."
    told = page._told_problems(Verification(tuple(f"{number} is missing." for number in range(7)))).split(
        "\n"
    )
    assert told[:5] == [f"{number} is missing." for number in range(5)]
    assert told[5].startswith("And 2 more")
    assert page._told_problems(Verification((), "It could not be noted.")).endswith("It could not be noted.")


def test_the_page_shows_facts_and_works(qtbot, window):
    window.errands.stop()  # the page is shown what a worker would tell it
    page = LibraryPage(Path("/nowhere/Catalogue"), window.errands, window.theme, window)
    page.show_holdings(Holdings(Path("/nowhere/Catalogue"), (("Integrity", "never verified here"),), WORKS))
    assert {"Catalogue", "Integrity", "never verified here", "3 of 3"} <= words_on(page)
    page._filter.setText("tide")
    assert "1 of 3" in words_on(page)
    page.close()


def test_the_summary_says_what_each_licence_asks(qtbot, window):
    terms = terms_of("CC-BY-4.0")
    share = RightsShare("H. Press", "CC-BY-4.0", terms.name, terms.asks, terms.known, 64, 2, 40, 0, ("a",))
    nobody = RightsShare("", "unknown", "licence unknown", (), False, 9, 1, 9, 1, ("b",))
    coverage = Coverage(100, 73, 73, (), 2, 1000, None)
    analysis = Analysis(OutputRecord("reply", "", 500, 100), (), (), coverage, rights=(share, nobody))
    shown = words_on(RightsSummary(analysis, window))
    press = "H. Press, Creative Commons Attribution 4.0: 64 words in 2 passages, the longest run 40 words."
    assert press in shown
    assert set(terms.asks) <= shown
    assert (
        "Rights holder unknown, licence unknown: 9 words in 1 passage, the longest run 9 words; "
        "1 passage of other holders' works stands here too, by half or more."
    ) in shown
    assert "What it asks is not known." in shown


def words_on(widget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if not label.isHidden()}
