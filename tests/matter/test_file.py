"""A matter as a file: what is refused, and what a refusal leaves behind."""

import os
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from workbench.domain.errors import MatterFault, StorageFault
from workbench.domain.review import Attempt
from workbench.matter import Matter, file, schema

posix_only = pytest.mark.skipif(os.name != "posix", reason="limits and owners of files")


@pytest.fixture
def path(tmp_path):
    """A matter with one row, closed."""
    path = tmp_path / "case.matter"
    Matter.create(path, "R. Reviewer").close()
    return path


def contents(folder):
    return {found.name: found.read_bytes() for found in folder.iterdir() if found.is_file()}


def patched(content, offset, value):
    return content[:offset] + struct.pack(">I", value) + content[offset + 4 :]


def other_database(_):
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "other.db")
        connection.execute("CREATE TABLE things (name)")
        connection.commit()
        connection.close()
        return (Path(folder) / "other.db").read_bytes()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda content: patched(content, 60, schema.newest_version() + 1), "newer version"),
        (lambda content: patched(content, 60, 2**31 - 1), "newer version"),
        (lambda content: patched(content, 68, 1), "not a matter"),
        (lambda content: b"", "not a matter"),
        (lambda content: content[:99], "not a matter"),
        (lambda content: b"Four score and seven years ago. " * 100, "not a matter"),
        (other_database, "not a matter"),
        (lambda content: content[:100], "damaged"),
        (lambda content: content[:5000], "damaged"),
        (lambda content: content[:100] + random.Random(1).randbytes(len(content) - 100), "damaged"),
        (lambda content: content[:100] + bytes(len(content) - 100), "damaged"),
        (lambda content: patched(content, 60, 0), "damaged"),
        (lambda content: patched(content, 60, 1), "damaged"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_not_one_byte_is_written(path, damage, sentence):
    path.write_bytes(damage(path.read_bytes()))
    os.utime(path, (1, 1))
    before = contents(path.parent)
    with pytest.raises(MatterFault, match=sentence) as caught:
        Matter.open(path, "R. Reviewer")
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.endswith(".")
    assert contents(path.parent) == before
    assert path.stat().st_mtime == 1


def test_a_missing_matter_and_a_folder_are_refused_and_not_made(tmp_path):
    for missing in (tmp_path / "none.matter", tmp_path / "none" / "none.matter"):
        with pytest.raises(MatterFault, match="no matter at"):
            Matter.open(missing)
    with pytest.raises(MatterFault, match="not a matter"):
        Matter.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "smuggled",
    [
        "CREATE TRIGGER quiet AFTER INSERT ON audit BEGIN SELECT 1; END",
        "CREATE VIEW findings AS SELECT * FROM audit",
        "DROP TRIGGER audit_delete",
    ],
)
def test_a_file_that_declares_more_or_less_than_the_program_writes_is_refused(path, smuggled):
    connection = sqlite3.connect(path)
    connection.execute(smuggled)
    connection.commit()
    connection.close()
    with pytest.raises(MatterFault, match="damaged"):
        Matter.open(path)


@pytest.mark.parametrize("content", [b"", b"notes of the lawyer"])
def test_creating_never_touches_what_lies_there(tmp_path, content):
    taken = tmp_path / "case.matter"
    taken.write_bytes(content)
    with pytest.raises(MatterFault, match="exists already"):
        Matter.create(taken, "R. Reviewer")
    assert contents(tmp_path) == {"case.matter": content}


@pytest.mark.parametrize("place", ["missing/case.matter", "x" * 300 + ".matter"])
def test_creating_where_nothing_can_lie_says_so_and_leaves_nothing(tmp_path, place):
    with pytest.raises(StorageFault):
        Matter.create(tmp_path / place, "R. Reviewer")
    assert list(tmp_path.iterdir()) == []


def test_creating_leaves_one_file_and_a_failed_first_row_none(tmp_path):
    def broken_clock():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Matter.create(tmp_path / "case.matter", "R. Reviewer", broken_clock)
    assert list(tmp_path.iterdir()) == []
    Matter.create(tmp_path / "case.matter", "R. Reviewer").close()
    assert [found.name for found in tmp_path.iterdir()] == ["case.matter"]


@pytest.mark.parametrize(
    "name",
    [
        "Doe v. Exämple 100% #1?.matter",
        "案件 \U0001f600.matter",
        "a b&mode=memory.matter",
        pytest.param("who?mode=memory.matter", marks=posix_only),
    ],
)
def test_any_name_of_a_file_will_do(tmp_path, name):
    with Matter.create(tmp_path / name, "R. Reviewer") as matter:
        assert matter.name == name.removesuffix(".matter")
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_the_file_is_kept_the_safe_way(path):
    connection = file.open_existing(path)
    asked = ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
    values = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    connection.close()
    assert values == ["delete", 3, 1, schema.APPLICATION_ID, schema.newest_version()]
    assert path.read_bytes()[68:72] == b"AWMT"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'Nobody' WHERE number = 1",
        "DELETE FROM audit WHERE number = 1",
        "INSERT OR REPLACE INTO audit SELECT number, at, 'Nobody', action, subject, before, after,"
        " previous, hash FROM audit WHERE number = 1",
        "INSERT INTO audit SELECT 7, at, who, action, subject, before, after, previous, hash FROM audit",
        "UPDATE content SET packed = x'00'",
        "DELETE FROM content",
        "INSERT OR REPLACE INTO content SELECT digest, x'00' FROM content",
    ],
)
def test_the_file_itself_refuses_to_change_what_was_written(path, statement):
    with Matter.open(path, "R. Reviewer") as matter:
        matter.add_attempt(Attempt("model-1"))
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match=r"never|at the end"):
        connection.execute(statement)
    connection.close()


