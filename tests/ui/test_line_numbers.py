"""Line numbers beside the texts: those of citations, and no room taken when they are switched off."""

from tests.ui.sample import OUTPUT
from workbench.ui.window import Window


def test_numbers_are_those_of_the_lines_and_can_be_switched_off(review_window: Window) -> None:
    texts = review_window.review_page.texts
    pane, numbers = texts.output.pane, texts.output.numbers
    texts.show_lines(True)
    shown = [number for number, _ in pane.numbered_lines()]
    lines = OUTPUT.split("\n")
    assert shown
    assert all(lines[int(number) - 1] for number in shown), "an empty line has no number"
    room = pane.viewport().x()
    assert numbers.geometry().right() < room
    assert numbers.height() == pane.viewport().height()
    texts.show_lines(False)
    assert pane.viewport().x() < room
    assert not numbers.isVisible()
