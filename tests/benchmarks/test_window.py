"""How the window feels, in figures: one table.

pytest tests/benchmarks/test_window.py --benchmark-only
"""

import gc
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from tests.benchmarks.large_matter import large_screening, make_large_matter, prose, sentences
from tests.benchmarks.library_corpus import COPIES, corpus
from tests.benchmarks.test_plants import Planter
from tests.benchmarks.test_start import WINDOW, seconds
from workbench.domain.review import Attempt
from workbench.intake import from_text
from workbench.jobs import Worker
from workbench.ui.errand import Errand, Lane
from workbench.ui.finding_columns import Column
from workbench.ui.main import application, open_window
from workbench.ui.window import Window
from workbench.workflows.build_library import create_library
from workbench.workflows.drain import drain

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

PRINTED_SECONDS = 20
STEPS = 40


class Watchdog(QObject):
    """Measures how long the event loop is away: milliseconds between the ticks of a timer of 1 ms.

    `spent` is what of it the process was at work: all of it, but for the work of other programs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.spent: list[float] = []
        self._last, self._worked = perf_counter(), process_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self) -> None:
        now, worked = perf_counter(), process_time()
        self.gaps.append((now - self._last) * 1000)
        self.spent.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked

    def forget(self) -> None:
        """Begin anew."""
        self.gaps.clear()
        self.spent.clear()


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[tuple[str, list[float]]]]:
    """Rows of name and milliseconds, printed when all are there."""
    rows: list[tuple[str, list[float]]] = []
    yield rows
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n\n{'ms':<58}{'median':>10}{'maximum':>10}")
        for name, took in rows:
            print(f"{name:<58}{median(took):>10.1f}{max(took):>10.1f}")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The large matter, written once."""
    return make_large_matter(tmp_path_factory.mktemp("large") / "large.matter")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    """The window at its least size, without a matter; earlier tests leave the collector no work."""
    gc.collect()
    gc.freeze()
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    opened = open_window(application())
    opened.resize(1280, 800)
    opened.show()
    yield opened
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # not while the next test is timed


def settle(window: Window) -> None:
    """Until everything that was set off is loaded and painted."""
    app = QApplication.instance()
    assert app is not None
    app.processEvents()
    for _ in range(3):
        app.processEvents()
        while window.review_page.busy:
            app.processEvents()
    for _ in range(3):  # what zero timers set off is painted, too
        app.processEvents()


def timed(act: Callable[[], object], window: Window) -> float:
    """Milliseconds from the deed to the painted window."""
    began = perf_counter()
    act()
    settle(window)
    return (perf_counter() - began) * 1000


def at_work(window: Window) -> float:
    """Seconds of processor time of this process and of the worker that analyses; its own alone off Linux."""
    worker = window.errands._lanes["analyses"]._worker
    told = Path(f"/proc/{worker.pid if worker else 0}/stat")
    ticks = told.read_text().rpartition(")")[2].split()[11:13] if told.exists() else []
    return process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def note(
    benchmark: BenchmarkFixture,
    table: list[tuple[str, list[float]]],
    name: str,
    run: Callable[[], list[float]],
) -> list[float]:
    """Run once under the benchmark, keep the row, give its milliseconds."""
    took: list[float] = benchmark.pedantic(run, rounds=1)
    table.append((name, took))
    benchmark.extra_info.update(name=name, median_ms=round(median(took), 1), maximum_ms=round(max(took), 1))
    return took


def test_start_to_painted_window(benchmark: BenchmarkFixture, table: Any) -> None:
    run = lambda: [seconds("-c", WINDOW) * 1000 for _ in range(5)]  # noqa: E731 - read beside its name
    assert len(note(benchmark, table, "process start to painted window", run)) == 5


def test_opening(benchmark: BenchmarkFixture, table: Any, window: Window, large: Path) -> None:
    window.errands.stop()  # no child process is to compete for the processor
    watch = Watchdog()

    def run() -> list[float]:
        took = []
        for _ in range(3):
            watch.forget()
            took.append(timed(lambda: window.desk.open_matter(large), window))
            stalls.append(max(watch.gaps))
            window.desk.close_matter()
        return took

    stalls: list[float] = []
    note(benchmark, table, "open 10,000 findings, 300,000 words, to all painted", run)
    table.append(("  longest stall meanwhile", stalls))
    assert window.desk.matter is None


def test_next_finding_sort_and_filter(
    benchmark: BenchmarkFixture, table: Any, window: Window, large: Path
) -> None:
    window.errands.stop()
    window.desk.open_matter(large)
    settle(window)
    findings = window.review_page.findings
    header = findings.table.horizontalHeader()
    columns = (Column.WEIGHT, Column.KIND, Column.WORK, Column.NUMBER)
    filters = ("work 3", "paraphrase", "no such word", "7", "")

    def go(number: int) -> Callable[[], None]:
        return lambda: window.desk.choose_finding(number)

    note(
        benchmark,
        table,
        "next finding to painted highlight",
        lambda: [timed(lambda: findings.step(1), window) for _ in range(STEPS)],
    )
    jumps = [timed(go(1 + number * 7919 % 1250), window) for number in range(1, STEPS)]
    table.append(("a far finding of the same source", jumps))
    others = [timed(go(1 + number * 1250), window) for number in range(8)]
    table.append(("a finding of another source, loaded and painted", others))
    order = Qt.SortOrder.DescendingOrder
    sorts = [
        timed(lambda column=column: header.setSortIndicator(column, order), window) for column in columns
    ]
    table.append(("sort by a column", sorts))
    texts = [timed(lambda words=words: findings.filter.setText(words), window) for words in filters]
    table.append(("filter", texts))
    table.append(("decide", [timed(lambda: window.desk.decide("commonplace"), window) for _ in range(6)]))
    assert findings.model.shown == 10_000


