"""The ledger of attempts in the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.domain.review import Attempt, AttemptEntry
from workbench.ui.attempt_dialog import AttemptDialog
from workbench.ui.attempts_model import AttemptsModel
from workbench.ui.attempts_page import AttemptsPage
from workbench.ui.window import Window


def picture(model: AttemptsModel) -> str:
    """The table as lines of words."""
    rows = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    return "\n".join(" | ".join(row).rstrip(" |") for row in rows)


def opened(window: Window, output: int | None = 1) -> AttemptsPage:
    page = AttemptsPage(window.desk, window.theme, output, window)
    page.show()
    return page


def dialog_of(page: AttemptsPage) -> AttemptDialog:
    dialog = page.findChildren(AttemptDialog)[-1]
    assert dialog.isVisible()
    return dialog


def test_misses_are_entered_corrected_and_counted(review_window: Window, qtbot: QtBot) -> None:
    page = opened(review_window)
    assert picture(page.model) == (
        "1 | reply-014.txt | not stated · gave the text | a model |  |  | 2026-10-01 | R. Roe"
    )
    assert page.rate.text() == "No outcome was stated yet. 1 without a stated outcome."
    page._on_edit()
    first = dialog_of(page)
    assert not first.output.isEnabled(), "it gave this output and stays with it"
    first.outcome.setCurrentIndex(first.outcome.findData("reproduced"))
    first.accept()
    for prompt in ("Write of ships.", "Write of the sea."):
        page._on_add()
        miss = dialog_of(page)
        assert miss.model.text() == "a model", "what was entered last is the start"
        miss.prompt.setPlainText(prompt)
        miss.outcome.setCurrentIndex(miss.outcome.findData("not reproduced"))
        miss.made_on.setText("yesterday")
        miss.accept()
        assert miss.trouble.isVisible()
        miss.made_on.setText("2026-10-02")
        miss.accept()
        assert not miss.isVisible()
    assert page.rate.text() == "1 of 3 attempts reproduced: 33%, 95% interval 6% to 79% (Wilson)."
    assert picture(page.model).splitlines()[2] == (
        "3 | reply-014.txt | not reproduced | a model |  | Write of the sea. | 2026-10-02 | R. Roe"
    )
    assert review_window.review_page.card._rate.text() == page.rate.text()
    page.close()


def test_the_whole_matter_and_one_output_each_have_their_ledger(review_window: Window) -> None:
    review_window.desk.put_attempt(
        AttemptEntry(0, Attempt("b model"), None, outcome="no output", note="refused")
    )
    page = opened(review_window)
    assert page.model.rowCount() == 1
    page.scope.setCurrentIndex(0)
    assert page.output is None
    assert (
        picture(page.model).splitlines()[1] == "2 | whole matter | no output | b model |  |  |  |  | refused"
    )
    page.close()


def test_an_entry_without_anything_in_it_is_not_taken(review_window: Window) -> None:
    dialog = AttemptDialog(review_window.desk, AttemptEntry(0, Attempt()), review_window)
    dialog.open()
    dialog.accept()
    assert dialog.trouble.text() == "Enter a model, a prompt or a note."
    assert len(review_window.desk.attempts()) == 1
    dialog.reject()


def test_a_table_is_imported_and_its_bad_rows_are_listed(review_window: Window, tmp_path: Path) -> None:
    table = tmp_path / "attempts.csv"
    table.write_text(
        "prompt,model,made_on,outcome,output\n"
        "Write of ships.,a model,2026-10-03,not reproduced,reply-014.txt\n"
        "Write of ships.,a model,yesterday,not reproduced,reply-014.txt\n"
        "Write of ships.,a model,2026-10-03,perhaps,reply-014.txt\n"
        "Write of ships.,a model,2026-10-03,reproduced,no such output\n",
        encoding="utf-8",
    )
    page = opened(review_window)
    page.take_table(table)
    assert page.model.rowCount() == 2
    assert review_window.jobs_row.said == "Attempts entered: 1."
    assert [line.split(":")[0] for line in review_window.notice.listed] == ["Line 3", "Line 4", "Line 5"]
    table.write_bytes(b"\x00\x01")
    page.take_table(table)
    page.take_table(tmp_path / "missing.csv")
    assert "missing.csv cannot be read." in review_window.notice.said
    assert page.model.rowCount() == 2
    page.close()


def test_the_ledger_opens_by_key_from_card_and_outline_and_closes_with_the_matter(
    review_window: Window, qtbot: QtBot
) -> None:
    table = review_window.review_page.findings.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    review_window.review_page.card.attempts_wanted.emit()
    review_window.outline.attempts_wanted.emit(1)
    pages = review_window.findChildren(AttemptsPage)
    assert [page.output for page in pages] == [1, 1, 1]
    review_window.desk.close_matter()
    assert not any(page.isVisible() for page in pages)
