"""Whatever is done to a matter behind the program's back is found, or changes nothing that it says."""

import hashlib
import json
import random
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.code import CODES
from workbench.domain.errors import MatterFault, WorkbenchError
from workbench.domain.exhibit import Caption
from workbench.domain.review import Attempt
from workbench.matter import Matter
from workbench.matter.verification import problems

EARLIER = []
"""The whole file as it was at an earlier time."""
AUDIT = ("number", "at", "who", "action", "subject", "before", "after", "previous", "hash")


def everything(matter):
    """All that a matter says."""
    analyses = [entry.analysis for entry in matter.outputs() if entry.analysis]
    return (
        matter.caption(),
        matter.libraries(),
        matter.attempts(),
        matter.outputs(),
        [(matter.output(entry.id), matter.original(entry.id)) for entry in matter.outputs()],
        [(matter.screening(number), matter.history(number)) for number in analyses],
        (
            matter.codes(),
            matter.note_presets(),
            matter.exhibits(),
            [entry.number for entry in matter.attempts()],
        ),
        matter.audit(),
        matter.head(),
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory, document, screening):
    """The bytes of a matter with some of everything, what it says, and its head."""
    path = tmp_path_factory.mktemp("sound") / "case.matter"
    with Matter.create(path, "R. Reviewer", lambda: "2026-11-22T00:00:00Z") as matter:
        matter.set_caption(Caption(parties="Doe v. Example"))
        matter.attach_library(Path("/elsewhere/catalogue"))
        matter.add_attempt(Attempt("model-1", "Recite."), "It declined.")
        for number in (1, 2):
            output = document(f"reply-{number}", f"Reply {number}: four score and seven years ago. " * 40)
            matter.add_output(output, output.text.encode(), Attempt("model-1", "Continue."))
            sources = [
                document(f"source-{name}-{number}", f"Source {name} {number}. " * 300) for name in "ab"
            ]
            matter.record(number, screening(output, sources, 6))
            for finding in range(1, 5):
                matter.decide(
                    number, finding, ("reproduced", "commonplace", "unsure")[finding % 3], "A note."
                )
            earlier = path.read_bytes()
        matter.edit_attempt(replace(matter.attempts()[0], outcome="not reproduced", privileged=True))
        matter.set_codes(CODES[1:])
        matter.set_note_presets(["Ask the author."])
        matter.mark_output(2, True)
        matter.record_exhibit("a.pdf", b"%PDF-1", "letter", {"outputs": [1]})
        assert matter.verify() == []
        EARLIER.append(earlier)
        return path.read_bytes(), everything(matter), matter.head()


@pytest.fixture
def tampered_with(tmp_path, sound):
    """What is found after tampering: the problems, `refused`, or an empty list when nothing is changed."""
    content, said, head = sound
    path = tmp_path / "tampered.matter"

    def judge(tamper):
        path.write_bytes(content)
        tamper(path)
        if path.read_bytes() == content:
            return "nothing was changed"
        try:
            with Matter.open(path) as matter:
                problems = matter.verify(head)
                if not problems:
                    assert everything(matter) == said
                return problems
        except WorkbenchError as fault:
            assert fault.message.endswith(".")
            return "refused"

    return judge


