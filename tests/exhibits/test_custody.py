"""Custody says of every input how it was read."""

from workbench.domain.document import Document, Locator
from workbench.exhibits.custody import _reading


def test_the_reading_of_a_file_is_told_whole() -> None:
    document = Document(
        "lease.pdf",
        "Some words.\nMore words.\n",
        "0" * 64,
        "application/pdf",
        "none",
        "pdf 1",
        ("Pictures, not taken: 2; words in them are not in the text.",),
        Locator("page", (0, 12), ("iv", "12")),
        "box.zip (SHA-256 abc), file lease.pdf",
    )
    assert _reading(document) == (
        "24 characters; application/pdf, none; read by pdf 1. "
        "Taken from box.zip (SHA-256 abc), file lease.pdf. "
        "Cited by page, iv to 12. "
        "Pictures, not taken: 2; words in them are not in the text."
    )
