"""Where it is worth looking for a passage: places that share uncommon words."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from workbench.alignment.comparison import Comparison, Stretch

CHUNK_WORDS = 25
"""A place is two chunks of this many words; chunks overlap by one."""

LEAST_SHARED = 20.0
"""Nats that the stems of two places must share: two or three uncommon words."""

COMMON = 3.0
"""Nats below which a shared word says nothing: the commonest hundred words."""

BLOCK = 400
"""Chunks of the output that are compared at once, and a tenth of the chunks of the source: bounds memory."""

MOST_STARTS = 40
"""Places that are tried in a block of the output, and one more for every 5,000 pairs of places."""

LOOKED_AT = 20
"""Times as many are looked at: most may lie in passages that are known when it is their turn."""

Grid = npt.NDArray[np.float32]


Places = list[tuple[Stretch, Stretch]]


def starts(comparison: Comparison) -> Iterator[tuple[int, Places]]:
    """For each block of the output, how many pairs of places in output and source it is worth to try, and
    those that may belong to a passage, the likeliest first."""
    chunks = -(-len(comparison.output) // CHUNK_WORDS)
    for block in range(0, chunks, BLOCK):
        shared = _shared(comparison, block, min(chunks, block + BLOCK + 1))
        places = shared[:-1, :-1] + shared[1:, 1:] + shared[1:, :-1] + shared[:-1, 1:]
        rows, columns = np.nonzero(places >= LEAST_SHARED)
        peak = _is_peak(places, rows, columns)
        rows, columns = rows[peak], columns[peak]
        most = MOST_STARTS + places.size // 5000
        best = np.argsort(-places[rows, columns], kind="stable")[: most * LOOKED_AT]
        yield (
            most,
            [
                (_place(row, len(comparison.output)), _place(column, len(comparison.source)))
                for row, column in zip((rows[best] + block).tolist(), columns[best].tolist(), strict=True)
            ],
        )


def _place(chunk: int, length: int) -> Stretch:
    return Stretch(chunk * CHUNK_WORDS, min(length, (chunk + 2) * CHUNK_WORDS))


def _shared(comparison: Comparison, begin: int, end: int) -> Grid:
    """Nats that each chunk of the output from `begin` to `end` shares with each chunk of the source.

    Every distinct stem counts once for a pair of chunks. One row and one column of zeros follow.
    """
    stems = comparison.output.stems[begin * CHUNK_WORDS : end * CHUNK_WORDS]
    worth = np.maximum(0.0, -np.log(comparison.chance) - COMMON)
    worth[comparison.unknown] = 0.0
    # only the words of this block that are worth something
    used, numbers = np.unique(stems, return_inverse=True)
    chunks = np.zeros((end - begin + 1, len(used)), dtype=np.float32)
    chunks[np.arange(len(stems)) // CHUNK_WORDS, numbers] = worth[used][numbers]
    column = np.full(len(comparison.chance), -1)
    column[used] = np.where(worth[used] > 0, np.arange(len(used)), -1)
    there = column[comparison.source.stems]
    places = np.flatnonzero(there >= 0)
    total = -(-len(comparison.source) // CHUNK_WORDS)
    shared = np.zeros((end - begin + 1, total + 1), dtype=np.float32)
    for first in range(0, total, 10 * BLOCK):
        stop = min(total, first + 10 * BLOCK)
        low, high = np.searchsorted(places, (first * CHUNK_WORDS, stop * CHUNK_WORDS))
        held = np.zeros((stop - first, len(used)), dtype=np.float32)
        held[places[low:high] // CHUNK_WORDS - first, there[places[low:high]]] = 1.0
        shared[:, first:stop] = chunks @ held.T
    return shared


def _is_peak(
    places: Grid, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Which of the places share as much as each of their eight neighbours."""
    around = np.pad(places, 1, constant_values=-1.0)
    values = places[rows, columns]
    peak = np.ones(len(rows), dtype=np.bool_)
    for down in range(3):
        for across in range(3):
            peak &= values >= around[rows + down, columns + across]
    return peak
