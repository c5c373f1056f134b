"""Bringing the catalogue of an older library to the tables of this version."""

import sqlite3
from pathlib import Path

from workbench.domain.errors import LibraryFault

_FROM_1_TO_2 = """
ALTER TABLE work ADD COLUMN locator TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN replaced_by TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN edition TEXT NOT NULL DEFAULT '';
ALTER TABLE work ADD COLUMN sketch BLOB;
CREATE INDEX work_name ON work (name);
CREATE INDEX work_replaced ON work (replaced_by) WHERE replaced_by != '';
CREATE INDEX work_edition ON work (edition) WHERE edition != '';
CREATE INDEX work_unsketched ON work (number) WHERE sketch IS NULL;
CREATE TABLE place (
    tree TEXT NOT NULL,
    name TEXT NOT NULL,
    work TEXT NOT NULL REFERENCES work (id),
    PRIMARY KEY (tree, name)
) WITHOUT ROWID;
CREATE INDEX place_work ON place (work);
CREATE TABLE sketch_band (
    key INTEGER NOT NULL,
    work INTEGER NOT NULL REFERENCES work,
    PRIMARY KEY (key, work)
) WITHOUT ROWID;
ALTER TABLE work ADD COLUMN cutting INTEGER NOT NULL DEFAULT 1;
CREATE TABLE encoding (
    first INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    backend TEXT NOT NULL,
    least_cosine REAL NOT NULL
);
INSERT INTO encoding SELECT 0, MAX(first + count), 'torch float32', 1.0 FROM vector_run HAVING COUNT(*) > 0;
CREATE TABLE vector_index (
    count INTEGER NOT NULL,
    name TEXT NOT NULL,
    lists INTEGER NOT NULL,
    probes INTEGER NOT NULL,
    recall REAL NOT NULL,
    sample INTEGER NOT NULL
);
"""

_FROM_2_TO_3 = "ALTER TABLE library ADD COLUMN manifest TEXT"

_FROM_3_TO_4 = """
ALTER TABLE place ADD COLUMN before TEXT NOT NULL DEFAULT '';
CREATE INDEX place_before ON place (tree, before) WHERE before != ''
"""

_FROM_4_TO_5 = """
UPDATE work SET sketch = NULL, edition = '';
DELETE FROM sketch_band
"""
"""Signatures are made otherwise; the next addition makes them anew, and groups the works again."""

_FROM_5_TO_6 = """
CREATE TABLE piece (
    work INTEGER NOT NULL REFERENCES work,
    start INTEGER NOT NULL,
    first_word INTEGER NOT NULL,
    text_start INTEGER NOT NULL,
    text_stop INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (work, start)
) WITHOUT ROWID
"""
"""Long works of before are read whole until they are removed and added again: added again, they are here."""

_STEPS = {1: _FROM_1_TO_2, 2: _FROM_2_TO_3, 3: _FROM_3_TO_4, 4: _FROM_4_TO_5, 5: _FROM_5_TO_6}
"""What makes the tables of one format those of the next."""

OLDEST_VERSION, FORMAT_VERSION = min(_STEPS), max(_STEPS) + 1


def bring_up_to_date(connection: sqlite3.Connection, folder: Path) -> None:
    """Bring the tables of an older format to this one, in one transaction; what the works hold stays."""
    if _version(connection) == FORMAT_VERSION:
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        for version in range(_version(connection), FORMAT_VERSION):  # another program may have done it
            for statement in _STEPS[version].split(";\n"):
                connection.execute(statement)
            connection.execute("UPDATE library SET generation = generation + 1")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("COMMIT")
    except sqlite3.OperationalError as fault:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        raise LibraryFault(
            f"The library {folder.name!r} is of an older format and cannot be written, so it cannot be "
            "brought up to date.",
            "Open it once where you may write, or open a copy of it.",
        ) from fault


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
