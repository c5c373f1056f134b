"""A matter under a passphrase: nothing of it can be read without, and everything else is as it is."""

import random
import sqlite3
import sys

import pytest

from workbench.domain.errors import MatterFault, PassphraseNeeded, WorkbenchError
from workbench.domain.review import Attempt
from workbench.matter import Matter
from workbench.matter.backups import backups

PASSPHRASE = "it's a long 'phrase' with ümlauts"  # noqa: S105 - of matters that the tests make


@pytest.fixture
def path(tmp_path, document, screening, clock):
    path = tmp_path / "case.matter"
    with Matter.create(path, "R. Reviewer", clock, passphrase=PASSPHRASE) as matter:
        output = document("reply", "Four score and seven years \ud800 ago")
        matter.add_output(
            output, output.text.encode("utf-8", "surrogatepass"), Attempt("model-1", "Continue.")
        )
        matter.record(1, screening(output, [document("source", "Words.")], 2))
        matter.decide(1, 1, "reproduced", "Word for word.")
    return path


def test_what_was_put_in_comes_out_and_no_byte_of_it_can_be_read(path):
    with Matter.open(path, "R. Reviewer", passphrase=PASSPHRASE) as matter:
        assert matter.verify(matter.head()) == []
        assert matter.output(1).text == "Four score and seven years \ud800 ago"
        assert matter.decisions(1)[1].note == "Word for word."
        matter.add_attempt(Attempt(), "Another.")
        copy = matter.back_up()
    for file in (path, copy):
        content = file.read_bytes()
        assert not any(
            word in content for word in (b"SQLite", b"reply", b"Word for word", b"CREATE", b"AWMT")
        )
    with Matter.open(copy, passphrase=PASSPHRASE) as copied:
        assert (copied.verify(), len(copied.audit())) == ([], 5)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM audit")


@pytest.mark.parametrize("passphrase", ["", "another", PASSPHRASE + " ", PASSPHRASE[:-1]])
def test_without_its_passphrase_it_does_not_open_and_is_not_touched(path, passphrase, monkeypatch):
    monkeypatch.delenv("WORKBENCH_PASSPHRASE", raising=False)
    before = path.read_bytes()
    with pytest.raises(PassphraseNeeded, match=r"case\.matter") as caught:
        Matter.open(path, "R. Reviewer", passphrase=passphrase)
    assert PASSPHRASE not in str(caught.value)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["case.matter"]


def test_the_passphrase_can_come_from_the_environment_and_leaves_plain_matters_alone(path, monkeypatch):
    Matter.create(path.with_name("plain.matter"), "R. Reviewer").close()
    monkeypatch.setenv("WORKBENCH_PASSPHRASE", PASSPHRASE)
    with Matter.open(path) as matter, Matter.open(path.with_name("plain.matter")) as plain:
        assert (len(matter.audit()), len(plain.audit())) == (4, 1)
        assert (matter.passphrase, plain.passphrase) == (PASSPHRASE, "")


def test_a_matter_is_copied_under_another_passphrase_or_none(path):
    with Matter.open(path, passphrase=PASSPHRASE) as matter:
        matter.copy_under(path.with_name("plain.matter"), "")
        matter.copy_under(path.with_name("other.matter"), "other")
        with pytest.raises(MatterFault, match="exists already"):
            matter.copy_under(path, "other")
        head, rows = matter.head(), matter.audit()
    for name, passphrase in (("plain", ""), ("other", "other")):
        with Matter.open(path.with_name(f"{name}.matter"), passphrase=passphrase) as copy:
            assert copy.audit() == rows
            assert copy.verify(head) == []


def test_every_changed_byte_is_found(path):
    content = path.read_bytes()
    for seed in range(40):  # each costs the deriving of a key
        chance, changed = random.Random(seed), bytearray(content)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            with Matter.open(path, passphrase=PASSPHRASE) as matter:
                assert matter.verify() != []
        except WorkbenchError as fault:
            assert fault.message.endswith(".")


def test_a_second_writer_and_a_full_disk_are_told_as_for_any_matter(path):
    with (
        Matter.open(path, "R. Reviewer", passphrase=PASSPHRASE) as matter,
        Matter.open(path, "S. Second", passphrase=PASSPHRASE) as second,
    ):
        connection = matter._case.connection
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(MatterFault, match="being changed"):
            second.add_attempt(Attempt())
        connection.execute("ROLLBACK")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(WorkbenchError, match="full"):
            matter.add_attempt(Attempt(prompt=random.Random(1).randbytes(60_000).hex()))
        second.add_attempt(Attempt())
        assert matter.verify() == []


def test_where_nothing_can_encrypt_it_says_what_to_do_instead(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    with pytest.raises(MatterFault, match="cannot read or write encrypted") as caught:
        Matter.create(tmp_path / "case.matter", "R. Reviewer", passphrase=PASSPHRASE)
    assert "encrypted disk" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []
    assert backups(tmp_path / "case.matter") == []
