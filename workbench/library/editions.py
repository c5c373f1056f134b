"""Near-identical works, grouped as editions of one work.

A group is named after its first work, which each of the others resembles: a chain of small changes ties no
texts that differ. Only the first work's bands are kept, so that a thousand copies cost what one costs.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.progress import Progress
from workbench.library.sketch import bands_of, resemblance, sketch_of
from workbench.text.pieces import word_hashes

if TYPE_CHECKING:
    from workbench.library.catalogue import Catalogue

LIKENESS = 0.6
"""The share of three-word stretches that two editions have in common, as their signatures estimate it."""

_COMPARED = 32
_SKETCHED = 64
_JOINED = 1024


class _Signed(NamedTuple):
    """A work with its signature, and the keys of its bands."""

    number: int
    id: str
    sketch: bytes
    bands: list[int]


def join_editions(connection: sqlite3.Connection, sketches: Sequence[tuple[str, bytes]]) -> None:
    """Note the signatures of works in the catalogue, and group each with the works that it resembles.

    They are taken in their order, as if each came alone. Those that share no band with another work, which
    are nearly all, lead nobody and follow nobody, and so are noted first and together.
    """
    for start in range(0, len(sketches), _JOINED):
        works = _signed(connection, sketches[start : start + _JOINED])
        shared = _shared_bands(connection, works)
        alone = [work for work in works if shared.isdisjoint(work.bands)]
        _note(connection, alone)
        _add_bands(connection, alone)
        for work in works:
            if not shared.isdisjoint(work.bands):
                _join_edition(connection, work)


def _join_edition(connection: sqlite3.Connection, work: _Signed) -> None:
    leader = _leader(connection, work)
    if leader:
        connection.execute("UPDATE work SET edition = id WHERE id = ? AND edition = ''", [leader])
    else:
        _add_bands(connection, [work])
    _note(connection, [work], leader)


def leave_editions(connection: sqlite3.Connection, work: str) -> None:
    """Take a work that is to be removed out of its group; the next one leads it."""
    row = connection.execute("SELECT number, edition, sketch FROM work WHERE id = ?", [work]).fetchone()
    number, edition, sketch = row
    connection.executemany(
        "DELETE FROM sketch_band WHERE key = ? AND work = ?",
        [(key, number) for key in (bands_of([sketch])[0] if sketch else ())],
    )
    others = connection.execute(
        "SELECT id, sketch FROM work WHERE edition = ? AND edition != '' AND id != ? ORDER BY number",
        [edition, work],
    ).fetchall()
    if others and edition == work:
        leader, _ = others[0]
        _add_bands(connection, _signed(connection, others[:1]))
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
            join_editions(connection, sketches)


def _signed(connection: sqlite3.Connection, sketches: Sequence[tuple[str, bytes]]) -> list[_Signed]:
    """The works with these ids and signatures, which are in the catalogue."""
    found = connection.execute(
        "SELECT id, number FROM work WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps([work for work, _ in sketches])],
    )
    numbers = dict(found.fetchall())
    bands = bands_of([sketch for _, sketch in sketches])
    return [
        _Signed(numbers[work], work, sketch, keys)
        for (work, sketch), keys in zip(sketches, bands, strict=True)
    ]


def _leader(connection: sqlite3.Connection, work: _Signed) -> str:
    """The first work of the group that a work belongs to; empty for none."""
    near = connection.execute(
        "SELECT id, sketch FROM sketch_band JOIN work ON work.number = sketch_band.work"
        " WHERE key IN (SELECT value FROM json_each(?))"
        " GROUP BY work.number ORDER BY COUNT(*) DESC, work.number LIMIT ?",
        [json.dumps(work.bands), _COMPARED],
    ).fetchall()
    likeness, leader = max(
        ((resemblance(work.sketch, sketch), other) for other, sketch in near),
        default=(0.0, ""),
        key=lambda pair: pair[0],
    )
    return leader if likeness >= LIKENESS else ""


def _shared_bands(connection: sqlite3.Connection, works: Iterable[_Signed]) -> set[int]:
    """The keys that a work of the catalogue has, and those that several of these have."""
    keys = Counter(key for work in works for key in work.bands)
    held = connection.execute(
        "SELECT DISTINCT key FROM sketch_band WHERE key IN (SELECT value FROM json_each(?))",
        [json.dumps(list(keys))],
    )
    return {key for (key,) in held} | {key for key, times in keys.items() if times > 1}


def _note(connection: sqlite3.Connection, works: Iterable[_Signed], leader: str = "") -> None:
    """Write down the signatures of works and who leads them."""
    connection.executemany(
        "UPDATE work SET sketch = ?, edition = ? WHERE number = ?",
        [(work.sketch, leader, work.number) for work in works],
    )


def _add_bands(connection: sqlite3.Connection, works: Iterable[_Signed]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO sketch_band VALUES (?, ?)",
        sorted((key, work.number) for work in works for key in work.bands),  # in the table's order
    )
