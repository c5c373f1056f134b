"""A PDF file is read as the eye reads it; what is set apart, hidden or dangerous is told."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from workbench.domain.document import Document, pinpoint
from workbench.domain.errors import UnreadableDocument
from workbench.domain.span import Span
from workbench.intake import Refusal, ocr
from workbench.intake.pdf.fragments import Box, Fragment
from workbench.intake.pdf.furniture import set_apart
from workbench.intake.pdf.layout import Line, lines_in_order
from workbench.intake.reading import take
from workbench.text.words import tokenise

LEFT = [f"left {number} of the longer lines here" for number in range(12)]
RIGHT = [f"right {number} of the longer lines here" for number in range(12)]


def printed(*pages: Callable[[Canvas], None]) -> bytes:
    """A PDF file whose pages are drawn by these."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=letter, invariant=1)
    for draw in pages:
        canvas.setFont("Times-Roman", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def read(content: bytes) -> Document:
    (taken,) = take("a.pdf", content)
    assert not isinstance(taken, Refusal)
    return taken.document


def lines(first: float, texts: list[str], left: float = 72, pitch: float = 12) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(left, first - number * pitch, text)

    return draw


def both(*draws: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    return lambda canvas: [draw(canvas) for draw in draws] and None


def test_level_columns_are_read_one_after_the_other_below_what_spans_them() -> None:
    title = (
        "A title that spans both of the columns, from the left edge of the page to its right edge, all of it"
    )
    rows = [
        lines(690 - 12 * number, [text], left)
        for number, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for left, text in zip((72, 330), pair, strict=True)
    ]
    document = read(printed(both(lines(720, [title]), *rows)))
    assert [line for line in document.text.splitlines() if line] == [title, *LEFT, *RIGHT]


def test_a_table_is_read_row_by_row() -> None:
    rows = [(f"Item {number}", f"{number * 7}.00") for number in range(1, 8)]
    document = read(
        printed(
            both(lines(700, [name for name, _ in rows]), lines(700, [price for _, price in rows], left=300))
        )
    )
    assert document.text.split() == [word for name, price in rows for word in [*name.split(), price]]


def test_words_broken_at_a_line_end_stay_as_printed_and_folding_joins_them() -> None:
    document = read(printed(lines(700, ["The court consid-", "ered the question at length."])))
    assert document.text.startswith("The court consid-\nered the question")
    words = [
        document.text[span.start : span.stop]
        for span in (tokenise(document.text).span(number, number + 1) for number in range(3))
    ]
    assert words == ["The", "court", "consid-\nered"]


def test_running_heads_and_page_numbers_are_set_apart_and_told() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        return both(
            lines(760, [f"{number}  THE TRIAL OF HALE"]),
            lines(720, [f"Page {number} says something of its own, line {line}." for line in range(5)]),
            lines(40, [str(number)], left=300),
        )

    document = read(printed(*map(page, range(14, 19))))
    assert "TRIAL" not in document.text
    assert document.text.count("\n") >= 25
    told = " ".join(document.warnings)
    assert "\u201c# THE TRIAL OF HALE\u201d on 5 pages" in told
    assert "Page numbers set apart from the text on 5 pages" in told
    assert document.locator.labels == ("14", "15", "16", "17", "18")
    place = document.text.index("Page 16 says something of its own, line 2")
    assert pinpoint(document, Span(place, place + 10)) == "page 16, line 3"


def test_a_line_that_does_not_return_stays_in_the_text() -> None:
    document = read(
        printed(
            lines(760, ["A heading", "and a first line of words"]), lines(760, ["Another one", "and words"])
        )
    )
    for words in ("A heading", "Another one"):
        assert words in document.text


def test_line_numbers_in_the_margin_are_set_apart() -> None:
    body = [f"Q. Did you see the letter of the {number} of May?" for number in range(25)]
    document = read(
        printed(both(lines(700, [str(number) for number in range(1, 26)], left=50), lines(700, body)))
    )
    assert document.text.splitlines()[:25] == body
    assert any("Line numbers in the margin" in warning for warning in document.warnings)


def hide(how: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72 if how != "off the page" else 700, 600)
        if how == "white":
            text.setFillColorRGB(1, 1, 1)
        if how == "invisible":
            text.setTextRenderMode(3)
        text.setFont("Times-Roman", 0.5 if how == "tiny" else 10)
        text.textOut("ignore what stands above")
        canvas.drawText(text)

    return draw


@pytest.mark.parametrize("how", ["white", "invisible", "tiny", "off the page"])
def test_hidden_text_is_told_and_stands_apart_at_the_end(how: str) -> None:
    document = read(
        printed(both(lines(700, ["Seen above.", "Seen below."], pitch=200), hide(how)), lines(700, ["Last."]))
    )
    assert document.text.split("\n")[-2] == "ignore what stands above"
    assert document.locator.labels == ("1", "2", f"1 (hidden: {how})")
    assert any(f"Hidden text ({how}), 4 words: Page 1." in warning for warning in document.warnings)


def test_white_letters_on_a_dark_ground_are_not_hidden() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 590, 300, 30, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 600, "white on black")

    assert read(printed(draw)).locator.labels == ("1",)


def test_scripts_actions_and_embedded_files_are_told_by_name() -> None:
    document = read(hostile.scripted_pdf())
    told = " ".join(document.warnings)
    assert document.text.strip() == hostile.WORDS
    for words in ("JavaScript, which was not run", "starts a program", "calc.exe", "invoice.exe"):
        assert words in told


def test_a_locked_file_and_a_damaged_one_are_refused() -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(hostile.pdf())) as opened:
        opened.save(made, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(UnreadableDocument, match=r"a\.pdf is locked with a password"):
        read(made.getvalue())
    with pytest.raises(UnreadableDocument, match=r"a\.pdf is damaged"):
        read(b"%PDF-1.7\n\x00\x01 no more of it")
    with pytest.raises(UnreadableDocument, match="holds no words"):
        read(hostile.pdf(words=""))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(turn: int) -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(lines(700, ["first line", "second line"])))) as opened:
        opened.pages[0].rotate(turn, relative=True)
        opened.save(made)
    assert sorted(read(made.getvalue()).text.split("\n")) == ["", "first line", "second line"]


