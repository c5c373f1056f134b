"""Of a thousand files with fifty bad ones the good are taken, and the bad are listed with their reasons."""

from email.message import EmailMessage
from pathlib import Path

import hostile
import pytest

from workbench.domain.errors import UnreadableDocument
from workbench.domain.review import Attempt
from workbench.intake import Choices, Tally, files_in, read, read_each, take_one
from workbench.matter import Matter
from workbench.workflows.build_library import add_to_library, create_library
from workbench.workflows.drain import drain
from workbench.workflows.record import add_outputs

BAD = (
    b"",
    b"\x00\x01\x02",
    b"%PDF-1.7\n\x00",
    b"PK\x03\x04\x00\x00",
    b"MZ\x00\x00",
    b"\x7fELF\x00",
    b" \n ",
    b"\xd0\xcf\x11\xe0\x00",
    b"Rar!\x1a\x07\x00",
    b"\x89PNG\r\n\x1a\n\x00",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """950 good files, two of them PDF, and 50 bad ones."""
    made = tmp_path / "files"
    made.mkdir()
    for number in range(948):
        (made / f"good{number:03}.txt").write_text(
            f"The words of the text number {number}, which is its own."
        )
    for number in range(2):
        (made / f"good{number}.pdf").write_bytes(hostile.pdf(words=f"{hostile.WORDS} Copy {number}."))
    for number in range(50):
        (made / f"bad{number:02}.doc").write_bytes(BAD[number % len(BAD)])
    return made


def test_a_library_takes_the_good_and_lists_the_bad(folder: Path, tmp_path: Path) -> None:
    report = drain(create_library(tmp_path / "library", [folder]))
    assert report.added == 950
    assert len(report.refusals) == 50
    for refusal in report.refusals:
        assert refusal.name.startswith("bad")
        assert refusal.name in refusal.reason
        assert refusal.reason.endswith(".")


def test_a_matter_takes_the_good_and_records_the_bad(folder: Path, tmp_path: Path) -> None:
    for file in sorted(folder.iterdir())[60:-3]:
        file.unlink()
    with Matter.create(tmp_path / "a.matter", "R. Roe"):
        pass
    refusals = drain(add_outputs(tmp_path / "a.matter", [folder], Attempt(), "R. Roe"))
    with Matter.open(tmp_path / "a.matter") as matter:
        assert len(matter.outputs()) == 13
        assert matter.refusals() == [(refusal.name, refusal.reason) for refusal in refusals]
        row = matter.audit()[-1]
        assert row.action == "refuse files"
        assert "bad07.doc" in row.after
        assert matter.verify() == []
    assert len(refusals) == 50


def test_rights_of_an_archive_are_those_of_the_folder_in_it(tmp_path: Path) -> None:
    (tmp_path / "works.zip").write_bytes(
        hostile.archive({"a.txt": hostile.WORDS.encode(), "b/c.txt": b"other words"})
    )
    (tmp_path / "rights.csv").write_text("name,title\na.txt,The Lease\nb/c.txt,The Deed\n")
    drain(create_library(tmp_path / "library", [tmp_path / "works.zip"], tmp_path / "rights.csv"))
    from workbench.library import Library

    with Library.open(tmp_path / "library") as library:
        assert sorted(work.title for work in library.works()) == ["The Deed", "The Lease"]


def test_the_encoding_that_a_reviewer_names_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("слово и дело".encode("cp866"))
    (taken,) = read_each(files_in([tmp_path / "a.txt"]), Tally(), Choices(encoding="cp866"))
    assert taken.document.text == "слово и дело"
    assert taken.document.encoding == "cp866"
    with pytest.raises(UnreadableDocument):
        drain(add_to_library(tmp_path / "none", [tmp_path / "none"]))


def test_one_text_is_asked_for_and_one_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(hostile.pdf())
    assert read(tmp_path / "a.pdf").text.strip() == hostile.WORDS
    words = hostile.WORDS.encode()
    assert take_one("a.zip", hostile.archive({"a.txt": words})).document.text == hostile.WORDS
    with pytest.raises(UnreadableDocument, match="several texts"):
        take_one("a.zip", hostile.archive({"a.txt": words, "b.txt": words}))
    with pytest.raises(UnreadableDocument, match="outside"):
        take_one("a.zip", hostile.archive({"../a.txt": words}))


def test_a_message_is_taken_and_what_of_it_cannot_be_read_is_told_once() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "Hedges"
    message["Date"], message["Message-ID"] = "Mon, 02 Mar 2026 10:00:00 +0000", "<1@example.com>"
    message.set_content(hostile.WORDS)
    message.add_attachment(b"MZ" + bytes(40), maintype="application", subtype="pdf", filename="bill.pdf")
    taken = take_one("a.eml", bytes(message))
    assert taken.document.text.strip() == hostile.WORDS
    assert " ".join(taken.document.warnings).count("bill.pdf is a Windows program") == 1
    taken = take_one("a.zip", hostile.archive({"a.txt": hostile.WORDS.encode(), "b.exe": b"MZ" + bytes(40)}))
    assert taken.document.warnings == ("Not read: a.zip/b.exe is a Windows program, not text.",)


def test_a_production_in_an_archive_is_joined_with_its_texts(tmp_path: Path) -> None:
    rows = [["BEGBATES", "ENDBATES", "TEXTPATH"]]
    rows += [
        ["A01", "A02", ".\\TEXT\\A01.txt"],
        ["A03", "A03", "TEXT\\A03.txt"],
        ["A04", "A04", "TEXT\\A04.txt"],
    ]
    table = "\r\n".join("\x14".join(f"\xfe{cell}\xfe" for cell in row) for row in rows)
    members = {
        "vol/TEXT/A01.txt": b"The first page.\fThe second page.",
        "vol/TEXT/A03.txt": b"The third page.",
        "other/TEXT/A03.txt.bak": b"Not this one.",
        "vol/DATA/load.dat": table.encode("cp1252"),
    }
    (tmp_path / "vol.zip").write_bytes(hostile.archive(members))
    tally = Tally()
    texts = {taken.document.name: taken.document for taken in read_each(files_in([tmp_path]), tally)}
    first = texts["vol.zip/vol/TEXT/A01.txt"]
    assert (first.locator.unit, first.locator.labels) == ("bates", ("A01", "A02"))
    assert "row 1 of vol.zip/vol/DATA/load.dat" in first.origin
    assert texts["vol.zip/vol/TEXT/A03.txt"].locator.labels == ("A03",)
    assert texts["vol.zip/other/TEXT/A03.txt.bak"].locator.unit == "line"
    assert [refusal.name for refusal in tally.refusals] == ["vol.zip/vol/DATA/load.dat/A04"]
