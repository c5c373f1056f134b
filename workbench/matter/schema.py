"""The tables of a matter, and the steps from one version of them to the next."""

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x41574D54
"""`AWMT`, in the file's header: by it `file` and this program know a matter."""


def _first_version(connection: sqlite3.Connection) -> None:
    """Content by digest, and a trail to which rows can only be added at its end.

    The triggers on insertion are there because REPLACE deletes a row without asking a trigger on deletion.
    """
    for statement in (
        "CREATE TABLE content (digest TEXT PRIMARY KEY NOT NULL, packed BLOB NOT NULL) STRICT",
        "CREATE TABLE audit (number INTEGER PRIMARY KEY NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,"
        " action TEXT NOT NULL, subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,"
        " previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
        "CREATE TABLE head (one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),"
        " number INTEGER NOT NULL REFERENCES audit (number), hash TEXT NOT NULL) STRICT",
        *(
            f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or deleted'); END"
            for table in ("content", "audit")
            for event in ("UPDATE", "DELETE")
        ),
        "CREATE TRIGGER content_insert BEFORE INSERT ON content"
        " WHEN EXISTS (SELECT 1 FROM content WHERE digest = NEW.digest)"
        " BEGIN SELECT RAISE(ABORT, 'content rows are never replaced'); END",
        "CREATE TRIGGER audit_insert BEFORE INSERT ON audit"
        " WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit)"
        " BEGIN SELECT RAISE(ABORT, 'audit rows are added at the end'); END",
    ):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _second_version(connection: sqlite3.Connection) -> None:
    """The same tables; rows that the first version does not know may stand in the trail."""


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_version, _second_version)
"""Step `n` (from 0) makes version `n + 1` of the tables from version `n`; version 0 is an empty file."""


def newest_version() -> int:
    """The version of the tables that this program writes, kept in `user_version`."""
    return len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables in this file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, newest: int = 0) -> None:
    """Take the tables to the newest version, within the transaction that the caller holds."""
    version = version_of(connection)
    for number, step in enumerate(MIGRATIONS[: newest or None], 1):
        if number > version:
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")


def tables(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    """Everything that the file declares: tables, indexes, triggers, with their SQL."""
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def expected_tables(version: int) -> set[tuple[object, ...]]:
    """What a matter of this version declares."""
    with sqlite3.connect(":memory:", isolation_level=None) as connection:
        migrate(connection, version)
        declared = tables(connection)
    connection.close()
    return declared
