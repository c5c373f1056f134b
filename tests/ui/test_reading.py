"""What is known of the reading of a text is seen beside it: places, warnings, refusals, a wrong encoding."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample import OUTPUT_DOCUMENT
from workbench.domain.document import Document, Locator, pinpoint
from workbench.domain.review import Attempt
from workbench.domain.span import Span
from workbench.intake import decode
from workbench.ui.line_index import LineIndex
from workbench.ui.window import Window

TEXT = "First line of the page\nand another\n\nand a third.\nThe second page\nhas lines, too.\n"
PAGED = Document(
    "lease.pdf",
    TEXT,
    "",
    locator=Locator("page", (0, TEXT.index("The second")), ("iv", "12")),
    warnings=("Pictures, not taken: 2; words in them are not in the text.", "The file holds JavaScript."),
)


@given(
    st.text(alphabet="ab \r\n", min_size=1, max_size=60), st.sets(st.integers(0, 50), min_size=1, max_size=5)
)
@settings(deadline=None)
def test_the_margin_says_the_line_that_a_citation_says(text: str, places: set[int]) -> None:
    starts = tuple(sorted({0, *(place for place in places if place < len(text))}))
    document = Document(
        "a.pdf", text, "", locator=Locator("page", starts, tuple(map(str, range(len(starts)))))
    )
    lines = LineIndex(text, document.locator)
    for place in range(len(text)):
        opens_mid_line = any(
            start not in (0, place) and not lines.begins(start) for start in starts if start <= place
        )
        if lines.begins(place) and text[place].strip() and not opens_mid_line:
            said = lines.label(place).rpartition(":")[2]
            assert pinpoint(document, Span(place, place + 1)).endswith(f", line {said}")


def test_a_page_is_named_at_its_first_line_and_at_every_fifth() -> None:
    page = "a line\n" * 7
    lines = LineIndex(page * 2, Locator("page", (0, len(page)), ("3", "4")))
    said = [lines.label(place * 7) for place in range(14)]
    assert said == ["3:1", "2", "3", "4", "3:5", "6", "7", "4:1", "2", "3", "4", "4:5", "6", "7"]


def _show(window: Window, document: Document) -> None:
    import hashlib

    original = document.text.encode()
    shown = replace(document, sha256=hashlib.sha256(original).hexdigest())
    window.desk.add_output(shown, original, Attempt())


def test_pages_stand_in_the_margin_and_go_with_a_copy(matter_window: Window, qtbot: QtBot) -> None:
    _show(matter_window, PAGED)
    texts = matter_window.review_page.texts
    pane = texts.output.pane
    qtbot.waitUntil(lambda: not pane.loading)
    texts.show_lines(True)
    said = [label for label, _ in pane.numbered_lines()]
    assert said == ["iv:1", "3", "12:1"]
    start = TEXT.index("and a third")
    pane.select(Span(start, start + 11))
    texts.copy_with_place()
    assert QGuiApplication.clipboard().text() == "and a third\n[lease.pdf, page iv, line 3]"


def test_all_warnings_are_to_be_seen(matter_window: Window) -> None:
    _show(matter_window, PAGED)
    notes = matter_window.review_page.texts.output.notes
    assert notes.isVisible()
    assert notes.said.splitlines() == list(PAGED.warnings)
    matter_window.desk.add_output(OUTPUT_DOCUMENT, OUTPUT_DOCUMENT.text.encode(), Attempt())
    assert not notes.isVisible()


def test_a_guessed_encoding_is_corrected_from_the_original_in_the_matter(matter_window: Window) -> None:
    original = ("Слово и дело государево, сказанное вслух. " * 20).encode("cp866")
    guessed = replace(decode("old.txt", original, "cp1252"), warnings=("The encoding cp1252 is a guess.",))
    matter_window.desk.add_output(guessed, original, Attempt(model="a model"))
    notes = matter_window.review_page.texts.output.notes
    assert notes._correction.isVisible()
    before = len(matter_window.desk.outputs())
    notes.encoding_chosen.emit("cp866")
    review = matter_window.desk.review
    assert review is not None
    assert review.document.text.startswith("Слово и дело")
    assert review.document.encoding == "cp866"
    assert review.attempt.model == "a model"
    assert "cp866" in notes.said
    assert len(matter_window.desk.outputs()) == before + 1
    notes.encoding_chosen.emit("no-such-encoding")
    assert "no-such-encoding" in matter_window.notice.said


def test_files_that_were_not_taken_are_listed_with_reasons(
    matter_window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(4):
        (folder / f"good{number}.txt").write_text(f"The words of text {number}.")
    for number in range(3):
        (folder / f"bad{number}.bin").write_bytes(b"\x00\x01")
    matter_window.errands.read_files([folder], Attempt())
    with qtbot.waitSignal(matter_window.desk.refused, timeout=60_000):
        pass
    assert matter_window.notice.said == "3 files were not taken."
    assert matter_window.notice.listed == [
        f"bad{number}.bin is a binary file, not text." for number in range(3)
    ]
    assert len(matter_window.desk.outputs()) == 5
    assert matter_window.desk.matter is not None
    assert [name for name, _ in matter_window.desk.matter.refusals()] == ["bad0.bin", "bad1.bin", "bad2.bin"]
