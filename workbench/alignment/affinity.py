"""Whether two texts are worth aligning: rare words that stand close together in both."""

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Offsets, Tokens

CELL_WORDS = 40
"""Words of a cell: four neighbouring cells hold any passage of up to this many words on both sides."""

RARE_BITS = 10.0
"""Surprise from which on a word tells texts apart: once in a thousand words, or more seldom."""

_PREFIX_BITS = 16


class RareWords:
    """The rare words of an output, made ready to be looked for in many sources."""

    def __init__(self, output: Tokens, surprise: npt.NDArray[np.float64]) -> None:
        """`surprise` is float64 (n,), the bits of each output word."""
        rare = np.flatnonzero(surprise >= RARE_BITS)
        self._words, first, named = np.unique(output.hashes[rare], return_index=True, return_inverse=True)
        self._bits = surprise[rare][first]
        order = np.argsort(named, kind="stable")
        self._cells = rare[order] // CELL_WORDS
        self._bounds = np.searchsorted(named[order], np.arange(len(self._words) + 1))
        self._prefixes = np.zeros(1 << _PREFIX_BITS, dtype=np.bool_)
        self._prefixes[self._words >> np.uint64(64 - _PREFIX_BITS)] = True

    def affinity(self, source: Hashes) -> float:
        """The most bits of rare words that stand within 40 to 80 words of each other in both texts.

        `source` is uint64 (m,), the hashes of its words. The words of both texts are cut into cells; a word
        counts once in each window of two by two neighbouring cells.
        """
        named, there = self._met_in(source)
        if not len(there):
            return 0.0
        counts = self._bounds[named + 1] - self._bounds[named]
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = self._cells[np.repeat(self._bounds[named], counts) + within]
        columns = np.repeat(there // CELL_WORDS, counts)
        named = np.repeat(named, counts)
        width = int(columns.max()) + 2
        windows = np.concatenate(
            [(rows + down) * width + columns + right for down in (0, 1) for right in (0, 1)]
        )  # each word lends its bits to the four windows that hold its cell
        keys = np.sort(windows * len(self._words) + np.tile(named, 4))
        keys = keys[np.append(True, keys[1:] != keys[:-1])]
        windows, named = np.divmod(keys, len(self._words))
        first = np.flatnonzero(np.append(True, windows[1:] != windows[:-1]))
        return float(np.add.reduceat(self._bits[named], first).max())

    def _met_in(self, source: Hashes) -> tuple[Offsets, Offsets]:
        """Which rare words stand in a source, by their number, and where."""
        maybe = np.flatnonzero(self._prefixes[source >> np.uint64(64 - _PREFIX_BITS)])
        if not len(maybe):
            return maybe, maybe
        which = np.minimum(np.searchsorted(self._words, source[maybe]), len(self._words) - 1)
        right = self._words[which] == source[maybe]
        return which[right], maybe[right]


def affinity(output: Tokens, surprise: npt.NDArray[np.float64], source: Tokens) -> float:
    """As `RareWords.affinity`, for one source."""
    return RareWords(output, surprise).affinity(source.hashes)
