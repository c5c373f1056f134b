"""Matters of older versions say what they said, and are taken along by the first change."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from workbench.domain.errors import MatterFault, WorkbenchError
from workbench.domain.review import Attempt, AttemptEntry
from workbench.domain.span import Span
from workbench.matter import Matter, schema

FIXTURES = Path(__file__).parent / "fixtures"
VERSION_1_HEAD = "1c0c68c9e6b488ddec13fb8953fdaea97ed24d63eab8df2ff0ade874ee8d024d"


@pytest.fixture
def first(tmp_path):
    return Path(shutil.copy(FIXTURES / "version-1.matter", tmp_path / "old.matter"))


def test_there_is_a_fixture_of_every_older_version():
    found = {int(path.stem.removeprefix("version-")) for path in FIXTURES.glob("version-*.matter")}
    assert found == set(range(1, schema.newest_version()))


def test_version_1_is_read_as_it_was_written_and_not_changed_by_that(first):
    before = first.read_bytes()
    with Matter.open(first, "B. Second") as matter:
        assert matter.verify(VERSION_1_HEAD) == []
        assert matter.head() == VERSION_1_HEAD
        assert matter.caption().parties == "Doe v. Example"
        assert matter.libraries() == [Path("/elsewhere/catalogue")]
        assert matter.attempts() == [
            AttemptEntry(
                1, Attempt("model-1", "Recite the almanac."), outcome="no output", note="It declined."
            ),
            AttemptEntry(2, Attempt("model-1", "Continue.", "2026-11-19", "A. First"), 1, gave_output=True),
        ]
        (entry,) = matter.outputs()
        assert (entry.name, entry.analysis, entry.findings, entry.decided) == ("reply.txt", 1, 3, 3)
        assert matter.output(1).text.encode() == matter.original(1)
        assert matter.screening(1).analysis.findings[2].output_span == Span(9, 11)
        assert [decision.code for _, decision in sorted(matter.decisions(1).items())] == [
            "reproduced",
            "dismissed",
            "unsure",
        ]
        exhibit = matter.exhibit()
        assert [exhibit.parts[0].code(number).effect for number in (1, 2, 3)] == ["counts", "strikes", "open"]
        assert (exhibit.audit_head, exhibit.audit_rows) == (VERSION_1_HEAD, 9)
    assert first.read_bytes() == before


def test_the_first_change_takes_version_1_along_with_a_row_that_says_so(first):
    with Matter.open(first, "B. Second") as matter:
        matter.decide(1, 2, "permitted", "A licence was found.")
        assert [row.action for row in matter.audit()[-2:]] == ["raise version", "decide"]
        assert matter.history(1)[2][0].code == "dismissed"
    with Matter.open(first) as again:
        assert again.verify(VERSION_1_HEAD) == []
        assert again.decisions(1)[2].code == "permitted"
    connection = sqlite3.connect(first)
    assert schema.version_of(connection) == schema.newest_version()
    connection.close()


def test_a_retired_code_can_stand_again_when_a_decision_is_undone(first):
    with Matter.open(first, "B. Second") as matter:
        matter.decide(1, 2, "permitted")
        matter.decide(1, 2, "dismissed", "Quoted with leave.")
        assert matter.decisions(1)[2].code == "dismissed"


def test_a_step_that_fails_leaves_the_older_file_as_it_was(first, monkeypatch):
    def fails(connection):
        connection.execute("CREATE TABLE later (name TEXT) STRICT")
        raise sqlite3.OperationalError("no")

    before = first.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", (schema.MIGRATIONS[0], fails))
    with Matter.open(first, "B. Second") as matter, pytest.raises(WorkbenchError):
        matter.add_attempt(Attempt())
    assert first.read_bytes() == before
    monkeypatch.undo()
    with Matter.open(first) as matter:
        assert matter.verify() == []


def test_an_older_program_refuses_a_newer_file_and_writes_nothing(tmp_path, monkeypatch):
    Matter.create(tmp_path / "new.matter", "R. Reviewer").close()
    before = (tmp_path / "new.matter").read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
    with pytest.raises(MatterFault, match="newer version"):
        Matter.open(tmp_path / "new.matter", "R. Reviewer")
    assert (tmp_path / "new.matter").read_bytes() == before
