"""A file is read as what its bytes say it is; a name that says otherwise is told."""

import hostile
import pytest

from workbench.domain.errors import UnreadableDocument
from workbench.intake.formats import FORMATS, choose
from workbench.intake.reading import take
from workbench.intake.tally import Refusal

WORDS = hostile.WORDS.encode()


def test_the_table_names_readers_that_are_there_and_suffixes_once() -> None:
    suffixes = [suffix for row in FORMATS for suffix in row.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for row in FORMATS:
        assert callable(row.load())
        assert row.remark.endswith(".")
        assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in row.suffixes)
        assert row.signature is not None or row.is_text


@pytest.mark.parametrize(
    ("name", "content", "expected", "warned"),
    [
        ("a.txt", WORDS, "plain text", False),
        ("a.MD", WORDS, "Markdown", False),
        ("without-suffix", WORDS, "plain text", False),
        ("a.log", WORDS, "plain text", False),
        ("a.pdf", hostile.pdf(), "PDF", False),
        ("a", hostile.pdf(), "PDF", False),
        ("a.txt", hostile.pdf(), "PDF", True),
        ("a.pdf", WORDS, "plain text", True),
        ("a.png", WORDS, "plain text", True),
        ("a.pdf", hostile.archive({"b.txt": WORDS}), "a ZIP archive", True),
        ("a.txt", b"BM stands for the British Museum.", "plain text", False),
        ("a.txt", hostile.WORDS.encode("utf-16-le"), "plain text", False),
    ],
)
def test_bytes_decide_and_a_lying_name_is_told(
    name: str, content: bytes, expected: str, warned: bool
) -> None:
    row, warnings = choose(name, content)
    assert row.name == expected
    assert bool(warnings) == warned
    taken = next(take(name, content))
    assert not isinstance(taken, Refusal)
    assert (
        "in spite" in " ".join(taken.document.warnings) or "read as that" in " ".join(taken.document.warnings)
    ) == warned


@pytest.mark.parametrize(
    "content",
    [b"BM\x36\x10\x00\x00\x00\x00\x00\x00\x36", b"GIF89a\x01\x00", b"RIFF\x10\x00\x00\x00WEBPVP8 "],
)
def test_pictures_are_known_by_their_first_bytes(content: bytes) -> None:
    assert choose("scan", content)[0].name.startswith("a picture")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"MZ\x90\x00\x03", "a.exe is a Windows program, not text."),
        ("letter.pdf", b"MZ\x90\x00\x03", "letter.pdf is a Windows program, not text."),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00", "a.txt is a program, not text."),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc is a file of an old Office program, not text."),
        ("a.pdf", b"\x00\x01\x02", "a.pdf is not PDF in spite of its name, or is damaged."),
        ("a.bin", b"words \x00 and a null", "a.bin is a binary file, not text."),
        ("empty.pdf", b"", "empty.pdf is empty."),
    ],
)
def test_what_is_no_document_is_refused_by_what_it_is(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableDocument) as fault:
        list(take(name, content))
    assert fault.value.message == sentence
    assert fault.value.remedy


def test_words_with_nulls_are_read_once_the_reviewer_names_the_encoding() -> None:
    assert choose("a.txt", "words".encode("utf-16-le"), "utf-16-le")[0].name == "plain text"