def test_stalls(
    benchmark: BenchmarkFixture, table: Any, window: Window, large: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """While the matter of 10,000 findings is open; all of them are printed, which is watched for a while."""
    texts = tmp_path / "texts"
    texts.mkdir()
    works = [sentences(3000, 10 + number) for number in range(6)]
    for number, lines in enumerate(works):
        (texts / f"work-{number}.txt").write_text(prose(lines)[0], encoding="utf-8")
    own = sentences(1600, 99)
    mixed = [works[number % 6][number] if number % 4 == 0 else line for number, line in enumerate(own)]
    text = prose(mixed)[0]
    library, desk, errands = tmp_path / "library", window.desk, window.errands
    desk.open_matter(large)
    desk.add_output(from_text("output.txt", text), text.encode(), Attempt())
    settle(window)
    watch = Watchdog()

    def away(name: str, act: Callable[[], object], done: Callable[[], bool]) -> list[float]:
        watch.forget()
        act()
        qtbot.waitUntil(done, timeout=120_000)
        settle(window)
        table.append((f"event loop away, {name}", list(watch.gaps)))
        table.append(("  processor time of it", list(watch.spent)))
        return list(watch.gaps)

    def at_work() -> list[float]:
        gaps = away(
            "building a library of 270,000 words",
            lambda: errands.make_library(library, [texts]),
            lambda: library in desk.libraries(),
        )
        errands.running[-1].cancel()  # embedding is measured by itself
        qtbot.waitUntil(lambda: not errands.running, timeout=30_000)
        gaps += away(
            "analysis of 24,000 words, 400 findings",
            lambda: errands.analyse((library,), semantic=False),
            lambda: bool(analysed()),
        )
        stop = perf_counter() + PRINTED_SECONDS
        gaps += away(
            f"exhibit of 10,400 findings, its first {PRINTED_SECONDS} s",
            lambda: errands.print_exhibit(tmp_path / "exhibit.pdf", "letter"),
            lambda: perf_counter() > stop,
        )
        errands.stop()
        return gaps

    def analysed() -> int | None:
        return desk.review.analysis if desk.review else None

    note(benchmark, table, "event loop away, all of these", at_work)
    assert desk.review is not None
    assert len(desk.review.findings) > 300


def test_stalls_by_ten_thousand_new_findings(
    benchmark: BenchmarkFixture, table: Any, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    """From the worker to the window and into the matter, and the matter opened again."""
    desk, path = window.desk, tmp_path / "case.matter"
    desk.create_matter(path)
    text = large_screening().output.text
    number = desk.add_output(from_text("output.txt", text), text.encode(), Attempt())
    assert number is not None
    lane = Lane(lambda: Worker("tests.benchmarks"), window)
    settle(window)
    watch = Watchdog()

    def analysed() -> bool:
        return bool(desk.review and desk.review.analysis)

    def run() -> list[float]:
        errand = Errand("Analysing output.txt", "large_analysis:large_analysis", {})
        errand.partial.connect(lambda screening: desk.show_provisional(number, screening))
        errand.done.connect(lambda screening: desk.record(number, screening))
        watch.forget()
        lane.add(errand)
        qtbot.waitUntil(analysed, timeout=120_000)
        settle(window)
        spent.extend(watch.spent)
        return list(watch.gaps)

    spent: list[float] = []
    note(benchmark, table, "event loop away, 10,000 findings come from the worker", run)
    table.append(("  processor time of it", spent))
    lane.stop()
    desk.close_matter()
    settle(window)
    watch.forget()
    desk.open_matter(path)
    settle(window)
    table.append(("event loop away, that matter is opened", list(watch.gaps)))
    assert desk.review is not None
    assert len(desk.review.findings) == 10_000


def test_exact_findings_after_a_paste(
    benchmark: BenchmarkFixture, table: Any, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    """From the press on Analyse, with the text pasted, to the painted highlight of an exact finding."""
    works = {document.name: document.text for document in corpus(COPIES["40 MB"])}
    texts, library = tmp_path / "texts", tmp_path / "library"
    texts.mkdir()
    for name, text in works.items():
        (texts / name).write_text(text, encoding="utf-8")
    drain(create_library(library, [texts]))
    planter = Planter({name: text for name, text in works.items() if len(text.split()) > 50})
    desk, compose, pane = window.desk, window.compose, window.review_page.texts.output.pane
    desk.create_matter(tmp_path / "case.matter")
    desk.attach_library(library)
    analyse = next(button for button in compose.findChildren(QPushButton) if button.text() == "&Analyse")

    def paste() -> float:
        pasted = QMimeData()
        pasted.setText(planter.output(50, 0)[0].text)
        window.start_composing()
        compose.paste(pasted)
        settle(window)
        began, worked = perf_counter(), at_work(window)
        qtbot.mouseClick(analyse, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: pane.focus_mark is not None and not pane.loading, timeout=60_000)
        settle(window)
        took = (perf_counter() - began) * 1000
        spent.append((at_work(window) - worked) * 1000)
        qtbot.waitUntil(lambda: bool(desk.review and desk.review.analysis), timeout=120_000)
        return took

    def run() -> list[float]:
        return [paste() for _ in range(12)][2:]  # the worker is warm by then

    spent: list[float] = []
    took = note(benchmark, table, "paste of 2,000 words, 40 MB library: Analyse to painted highlight", run)
    table.append(("  processor time of it, of window and worker", spent[2:]))
    assert len(took) == 10
