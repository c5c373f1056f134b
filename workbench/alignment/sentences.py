"""Passages whose sentences say the same, one after the other, whatever their words: aligned by meaning."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.alignment.comparison import Comparison, Side, Stretch
from workbench.domain.span import Span

LEAST_WORDS = 10
"""Words of a sentence or a clause; a shorter one goes with the one before it."""

AROUND = 2
"""Sentences on either side of a place that are compared with it."""

SLOPE, EVEN = 22.0, 0.46
"""Nats for a cosine of 1 more, and the cosine that speaks neither way.

Of 921 verses of forty chapters of the New Testament (King James against Weymouth) the cosine with the same
verse is 0.74 and with the others of its chapter 0.31 in the mean, with a standard deviation of 0.13: the
logarithm of the ratio of two normal densities is a line through 0.52, of slope 25 by these figures, and of 22
by counts in tenths, whatever the length of a verse. Where a chain goes on, the next sentence is the
counterpart four times as likely as not, which moves 0.52 to 0.46."""

LEAST_NATS, MOST_NATS = -4.0, 6.0
"""What one sentence says, at least and at most: farther out the counts end."""

SKIPPED = -2.0
"""Nats for a sentence that has no counterpart: one in seven."""

JOINED = -1.5
"""Nats for a sentence that became two, or two that became one: one in four or five."""

LEAST_CHAINED = 4.0
"""Nats of a chain of sentences that is looked at."""

MOST_CHAINS = 12
"""Chains that are looked at in one region of two texts, at most, the strongest first."""

MOST_SENTENCES = 256
"""Sentences of one side that are compared at once."""

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Gives float32 (n, d), one row of length 1 for each of n texts."""

Vectors = npt.NDArray[np.float64]
Nats = npt.NDArray[np.float64]
Edges = npt.NDArray[np.int64]
Range = tuple[int, int]
"""The first sentence, and the one after the last."""
Near = Sequence[tuple[Span, Span]]
"""Places of output and source, in characters, whose passages are near in meaning."""

_TAKING = ((1, 1), (2, 1), (1, 2))
"""Sentences of output and source that one step of a chain ties."""
_STEPS = (*_TAKING, (1, 0), (0, 1))
"""Those, and the steps that leave one out."""
_DOWN, _RIGHT, _BEGIN = len(_TAKING), len(_TAKING) + 1, -1
_ROUNDING = 1e-9


class Retelling(NamedTuple):
    """Sentences of output and source that say the same in the same order, with the evidence in nats."""

    output: Stretch
    source: Stretch
    nats: float


class _Sentences(NamedTuple):
    """The sentences of one side that are compared.

    Attributes (`n` sentences):
        edges: int64 (n + 1,), the word with which each begins, and the word that follows the last.
        wanted: bool (n,), which of them are compared.
        vectors: float64 (n, d), zero for those that are not.
    """

    edges: Edges
    wanted: npt.NDArray[np.bool_]
    vectors: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class _Region:
    """Sentences that are compared, all of the output's with all of the source's.

    Attributes:
        output, source: the words with which the sentences begin, and the word that follows the last.
        worth: for each step that takes sentences of both sides float64 (places, places), its nats.
    """

    output: Edges
    source: Edges
    worth: list[Nats]

    def strongest(self) -> Retelling | None:
        """The best chain of what is left; None where there is none."""
        chain = strongest(self.worth, (len(self.output) - 1, len(self.source) - 1))
        if chain is None:
            return None
        (first, stop), (other, other_stop), nats = chain
        return Retelling(
            Stretch(int(self.output[first]), int(self.output[stop])),
            Stretch(int(self.source[other]), int(self.source[other_stop])),
            nats,
        )

    def leave_out(self, taken: npt.NDArray[np.bool_]) -> None:
        """Leave out sentences of the output with a word that is taken."""
        for sentence in np.flatnonzero(np.logical_or.reduceat(taken, self.output[:-1])).tolist():
            for (down, _), nats in zip(_TAKING, self.worth, strict=True):
                nats[max(0, sentence - down + 1) : sentence + 1] = -np.inf


