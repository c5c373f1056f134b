"""Passages whose sentences say the same, one after the other, whatever their words: aligned by meaning."""

from collections.abc import Callable, Iterator, Sequence
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
"""Chains that are looked at for two texts, at most, the strongest first."""

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Gives float32 (n, d), one row of length 1 for each of n texts."""

Vectors = npt.NDArray[np.float64]
Nats = npt.NDArray[np.float64]
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
        edges: int64 (n + 1,), the word with which each begins, and the number of words.
        wanted: bool (n,), which of them are compared.
        vectors: float64 (n, d), zero for those that are not.
    """

    edges: npt.NDArray[np.int64]
    wanted: npt.NDArray[np.bool_]
    vectors: Vectors


def retellings(
    comparison: Comparison, near: Near, explained: Sequence[Stretch], encode: Encode
) -> Iterator[Retelling]:
    """Chains of sentences in the places `near`, the strongest first; no two share a sentence of the output.

    A chain takes sentences in order on both sides, one for one, two for one or one for two, and may leave
    some out: local alignment (Smith and Waterman 1981, "Identification of common molecular subsequences")
    with the steps of Gale and Church (1993, "A program for aligning sentences in bilingual corpora") over the
    cosines of sentence vectors (Thompson and Koehn 2019, "Vecalign"). Output sentences that touch `explained`
    are left out.
    """
    here = _sentences(comparison.output, [place for place, _ in near], explained, encode)
    if not here.wanted.any():
        return
    there = _sentences(comparison.source, [place for _, place in near], (), encode)
    worth = [_worth(here, there, step) for step in _TAKING]
    for _ in range(MOST_CHAINS):
        chain = strongest(worth, (len(here.wanted), len(there.wanted)))
        if chain is None:
            return
        (first, stop), (other, other_stop), nats = chain
        for (down, _), nats_of_places in zip(_TAKING, worth, strict=True):
            nats_of_places[max(0, first - down + 1) : stop] = -np.inf
        yield Retelling(
            Stretch(int(here.edges[first]), int(here.edges[stop])),
            Stretch(int(there.edges[other]), int(there.edges[other_stop])),
            nats,
        )


def _sentences(
    side: Side, places: Sequence[Span], explained: Sequence[Stretch], encode: Encode
) -> _Sentences:
    edges = _edges(side)
    wanted = np.zeros(len(edges) - 1, dtype=np.bool_)
    for place in places:
        words = side.text.tokens.within(place)
        first, stop = np.searchsorted(edges, words, side="right") - 1
        wanted[max(0, first - AROUND) : stop + 1 + AROUND] = True
    for stretch in explained:
        first = int(np.searchsorted(edges, stretch.first, side="right")) - 1
        wanted[first : int(np.searchsorted(edges, stretch.stop, side="left"))] = False
    rows = np.flatnonzero(wanted)
    texts = [side.span(Stretch(int(edges[row]), int(edges[row + 1]))).of(side.text.text) for row in rows]
    encoded = encode(texts)
    vectors = np.zeros((len(wanted), encoded.shape[1]))
    vectors[rows] = encoded
    return _Sentences(edges, wanted, vectors)


def _edges(side: Side) -> npt.NDArray[np.int64]:
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
