"""A picture of a page: what Tesseract recognises in it."""

import hashlib
from collections.abc import Iterator

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.intake import ocr
from workbench.intake.patience import PATIENCE
from workbench.intake.taken import Choices, Taken

READER = "image 1"
_KINDS = {
    b"\x89PNG": (".png", "image/png"),
    b"\xff\xd8\xff": (".jpg", "image/jpeg"),
    b"II*\x00": (".tif", "image/tiff"),
    b"MM\x00*": (".tif", "image/tiff"),
    b"BM": (".bmp", "image/bmp"),
}


def take(name: str, content: bytes, _choices: Choices) -> Iterator[Taken]:
    """The text in a picture, marked as recognised; raises UnreadableDocument, also without Tesseract."""
    if not ocr.recogniser():
        raise UnreadableDocument(f"{name} is a picture: its letters must be recognised.", ocr.HOW_TO_INSTALL)
    suffix, media_type = next(kind for mark, kind in _KINDS.items() if content.startswith(mark))
    PATIENCE.ask(ocr.SECONDS_A_PAGE)
    seen = ocr.recognise(name, content, suffix)
    if not any(letter.isalnum() for letter in seen.text):
        raise UnreadableDocument(
            f"{ocr.recogniser()} recognised no word in {name}.", "Choose a sharper picture of the page."
        )
    digest = hashlib.sha256(content).hexdigest()
    warnings = (ocr.told("The whole text", list(seen.confidences)),)
    yield Taken(Document(name, seen.text, digest, media_type, "none", READER, warnings), content)
