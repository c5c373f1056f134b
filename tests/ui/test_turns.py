"""Work in slices: what is short is there at once, what is long lets the event loop have its turn."""

from collections.abc import Iterator
from dataclasses import replace
from time import sleep

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample import document, screening
from workbench.domain.analysis import OutputRecord, Screening
from workbench.domain.review import Attempt
from workbench.domain.span import Span
from workbench.ui.findings_model import FindingsModel
from workbench.ui.review import Review
from workbench.ui.turns import SLICE, Turns
from workbench.ui.window import Window

LINE = "A light saves nobody whom it can name.\n"


def many(count: int = 4 * SLICE) -> Screening:
    """As many findings as the output has lines, each in a line of a source that is the same text."""
    found = screening()
    output = document("long.txt", LINE * count)
    first = found.analysis.findings[0]
    findings = tuple(
        replace(
            first,
            id=place + 1,
            kind=("paraphrase", "verbatim")[place % 2],
            output_span=Span(place * len(LINE), place * len(LINE) + 12),
            source_span=Span(place * len(LINE), place * len(LINE) + 12),
            pairs=(),
        )
        for place in range(count)
    )
    record = OutputRecord(output.name, output.sha256, len(output.text), 8 * count)
    return Screening(
        output,
        replace(found.analysis, output=record, findings=findings),
        {**found.sources, first.source: output},
    )


def review(found: Screening) -> Review:
    return Review(1, found.output, Attempt(), found, 1)


def slowly(done: list[int], name: int, steps: int) -> Iterator[None]:
    for step in range(steps):
        done.append(name * 100 + step)
        sleep(0.004)
        yield


def test_one_step_is_done_at_once_and_many_come_in_turns(qtbot: QtBot, qapp: QApplication) -> None:
    owner, done = QObject(), []
    turns = Turns(owner)
    ends: list[int] = []
    turns.finished.connect(lambda: ends.append(len(done)))
    turns.begin(slowly(done, 1, 0))
    assert ends == [0]
    turns.begin(slowly(done, 1, 6))
    assert turns.busy
    assert done == [100]
    qtbot.waitUntil(lambda: not turns.busy)
    assert done == [100, 101, 102, 103, 104, 105]
    assert ends == [0, 6]


def test_what_is_left_can_be_done_at_once_replaced_or_left_undone(qapp: QApplication) -> None:
    owner, done = QObject(), []
    turns = Turns(owner)
    turns.begin(slowly(done, 1, 4))
    turns.begin(slowly(done, 2, 3))
    turns.finish()
    assert done == [100, 200, 201, 202]
    turns.begin(slowly(done, 3, 3))
    turns.stop()
    turns.finish()
    assert done[4:] == [300]


def test_several_works_take_turns(qtbot: QtBot, qapp: QApplication) -> None:
    owner, done = QObject(), []
    works = [Turns(owner) for _ in range(3)]
    for name, work in enumerate(works, 1):
        work.begin(slowly(done, name, 9))
    qtbot.waitUntil(lambda: not any(work.busy for work in works))
    assert sorted(done) == [name * 100 + step for name in (1, 2, 3) for step in range(9)]
    assert {name // 100 for name in done[-6:]} == {1, 2, 3}


def test_a_work_that_is_gone_keeps_no_other_from_its_turn(qtbot: QtBot, qapp: QApplication) -> None:
    gone, owner, done = QObject(), QObject(), []
    left, work = Turns(gone), Turns(owner)
    left.begin(slowly(done, 1, 9))
    work.begin(slowly(done, 2, 9))
    qtbot.waitUntil(lambda: len(done) > 4)
    gone.deleteLater()
    qtbot.waitUntil(lambda: not work.busy)
    assert 208 in done


def test_rows_of_many_findings_are_there_for_whoever_asks(qtbot: QtBot, qapp: QApplication) -> None:
    model = FindingsModel()
    model.show(review(many()))
    assert model.neighbour(1, 1) == 2
    assert model.rowCount() == 4 * SLICE
    model.show(review(many(3 * SLICE)))
    with qtbot.waitSignal(model.modelReset, raising=False, timeout=5000):
        pass
    model.set_filter("paraphrase")
    assert (model.shown, model.total) == (3 * SLICE // 2, 3 * SLICE)


def test_many_findings_are_marked_listed_and_drawn(matter_window: Window, qtbot: QtBot) -> None:
    page, desk, found = matter_window.review_page, matter_window.desk, many()
    number = desk.add_output(found.output, found.output.text.encode(), Attempt())
    assert number is not None
    desk.record(number, found)
    desk.finish_filing()
    assert page.busy
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    assert len(page.texts.output.pane.marks) == 4 * SLICE
    assert page.findings.model.total == 4 * SLICE
    focus = page.texts.output.pane.focus_mark
    assert focus is not None
    assert focus.number == desk.review.focus


@pytest.mark.parametrize("number", [1, 2, 4, 5])
def test_a_decision_draws_what_drawing_all_anew_would(
    review_window: Window, qtbot: QtBot, number: int
) -> None:
    page, desk = review_window.review_page, review_window.desk
    desk.choose_finding(number)
    source = page.texts.source.pane
    qtbot.waitUntil(lambda: source.focus_mark is not None and not source.loading)
    views = (page.band, page.texts.output.strip, page.texts.source.strip)
    for view in views:
        view.grab()
    before = [view.grab().toImage() for view in views]
    desk.decide("permitted")
    after = [view.grab().toImage() for view in views]
    assert all(image.pixelColor(1, image.height() - 1).lightness() > 200 for image in after[1:]), (
        "no blank black"
    )
    page.band._picture.outdate()
    for strip in views[1:]:
        strip._picture = None
    assert [view.grab().toImage() for view in views] == after
    if number != 4:  # struck before, too
        assert [one != other for one, other in zip(before, after, strict=True)] == [True] * 3
    assert all(isinstance(image, QImage) for image in after)
