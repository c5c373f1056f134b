"""Where results go: no input is overwritten, and every name and place works or is refused in a sentence."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from workbench.matter import Matter

COMPARE = ["compare", "reply.txt", "texts/ferry.txt", "--no-semantic"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="names of bytes, pipes and links of POSIX")


@pytest.mark.parametrize(
    "arguments",
    [
        [*COMPARE, "--json", "reply.txt"],
        [*COMPARE, "--pdf", "reply.txt"],
        [*COMPARE, "--pdf", "doe.matter"],
        ["matter", "list", "doe.matter", "--json", "doe.matter"],
        ["library", "status", "lib", "--json", "lib/library.sqlite"],
    ],
)
def test_a_result_replaces_no_input(
    workbench: Run, texts: Path, tmp_path: Path, arguments: list[str]
) -> None:
    assert workbench("library", "create", "lib", "texts").returncode == 0
    assert workbench("matter", "new", "doe.matter").returncode == 0
    record = ["analyze", "reply.txt", "-l", "lib", "--no-semantic", "--matter", "doe.matter"]
    assert workbench(*record).returncode == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = workbench(*arguments)
    assert done.returncode == 3
    assert "holds something else than an earlier result" in done.stderr or "of a library" in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_exhibit_replaces_no_matter(workbench: Run, texts: Path, tmp_path: Path) -> None:
    assert workbench("library", "create", "lib", "texts").returncode == 0
    assert workbench("matter", "new", "doe.matter").returncode == 0
    record = ["analyze", "reply.txt", "-l", "lib", "--no-semantic", "--matter", "doe.matter"]
    assert workbench(*record).returncode == 0
    before = (tmp_path / "doe.matter").read_bytes()
    done = workbench("exhibit", "doe.matter", "--out", "doe.matter")
    assert done.returncode == 3
    assert "cannot be made as .matter" in done.stderr
    (tmp_path / "case.pdf").write_bytes(before)
    done = workbench("exhibit", "doe.matter", "--out", "case.pdf")
    assert "holds something else than an earlier result" in done.stderr or "of a library" in done.stderr
    assert (tmp_path / "doe.matter").read_bytes() == (tmp_path / "case.pdf").read_bytes() == before


def test_an_earlier_result_is_replaced(workbench: Run, texts: Path, tmp_path: Path) -> None:
    for _ in range(2):
        done = workbench(*COMPARE, "--json", "a.json", "--pdf", "a.pdf")
        assert done.returncode == 0, done.stderr
    for _ in range(2):
        assert workbench("matter", "new", "doe.matter").returncode in {0, 3}
        assert workbench("matter", "list", "doe.matter", "--json", "list.json").returncode == 0
    assert json.loads((tmp_path / "a.json").read_text())["schema"] == "workbench.analysis/1"


@pytest.mark.parametrize("option", ["--json", "--pdf"])
@pytest.mark.parametrize("place", ["no/such/folder/x", "texts", "reply.txt/x", "x" * 300])
def test_a_place_that_cannot_be_is_refused_before_the_search(
    workbench: Run, texts: Path, option: str, place: str
) -> None:
    done = workbench(*COMPARE, option, place)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "aligning" not in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_a_missing_matter_is_told_before_the_search(workbench: Run, texts: Path) -> None:
    workbench("library", "create", "lib", "texts")
    done = workbench("analyze", "reply.txt", "-l", "lib", "--no-semantic", "--matter", "none.matter")
    assert done.returncode == 3
    assert "words" not in done.stderr


@pytest.mark.parametrize("path", ["x" * 300, "\x1b[31mred\n"])
@pytest.mark.parametrize(
    "arguments",
    [["library", "status"], ["matter", "list"], ["library", "create", "new"], ["compare", "reply.txt"]],
)
def test_odd_paths_get_a_sentence(workbench: Run, texts: Path, arguments: list[str], path: str) -> None:
    done = workbench(*arguments, path)
    assert done.returncode == 3
    assert "\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 2


@posix
def test_a_name_that_is_no_utf8_comes_through(workbench: Run, texts: Path, tmp_path: Path) -> None:
    name = os.fsdecode(b"repl\xff.txt")
    (tmp_path / name).write_bytes((tmp_path / "reply.txt").read_bytes())
    arguments = ["compare", name, "texts/ferry.txt", "--no-semantic", "--json"]
    assert workbench(*arguments, "a.json").returncode == 0
    assert json.loads((tmp_path / "a.json").read_bytes())["output"]["name"] == name
    assert workbench(*arguments, "-").stdout == (tmp_path / "a.json").read_text()


@posix
def test_a_link_is_followed_and_a_pipe_stays_a_pipe(workbench: Run, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("real.json")
    assert workbench(*COMPARE, "--json", "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())["schema"] == "workbench.analysis/1"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert workbench(*COMPARE, "--json", "pipe").returncode == 0
        assert (tmp_path / "pipe").is_fifo()
        assert os.read(reader, 1 << 16).decode() == (tmp_path / "real.json").read_text()
    finally:
        os.close(reader)


def test_an_output_that_cannot_be_read_is_a_row_of_the_matter(
    workbench: Run, texts: Path, tmp_path: Path
) -> None:
    workbench("library", "create", "lib", "texts")
    workbench("matter", "new", "doe.matter")
    (tmp_path / "bomb.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    done = workbench("analyze", "bomb.pdf", "-l", "lib", "--no-semantic", "--matter", "doe.matter")
    assert done.returncode == 3
    with Matter.open(tmp_path / "doe.matter") as matter:
        ((name, reason),) = matter.refusals()
        assert matter.verify() == []
    assert name == "bomb.pdf"
    assert reason in done.stderr.replace("\n", " ")
