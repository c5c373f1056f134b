"""Each kind of hostile file is refused or defused by name, through the way that every file takes."""

import os
import tempfile
import zlib
from pathlib import Path

import hostile
import pytest

from workbench.intake import Tally, files_in, plain_text, read_each

WORDS = hostile.WORDS.encode()


def swollen_pdf() -> bytes:
    """A PDF whose page unfolds to a hundred megabytes of nothing."""
    honest = hostile.pdf().decode("latin-1")
    start = honest.index("21 0 obj")
    packed = zlib.compress(bytes(100 << 20), 9).decode("latin-1")
    stream = f"21 0 obj\n<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream\n"
    return (honest[:start] + stream + honest[honest.index("endobj", start) :]).encode("latin-1")


HOSTILE = {
    "bomb-by-ratio.zip": (lambda: hostile.archive({"a.txt": bytes(64 << 20)}), "ZIP bomb"),
    "bomb-by-overlap.zip": (lambda: hostile.overlapping(1000), "ZIP bomb"),
    "nested.zip": (lambda: hostile.nested(9), "archives deep"),
    "traversal.zip": (lambda: hostile.archive({"../../out.txt": WORDS}), "outside its archive"),
    "absolute.zip": (lambda: hostile.archive({"/workbench-out.txt": WORDS}), "outside its archive"),
    "link.zip": (lambda: hostile.link("../../etc/passwd"), "is a link"),
    "locked.zip": (hostile.locked, "password"),
    "lying-size.zip": (lambda: hostile.lying(10), "damaged"),
    "null.txt": (lambda: b"words and \x00 a null", "binary file"),
    "program.pdf": (lambda: b"MZ\x90\x00" + WORDS, "Windows program"),
    "no.pdf": (lambda: b"\x00" + WORDS, "in spite of its name"),
    "swollen.pdf": (swollen_pdf, "holds no words"),
    "cut.pdf": (lambda: hostile.pdf()[:200], "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_and_leaves_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, reason = HOSTILE[name]
    folder, scratch, here = tmp_path / "files", tmp_path / "scratch", tmp_path / "here"
    for each in (folder, scratch, here):
        each.mkdir()
    (folder / name).write_bytes(made())
    (folder / "honest.pdf").write_bytes(hostile.pdf())
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.chdir(here)
    tally = Tally()
    texts = {taken.document.name for taken in read_each(files_in([folder]), tally)}
    assert texts - {f"{name}/good.txt"} == {"honest.pdf"}
    assert any(reason in refusal.reason and name in refusal.reason for refusal in tally.refusals)
    assert [*scratch.iterdir(), *here.iterdir()] == []
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {name, "honest.pdf"}
    assert not Path("/workbench-out.txt").exists()


def test_scripts_in_a_pdf_are_told_on_the_way_that_every_file_takes(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(hostile.scripted_pdf())
    (taken,) = read_each(files_in([tmp_path]), Tally())
    told = " ".join(taken.document.warnings)
    assert "JavaScript" in told
    assert "calc.exe" in told
    assert "invoice.exe" in told


def test_a_gigabyte_in_one_line_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    tally = Tally()
    assert list(read_each(files_in([path]), tally)) == []
    assert tally.refusals[0].reason == f"long.txt is larger than {plain_text.MOST_BYTES >> 20} MB."


def test_one_line_as_long_as_a_file_may_be_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "MOST_BYTES", 8 << 20)
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * ((8 << 20) // 5))
    (taken,) = read_each(files_in([path]), Tally())
    assert len(taken.document.text) == (8 << 20) // 5 * 5
    path.write_bytes(b"w" * ((8 << 20) + 1))
    tally = Tally()
    assert list(read_each(files_in([path]), tally)) == []
    assert len(tally.refusals) == 1


@pytest.mark.thorough
def test_half_a_gigabyte_in_one_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word" * (plain_text.MOST_BYTES // 4))
    (taken,) = read_each(files_in([path]), Tally())
    assert len(taken.document.text) == plain_text.MOST_BYTES


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_bytes(WORDS)
    assert [name for name, _ in files_in([tmp_path])] == ["a.txt"]
