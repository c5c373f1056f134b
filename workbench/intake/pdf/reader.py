"""A PDF file as one Document, with its pages as places; what was left out or set apart is told."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.intake import ocr
from workbench.intake.ocr import RecognisedLine
from workbench.intake.patience import PATIENCE
from workbench.intake.pdf.fragments import Box, Fragment, Hidden, PageText
from workbench.intake.pdf.furniture import set_apart, without_line_numbers
from workbench.intake.pdf.joining import join
from workbench.intake.pdf.layout import Line, lines_in_order
from workbench.intake.pdf.page import Page
from workbench.intake.pdf.telling import apart, hidden, label, scans
from workbench.intake.pdf.traps import traps
from workbench.intake.taken import Choices, Taken

READER = "pdf 1"
MEDIA_TYPE = "application/pdf"
_SECONDS_A_PAGE = 0.5
_SCAN_SHARE = 0.4
"""Of a page that its pictures cover: then a page without letters is a scan."""
_RESOLUTION = 300.0
_MOST_PIXELS = 40_000_000


def take(name: str, content: bytes, _choices: Choices) -> Iterator[Taken]:
    """The text of a PDF file; raises UnreadableDocument for one that is locked, damaged, or without a word.

    Lines stand as they are printed, words broken at their ends too. Running heads, page numbers and line
    numbers in the margin are set apart: they are not part of the flow, are told among the warnings, and stay
    in the original. Hidden text follows after the visible, in pages of its own labels, so that it neither
    parts the words that can be read nor is lost.
    """
    numbered = 0
    pages = []
    for page, has_numbers in _pages(name, content):
        numbered += has_numbers
        pages.append(page)
    bodies, furniture = set_apart([page.lines for page in pages])
    furniture.numbered_margins = numbered
    for page, body in zip(pages, bodies, strict=True):
        page.lines = body
    warnings = [*label(pages, furniture), *apart(furniture), *scans(pages), *hidden(pages)]
    pictures = sum(page.pictures for page in pages if not page.scan and not page.layer)
    if pictures:
        warnings.append(f"Pictures, not taken: {pictures:,}; words in them are not in the text.")
    text, locator = join(pages)
    if not any(letter.isalnum() for letter in text):
        raise _without_words(name, pages)
    digest = hashlib.sha256(content).hexdigest()
    document = Document(name, text, digest, MEDIA_TYPE, "none", READER, (*warnings, *traps(content)), locator)
    yield Taken(document, content)


def _pages(name: str, content: bytes) -> Iterator[tuple[Page, bool]]:
    """Each page of the file, and whether line numbers stood in its margin."""
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        if "assword" in str(fault):
            raise UnreadableDocument(
                f"{name} is locked with a password.",
                "Open it, save a copy without the password, choose that.",
            ) from fault
        raise UnreadableDocument(
            f"{name} is damaged: it is not a PDF file that can be opened.",
            "Open it in a PDF reader, print it into a new PDF, and choose that.",
        ) from fault
    if not len(opened):
        raise UnreadableDocument(f"{name} has no pages.", "Choose another file.")
    for number in range(len(opened)):
        PATIENCE.ask(_SECONDS_A_PAGE)
        try:
            page = opened[number]
        except pypdfium2.PdfiumError:  # this page is damaged; the others may be sound
            yield Page(str(number + 1)), False
            continue
        yield _read(page, opened.get_page_label(number) or str(number + 1))
        page.close()


def _read(page: Any, name: str) -> tuple[Page, bool]:
    text = PageText(page)
    fragments = [fragment for fragment in text.fragments() if fragment.text]
    made = Page(name)
    made.pictures, covered = _pictures(page, text.size)
    visible = [fragment for fragment in fragments if not fragment.hidden]
    made.scan = covered and not any(letter.isalnum() for fragment in visible for letter in fragment.text)
    invisible = [fragment for fragment in fragments if fragment.hidden == "invisible"]
    if made.scan and invisible:
        made.layer, made.scan = True, False
        visible, fragments = invisible, [each for each in fragments if each.hidden != "invisible"]
    elif made.scan and ocr.recogniser():
        PATIENCE.ask(ocr.SECONDS_A_PAGE)
        scale = _scale(text.size)
        seen = ocr.recognise(f"on page {name}", _picture_of(page, scale), ".pgm")
        made.confidences = list(seen.confidences)
        made.lines = _recognised(seen.lines, scale)
    body, has_numbers = without_line_numbers(visible)
    made.lines = made.lines or lines_in_order(body)
    by_reason: dict[Hidden, list[Fragment]] = {}
    for fragment in fragments:
        if fragment.hidden:
            by_reason.setdefault(fragment.hidden, []).append(fragment)
    made.hidden = {reason: lines_in_order(found) for reason, found in by_reason.items()}
    return made, has_numbers


def _pictures(page: Any, size: tuple[float, float]) -> tuple[int, bool]:
    """How many pictures a page has, and whether they cover so much of it that it may be a scan."""
    import pypdfium2.raw as pdfium

    count, covered = 0, 0.0
    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        count += 1
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return count, covered > _SCAN_SHARE * size[0] * size[1]


def _scale(size: tuple[float, float]) -> float:
    """Points of the picture for each point of a page of this size."""
    return float(min(_RESOLUTION / 72, (_MOST_PIXELS / max(1.0, size[0] * size[1])) ** 0.5))


def _picture_of(page: Any, scale: float) -> bytes:
    """The page as a grey picture in the PGM format."""
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    packed = b"".join(
        bytes(rows[line * bitmap.stride : line * bitmap.stride + bitmap.width])
        for line in range(bitmap.height)
    )
    return b"P5\n%d %d\n255\n" % (bitmap.width, bitmap.height) + packed


def _recognised(lines: Sequence[RecognisedLine], scale: float) -> list[Line]:
    """Recognised lines where they stand on the page, in Tesseract's order."""
    return [
        Line(line.text, Box(line.left / scale, line.top / scale, line.right / scale, line.bottom / scale))
        for line in lines
    ]


def _without_words(name: str, pages: Sequence[Page]) -> UnreadableDocument:
    if any(page.scan for page in pages):
        if ocr.recogniser():
            return UnreadableDocument(
                f"{name} is a scan in which {ocr.recogniser()} recognised no word.",
                "Scan it anew, more sharply.",
            )
        return UnreadableDocument(
            f"{name} is a scan: its pages are pictures without letters.", ocr.HOW_TO_INSTALL
        )
    return UnreadableDocument(f"{name} holds no words.", "Choose a file with words in it.")