def retellings(
    comparison: Comparison, near: Near, explained: Sequence[Stretch], encode: Encode
) -> Iterator[Retelling]:
    """Chains of sentences in the places `near`, the strongest first; no two share a word of the output.

    A chain takes sentences in order on both sides, one for one, two for one or one for two, and may leave
    some out: local alignment (Smith and Waterman 1981, "Identification of common molecular subsequences")
    with the steps of Gale and Church (1993, "A program for aligning sentences in bilingual corpora") over the
    cosines of sentence vectors (Thompson and Koehn 2019, "Vecalign"). Output sentences that touch `explained`
    are left out.
    """
    taken = np.zeros(len(comparison.output) + 1, dtype=np.bool_)
    for stretch in explained:
        taken[stretch.first : stretch.stop] = True
    regions = list(_regions(comparison, near, taken, encode))
    waiting = [
        (-told.nats, number, told) for number, region in enumerate(regions) if (told := region.strongest())
    ]
    heapify(waiting)
    chains = Counter[int]()
    while waiting:
        _, number, told = heappop(waiting)
        region = regions[number]
        words = slice(told.output.first, told.output.stop)
        if not taken[words].any():
            yield told
            taken[words] = True
        region.leave_out(taken)
        chains[number] += 1
        further = region.strongest() if chains[number] < MOST_CHAINS else None
        if further:
            heappush(waiting, (-further.nats, number, further))


def _regions(
    comparison: Comparison, near: Near, taken: npt.NDArray[np.bool_], encode: Encode
) -> Iterator[_Region]:
    """The places with the sentences AROUND them, without the output's sentences that have a word taken.

    A place is left out where half of its words are taken: it is explained.
    """
    near = [place for place in near if not _is_explained(comparison.output, place[0], taken)]
    here, there = _edges(comparison.output), _edges(comparison.source)
    free = ~np.logical_or.reduceat(taken, here[:-1]) if len(here) > 1 else np.zeros(0, dtype=np.bool_)
    for (first, stop), (other, other_stop) in _windows_of(comparison, here, there, near):
        if free[first:stop].any():
            mine = _sentences(comparison.output, here[first : stop + 1], free[first:stop], encode)
            wanted = np.ones(other_stop - other, dtype=np.bool_)
            theirs = _sentences(comparison.source, there[other : other_stop + 1], wanted, encode)
            yield _Region(mine.edges, theirs.edges, [_worth(mine, theirs, step) for step in _TAKING])


def _is_explained(side: Side, place: Span, taken: npt.NDArray[np.bool_]) -> bool:
    first, stop = side.text.tokens.within(place)
    return 2 * int(taken[first:stop].sum()) >= stop - first


def _windows_of(comparison: Comparison, here: Edges, there: Edges, near: Near) -> list[tuple[Range, Range]]:
    """The places as sentences of output and source, with those AROUND; places that meet are one.

    None grows beyond MOST_SENTENCES on a side: what is compared grows with the places, not with the texts.
    """
    windows = sorted(
        (_around(here, comparison.output, place), _around(there, comparison.source, other))
        for place, other in near
    )
    regions: list[tuple[Range, Range]] = []
    open_ = 0  # the first region that a further window may meet
    for window in windows:
        while open_ < len(regions) and regions[open_][0][1] < window[0][0]:
            open_ += 1
        for number in range(open_, len(regions)):
            joined = [_hull(*sides) for sides in zip(regions[number], window, strict=True)]
            if all(side and side[1] - side[0] <= MOST_SENTENCES for side in joined):
                regions[number] = (joined[0] or window[0], joined[1] or window[1])
                break
        else:
            regions.append(window)
    return regions


def _around(edges: Edges, side: Side, place: Span) -> Range:
    """The sentences of a place, and those AROUND it."""
    first, last = np.searchsorted(edges, side.text.tokens.within(place), side="right") - 1
    return max(0, int(first) - AROUND), min(len(edges) - 1, int(last) + 1 + AROUND)


