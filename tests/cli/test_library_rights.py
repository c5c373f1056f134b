"""Rights, versions and verification of a library on the command line."""

import json
import sys

import pytest

from workbench.cli import main
from workbench.domain.errors import StorageFault
from workbench.library import Library
from workbench.workflows import library_page


@pytest.fixture
def library(tmp_path, capsys):
    works = tmp_path / "works"
    works.mkdir()
    (works / "tide.txt").write_text("When the tide turned at last the pilots rowed out beyond the bar.")
    (works / "orchard.txt").write_text("Nobody had pruned the orchard since the old gardener went away.")
    run("create", tmp_path / "library", works)
    return tmp_path / "library"


def run(*words, code=0) -> None:
    """The command with these words, in this process; another end than this code fails the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["workbench", "library", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            sys.exit(main())
        assert (ended.value.code or 0) == code


def status(library, capsys):
    capsys.readouterr()
    run("status", library, "--json", "-")
    return json.loads(capsys.readouterr().out)


def test_rights_go_out_and_come_in(library, tmp_path, capsys):
    table = tmp_path / "rights.csv"
    run("rights", library, "--export", table)
    table.write_text(
        "name;licence;holder\ntide.txt;CC-BY-4.0;M. Pilot\norchard.txt;free for all;G. Warden\nfog.txt;MIT;\n"
    )
    capsys.readouterr()
    run("rights", library, "--import", table)
    said = capsys.readouterr()
    assert "Rights set: 1 work." in said.out
    assert "Line 3: its licence 'free for all' is no SPDX expression" in said.err
    assert "Line 4: the library holds no work called fog.txt." in said.err
    assert (status(library, capsys)["rights_known"], status(library, capsys)["rights_unknown"]) == (1, 1)


def test_rows_that_speak_of_no_work_are_told_and_works_that_are_here_take_theirs(library, tmp_path, capsys):
    table = tmp_path / "rights.csv"
    table.write_text("name,licence\ntide.txt,MIT\nfog.txt,MIT\ndune.txt,CC0-1.0\n")
    (tmp_path / "works" / "dune.txt").write_text("Behind the dune the wind dropped and the children sang.")
    capsys.readouterr()
    run("add", library, tmp_path / "works", "--rights", table)
    said = capsys.readouterr()
    assert "Line 3: the library holds no work called fog.txt." in said.err
    assert said.err.count("Rights: ") == 1
    assert status(library, capsys)["rights_known"] == 2
    run("create", tmp_path / "another", tmp_path / "works", "--rights", table)
    assert capsys.readouterr().err.count("Rights: Line 3: ") == 1


def test_a_changed_file_is_told_and_removed_with_its_older_versions(library, tmp_path, capsys):
    for hour in ("seven", "eight"):
        (tmp_path / "works" / "tide.txt").write_text(f"The ferry leaves at {hour} every morning but Sunday.")
        run("add", library, tmp_path / "works")
    assert "1 work added, 1 there already, 1 older version kept." in capsys.readouterr().out
    assert status(library, capsys)["older_versions"] == 2
    run("remove", library, "tide.txt")
    assert (status(library, capsys)["works"], status(library, capsys)["older_versions"]) == (1, 0)


def test_a_verification_is_remembered_and_changes_nothing(library, capsys):
    before = status(library, capsys)
    assert before["verified"] is None
    run("verify", library)
    after = status(library, capsys)
    assert after["verified"]["problems"] == 0
    assert {**after, "verified": None} == before
    run("verify", library)


def test_a_change_during_a_verification_is_a_change_since(library, tmp_path, capsys, monkeypatch):
    verify = Library.verify

    def changed_meanwhile(opened):
        (tmp_path / "works" / "late.txt").write_text("The last boat came in after dark.")
        run("add", library, tmp_path / "works")
        return verify(opened)

    monkeypatch.setattr(Library, "verify", changed_meanwhile)
    run("verify", library)
    told = status(library, capsys)
    assert told["verified"]["state"] != told["state"]


def test_a_second_name_of_a_text_leaves_the_rights_of_the_first(library, tmp_path, capsys):
    table = tmp_path / "rights.csv"
    (tmp_path / "works" / "zenith.txt").write_text((tmp_path / "works" / "tide.txt").read_text())
    table.write_text("name,licence\ntide.txt,CC-BY-4.0\nzenith.txt,all-rights-reserved\n")
    capsys.readouterr()
    run("add", library, tmp_path / "works", "--rights", table)
    assert "Line 3: zenith.txt holds the same text as tide.txt" in capsys.readouterr().err
    state = status(library, capsys)["state"]
    run("add", library, tmp_path / "works")
    assert status(library, capsys)["state"] == state


def test_what_a_verification_found_is_told_where_nothing_may_be_written(library, capsys, monkeypatch):
    def refused(*_):
        raise StorageFault("The folder cannot be written.", "Give yourself the right.")

    monkeypatch.setattr(library_page, "store_verified", refused)
    run("verify", library)
    told = capsys.readouterr()
    assert "every file is as it was written" in told.out
    assert "could not be noted. The folder cannot be written." in " ".join(told.err.split())


def test_a_search_says_how_much_of_it_is_shown(library, tmp_path, capsys):
    (tmp_path / "works" / "chant.txt").write_text("on and on we go " * 40)
    run("add", library, tmp_path / "works")
    capsys.readouterr()
    run("search", library, "on and on")
    assert "The words stand in 40 places.\nThe first 10 are shown." in capsys.readouterr().out


def test_an_older_version_is_removed_by_its_id(library, tmp_path, capsys):
    (tmp_path / "works" / "tide.txt").write_text("The ferry leaves at seven every morning but Sunday.")
    run("add", library, tmp_path / "works")
    with Library.open(library) as opened:
        (older,) = opened.replaced_works()
    run("remove", library, older.id)
    assert (status(library, capsys)["works"], status(library, capsys)["older_versions"]) == (2, 0)


def test_a_result_is_not_written_into_a_library(library, capsys):
    before = (library / "manifest.json").read_bytes()
    run("status", library, "--json", library / "manifest.json", code=3)
    assert (library / "manifest.json").read_bytes() == before
    assert "lies in the folder of a library" in capsys.readouterr().err


def test_a_library_among_the_files_is_no_work(library, tmp_path, capsys):
    library.rename(tmp_path / "works" / "library")
    library = tmp_path / "works" / "library"
    capsys.readouterr()
    run("add", library, tmp_path / "works")
    told = capsys.readouterr()
    assert "Not taken: library holds a library" in told.err
    assert "0 works added, 2 there already" in told.out
    run("add", library, library, code=3)


def test_before_anything_is_embedded_no_vector_is_looked_at(library, capsys):
    capsys.readouterr()
    run("status", library)
    assert "looks at every vector" not in capsys.readouterr().out
