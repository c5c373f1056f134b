"""A picture of a page: what Tesseract recognises in it."""

import hashlib
from collections.abc import Iterator, Sequence

from workbench.domain.document import LINES, Document, Locator
from workbench.domain.errors import UnreadableDocument
from workbench.intake import ocr
from workbench.intake.ocr import RecognisedLine
from workbench.intake.patience import PATIENCE
from workbench.intake.taken import Choices, Taken

READER = "image 1"
_KINDS = {
    b"\x89PNG": (".png", "image/png"),
    b"\xff\xd8\xff": (".jpg", "image/jpeg"),
    b"II*\x00": (".tif", "image/tiff"),
    b"MM\x00*": (".tif", "image/tiff"),
    b"BM": (".bmp", "image/bmp"),
    b"GIF8": (".gif", "image/gif"),
    b"RIFF": (".webp", "image/webp"),
}


def take(name: str, content: bytes, _choices: Choices) -> Iterator[Taken]:
    """The text in a picture, marked as recognised; raises UnreadableDocument, also without Tesseract."""
    if not ocr.recogniser():
        raise UnreadableDocument(f"{name} is a picture: its letters must be recognised.", ocr.HOW_TO_INSTALL)
    suffix, media_type = next(kind for mark, kind in _KINDS.items() if content.startswith(mark))
    PATIENCE.ask(ocr.SECONDS_A_PAGE)
    seen = ocr.recognise(name, content, suffix)
    text, locator = _joined(seen.lines)
    if not any(letter.isalnum() for letter in text):
        raise UnreadableDocument(
            f"{ocr.recogniser()} recognised no word in {name}.", "Choose a sharper picture of the page."
        )
    digest = hashlib.sha256(content).hexdigest()
    warnings = (ocr.told("The whole text", list(seen.confidences)),)
    yield Taken(Document(name, text, digest, media_type, "none", READER, warnings, locator), content)


def _joined(lines: Sequence[RecognisedLine]) -> tuple[str, Locator]:
    """The lines as one text, cited by its pages where there are several."""
    text = ""
    starts: dict[int, int] = {}
    for line in lines:
        starts.setdefault(line.page, len(text))
        text += line.text + "\n"
    if len(starts) < 2:
        return text, LINES
    return text, Locator("page", tuple(starts.values()), tuple(map(str, starts)))
