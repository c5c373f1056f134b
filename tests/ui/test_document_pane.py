"""The text pane: what is in view, how a text from any script is shown and copied, what a change costs."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.domain.span import Span
from workbench.ui.document_pane import DocumentPane
from workbench.ui.fonts import document_font, interface_font
from workbench.ui.highlights import Mark
from workbench.ui.theme import Theme

WORDS = ["light", "keeper", "winter", "harbour", "journal", "ship", "northern", "😀", "дом"]


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> DocumentPane:
    """A pane of 480 by 400 pixels, shown."""
    made = DocumentPane(Theme(qapp, interface_font(), document_font()))
    qtbot.addWidget(made)
    made.resize(480, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def long_text(paragraphs: int) -> str:
    chance = random.Random(7)
    return "\n\n".join(" ".join(chance.choices(WORDS, k=90)) for _ in range(paragraphs))


def mark(number: int, start: int, length: int = 60, struck: bool = False) -> Mark:
    return Mark(number, "near-verbatim", Span(start, start + length), (Span(start, start + 20),), (), struck)


def ready(qtbot: QtBot, pane: DocumentPane) -> None:
    qtbot.waitUntil(lambda: not pane.loading, timeout=20_000)


def wholly_in_view(pane: DocumentPane) -> bool:
    extent = pane.extent()
    return extent is not None and 0 < extent[0] < extent[1] < pane.viewport().height()


@pytest.mark.parametrize("share", [0.0, 0.31, 0.77, 0.99])
def test_a_mark_far_away_comes_into_view_and_stays_there_when_the_pane_narrows(
    pane: DocumentPane, qtbot: QtBot, share: float
) -> None:
    text = long_text(600)
    pane.show_text(text, [mark(1, int(share * (len(text) - 100)))])
    pane.focus_on(1)
    ready(qtbot, pane)
    assert wholly_in_view(pane)
    pane.resize(330, 300)
    assert wholly_in_view(pane)
    pane.set_type(pane.font().family(), 22)
    ready(qtbot, pane)
    assert wholly_in_view(pane)


def test_a_text_that_was_shown_before_comes_back_with_its_marks(pane: DocumentPane, qtbot: QtBot) -> None:
    texts = [long_text(3), "another\r\ntext 😀 of two lines"]
    for _ in range(2):
        for text in texts:
            pane.show_text(text, [mark(1, 4, 6)])
            pane.focus_on(1)
            ready(qtbot, pane)
            pane.selectAll()
            pane.copy()
            assert QGuiApplication.clipboard().text() == text
            assert pane.toPlainText().startswith(text[:4] + "[1]")


def test_striking_one_mark_changes_its_look_and_its_number_alone(pane: DocumentPane, qtbot: QtBot) -> None:
    text = long_text(4)
    marks = [mark(1, 10), mark(2, 200)]
    pane.show_text(text, marks)
    ready(qtbot, pane)

    def ink(number: int) -> str:
        cursor = pane.document().find(f"[{number}]")
        cursor.setPosition(cursor.selectionEnd() + 4)
        return cursor.charFormat().foreground().color().name()

    before = ink(1), ink(2)
    pane.show_text(text, [marks[0], mark(2, 200, struck=True)])
    assert (ink(1), ink(2)) == (before[0], pane._theme.colour("struck").name())
    pane.show_text(text, marks)
    assert (ink(1), ink(2)) == before


def test_a_right_to_left_paragraph_is_set_to_the_right(pane: DocumentPane, qtbot: QtBot) -> None:
    pane.show_text("שלום עולם\nleft to right", [])
    ready(qtbot, pane)
    pane.grab()
    block = pane.document().firstBlock()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    line = block.layout().lineAt(0)
    assert line.x() + line.naturalTextWidth() > pane.viewport().width() - 60
    assert block.next().layout().lineAt(0).x() < 60


def test_a_press_between_marks_chooses_none(pane: DocumentPane, qtbot: QtBot) -> None:
    pane.show_text("one two three four", [Mark(1, "verbatim", Span(4, 7), (), (), False)])
    chosen: list[int] = []
    pane.mark_pressed.connect(chosen.append)
    for words in ("ne", "our"):
        cursor = pane.document().find(words)
        cursor.setPosition(cursor.selectionStart())
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=pane.cursorRect(cursor).center())
    assert chosen == []
