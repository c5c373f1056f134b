"""Near-identical works, grouped as editions of one work.

A group is named after its first work, which each of the others resembles: a chain of small changes ties no
texts that differ. Only the first work's bands are kept, so that a thousand copies cost what one costs.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from workbench.domain.progress import Progress
from workbench.library.sketch import Bands, bands_of, resemblance, sketch_of
from workbench.text.pieces import word_hashes

if TYPE_CHECKING:
    from workbench.library.catalogue import Catalogue

LIKENESS = 0.6
"""The share of three-word stretches that two editions have in common, as their signatures estimate it."""

_COMPARED = 32
"""Works that are looked at for one, those that share the most bands."""
_OF_A_BAND = 64
"""Works of one band that are looked at: what more of them share tells little."""
_SKETCHED = 64
_JOINED = 1024


class _Signed(NamedTuple):
    """A work with its signature, and the keys of its bands."""

    number: int
    id: str
    sketch: bytes
    bands: Bands


def join_editions(connection: sqlite3.Connection, sketches: Sequence[tuple[str, bytes]]) -> None:
    """Note the signatures of works in the catalogue, and group each with the works that it resembles.

    They are taken in their order, as if each came alone. Those that share no band with another work, which
    are nearly all, lead nobody and follow nobody, and so are noted first and together.
    """
    for start in range(0, len(sketches), _JOINED):
        works = _signed(connection, sketches[start : start + _JOINED])
        shared = _shared_bands(connection, np.array([work.bands for work in works]))
        alone = [work for work, keys in zip(works, shared, strict=True) if not len(keys)]
        _note(connection, alone)
        _add_bands(connection, alone)
        for work, keys in zip(works, shared, strict=True):
            if len(keys):
                _join_edition(connection, work, keys)


def _join_edition(connection: sqlite3.Connection, work: _Signed, shared: Bands) -> None:
    leader = _leader(connection, work, shared)
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
        [(key, number) for key in (bands_of([sketch])[0].tolist() if sketch else ())],
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


def _leader(connection: sqlite3.Connection, work: _Signed, shared: Bands) -> str:
    """The first work of the group that a work belongs to, by bands that others have; empty for none."""
    numbers: Counter[int] = Counter()
    for key in shared.tolist():
        held = connection.execute("SELECT work FROM sketch_band WHERE key = ? LIMIT ?", [key, _OF_A_BAND])
        numbers.update(number for (number,) in held)
    nearest = sorted(numbers, key=lambda number: (-numbers[number], number))[:_COMPARED]
    near = connection.execute(
        "SELECT id, sketch FROM work WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number",
        [json.dumps(nearest)],
    ).fetchall()
    likeness, leader = max(
        ((resemblance(work.sketch, sketch), other) for other, sketch in near),
        default=(0.0, ""),
        key=lambda pair: pair[0],
    )
    return leader if likeness >= LIKENESS else ""


def _shared_bands(connection: sqlite3.Connection, bands: Bands) -> list[Bands]:
    """Those bands of each work that one of the catalogue has, or another of these."""
    keys, times = np.unique(bands, return_counts=True)
    held = connection.execute(
        "SELECT DISTINCT key FROM sketch_band WHERE key IN (SELECT value FROM json_each(?))",
        [json.dumps(keys.tolist())],
    )
    shared = np.array([key for (key,) in held] + keys[times > 1].tolist(), dtype=np.int64)
    return [own[held] for own, held in zip(bands, np.isin(bands, shared), strict=True)]


def _note(connection: sqlite3.Connection, works: Iterable[_Signed], leader: str = "") -> None:
    """Write down the signatures of works and who leads them."""
    connection.executemany(
        "UPDATE work SET sketch = ?, edition = ? WHERE number = ?",
        [(work.sketch, leader, work.number) for work in works],
    )


def _add_bands(connection: sqlite3.Connection, works: Sequence[_Signed]) -> None:
    if not works:
        return
    keys = np.concatenate([work.bands for work in works])
    numbers = np.repeat([work.number for work in works], len(works[0].bands))
    order = np.argsort(keys)  # in the table's order
    connection.executemany(
        "INSERT OR IGNORE INTO sketch_band VALUES (?, ?)",
        zip(keys[order].tolist(), numbers[order].tolist(), strict=True),
    )
