"""Places where several words in a row have equal hashes in two texts."""

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes
from workbench.text.grams import grams

Indices = npt.NDArray[np.int64]

MOST_TIES = 64
"""A gram with more places than this (places here times places there) is tied occurrence by occurrence, not
all with all, so that repetition costs no more than its length."""


def common_grams(output: Hashes, source: Hashes, size: int) -> Indices:
    """int64 (h, 2): places in output and source from which on `size` words have equal hashes.

    Complete for grams that are not too frequent (MOST_TIES); of the others every occurrence on either side is
    in at least one tie.
    """
    mine, theirs = grams(output, size), grams(source, size)
    if not len(mine) or not len(theirs):
        return np.zeros((0, 2), dtype=np.int64)
    near = np.sort(mine)
    held = np.flatnonzero(near[np.minimum(np.searchsorted(near, theirs), len(near) - 1)] == theirs)
    if not len(held):
        return np.zeros((0, 2), dtype=np.int64)
    return tied(mine, theirs[held], held)


def tied(mine: Hashes, theirs: Hashes, places: Indices) -> Indices:
    """Ties between equal values of `mine` (by index) and `theirs` (by `places`), by output, then source."""
    my_order, their_order = np.argsort(mine, kind="stable"), np.argsort(theirs, kind="stable")
    ordered = theirs[their_order]
    values, first, theirs_count = np.unique(ordered, return_index=True, return_counts=True)
    my_first = np.searchsorted(mine[my_order], values, side="left")
    my_count = np.searchsorted(mine[my_order], values, side="right") - my_first
    every = my_count * theirs_count
    few = every <= MOST_TIES
    ties = np.where(few, every, np.maximum(my_count, theirs_count))
    group = np.repeat(np.arange(len(values)), ties)
    rank = np.arange(len(group)) - np.repeat(np.cumsum(ties) - ties, ties)
    here = np.where(few[group], rank // theirs_count[group], rank % np.maximum(my_count[group], 1))
    there = rank % theirs_count[group]
    found = np.column_stack(
        (my_order[my_first[group] + here], places[their_order[first[group] + there]]),
    )
    return found[np.lexsort((found[:, 1], found[:, 0]))]
