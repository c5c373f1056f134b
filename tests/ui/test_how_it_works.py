"""The pages of help: all there, listed, found by their words."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.places import resource
from workbench.ui.how_it_works import HowItWorks, topics
from workbench.ui.window import Window


def test_every_page_of_help_and_method_has_a_title_and_a_text() -> None:
    for folder in ("help", "method"):
        pages = topics(folder)
        assert len(pages) == len(list(resource(folder).glob("*.txt"))) >= 8
        assert all(page.title and len(page.text) > 100 for page in pages)


def test_words_are_found_in_all_pages(window: Window, qtbot: QtBot) -> None:
    page = HowItWorks(window.theme, window)
    page.show()
    heights = {page._list.visualItemRect(page._list.item(row)).height() for row in range(page._list.count())}
    assert heights == {28}
    qtbot.keyClicks(page._words, "SHA-256")
    listed = [
        page._list.item(row).text()
        for row in range(page._list.count())
        if not page._list.item(row).isHidden()
    ]
    assert "Matters and outputs" in listed
    assert "How to verify this exhibit" in listed
    assert "Leads" not in listed
    assert page._pane.selected_span().of(page._pane.text) == "SHA-256"
    page._words.setText("no such words")
    assert page._none.isVisible()
    page._words.clear()
    qtbot.keyClick(page._list, Qt.Key.Key_Down)
    assert page._title.text() == topics("help")[1].title