def edit_rows(path, edit):
    """Edits as one would who knows SQLite: the triggers are put aside, and restored."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    edit(connection)
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()


class Hand:
    """Edits one thing, chosen at random, in the rows of a matter."""

    def __init__(self, chance):
        self.chance = chance

    def __call__(self, path):
        ways = [self.edit, self.delete, self.swap, self.insert, self.cut, self.splice, self.forge, self.spoil]
        edit_rows(path, self.chance.choice(ways))

    def rows(self, connection):
        return connection.execute("SELECT * FROM audit ORDER BY number").fetchall()

    def edit(self, connection):
        """One field of one row, changed a little or taken from another row."""
        column = self.chance.choice(AUDIT)
        first, second = self.chance.sample(self.rows(connection), 2)
        old = first[AUDIT.index(column)]
        if column == "number":
            new = old + 1000
        elif self.chance.random() < 0.5 and second[AUDIT.index(column)] != old:
            new = second[AUDIT.index(column)]
        else:
            place = self.chance.randrange(len(old) + 1)
            new = old[:place] + self.chance.choice("\t~é\0") + old[place + self.chance.randrange(2) :]
        statement = f"UPDATE audit SET {column} = ? WHERE number = ?"  # noqa: S608 - one of AUDIT
        connection.execute(statement, (new, first[0]))

    def delete(self, connection):
        """One row, and sometimes the gap closed."""
        number = self.chance.choice(self.rows(connection))[0]
        connection.execute("DELETE FROM audit WHERE number = ?", (number,))
        if self.chance.random() < 0.5:
            connection.execute("UPDATE audit SET number = -number WHERE number > ?", (number,))
            connection.execute("UPDATE audit SET number = -number - 1 WHERE number < 0")

    def swap(self, connection):
        """Two rows change places."""
        first, second = (row[0] for row in self.chance.sample(self.rows(connection), 2))
        for old, new in ((first, 0), (second, first), (0, second)):
            connection.execute("UPDATE audit SET number = ? WHERE number = ?", (new, old))

    def insert(self, connection):
        """A copy of a row at the end."""
        row = self.chance.choice(self.rows(connection))
        number = self.rows(connection)[-1][0] + 1
        connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *row[1:]))

    def cut(self, connection):
        """The trail's end is rolled back, and the head with it: only an exhibit's head can tell."""
        rows = self.rows(connection)
        last = rows[self.chance.randrange(len(rows) - 1)]
        connection.execute("DELETE FROM audit WHERE number > ?", (last[0],))
        if self.chance.random() < 0.8:
            connection.execute("UPDATE head SET number = ?, hash = ?", (last[0], last[-1]))

    def splice(self, connection):
        """Content is changed, exchanged, deleted or added.

        The last byte before the checksum is left: it may be in part padding, which says nothing.
        """
        digests = [row[0] for row in connection.execute("SELECT digest FROM content")]
        first, second = self.chance.sample(digests, 2)
        packed = dict(connection.execute("SELECT digest, packed FROM content"))
        match self.chance.randrange(5):
            case 0:
                connection.execute("UPDATE content SET packed = ? WHERE digest = ?", (packed[second], first))
            case 1:
                connection.execute("DELETE FROM content WHERE digest = ?", (first,))
            case 2:
                new = bytearray(packed[first])
                new[self.chance.randrange(len(new) - 5)] ^= 1 << self.chance.randrange(8)
                connection.execute("UPDATE content SET packed = ? WHERE digest = ?", (bytes(new), first))
            case 3:
                new = zlib.decompress(packed[first]) + b" "
                connection.execute(
                    "UPDATE content SET packed = ? WHERE digest = ?", (zlib.compress(new), first)
                )
            case 4:
                new = zlib.decompress(packed[first]) + b" "
                connection.execute(
                    "INSERT INTO content VALUES (?, ?)", (hashlib.sha256(new).hexdigest(), zlib.compress(new))
                )

    def forge(self, connection):
        """A decision is changed and the whole chain computed anew: only an exhibit's head can tell."""
        rows = [dict(zip(AUDIT, row, strict=True)) for row in self.rows(connection)]
        decided = self.chance.choice([row for row in rows if row["action"] == "decide"])
        decided["after"] = decided["after"].replace("A note.", "Another note.")
        previous = ""
        for row in rows:
            row["previous"] = previous
            record = {name: row[name] for name in AUDIT if name != "hash"}
            previous = hashlib.sha256(
                json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            ).hexdigest()
            connection.execute(
                "UPDATE audit SET after = ?, previous = ?, hash = ? WHERE number = ?",
                (row["after"], row["previous"], previous, row["number"]),
            )
        connection.execute("UPDATE head SET hash = ?", (previous,))

    def spoil(self, connection):
        """The head, the version or the declarations are changed."""
        connection.execute(
            self.chance.choice(
                [
                    "DELETE FROM head",
                    "UPDATE head SET number = number - 1",
                    "UPDATE head SET hash = upper(hash)",
                    "PRAGMA user_version = 0",
                    "PRAGMA user_version = 1",
                    "PRAGMA application_id = 1",
                    "CREATE TABLE notes (note TEXT)",
                    "CREATE TRIGGER quiet AFTER INSERT ON audit BEGIN SELECT 1; END",
                    "CREATE INDEX others ON audit (who)",
                ]
            )
        )


