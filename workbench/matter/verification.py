"""Whether a matter is as it was written."""

import sqlite3
from collections.abc import Iterator

from workbench.domain.analysis import Analysis
from workbench.domain.errors import UnreadableDocument
from workbench.matter import cipher, content, schema, trail
from workbench.matter.ledger import Ledger, Unreadable


def problems(connection: sqlite3.Connection, expected_head: str = "") -> list[str]:
    """What is not as it was written, in sentences; empty when all is sound."""
    found: list[str] = []
    unreadable: tuple[type[Exception], ...] = (*cipher.faults(), UnicodeDecodeError)
    try:
        connection.execute("BEGIN")
        try:
            found.extend(_structure(connection))
            found.extend(trail.breaks(connection))
            ledger = _told(connection, found)
            if ledger.version != schema.version_of(connection):
                found.append("The file is of another version than its audit trail says.")
            found.extend(_contents(connection, ledger))
            if expected_head and all(row.hash != expected_head for row in trail.rows(connection)):
                found.append("The audit trail does not contain the row whose hash the exhibit names.")
        finally:
            connection.execute("ROLLBACK")
    except unreadable:
        found.append("The file is damaged: parts of it cannot be read.")
    return found


def _structure(connection: sqlite3.Connection) -> Iterator[str]:
    if schema.tables(connection) != schema.expected_tables(schema.version_of(connection)):
        yield "The file declares other tables than this program writes."
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        yield "The file's structure is damaged."
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        yield "The file refers to rows that are missing."


def _told(connection: sqlite3.Connection, found: list[str]) -> Ledger:
    ledger = Ledger()
    try:
        for row in trail.rows(connection):
            ledger.tell(row)
    except Unreadable:
        found.append(f"Row {ledger.rows + 1} of the audit trail does not follow from the rows before it.")
    return ledger


def _contents(connection: sqlite3.Connection, ledger: Ledger) -> Iterator[str]:
    wanted = dict(ledger.contents)
    for number, analysis in ledger.analyses.items():
        try:
            texts = content.fetch_json(connection, analysis.texts)
            wanted.setdefault(texts["output"]["text"], f"the text of analysis {number}")
            for name, record in texts["sources"].items():
                wanted.setdefault(record["text"], f"the text of source {name} in analysis {number}")
            Analysis.from_json(content.fetch_text(connection, analysis.json))
        except (content.Altered, UnreadableDocument, KeyError, TypeError):
            yield f"Analysis {number} cannot be read as it was recorded."
    for digest, name in wanted.items():
        try:
            content.fetch(connection, digest)
        except content.Altered:
            yield f"{name[0].upper()}{name[1:]} is missing or was changed."
    kept = {digest for (digest,) in connection.execute("SELECT digest FROM content")}
    strays = len(kept - wanted.keys())
    if strays:
        yield f"The file holds {strays} texts or originals that its audit trail does not know."
