"""How much one stretch speaks for another: nats of evidence, word by word."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.alignment.comparison import Comparison, Nats, Numbers, Side, Stretch

KEPT = 0.4
"""Share of words that rewording keeps. A word that was not kept may still be there by chance."""

MISSED = float(np.log(1 - KEPT))
"""Nats of a word that is not there."""

NEIGHBOURHOOD = 5
"""Words to either side in which matched words support each other."""

AT_ONCE = 400
"""Words of a stretch that are looked for at once; parts of a longer one are looked for about their places.

In a longer stretch most words are there by chance, until those that are missing outweigh those that were
kept; and nobody moves words so far."""

PAIR_SUPPORT = 3.0
"""Nats of preference for an occurrence whose neighbour is its neighbour on the other side, too."""


class Support(NamedTuple):
    """Evidence for each word of a stretch, float64 (n,), and which of them are matched, bool (n,)."""

    nats: Nats
    matched: npt.NDArray[np.bool_]


def support(comparison: Comparison, side: Side, here: Stretch, other: Side, there: Stretch) -> Support:
    """Evidence that the words `here` were made from the words `there`, one to one.

    A stem that occurs k times there supports k occurrences here, first of all those that stand among other
    matched words. Where both stretches are longer than AT_ONCE, parts are looked for about their places.
    """
    if min(here.length, there.length) > AT_ONCE:
        return _in_parts(comparison, side, here, other, there)
    stems = side.stems[here.first : here.stop]
    present = np.bincount(other.stems[there.first : there.stop], minlength=len(comparison.chance))
    present[comparison.unknown] = 0
    nats = likelihoods(comparison, stems, present, there.length)
    matched = present[stems] > 0
    places = np.flatnonzero(matched)
    if not len(places):
        return Support(nats, matched)
    found, gain = stems[places], nats[places]
    shared = shared_pairs(comparison, side, here, other, there)
    density = _sum_around(places, gain, len(stems))
    density[:] += PAIR_SUPPORT * _touching(shared, len(stems))[places]
    kept = _one_to_one(found, present, density)
    nats[places[~kept]] = MISSED
    matched[places] = kept
    return Support(nats, matched)


def _in_parts(comparison: Comparison, side: Side, here: Stretch, other: Side, there: Stretch) -> Support:
    """The support of a long stretch, part by part."""
    found = [
        support(comparison, side, part, other, near.widened(AT_ONCE // 4, len(other)))
        for part, near in parts(comparison, side, here, other, there)
    ]
    return Support(
        np.concatenate([part.nats for part in found]), np.concatenate([part.matched for part in found])
    )


def parts(
    comparison: Comparison, side: Side, here: Stretch, other: Side, there: Stretch
) -> list[tuple[Stretch, Stretch]]:
    """A long stretch in parts of AT_ONCE words or fewer, each with where its words say that it is there.

    Those say so that stand once on either side, by the median of their distances from their share of the way.
    """
    edges = np.linspace(0, here.length, -(-here.length // AT_ONCE) + 1).astype(np.int64)
    slope = there.length / here.length
    mine, theirs = single_words(comparison, side, here, other, there)
    moved = theirs - slope * mine
    bounds = np.searchsorted(mine, edges).tolist()
    found = []
    for (first, stop), (low, high) in zip(pairwise(edges.tolist()), pairwise(bounds), strict=True):
        by = float(np.median(moved[low:high])) if low < high else 0.0
        begin = min(max(0, round(slope * first + by)), there.length - 1)
        end = min(max(begin + 1, round(slope * stop + by)), there.length)
        found.append(
            (
                Stretch(here.first + first, here.first + stop),
                Stretch(there.first + begin, there.first + end),
            )
        )
    return found


def single_words(
    comparison: Comparison, side: Side, here: Stretch, other: Side, there: Stretch
) -> tuple[Numbers, Numbers]:
    """Where the words are that stand once in either stretch: two int64 (n,), the first sorted."""
    stems = side.stems[here.first : here.stop]
    others = other.stems[there.first : there.stop]
    size = len(comparison.chance)
    single = (np.bincount(stems, minlength=size) == 1) & (np.bincount(others, minlength=size) == 1)
    single[comparison.unknown] = False
    place = np.zeros(size, dtype=np.int64)
    place[others] = np.arange(len(others))
    mine = np.flatnonzero(single[stems])
    return mine, place[stems[mine]]


def likelihoods(comparison: Comparison, stems: Numbers, present: Numbers, words: int) -> Nats:
    """For each stem the log-likelihood ratio of "made from these words" to "by chance".

    `present` is how often each stem stands among `words` words. A stem of chance f is among n words with
    probability q = 1 - (1 - f)**n. If a share r of words is kept (KEPT), finding it there speaks for the
    stretch with ln((r + (1 - r) q) / q), and missing it with ln(1 - r).
    """
    nats = np.full(len(stems), MISSED)
    places = np.flatnonzero(present[stems])
    by_chance = 1 - np.exp(words * np.log1p(-comparison.chance[stems[places]]))
    nats[places] = np.log((KEPT + (1 - KEPT) * by_chance) / by_chance)
    return nats


def shared_pairs(
    comparison: Comparison, side: Side, here: Stretch, other: Side, there: Stretch
) -> npt.NDArray[np.bool_]:
    """bool (n - 1,), which pairs of neighbouring stems `here` are neighbours `there`, too."""
    held = np.zeros(comparison.pair_count + 1, dtype=np.bool_)
    held[other.pairs[there.first : max(there.first, there.stop - 1)]] = True
    held[comparison.pair_count] = False
    shared: npt.NDArray[np.bool_] = held[side.pairs[here.first : max(here.first, here.stop - 1)]]
    return shared


def _sum_around(places: Numbers, gain: Nats, length: int) -> Nats:
    """The gains in the neighbourhood of each place."""
    sums = np.zeros(length + 1)
    sums[places + 1] = gain
    np.cumsum(sums, out=sums)
    around: Nats = (
        sums[np.minimum(length, places + NEIGHBOURHOOD + 1)] - sums[np.maximum(0, places - NEIGHBOURHOOD)]
    )
    return around


def _touching(shared: npt.NDArray[np.bool_], length: int) -> Nats:
    """How many shared pairs each word is part of: 0, 1 or 2."""
    touching = np.zeros(length)
    touching[: len(shared)] += shared
    touching[1 : len(shared) + 1] += shared
    return touching


def _one_to_one(found: Numbers, present: Numbers, density: Nats) -> npt.NDArray[np.bool_]:
    """Which occurrences are supported: of each stem as many as are present, those of highest density."""
    order = np.lexsort((-density, found))
    ordered = found[order]
    places = np.arange(len(ordered))
    begins = np.append(True, ordered[1:] != ordered[:-1])
    rank = places - np.maximum.accumulate(np.where(begins, places, 0))
    kept = np.empty(len(found), dtype=np.bool_)
    kept[order] = rank < present[ordered]
    return kept
