"""Text files are read without any change of a code point, or refused in one sentence."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import UnreadableDocument
from workbench.intake import Refusal, Tally, decode, files_in, from_text, read, read_each

WORDS = st.text(min_size=1, max_size=50).map(lambda text: "word " + text)


@given(WORDS.filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text)))
def test_utf8_is_read_code_point_for_code_point(text: str) -> None:
    content = text.replace("\x00", "").encode()
    try:
        document = decode("a.txt", content)
    except UnreadableDocument as fault:
        assert "binary" in fault.message  # a control character that no text file holds
        return
    assert document.text.encode() == content
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_a_byte_order_mark_decides_and_stays_a_character(encoding: str) -> None:
    text = "\ufeffOne line\r\nand another\rand\na last 🙂"
    document = decode("a.txt", text.encode(encoding))
    assert document.text == text
    assert document.encoding == encoding
    assert document.warnings == ()


@pytest.mark.parametrize("encoding", ["none", "rot13", "punycode", "undefined", "", "a\0b"])
def test_an_encoding_that_cannot_be_used_is_refused(encoding: str) -> None:
    with pytest.raises(UnreadableDocument):
        decode("a.txt", b"Some plain words, here to be read.", encoding)


def test_an_old_encoding_is_guessed_and_said_to_be_a_guess() -> None:
    text = "“It was,” she said, “a café — nothing more – for the naïve.” " * 20
    document = decode("old.txt", text.encode("cp1252"))
    assert document.text == text
    assert document.encoding == "cp1252"
    assert "guess" in document.warnings[0]


def test_the_reader_can_be_told_the_encoding() -> None:
    assert decode("a.txt", "слово".encode("cp1251"), "cp1251").text == "слово"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.txt is empty."),
        (b" \n\t\r\n", "a.txt holds no words."),
        (b"%PDF-1.7\n\x00\x01\x02\xff\xfe", "a.txt is a binary file, not text."),
        (b"PK\x03\x04 words", "a.txt is a binary file, not text."),
        (bytes(range(128, 256)) * 3, None),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, sentence: str | None) -> None:
    with pytest.raises(UnreadableDocument) as fault:
        decode("a.txt", content)
    if sentence:
        assert fault.value.message == sentence
    assert fault.value.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "no-such-encoding"])
def test_a_wrong_encoding_is_refused_by_name(encoding: str) -> None:
    with pytest.raises(UnreadableDocument, match=encoding):
        decode("a.txt", b"caf\xe9 words", encoding)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocument, match="is a folder"):
        read(tmp_path)


@given(WORDS)
def test_pasted_text_keeps_every_code_point(text: str) -> None:
    document = from_text("pasted", text)
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def test_a_folder_is_read_with_its_tree_and_says_what_it_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_bytes(b"second words")
    (tmp_path / "sub" / "a.txt").write_bytes(b"first words")
    (tmp_path / "bad.bin").write_bytes(b"\x00\x01\x02")
    (tmp_path / ".hidden").write_bytes(b"hidden words")
    (tmp_path / "outside").symlink_to("/etc/hostname")
    tally = Tally()
    read_names = [taken.document.text for taken in read_each(files_in([tmp_path]), tally)]
    assert read_names == ["second words", "first words"]
    assert tally.refusals == [Refusal("bad.bin", "bad.bin is a binary file, not text.")]


def test_an_empty_folder_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no file in"):
        files_in([tmp_path])
    with pytest.raises(UnreadableDocument, match="no file or folder"):
        files_in([tmp_path / "none"])


def test_a_folder_that_cannot_be_read_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.txt").write_text("some words")
    (tmp_path / "closed").mkdir()
    scandir, listdir = os.scandir, os.listdir

    def closed(place: str | Path) -> None:
        if Path(place).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(place))

    monkeypatch.setattr(os, "scandir", lambda place: closed(place) or scandir(place))
    monkeypatch.setattr(os, "listdir", lambda place: closed(place) or listdir(place))
    tally = Tally()
    read_names = [taken.document.name for taken in read_each(files_in([tmp_path]), tally)]
    assert read_names == ["open/a.txt"]
    assert tally.refusals == [Refusal("closed", "closed cannot be opened: Permission denied.")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("He said “no”.\n", "cp1252"),
        ("“Ça été déjà vu”, dit-il, à la façon de l’œuvre — naïveté.\n" * 5, "cp1252"),
        ("Größe, Übermut und Ärger; „schön“ – so ist es.\n" * 4, "cp1252"),
        ("Zażółć gęślą jaźń, powiedział Łukasz; słońce świeci.\n" * 5, "cp1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.\n" * 5, "cp1250"),
        ("Это обычный русский текст, который записан.\n" * 5, "cp1251"),
        ("Αυτό είναι ένα ελληνικό κείμενο με λέξεις.\n" * 5, "cp1253"),
        ("Words without any mark at all.\n", "utf-16-le"),
        ("Words without any mark at all.\n", "utf-16-be"),
    ],
)
def test_texts_of_many_languages_come_back_and_the_guess_is_told(text: str, encoding: str) -> None:
    read = decode("a.txt", text.encode(encoding))
    assert read.text == text
    assert read.encoding == encoding
    assert "is a guess" in read.warnings[0]
