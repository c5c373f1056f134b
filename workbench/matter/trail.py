"""The audit trail: what was done, row chained to row by SHA-256."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict

from workbench.domain.review import AuditRow

NOTHING = "null"
"""`before` of a subject that was not there before."""


def canonical(value: object) -> str:
    """The one JSON form of a value: keys sorted, no spaces, characters beyond ASCII as `\\u` escapes.

    The escapes give half a surrogate pair a form too, as names of files may hold one.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"\\\\u00e9","b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def row_hash(row: AuditRow) -> str:
    """SHA-256 of the canonical JSON of all fields but `hash`, as 64 hexadecimal digits."""
    record = asdict(row)
    del record["hash"]
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def append(connection: sqlite3.Connection, row: AuditRow) -> AuditRow:
    """Write `row`, its hash computed, at the end of the trail; gives the row as written."""
    record = {**asdict(row), "hash": row_hash(row)}
    connection.execute(
        "INSERT INTO audit (number, at, who, action, subject, before, after, previous, hash)"
        " VALUES (:number, :at, :who, :action, :subject, :before, :after, :previous, :hash)",
        record,
    )
    connection.execute("INSERT OR REPLACE INTO head VALUES (1, :number, :hash)", record)
    return AuditRow(**record)


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
