"""The commands that a user types, and what they print."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_from_a_folder_to_findings(workbench: Run, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "rights.csv").write_text(
        "name,title,author,licence\nferry.txt,The Ferry Log,A. Purser,CC-BY-4.0\n"
    )
    made = workbench("library", "create", "lib", "texts", "--rights", "rights.csv")
    assert made.returncode == 0, made.stderr
    assert "2 works added" in made.stdout

    status = json.loads(workbench("library", "status", "lib", "--json", "-").stdout)
    assert status["works"] == 2

    done = workbench("analyze", "reply.txt", "--library", "lib", "--no-semantic", "--json", "-")
    assert done.returncode == 0, done.stderr
    analysis = json.loads(done.stdout)
    (finding,) = analysis["findings"]
    assert finding["kind"] == "verbatim"
    assert finding["matched_words"] == 16
    (source,) = analysis["sources"]
    assert source["rights"]["author"] == "A. Purser"
    start, stop = finding["output_span"]
    text = (tmp_path / "reply.txt").read_text()
    assert text[start:stop].startswith("the ferry left")
    source_text = (texts / "ferry.txt").read_text()
    for (first, last), (other_first, other_last) in finding["pairs"]:
        assert text[first:last] == source_text[other_first:other_last]

    again = workbench("analyze", "reply.txt", "--library", "lib", "--no-semantic", "--json", "-")
    assert again.stdout == done.stdout


def test_works_are_not_added_twice(workbench: Run, texts: Path) -> None:
    workbench("library", "create", "lib", "texts")
    (texts / "new.txt").write_text("Another text with words of its own.\n")
    added = workbench("library", "add", "lib", "texts")
    assert "1 work added, 2 there already" in added.stdout


def test_works_can_be_removed_and_rights_set(workbench: Run, texts: Path, tmp_path: Path) -> None:
    workbench("library", "create", "lib", "texts")
    (tmp_path / "r.csv").write_text("name,title,licence\nferry.txt,The Ferry Log,CC-BY-4.0\n")
    assert "Rights set: 1 work." in workbench("library", "rights", "lib", "--import", "r.csv").stdout
    assert workbench("library", "rights", "lib", "--export", "out.csv").returncode == 0
    assert "ferry.txt,The Ferry Log" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert workbench("library", "remove", "lib", "ferry.txt").stdout == "1 work removed.\n"
    assert workbench("library", "compact", "lib").returncode == 0
    assert workbench("library", "remove", "lib", "ferry.txt").returncode == 3
    found = json.loads(workbench("library", "search", "lib", "crate of lemons", "--json", "-").stdout)
    assert found["occurrences"] == 0


def test_words_are_found_by_search(workbench: Run, texts: Path) -> None:
    workbench("library", "create", "lib", "texts")
    found = workbench("library", "search", "lib", "CRATE of lemons", "--json", "-")
    hits = json.loads(found.stdout)
    assert hits["occurrences"] == 1
    assert hits["shown"][0]["title"] == "ferry.txt"


def test_two_documents_are_compared(workbench: Run, texts: Path) -> None:
    done = workbench("compare", "reply.txt", "texts/ferry.txt", "--no-semantic")
    assert done.returncode == 0, done.stderr
    assert "verbatim" in done.stdout
    assert "16 of" in done.stdout


def test_a_matter_from_making_to_exhibit(workbench: Run, texts: Path, tmp_path: Path) -> None:
    workbench("library", "create", "lib", "texts")
    assert workbench("matter", "new", "doe.matter").returncode == 0
    assert workbench("matter", "add", "doe.matter", "reply.txt", "--model", "example-7b").returncode == 0
    done = workbench("analyze", "reply.txt", "--library", "lib", "--no-semantic", "--matter", "doe.matter")
    assert done.returncode == 0, done.stderr
    (entry,) = json.loads(workbench("matter", "list", "doe.matter", "--json", "-").stdout)
    assert entry["findings"] == 1
    assert entry["attempt"]["model"] == "example-7b"
    assert workbench("exhibit", "doe.matter", "--out", "e.pdf").returncode == 0
    assert (tmp_path / "e.pdf").read_bytes().startswith(b"%PDF")
    assert "sound" in workbench("matter", "verify", "doe.matter").stdout


@pytest.mark.parametrize("arguments", [["no-such-command"], ["analyze"], ["analyze", "reply.txt"]])
def test_wrong_usage_ends_with_two(workbench: Run, arguments: list[str]) -> None:
    assert workbench(*arguments).returncode == 2


def test_hostile_names_do_not_reach_the_terminal(workbench: Run, texts: Path) -> None:
    (texts / "bad\x1b[31m.txt").write_text((texts / "ferry.txt").read_text())
    workbench("library", "create", "lib", "texts")
    done = workbench("analyze", "reply.txt", "-l", "lib", "--no-semantic")
    assert "\x1b[31m" not in done.stdout + done.stderr


def test_works_of_one_name_are_removed_by_their_id(workbench: Run, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(
            f"A note that lies in folder {folder} and nowhere else.\n"
        )
    assert workbench("library", "create", "lib", "one", "two").returncode == 0
    refused = workbench("library", "remove", "lib", "note.txt")
    assert refused.returncode == 3
    assert "holds 2 works called note.txt" in refused.stderr
    first = refused.stderr.split("id: ")[1].split(",")[0]
    assert workbench("library", "remove", "lib", first).stdout == "1 work removed.\n"
    assert workbench("library", "remove", "lib", "note.txt").stdout == "1 work removed.\n"


def test_a_table_of_rights_replaces_no_other_file(workbench: Run, texts: Path, tmp_path: Path) -> None:
    workbench("library", "create", "lib", "texts")
    before = (tmp_path / "reply.txt").read_bytes()
    assert workbench("library", "rights", "lib", "--export", "reply.txt").returncode == 3
    assert (tmp_path / "reply.txt").read_bytes() == before
    for _ in range(2):
        assert workbench("library", "rights", "lib", "--export", "out.csv").returncode == 0


def test_other_places_in_the_same_work_are_no_other_works(workbench: Run, tmp_path: Path) -> None:
    chant = tmp_path / "works" / "chant.txt"
    chant.parent.mkdir()
    chant.write_text("round and round the old mill wheel turned while nobody came to look " * 100)
    library = tmp_path / "library"
    workbench("library", "create", library, chant.parent)
    told = workbench("analyze", chant, "--library", library, "--no-semantic").stdout
    assert "chant.txt" in told
    assert "(+" not in told
