"""Versions of a file: the newest is searched and counted, older ones are kept for analyses that name them.

A file is known by its name within a folder's tree, and by the tree. A work that no file holds any more names
the work that took its place; it has no passages, and its grams are nobody's.
"""

import sqlite3

from workbench.library.schema import octets

_PLACE = "tree = ? AND name = CAST(? AS TEXT)"


def take_place(connection: sqlite3.Connection, work: str, name: str, tree: str) -> int:
    """Make `work` what the file `name` of `tree` now holds; how many works (0 or 1) are older by it.

    A work that had been an older version is the newest again. Without a tree no file is known, and nothing is
    done.
    """
    if not tree:
        return 0
    row = connection.execute(f"SELECT work FROM place WHERE {_PLACE}", [tree, octets(name)]).fetchone()  # noqa: S608 (own words)
    if row == (work,):
        return 0
    _renew(connection, work)
    connection.execute(
        "INSERT OR REPLACE INTO place (tree, name, work) VALUES (?, CAST(? AS TEXT), ?)",
        [tree, octets(name), work],
    )
    if row is None or connection.execute("SELECT 1 FROM place WHERE work = ?", row).fetchone():
        return 0
    _retire(connection, row[0], work)
    return 1


def holds_place(connection: sqlite3.Connection, work: str, name: str, tree: str) -> bool:
    """Whether `take_place` would change nothing."""
    found = connection.execute(f"SELECT work FROM place WHERE {_PLACE}", [tree, octets(name)])  # noqa: S608 (own words)
    return not tree or found.fetchone() == (work,)


def give_place_back(connection: sqlite3.Connection, work: str, replaced_by: str) -> None:
    """Let the versions before `work`, which is gone, lead on to `replaced_by`; without one, be the newest.

    A file is what it was before it held `work`, as far as that is known.
    """
    before = connection.execute(
        "SELECT id, name FROM work WHERE replaced_by = ? ORDER BY number DESC", [work]
    ).fetchall()
    newest: dict[str, str] = {}
    for older, name in before:
        if replaced_by or name in newest:
            _retire(connection, older, replaced_by or newest[name])
        else:
            newest[name] = older
            _renew(connection, older)
            connection.execute(
                "UPDATE place SET work = ? WHERE work = ? AND name = CAST(? AS TEXT)",
                [older, work, octets(name)],
            )
    connection.execute("DELETE FROM place WHERE work = ?", [work])


def _renew(connection: sqlite3.Connection, work: str) -> None:
    connection.execute(
        "UPDATE work SET replaced_by = '', passages = NULL WHERE id = ? AND replaced_by != ''", [work]
    )


def _retire(connection: sqlite3.Connection, work: str, replaced_by: str) -> None:
    connection.execute("UPDATE work SET replaced_by = ?, passages = 0 WHERE id = ?", [replaced_by, work])
    connection.execute("DELETE FROM passage WHERE work = (SELECT number FROM work WHERE id = ?)", [work])
