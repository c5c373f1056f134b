"""Two texts in step: where a place has its twin, and that scrolling one moves the other, once."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.sample import ALMANAC, ESSAY, document
from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document, pinpoint
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.ui.in_step import twin
from workbench.ui.line_index import LineIndex
from workbench.ui.window import Window

PIECE = "A light saves nobody whom it can name."


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6, unique=True), st.integers(0, 600))
def test_at_an_anchor_the_twin_is_its_other_end(places: list[int], place: int) -> None:
    anchors = [(here, 3 * here + 7) for here in sorted(places)]
    for here, there in anchors:
        assert twin(here, anchors) == there
    low, high = anchors[0][0], anchors[-1][0]
    if low <= place <= high:
        assert abs(twin(place, anchors) - (3 * place + 7)) <= 1, "on a straight line it keeps to the line"


def test_far_apart_it_keeps_its_distance_to_the_nearer_finding() -> None:
    anchors = [(100, 50_000), (200, 200)]
    assert twin(110, anchors) == 50_010
    assert twin(190, anchors) == 190
    assert twin(20, anchors) == 49_920
    assert twin(300, anchors) == 300


@given(st.text(alphabet="a \r\n", max_size=40))
def test_lines_are_counted_as_a_citation_counts_them(text: str) -> None:
    lines, document = LineIndex(text), Document("a.txt", text, "")
    for place in range(len(text)):
        assert pinpoint(document, Span(place, place + 1)) == f"line {lines.number(place)}"


def long_pair(window: Window, folder: Path, qtbot: QtBot) -> None:
    """An output and a source of many paragraphs that share two sentences, at other places in each."""
    filler, other = (ESSAY.replace(PIECE, "") * 4, ALMANAC * 7)
    texts = f"{filler}{PIECE} One.\n\n{filler}{PIECE} Two.\n", f"{other}{PIECE} One.\n\n{other}{PIECE} Two.\n"
    output, source = document("output.txt", texts[0]), document("source.txt", texts[1])
    findings = []
    for number, end in enumerate((f"{PIECE} One", f"{PIECE} Two"), 1):
        here, there = (Span(text.index(end), text.index(end) + len(end)) for text in texts)
        findings.append(
            Finding(number, "verbatim", source.id, here, there, ((here, there),), 8, 8, 8, 1.0, 90.0)
        )
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(texts[0]), 900),
        (SourceRecord(source.id, source.name, source.sha256, Rights()),),
        tuple(findings),
        Coverage(900, 16, 16, (), 1, 1000, None),
    )
    window.desk.create_matter(folder / "long.matter")
    window.desk.add_output(output, texts[0].encode(), Attempt())
    window.desk.record(1, Screening(output, analysis, {source.id: source}))
    window.desk.finish_filing()
    panes = window.review_page.texts.output.pane, window.review_page.texts.source.pane
    qtbot.waitUntil(lambda: all(pane.marks and not pane.loading for pane in panes))


def test_scrolling_one_text_moves_the_other_and_not_back(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    long_pair(window, tmp_path, qtbot)
    texts = window.review_page.texts
    texts.scroll_in_step(True)
    for leader, follower in (
        (texts.output.pane, texts.source.pane),
        (texts.source.pane, texts.output.pane),
    ):
        leader.bring(Span(0, 1))
        mark = leader.marks[0]
        bar = leader.verticalScrollBar()
        third = leader.viewport().height() / 3
        while leader.line_at(leader.offsets.units(mark.span)[0]).top() > third:
            before = bar.value()
            bar.setValue(before + 1)
            assert bar.value() == before + 1, "the other does not push back"
        twin_mark = follower.marks[0]
        top = follower.line_at(follower.offsets.units(twin_mark.span)[0]).top()
        assert abs(top - third) < 3 * 24, "the twin stands beside it"


def test_an_open_lock_lets_each_scroll_by_itself_and_is_remembered(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    long_pair(window, tmp_path, qtbot)
    texts = window.review_page.texts
    was_closed = texts._in_step.closed
    qtbot.mouseClick(texts._lock, Qt.MouseButton.LeftButton)
    assert texts._in_step.closed is not was_closed
    texts.scroll_in_step(False)
    before = texts.source.pane.verticalScrollBar().value()
    texts.output.pane.verticalScrollBar().setValue(texts.output.pane.verticalScrollBar().maximum())
    assert texts.source.pane.verticalScrollBar().value() == before
