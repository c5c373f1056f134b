"""Which words of a passage are tied to which: equal runs, each word at most once on either side."""

from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workbench.alignment.chains import MOST_GAP, in_order
from workbench.alignment.comparison import Comparison, Stretch
from workbench.alignment.order import in_order as heaviest_in_order
from workbench.alignment.runs import LEAST_RUN, Run, equal_runs
from workbench.alignment.seeds import common_grams
from workbench.alignment.support import AT_ONCE
from workbench.domain.tokens import Tokens

UNCOMMON = 1e-3
"""Chance of a word, at most, that is tied by itself wherever it went; commoner ones only in place."""

MOST_MOVED = 100
"""Words by which, in long stretches, an equal run of fewer than LEAST_RUN may lie from where those around it
would have it: further off, words are there by chance."""

Flags = npt.NDArray[np.bool_]


def ties(comparison: Comparison, here: Stretch, there: Stretch) -> list[Run]:
    """The equal runs that tie two stretches, in the order of the output, none overlapping on either side.

    Longest runs come first; then equal words in order between runs that follow each other on both sides; at
    last uncommon words by themselves.
    """
    output, source = comparison.output.text.tokens, comparison.source.text.tokens
    mine, theirs = output.section(*here), source.section(*there)
    free, other_free = np.ones(len(mine), dtype=np.bool_), np.ones(len(theirs), dtype=np.bool_)
    found = _longest_first(mine, theirs, 2, free, other_free)
    found += _between(mine, theirs, sorted(found), free, other_free)
    uncommon = comparison.chance[comparison.output.stems[here.first : here.stop]] <= UNCOMMON
    found += _longest_first(mine, theirs, 1, free & uncommon, other_free)
    found.sort()
    if min(here.length, there.length) > AT_ONCE:
        found = _near(found)
    return joined([(first + here.first, other + there.first, count) for first, other, count in found])


def _near(runs: list[Run]) -> list[Run]:
    """The runs, sorted, without the short ones that lie far from where those in order would have them."""
    if not runs:
        return []
    straight = heaviest_in_order(runs)
    places, others = zip(*(run[:2] for run in straight), strict=True)
    expected = np.interp([first for first, _, _ in runs], places, others).tolist()
    return [
        run
        for run, place in zip(runs, expected, strict=True)
        if run[2] >= LEAST_RUN or abs(run[1] - place) <= MOST_MOVED
    ]


def _longest_first(mine: Tokens, theirs: Tokens, size: int, free: Flags, other_free: Flags) -> list[Run]:
    """Equal runs of `size` words or more, longest first, then nearest to the diagonal; takes their words."""
    slope = len(theirs) / max(1, len(mine))

    def place(run: Run) -> tuple[int, float, Run]:
        return -run[2], abs((run[0] + run[2] / 2) * slope - run[1] - run[2] / 2), run

    runs = equal_runs(mine, theirs, common_grams(mine.hashes, theirs.hashes, size), size, size)
    waiting = [place((first, other, count)) for first, other, count in runs.tolist()]
    heapify(waiting)
    found = []
    while waiting:
        _, _, run = heappop(waiting)
        pieces = _free_pieces(run, free, other_free)
        if pieces == [run]:
            found.append(run)
            free[run[0] : run[0] + run[2]] = False
            other_free[run[1] : run[1] + run[2]] = False
        else:
            for piece in pieces:
                if piece[2] >= size:
                    heappush(waiting, place(piece))
    return found


def _free_pieces(run: Run, free: Flags, other_free: Flags) -> list[Run]:
    """The parts of a run that are free on both sides."""
    first, other, count = run
    usable = free[first : first + count] & other_free[other : other + count]
    if usable.all():
        return [run]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], usable, [False]))))
    return [
        (first + begin, other + begin, end - begin)
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]


def _between(mine: Tokens, theirs: Tokens, found: list[Run], free: Flags, other_free: Flags) -> list[Run]:
    """Equal words in order, in the short gaps between runs that follow each other on both sides."""
    added = []
    fences = [(0, 0, 0), *found, (len(mine), len(theirs), 0)]
    for (first, other, count), (next_first, next_other, _) in pairwise(fences):
        here, there = Stretch(first + count, next_first), Stretch(other + count, next_other)
        if 0 < here.length <= MOST_GAP and 0 < there.length <= MOST_GAP:
            for run in in_order(mine, theirs, here, there):
                for piece in _free_pieces(run, free, other_free):
                    added.append(piece)
                    free[piece[0] : piece[0] + piece[2]] = False
                    other_free[piece[1] : piece[1] + piece[2]] = False
    return added


def joined(runs: list[Run]) -> list[Run]:
    """Runs with those that touch on both sides made one."""
    whole: list[Run] = []
    for run in runs:
        if whole:
            first, other, count = whole[-1]
            if (first + count, other + count) == run[:2]:
                whole[-1] = (first, other, count + run[2])
                continue
        whole.append(run)
    return whole