def flip_a_bit(chance):
    def flip(path):
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)

    return flip


def truncate(chance):
    def cut(path):
        content = path.read_bytes()
        path.write_bytes(content[: chance.randrange(len(content))])

    return cut


def move_pages(chance):
    """Two pages change places, or one is written over another, or is blanked."""

    def move(path):
        content = path.read_bytes()
        pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
        first, second = chance.sample(range(len(pages)), 2)
        match chance.randrange(3):
            case 0:
                pages[first], pages[second] = pages[second], pages[first]
            case 1:
                pages[first] = pages[second]
            case 2:
                pages[first] = bytes(4096)
        path.write_bytes(b"".join(pages))

    return move


def roll_back(_):
    """The whole file as it was, sound in itself: only an exhibit's head can tell."""
    return lambda path: path.write_bytes(EARLIER[-1])


def overwrite(chance):
    def write(path):
        content = bytearray(path.read_bytes())
        start = chance.randrange(len(content))
        content[start : start + 16] = chance.randbytes(len(content[start : start + 16]))
        path.write_bytes(content)

    return write


def test_an_untouched_matter_is_sound(tampered_with):
    assert tampered_with(lambda path: None) == "nothing was changed"


def check_edits(tampered_with, count):
    for seed in range(count):
        assert tampered_with(Hand(random.Random(seed))), f"edit {seed} was not found"


def check_bytes(tampered_with, count, least):
    """All are found, but for bytes that SQLite does not use: those change nothing that the matter says."""
    found = 0
    for seed in range(count):
        chance = random.Random(seed)
        kind = chance.choice([flip_a_bit, flip_a_bit, truncate, move_pages, overwrite, roll_back])
        found += bool(tampered_with(kind(chance)))
    assert found >= least * count, f"{found} of {count}"


def test_every_edit_of_rows_is_found(tampered_with):
    check_edits(tampered_with, 300)


def test_every_edit_of_bytes_that_changes_anything_is_found(tampered_with):
    check_bytes(tampered_with, 300, 0.6)


@pytest.mark.thorough
def test_ten_thousand_edits_of_rows_are_found(tampered_with):
    check_edits(tampered_with, 10_000)


@pytest.mark.thorough
def test_ten_thousand_edits_of_bytes_are_found(tampered_with):
    check_bytes(tampered_with, 10_000, 0.6)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE audit SET who = 'S. Second' WHERE number = 5",
            "Row 5 of the audit trail was changed after it was written.",
        ),
        ("DELETE FROM audit WHERE number = 5", "Between rows 4 and 6 of the audit trail, rows are missing."),
        (
            "UPDATE content SET packed = x'00' WHERE digest ="
            " (SELECT json_extract(after, '$.document.text') FROM audit WHERE subject = 'output 2')",
            "is missing or was changed.",
        ),
        (
            "DELETE FROM audit WHERE number > 10",
            "The audit trail does not end where it ended when it was last written.",
        ),
    ],
)
def test_what_is_found_is_said_in_a_sentence(tmp_path, sound, statement, sentence):
    path = tmp_path / "tampered.matter"
    path.write_bytes(sound[0])
    edit_rows(path, lambda connection: connection.execute(statement))
    connection = sqlite3.connect(path, isolation_level=None)
    assert any(problem.endswith(sentence) for problem in problems(connection))
    connection.close()


def test_a_trail_with_a_gap_is_refused_with_the_row_that_does_not_follow(tmp_path, sound):
    path = tmp_path / "tampered.matter"
    path.write_bytes(sound[0])
    edit_rows(path, lambda connection: connection.execute("DELETE FROM audit WHERE number = 5"))
    with pytest.raises(MatterFault, match="row 6 of its audit trail"):
        Matter.open(path)