def _hull(one: Range, other: Range) -> Range | None:
    """Both as one range where they meet; None where they do not."""
    if one[1] < other[0] or other[1] < one[0]:
        return None
    return min(one[0], other[0]), max(one[1], other[1])


def _sentences(side: Side, edges: Edges, wanted: npt.NDArray[np.bool_], encode: Encode) -> _Sentences:
    rows = np.flatnonzero(wanted)
    texts = [side.span(Stretch(int(edges[row]), int(edges[row + 1]))).of(side.text.text) for row in rows]
    encoded = encode(texts)
    vectors = np.zeros((len(wanted), encoded.shape[1]))
    vectors[rows] = encoded
    return _Sentences(edges, wanted, vectors)


def _edges(side: Side) -> Edges:
    """Where sentences of LEAST_WORDS and more begin, and the end of the text."""
    edges = [0]
    borders = np.flatnonzero(side.text.borders).tolist()
    for border in borders:
        if border - edges[-1] >= LEAST_WORDS:
            edges.append(border)
    if edges[-1] != len(side):
        edges[max(1, len(edges) - 1) :] = [len(side)]
    return np.array(edges, dtype=np.int64)


def strongest(
    worth: Sequence[Nats], shape: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int], float] | None:
    """The best chain as sentences of output and source, with its nats; None if there is none.

    `worth` is for each step that takes sentences of both sides float64 (places, places), the nats of taking
    it; `shape` the sentences of output and source.
    """
    best, came = np.zeros((shape[0] + 1, shape[1] + 1)), np.full((shape[0] + 1, shape[1] + 1), _BEGIN)
    passed = -SKIPPED * np.arange(shape[1] + 1)
    for row in range(1, shape[0] + 1):
        gained = np.full((len(_TAKING) + 1, shape[1] + 1), -np.inf)
        for number, (down, right) in enumerate(_TAKING):
            if row >= down and shape[1] >= right:
                before = best[row - down, : shape[1] + 1 - right]
                gained[number, right:] = before + worth[number][row - down]
        gained[_DOWN] = best[row - 1] + SKIPPED
        total = gained.max(axis=0)
        came[row] = np.where(total > 0, gained.argmax(axis=0), _BEGIN)
        total = np.maximum(0.0, total)
        along = np.maximum.accumulate(total + passed) - passed  # source sentences left out
        leaping = along > total + _ROUNDING
        came[row][leaping] = _RIGHT
        best[row] = np.where(leaping, along, total)
    nats = float(best.max())
    if nats < LEAST_CHAINED:
        return None
    end = row, column = tuple(int(place) for place in np.unravel_index(best.argmax(), best.shape))
    while (step := came[row, column]) != _BEGIN:
        down, right = _STEPS[step]
        row, column = row - down, column - right
    return (row, end[0]), (column, end[1]), nats


def _worth(here: _Sentences, there: _Sentences, step: tuple[int, int]) -> Nats:
    """float64 (places, places), the nats of a step of `step` sentences; minus infinity for unwanted ones."""
    (mine, wanted), (theirs, wanted_there) = _windows(here, step[0]), _windows(there, step[1])
    nats = np.clip(SLOPE * (mine @ theirs.T - EVEN), LEAST_NATS, MOST_NATS)
    nats[~wanted] = -np.inf
    nats[:, ~wanted_there] = -np.inf
    return nats if step == (1, 1) else nats + JOINED


def _windows(side: _Sentences, size: int) -> tuple[Vectors, npt.NDArray[np.bool_]]:
    """The vectors of `size` sentences in a row, by their words, of length 1, and whether all are wanted."""
    if size == 1:
        return side.vectors, side.wanted
    weighed = side.vectors * np.diff(side.edges)[:, None]
    sums = weighed[:-1] + weighed[1:]
    lengths = np.maximum(1e-9, np.linalg.norm(sums, axis=1))
    return sums / lengths[:, None], side.wanted[:-1] & side.wanted[1:]
