"""Bad input gets one sentence and one remedy, status 3, and leaves nothing half-written."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from workbench.cli.app import app
from workbench.domain.errors import WorkbenchError

Prepare = Callable[[Path], None]


def _nothing(folder: Path) -> None:
    del folder


def _write(name: str, content: bytes) -> Prepare:
    def prepare(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return prepare


def _only_binary(folder: Path) -> None:
    (folder / "scans").mkdir()
    (folder / "scans" / "a.pdf").write_bytes(b"%PDF-1.4\x00\x01")


def _other_version(folder: Path) -> None:
    with sqlite3.connect(folder / "lib" / "library.sqlite") as catalogue:
        catalogue.execute("pragma user_version = 99")
    catalogue.close()


CASES: list[tuple[str, Prepare, list[str], str]] = [
    ("empty text", _write("e.txt", b""), ["compare", "e.txt", "reply.txt"], "e.txt is empty."),
    ("no words", _write("e.txt", b" \n"), ["compare", "e.txt", "reply.txt"], "e.txt holds no words."),
    (
        "binary file",
        _write("e.txt", b"\x7fELF\x00\x01"),
        ["analyze", "e.txt", "-l", "lib"],
        "e.txt is a program, not text.",
    ),
    ("missing file", _nothing, ["compare", "none.txt", "reply.txt"], "There is no file none.txt."),
    ("missing library", _nothing, ["analyze", "reply.txt", "-l", "none"], "none"),
    ("not a library", _nothing, ["analyze", "reply.txt", "-l", "texts"], "texts"),
    ("library of another version", _other_version, ["library", "status", "lib"], "version"),
    ("nothing readable", _only_binary, ["library", "create", "new", "scans"], "None of the 1 files"),
    ("missing folder", _nothing, ["library", "create", "new", "nowhere"], "There is no file or folder"),
    ("library there already", _nothing, ["library", "create", "lib", "texts"], "lib"),
    ("missing matter", _nothing, ["matter", "list", "none.matter"], "none.matter"),
    ("not a matter", _write("m.matter", b"words"), ["matter", "list", "m.matter"], "m.matter"),
    ("matter without analysis", _nothing, ["exhibit", "empty.matter"], "analysed"),
    ("unknown profile", _nothing, ["exhibit", "empty.matter", "--profile", "none"], ""),
    ("demo into a full folder", _nothing, ["demo", "--out", "texts"], "not empty"),
    (
        "output that cannot be written",
        _nothing,
        ["compare", "reply.txt", "texts/ferry.txt", "--no-semantic", "--json", "no/dir/f.json"],
        "no/dir",
    ),
]


@pytest.fixture
def prepared(workbench: Run, texts: Path, tmp_path: Path) -> Path:
    assert texts.is_dir()
    assert workbench("library", "create", "lib", "texts").returncode == 0
    assert workbench("matter", "new", "empty.matter").returncode == 0
    return tmp_path


@pytest.mark.parametrize(
    ("prepare", "arguments", "sentence"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_bad_input(
    workbench: Run, prepared: Path, prepare: Prepare, arguments: list[str], sentence: str
) -> None:
    prepare(prepared)
    before = _everything(prepared)
    done = workbench(*arguments)
    assert done.returncode == 3, done.stderr
    said = [line for line in done.stderr.splitlines() if line.strip() and "━" not in line]
    assert len(said) == 2, said
    assert sentence in said[0]
    assert all(line.endswith(".") for line in said)
    assert "Traceback" not in done.stderr
    assert _everything(prepared) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", "e.txt", "e.txt", "--ignore", "e.txt", "--json", "e.txt"],
        ["analyze", "e.txt", "--library", "lib", "--matter", "e.txt", "--pdf", "e.txt"],
        ["library", "status", "lib"],
        ["library", "add", "lib", "e.txt", "--rights", "e.txt"],
        ["library", "rights", "lib", "--import", "e.txt"],
        ["matter", "add", "e.txt", "e.txt"],
        ["exhibit", "e.txt", "--out", "e.txt"],
        ["evaluate", "lib", "--detections", "lib"],
    ],
)
def test_what_may_not_be_read_is_bad_input_and_no_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "e.txt").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "access", lambda *_arguments, **_options: False)
    with pytest.raises(WorkbenchError):
        app(arguments, standalone_mode=False)


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