def test_a_second_writer_is_told_who_was_last_and_loses_nothing(path):
    with Matter.open(path, "S. Second") as matter:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(MatterFault, match="being changed") as caught:
            matter.add_attempt(Attempt())
        assert "R. Reviewer made the last change" in caught.value.remedy
        holder.execute("ROLLBACK")
        holder.close()
        matter.add_attempt(Attempt())
        assert [row.who for row in matter.audit()] == ["R. Reviewer", "S. Second"]
        assert matter.verify() == []


BUSY = """
import sys
from pathlib import Path
from workbench.domain.errors import MatterFault
from workbench.domain.review import Attempt
from workbench.matter import Matter

with Matter.open(Path(sys.argv[1]), sys.argv[2]) as matter:
    number = 0
    while number < 10:
        try:
            matter.add_attempt(Attempt(), f"{sys.argv[2]} {number}")
            number += 1
        except MatterFault as fault:
            assert "being changed" in fault.message
"""


def test_programs_that_write_at_once_make_one_chain(path):
    names = ["One", "Two", "Three"]
    writers = [subprocess.Popen([sys.executable, "-c", BUSY, str(path), name]) for name in names]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    with Matter.open(path) as matter:
        notes = [entry.note for entry in matter.attempts()]
        for name in names:
            assert [note for note in notes if note.startswith(name)] == [f"{name} {n}" for n in range(10)]
        assert matter.verify() == []


def test_a_full_database_keeps_the_old_state_and_goes_on_when_there_is_room(path):
    with Matter.open(path, "R. Reviewer") as matter:
        connection = matter._case.connection
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
        with pytest.raises(StorageFault, match="full"):
            matter.add_attempt(Attempt(prompt=os.urandom(50_000).hex()))
        assert matter.attempts() == []
        connection.execute("PRAGMA max_page_count = 100000")
        matter.add_attempt(Attempt())
        assert (len(matter.audit()), matter.verify()) == (2, [])


LIMITED = """
import os, resource, signal, sys
from pathlib import Path
from workbench.domain.errors import StorageFault
from workbench.domain.review import Attempt
from workbench.matter import Matter

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Matter.open(path, "R. Reviewer") as matter:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 4096,) * 2)
    try:
        matter.add_attempt(Attempt(prompt=os.urandom(100_000).hex()))
    except StorageFault as fault:
        print(fault)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
    try:
        Matter.create(path.with_name("second.matter"), "R. Reviewer")
    except StorageFault as fault:
        print(fault)
"""

UNPRIVILEGED = """
import os, sys
from pathlib import Path
from workbench.domain.errors import StorageFault
from workbench.domain.review import Attempt
from workbench.matter import Matter

path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.seteuid(65534)
with Matter.open(path, "R. Reviewer") as matter:
    print(matter.verify())
    try:
        matter.add_attempt(Attempt())
    except StorageFault as fault:
        print(fault)
try:
    Matter.create(path.with_name("second.matter"), "R. Reviewer")
except StorageFault as fault:
    print(fault)
try:
    Matter.open(path.with_name("closed.matter"))
except StorageFault as fault:
    print(fault)
"""


def output_of(script, path):
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


@posix_only
def test_a_disk_that_refuses_to_write_loses_nothing(path):
    before = contents(path.parent)
    first, second = output_of(LIMITED, path)
    assert first.startswith(("The disk that holds case.matter", f"{path} cannot be written"))
    assert second
    assert contents(path.parent).keys() == before.keys()
    with Matter.open(path) as matter:
        assert (len(matter.audit()), matter.verify()) == (1, [])


@posix_only
def test_a_place_that_can_only_be_read_is_read_and_a_change_is_refused():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.matter"
        Matter.create(path, "R. Reviewer").close()
        path.with_name("closed.matter").write_bytes(path.read_bytes())
        path.with_name("closed.matter").chmod(0)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        before = path.read_bytes()
        sound, change, creation, closed = output_of(UNPRIVILEGED, path)
        Path(folder).chmod(0o755)
        assert sound == "[]"
        assert "cannot be written" in change
        assert "cannot be written" in creation
        assert "cannot be read" in closed
        assert path.read_bytes() == before
        assert sorted(found.name for found in Path(folder).iterdir()) == ["case.matter", "closed.matter"]


def test_a_place_that_cannot_be_written_is_named_as_it_was_given(tmp_path, monkeypatch):
    def refused(*_arguments, **_options):
        fault = sqlite3.OperationalError("unable to open database file")
        fault.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise fault

    monkeypatch.setattr(sqlite3, "connect", refused)
    with pytest.raises(StorageFault, match=r"case\.matter cannot be written") as fault:
        Matter.create(tmp_path / "case.matter", "Ann")
    assert ".new" not in str(fault.value)
