"""What a reviewer's hands meet: drops, citations, and what comes under the keys."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.ui.sample import OUTPUT, document, screening
from workbench.domain.analysis import SourceRecord
from workbench.domain.review import Attempt
from workbench.domain.work import Rights
from workbench.ui.alike_dialog import AlikeDialog
from workbench.ui.attempts_page import AttemptsPage
from workbench.ui.rights_words import cited_as
from workbench.ui.theme import Theme
from workbench.ui.window import Window


def dropped(window: Window, *paths: Path) -> bool:
    """Drop files on the window, as a file manager does; whether it says that it took them."""
    told = QMimeData()
    told.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, buttons, keys = QPoint(100, 100), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(at, Qt.DropAction.CopyAction, told, buttons, keys)
    QApplication.sendEvent(window, enters)
    drops = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, told, buttons, keys)
    drops.ignore()
    QApplication.sendEvent(window, drops)
    return enters.isAccepted() and drops.isAccepted()


def test_a_library_that_is_dropped_is_attached(matter_window: Window, tmp_path: Path) -> None:
    library = tmp_path / "Coastal prose"
    library.mkdir()
    (library / "manifest.json").write_text("{}")
    assert dropped(matter_window, library)
    assert matter_window.desk.libraries() == [library]


def test_files_dropped_without_a_matter_are_answered(window: Window, tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text("A light.")
    assert dropped(window, tmp_path / "reply.txt")
    assert window.notice.isVisible()
    assert "No matter is open" in window.notice.said


def test_a_source_is_cited_by_author_and_title(review_window: Window, qtbot: QtBot) -> None:
    texts = review_window.review_page.texts
    qtbot.waitUntil(lambda: texts.source.pane.focus_mark is not None)
    texts.source.pane.setFocus()
    texts.copy_with_place()
    assert QGuiApplication.clipboard().text() == (
        "A light saves nobody whom it can name. The ship that holds off because of it never learns what it "
        "was spared, and the keeper who trims the wick is thanked by no one for the wreck that did not "
        "happen.\n[H. Marlow, On Invisible Services (1931), line 5]"
    )
    review_window.review_page.findings.table.setFocus()
    texts.copy_with_place()
    assert QGuiApplication.clipboard().text().endswith("\n[reply-014.txt, line 5]")


def test_a_year_in_the_title_is_not_said_twice_and_a_name_stands_in_for_a_title() -> None:
    rights = Rights(title="Message of 1823", author="James Monroe", year="1823")
    assert cited_as(SourceRecord("1", "a.txt", "0", rights)) == "James Monroe, Message of 1823"
    assert cited_as(SourceRecord("1", "a.txt", "0", Rights())) == "a.txt"


def test_the_box_for_words_stays_where_it_is_whatever_was_found(review_window: Window, qtbot: QtBot) -> None:
    find = review_window.find_box
    before = find._words.mapTo(review_window, QPoint(0, 0))
    find._words.setText("the")
    QApplication.processEvents()
    assert "in the output" in find._counts.text()
    assert find._words.mapTo(review_window, QPoint(0, 0)) == before
    assert find._words.mapTo(review_window, find._words.rect().topRight()).x() < review_window.width()
    words = find._counts.fontMetrics().horizontalAdvance("1,234 in the output · 12,345 in the source")
    assert words <= find._counts.width()


def test_return_decides_all_alike_where_there_is_nothing_to_ask(review_window: Window, qtbot: QtBot) -> None:
    desk = review_window.desk
    text = f"{OUTPUT}\n2"
    desk.add_output(document("reply-002.txt", text), text.encode(), Attempt())
    found = screening()
    own = document("reply-002.txt", text)
    analysis = replace(found.analysis, output=replace(found.analysis.output, sha256=own.sha256))
    desk.record(2, replace(found, output=own, analysis=analysis))
    desk.finish_filing()
    desk.choose_output(1)
    desk.choose_finding(1)
    desk.decide("reproduced")
    dialog = AlikeDialog(desk, [(2, 1)], review_window)
    with qtbot.waitExposed(dialog):
        dialog.open()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_another_finding_is_shown_from_the_head_of_its_card(review_window: Window, qtbot: QtBot) -> None:
    card = review_window.review_page.card
    bar = card.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    review_window.desk.decide("reproduced")
    assert bar.value() > 0, "a decision leaves the card where it is"
    card.offer_presets()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    assert card.viewport().rect().contains(card.note.presets.mapTo(card.viewport(), QPoint(0, 0)))
    bar.setValue(bar.maximum())
    review_window.desk.choose_finding(2)
    assert bar.value() == 0


def test_no_ribbon_is_drawn_between_two_stretches_that_are_out_of_view(review_window: Window) -> None:
    gutter = review_window.review_page.texts._splitter.gutter
    gutter.tie("verbatim", (0.0, 0.0), (378.0, 380.0))
    blank = gutter.grab().toImage()
    gutter.untie()
    assert gutter.grab().toImage() == blank
    gutter.tie("verbatim", (0.0, 0.0), (20.0, 60.0))
    assert gutter.grab().toImage() != blank


def test_what_a_table_of_attempts_lacks_is_said_on_the_page_of_attempts(
    review_window: Window, tmp_path: Path
) -> None:
    table = tmp_path / "attempts.csv"
    table.write_text(
        "output,prompt,model,date,operator,outcome\n"
        "reply-014.txt,Write of ships.,a model,2026-10-03,R. Roe,not reproduced\n"
        "reply-014.txt,Write of ships.,a model,2026-10-03,R. Roe,perhaps\n",
        encoding="utf-8",
    )
    theme = review_window.theme
    assert isinstance(theme, Theme)
    page = AttemptsPage(review_window.desk, theme, 1, review_window)
    page.show()
    page.take_table(table)
    assert page.notice.isVisible()
    assert page.notice.listed == [
        "Line 3: the outcome 'perhaps' is none of: reproduced, not reproduced, no output."
    ]
    assert page.model.entry(1).attempt.made_on == "2026-10-03"
    page.close()


def test_the_filters_do_not_move_the_table(review_window: Window) -> None:
    findings = review_window.review_page.findings
    QApplication.processEvents()
    before = findings.table.y()
    findings.list_from("200")
    QApplication.processEvents()
    assert findings.facets._clear.isVisible()
    assert findings.table.y() == before


def test_the_finding_in_focus_stays_in_view_when_findings_are_grouped(review_window: Window) -> None:
    findings = review_window.review_page.findings
    review_window.review_page.splitter.setSizes([560, 180])
    review_window.desk.choose_finding(5)
    QApplication.processEvents()
    for grouped in (True, False, True):
        findings.facets.group_by_work(grouped)
        QApplication.processEvents()
        place = findings.table.visualRect(findings.table.currentIndex())
        assert findings.table.viewport().rect().intersects(place)
        assert findings.model.number_at(findings.table.currentIndex().row()) == 5
