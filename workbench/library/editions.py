"""Near-identical works, grouped as editions of one work.

A group is named after its first work, which each of the others resembles: a chain of small changes ties no
texts that differ. Only the first work's bands are kept, so that a thousand copies cost what one costs.
"""

import json
import sqlite3
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from workbench.domain.progress import Progress
from workbench.library.sketch import bands_of, resemblance, sketch_of
from workbench.text.words import word_hashes

if TYPE_CHECKING:
    from workbench.library.catalogue import Catalogue

LIKENESS = 0.6
"""The share of three-word stretches that two editions have in common, as their signatures estimate it."""

_COMPARED = 32
_SKETCHED = 64


def join_editions(connection: sqlite3.Connection, work: str, sketch: bytes) -> None:
    """Note the signature of a work in the catalogue, and group it with the works that it resembles."""
    (number,) = connection.execute("SELECT number FROM work WHERE id = ?", [work]).fetchone()
    bands = bands_of(sketch)
    leader = _leader(connection, sketch, bands)
    if leader:
        connection.execute("UPDATE work SET edition = id WHERE id = ? AND edition = ''", [leader])
    else:
        _add_bands(connection, number, bands)
    connection.execute("UPDATE work SET sketch = ?, edition = ? WHERE number = ?", [sketch, leader, number])


def leave_editions(connection: sqlite3.Connection, work: str) -> None:
    """Take a work that is to be removed out of its group; the next one leads it."""
    row = connection.execute("SELECT number, edition, sketch FROM work WHERE id = ?", [work]).fetchone()
    number, edition, sketch = row
    connection.executemany(
        "DELETE FROM sketch_band WHERE key = ? AND work = ?",
        [(key, number) for key in bands_of(sketch or b"")],
    )
    others = connection.execute(
        "SELECT number, id, sketch FROM work WHERE edition = ? AND edition != '' AND id != ? ORDER BY number",
        [edition, work],
    ).fetchall()
    if others and edition == work:
        first, leader, signature = others[0]
        _add_bands(connection, first, bands_of(signature))
        connection.execute("UPDATE work SET edition = ? WHERE edition = ?", [leader, edition])
        edition = leader
    if len(others) == 1:
        connection.execute("UPDATE work SET edition = '' WHERE edition = ?", [edition])


def sketch_old_works(catalogue: "Catalogue", read: Callable[[str], str]) -> Generator[Progress, None, None]:
    """Make the signatures of works from before there were any; stopped, it goes on where it was."""
    unsketched = catalogue.rows("SELECT id FROM work WHERE sketch IS NULL ORDER BY number")
    for start in range(0, len(unsketched), _SKETCHED):
        yield Progress(start, len(unsketched), "looking for editions")
        works = [work for (work,) in unsketched[start : start + _SKETCHED]]
        sketches = [(work, sketch_of(word_hashes(read(work)))) for work in works]
        with catalogue.change() as connection:
            for work, sketch in sketches:
                join_editions(connection, work, sketch)


def _leader(connection: sqlite3.Connection, sketch: bytes, bands: list[int]) -> str:
    """The first work of the group that a text with this signature and bands belongs to; empty for none."""
    near = connection.execute(
        "SELECT id, sketch FROM sketch_band JOIN work ON work.number = sketch_band.work"
        " WHERE key IN (SELECT value FROM json_each(?))"
        " GROUP BY work.number ORDER BY COUNT(*) DESC, work.number LIMIT ?",
        [json.dumps(bands), _COMPARED],
    ).fetchall()
    likeness, leader = max(
        ((resemblance(sketch, other), work) for work, other in near),
        default=(0.0, ""),
        key=lambda pair: pair[0],
    )
    return leader if likeness >= LIKENESS else ""


def _add_bands(connection: sqlite3.Connection, number: int, bands: list[int]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO sketch_band VALUES (?, ?)", [(key, number) for key in bands]
    )
