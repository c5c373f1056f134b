"""Versions of a file: the newest is searched and counted, older ones are kept for analyses that name them.

A file is known by its name within a folder's tree, and by the tree. A work that no file holds any more names
the work that took its place; it has no passages, and its grams are nobody's.
"""

import sqlite3
from collections.abc import Iterable

from workbench.domain.work import Rights
from workbench.library.records import as_json
from workbench.library.schema import octets

_PLACE = "tree = ? AND name = CAST(? AS TEXT)"


def take_place(connection: sqlite3.Connection, work: str, name: str, tree: str) -> None:
    """Make `work` what the file `name` of `tree` now holds.

    What the file held before stays the newest until `settle_places`, since another file may turn out to hold
    it; its rights are those of `work`, if none are known. A work that had been an older version is the newest
    again. Without a tree no file is known, and nothing is done.
    """
    if not tree:
        return
    row = connection.execute(
        f"SELECT work, before FROM place WHERE {_PLACE}",  # noqa: S608 (own words)
        [tree, octets(name)],
    ).fetchone()
    held, before = row or ("", "")
    if held == work:
        return
    _renew(connection, work)
    connection.execute(
        "INSERT OR REPLACE INTO place (tree, name, work, before) VALUES (?, CAST(? AS TEXT), ?, ?)",
        [tree, octets(name), work, before or held],
    )
    if before:  # `held` is of an addition that was ended
        _leave(connection, held, work)
    connection.execute(
        "UPDATE work SET rights = (SELECT rights FROM work WHERE id = ?1) WHERE id = ?2 AND rights = ?3"
        " AND EXISTS (SELECT 1 FROM work WHERE id = ?1)",
        [held, work, as_json(Rights().to_dict())],
    )


def settle_places(connection: sqlite3.Connection, trees: Iterable[str]) -> int:
    """Make what no file holds any more an older version, all files of these trees being known; how many.

    What another file of the tree holds now is called after that one.
    """
    left = 0
    for tree in trees:
        rows = connection.execute("SELECT before, work FROM place WHERE tree = ? AND before != ''", [tree])
        for before, work in rows.fetchall():
            if _leave(connection, before, work):
                left += 1
            else:
                _name_anew(connection, before, tree)
        connection.execute("UPDATE place SET before = '' WHERE tree = ? AND before != ''", [tree])
    return left


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
    connection.execute("UPDATE place SET before = '' WHERE before = ?", [work])
    connection.execute("UPDATE place SET work = before, before = '' WHERE work = ? AND before != ''", [work])
    connection.execute("DELETE FROM place WHERE work = ?", [work])


def _leave(connection: sqlite3.Connection, work: str, successor: str) -> bool:
    """Make `work` an older version of `successor` unless a file holds it; whether it is one now."""
    if connection.execute("SELECT 1 FROM place WHERE work = ?", [work]).fetchone():
        return False
    _retire(connection, work, successor)
    return True


def _name_anew(connection: sqlite3.Connection, work: str, tree: str) -> None:
    """Call a work after a file of the tree that holds it, if the file that it is called after does not."""
    connection.execute(
        "UPDATE work SET name = (SELECT MIN(name) FROM place WHERE tree = ?1 AND work = ?2) WHERE id = ?2"
        " AND EXISTS (SELECT 1 FROM place WHERE tree = ?1 AND work = ?2)"
        " AND NOT EXISTS (SELECT 1 FROM place WHERE tree = ?1 AND name = work.name AND work = ?2)",
        [tree, work],
    )


def _renew(connection: sqlite3.Connection, work: str) -> None:
    connection.execute(
        "UPDATE work SET replaced_by = '', passages = NULL WHERE id = ? AND replaced_by != ''", [work]
    )


def _retire(connection: sqlite3.Connection, work: str, replaced_by: str) -> None:
    connection.execute("UPDATE work SET replaced_by = ?, passages = 0 WHERE id = ?", [replaced_by, work])
    connection.execute("DELETE FROM passage WHERE work = (SELECT number FROM work WHERE id = ?)", [work])
