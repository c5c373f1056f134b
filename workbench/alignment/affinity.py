"""Whether two texts are worth aligning: rare words that stand close together in both."""

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Tokens

CELL_WORDS = 40
"""Words of a cell: four neighbouring cells hold any passage of up to this many words on both sides."""

RARE_BITS = 10.0
"""Surprise from which on a word tells texts apart: once in a thousand words, or more seldom."""


def affinity(output: Tokens, surprise: npt.NDArray[np.float64], source: Tokens) -> float:
    """The most bits of rare words that stand within 40 to 80 words of each other in both texts.

    `surprise` is float64 (n,), the bits of each output word. The words of both texts are cut into cells; a
    word counts once in each window of two by two neighbouring cells. The cost is that of looking the source's
    words up among the output's rare ones.
    """
    rare = np.flatnonzero(surprise >= RARE_BITS)
    if not len(rare) or not len(source):
        return 0.0
    here, there = _equal_words(output.hashes[rare], source.hashes)
    if not len(here):
        return 0.0
    words = rare[here]
    rows, columns = words // CELL_WORDS, there // CELL_WORDS
    width = int(columns.max()) + 2
    _, named = np.unique(output.hashes[words], return_inverse=True)
    cells = [
        (rows + down) * width + columns + right for down in (0, 1) for right in (0, 1)
    ]  # each word lends its bits to the four windows that hold its cell
    keys = np.concatenate(cells)
    once = np.unique(np.stack([keys, np.tile(named, 4)]), axis=1, return_index=True)[1]
    _, window = np.unique(keys[once], return_inverse=True)
    return float(np.bincount(window, weights=np.tile(surprise[words], 4)[once]).max())


def _equal_words(
    rare: npt.NDArray[np.uint64], source: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """All places `(here, there)` where a rare word of the output equals a word of the source."""
    order = np.argsort(rare, kind="stable")
    ranked = rare[order]
    first = np.searchsorted(ranked, source, side="left")
    counts = np.searchsorted(ranked, source, side="right") - first
    there = np.repeat(np.arange(len(source)), counts)
    within = np.arange(len(there)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[np.repeat(first, counts) + within], there