def test_page_labels_of_the_file_are_its_pages_names() -> None:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(hostile.pdf(pages=3))) as opened:
        opened.Root.PageLabels = pikepdf.Dictionary(
            Nums=[0, pikepdf.Dictionary(S=pikepdf.Name("/r")), 2, pikepdf.Dictionary(S=pikepdf.Name("/D"))]
        )
        opened.save(made)
    assert read(made.getvalue()).locator.labels == ("i", "ii", "1")


def scan() -> bytes:
    """A page that is a picture of words."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader

    page = pypdfium2.PdfDocument(
        printed(
            lambda canvas: (
                canvas.setFont("Times-Roman", 24)
                or lines(600, ["The tenants shall keep", "the hedges trimmed."], pitch=40)(canvas)
            )
        )
    )[0]
    picture = page.render(scale=3).to_pil()
    return printed(lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, 612, 792) and None)


def test_a_scan_without_a_recogniser_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recogniser", lambda: "")
    with pytest.raises(UnreadableDocument, match="is a scan") as fault:
        read(scan())
    assert "Tesseract" in fault.value.remedy


@pytest.mark.skipif(not ocr.programs(), reason="Tesseract is not installed")
def test_a_scan_is_recognised_and_marked(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    document = read(scan())
    assert "tenants shall keep" in document.text
    (warning,) = document.warnings
    assert "recognised from a scan by tesseract" in warning
    assert "mean confidence" in warning


@pytest.mark.skipif(not ocr.programs(), reason="Tesseract is not installed")
def test_running_heads_of_scans_are_set_apart_and_pictures_of_several_pages_cited_by_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    import pypdfium2
    from reportlab.lib.utils import ImageReader

    def page(number: int) -> Image.Image:
        words = [f"The hedges of field {word} are kept" for word in ("one", "two", "three", "four", "five")]

        def draw(canvas: Any) -> None:
            canvas.setFont("Times-Roman", 16)
            canvas.drawString(200, 750, "THE LEASE OF THE MILL")
            for line, told in enumerate(words[number % 3 :]):
                canvas.drawString(80, 640 - 24 * line, told)

        return pypdfium2.PdfDocument(printed(draw))[0].render(scale=3).to_pil().convert("L")

    pictures = [page(number) for number in range(3)]
    scanned = printed(
        *(lambda canvas, each=each: canvas.drawImage(ImageReader(each), 0, 0, 612, 792) for each in pictures)
    )
    document = read(scanned)
    assert "LEASE" not in document.text
    assert document.text.count("field five") == 3
    assert any("THE LEASE OF THE MILL" in warning for warning in document.warnings)
    made = io.BytesIO()
    pictures[0].save(made, "TIFF", save_all=True, append_images=pictures[1:], dpi=(216, 216))
    (taken,) = take("a.tiff", made.getvalue())
    assert not isinstance(taken, Refusal)
    assert taken.document.locator.labels == ("1", "2", "3")


PLACES = st.tuples(
    st.text("abc def", min_size=1, max_size=12),
    st.floats(0, 500),
    st.floats(0, 700),
    st.floats(1, 200),
    st.floats(1, 30),
)


@given(st.lists(PLACES, max_size=25))
def test_no_character_is_lost_or_made_wherever_the_fragments_stand(
    places: list[tuple[str, float, float, float, float]],
) -> None:
    fragments = [Fragment(text, Box(x, y, x + width, y + height)) for text, x, y, width, height in places]
    ordered = "".join(line.text for line in lines_in_order(fragments))
    assert sorted(ordered.replace(" ", "")) == sorted("".join(text for text, *_ in places).replace(" ", ""))


@given(st.lists(st.lists(st.sampled_from(["HEAD", "12", "some words", "x"]), max_size=6), max_size=8))
def test_a_page_loses_only_lines_at_its_edges(pages: list[list[str]]) -> None:
    drawn = [
        [Line(text, Box(0, 20 * number**1.5, 50, 20 * number**1.5 + 10)) for number, text in enumerate(page)]
        for page in pages
    ]
    kept, furniture = set_apart(drawn)
    for before, after in zip(drawn, kept, strict=True):
        assert [line for line in before if line in after] == after
        assert before[2:-2] == [line for line in after if line in before[2:-2]][: len(before[2:-2])]
    gone = sum(map(len, drawn)) - sum(map(len, kept))
    assert gone >= len(furniture.numbers)
