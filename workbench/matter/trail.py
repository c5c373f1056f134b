"""The audit trail: what was done, row chained to row by SHA-256."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, replace

from workbench.domain.review import AuditRow
from workbench.matter import content

NOTHING = "null"
"""`before` of a subject that was not there before."""


def canonical(value: object) -> str:
    """The one JSON form of a value: keys sorted, no spaces, characters beyond ASCII as themselves.

    Not as `\\u` escapes: two halves of a surrogate pair, which a file's name may hold, would come back as one
    character.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def row_hash(row: AuditRow) -> str:
    """SHA-256 of the canonical JSON, in UTF-8, of all fields but `hash`, as 64 hexadecimal digits."""
    record = asdict(row)
    del record["hash"]
    return content.digest_of(content.encoded(canonical(record)))


def append(connection: sqlite3.Connection, row: AuditRow) -> AuditRow:
    """Write `row`, its hash computed, at the end of the trail; gives the row as written."""
    written = replace(row, hash=row_hash(row))
    put(connection, written)
    return written


def put(connection: sqlite3.Connection, row: AuditRow) -> None:
    """Write `row` as it is at the end of the trail."""
    values = {
        name: content.encoded(value) if isinstance(value, str) else value
        for name, value in asdict(row).items()
    }
    connection.execute(
        "INSERT INTO audit (number, at, who, action, subject, before, after, previous, hash)"
        " VALUES (:number, CAST(:at AS TEXT), CAST(:who AS TEXT), CAST(:action AS TEXT),"
        " CAST(:subject AS TEXT), CAST(:before AS TEXT), CAST(:after AS TEXT),"
        " CAST(:previous AS TEXT), CAST(:hash AS TEXT))",
        values,
    )
    connection.execute("INSERT OR REPLACE INTO head VALUES (1, ?, ?)", (row.number, row.hash))


def rows(connection: sqlite3.Connection, after: int = 0) -> Iterator[AuditRow]:
    """The rows behind number `after`, in order."""
    found = connection.execute(
        "SELECT number, at, who, action, subject, before, after, previous, hash"
        " FROM audit WHERE number > ? ORDER BY number",
        (after,),
    )
    for values in found:
        yield AuditRow(*values)


def breaks(connection: sqlite3.Connection) -> Iterator[str]:
    """Where the chain does not hold, in sentences."""
    number, previous = 0, ""
    for row in rows(connection):
        if row.number != number + 1:
            yield f"Between rows {number} and {row.number} of the audit trail, rows are missing."
        if row.previous != previous:
            yield f"Row {row.number} of the audit trail does not follow the row before it."
        if _recomputed(row) != row.hash:
            yield f"Row {row.number} of the audit trail was changed after it was written."
        number, previous = row.number, row.hash
    if connection.execute("SELECT one, number, hash FROM head").fetchall() != [(1, number, previous)]:
        yield "The audit trail does not end where it ended when it was last written."


def _recomputed(row: AuditRow) -> str:
    try:
        return row_hash(row)
    except (TypeError, ValueError):  # bytes where text was: not this program's writing
        return ""
