"""Texts in every direction and from every plane: shown, selected, marked, and copied as they are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.domain.finding import Kind
from workbench.domain.span import Span
from workbench.ui.document_pane import DocumentPane
from workbench.ui.find_box import Search
from workbench.ui.fonts import document_font, interface_font
from workbench.ui.highlights import Mark
from workbench.ui.theme import Theme

TEXTS = {
    "Hebrew": ("שומר המגדלור כתב ביומנו כי האור לא יכבה לעולם בלילה.", "כתב ביומנו כי האור"),
    "Arabic": ("كتب حارس المنارة في دفتره أن الضوء لا ينطفئ أبدا في الليل.", "في دفتره أن الضوء"),
    "Chinese": ("灯塔看守人在日记里写道，灯火整夜都不能熄灭。", "日记里写道，灯火"),
    "Japanese": ("灯台守は日記に、灯りは夜通し消してはならないと書いた。", "灯りは夜通し"),
    "Korean": ("등대지기는 일기에 불빛이 밤새 꺼지면 안 된다고 썼다.", "불빛이 밤새"),
    "emoji": ("The keeper 👩🏽‍🚀 wrote 🕯️🕯️ that the 🔥 must 𝒷𝓊𝓇𝓃 all night.", "🕯️🕯️ that the 🔥 must 𝒷𝓊𝓇𝓃"),
}
RIGHT_TO_LEFT = ("Hebrew", "Arabic")


def mark(text: str, words: str, number: int = 1, kind: Kind = "verbatim") -> Mark:
    start = text.index(words)
    return Mark(number, kind, Span(start, start + len(words)), (Span(start, start + len(words)),), (), False)


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> DocumentPane:
    theme = Theme(qapp, interface_font(), document_font())
    made = DocumentPane(theme)
    qtbot.addWidget(made)
    made.resize(700, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(pane: DocumentPane, qtbot: QtBot, text: str, words: str) -> str:
    whole = f"An English line before it.\n\n{text}\n\nAnd one after it. 🌊\n"
    pane.show_text(whole, [mark(whole, words)])
    qtbot.waitUntil(lambda: not pane.loading)
    return whole


@pytest.mark.parametrize("name", TEXTS)
def test_the_marked_words_are_formatted_and_no_others(pane: DocumentPane, qtbot: QtBot, name: str) -> None:
    whole = show(pane, qtbot, *TEXTS[name])
    bold = ""
    block = pane.document().begin()
    while block.isValid():
        for part in block.textFormats():
            if part.format.fontWeight() == 700:
                units = block.text().encode("utf-16-le")[2 * part.start : 2 * (part.start + part.length)]
                bold += units.decode("utf-16-le")
        block = block.next()
    assert bold == TEXTS[name][1]
    assert whole.count(bold) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_a_selection_is_copied_from_the_text_itself(pane: DocumentPane, qtbot: QtBot, name: str) -> None:
    text, words = TEXTS[name]
    whole = show(pane, qtbot, text, words)
    start = whole.index(words)
    pane.select(Span(start, start + len(words)))
    pane.copy()
    assert QGuiApplication.clipboard().text() == words
    pane.selectAll()
    pane.copy()
    assert QGuiApplication.clipboard().text() == whole


@pytest.mark.parametrize("name", TEXTS)
def test_words_are_found_and_pressed_where_they_stand(pane: DocumentPane, qtbot: QtBot, name: str) -> None:
    text, words = TEXTS[name]
    whole = show(pane, qtbot, text, words)
    assert Search((pane,)).find(words, 1) == [1]
    assert pane.selected_span().of(whole) == words
    pressed: list[int] = []
    pane.mark_pressed.connect(pressed.append)
    span = pane.marks[0].span
    middle = pane.offsets.units(Span(span.start + span.length // 2, span.stop))[0]
    pane.setTextCursor(QTextCursor(pane.document()))
    cursor = QTextCursor(pane.document())
    cursor.setPosition(middle)
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=pane.cursorRect(cursor).center())
    assert pressed == [1]


@pytest.mark.parametrize("name", TEXTS)
def test_a_paragraph_begins_at_its_own_side(pane: DocumentPane, qtbot: QtBot, name: str) -> None:
    whole = show(pane, qtbot, *TEXTS[name])
    head = QTextCursor(pane.document())
    head.setPosition(pane.offsets.units(Span(whole.index(TEXTS[name][0]), len(whole)))[0])
    at = pane.cursorRect(head).center().x()
    assert (at > pane.viewport().width() / 2) == (name in RIGHT_TO_LEFT)


@pytest.mark.parametrize("name", TEXTS)
def test_the_mark_in_focus_is_painted_over_its_words(pane: DocumentPane, qtbot: QtBot, name: str) -> None:
    """The wash of the mark in focus stands where its first and its last character stand."""
    show(pane, qtbot, *TEXTS[name])
    pane.focus_on(1)
    picture = pane.viewport().grab().toImage()
    wash = pane._theme.wash_of("verbatim", focused=True).name()
    first, after = pane.offsets.units(pane.marks[0].span)
    cursor = QTextCursor(pane.document())
    edges = []
    for unit in (first, after):
        cursor.setPosition(unit)
        edges.append(pane.cursorRect(cursor))
    left, right = sorted(edge.center().x() for edge in edges)
    row = edges[0].top() + 2
    inside = [picture.pixelColor(x, row).name() == wash for x in range(left + 3, right - 3)]
    outside = [picture.pixelColor(x, row).name() == wash for x in (*range(left - 6), *range(right + 6, 690))]
    assert sum(inside) > 0.8 * len(inside)
    assert not any(outside)
