"""A passage of the output that condenses a longer one: nearness of sentences, not correspondence of words."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.alignment.comparison import Comparison, Side, Stretch
from workbench.alignment.growth import Passage
from workbench.alignment.heaviest import heaviest
from workbench.alignment.sentences import Encode
from workbench.alignment.support import likelihoods, support

LEAST_COSINE = 0.18
"""Cosine of two sentences above which they speak for a summary, and below which against it."""

LEAST_SUM = 7.0
"""Sum over the words of a summary of (cosine of their sentence - LEAST_COSINE)."""

WORTH_ENCODING = 6.0
"""The same sum from which on sentences are compared by meaning, too, where that can be asked."""

AROUND = 2
"""Sentences on either side of the likeliest stretch that are compared by meaning with it."""

MEANING = 0.5
"""Weight of the cosine of two sentences' vectors beside the cosine of their words."""

LEAST_BOTH, LEAST_SUM_BOTH = 0.38, 14.0
"""LEAST_COSINE and LEAST_SUM where meaning counts too."""

LEAST_TIED = 24
"""Equal words of a summary and its source, a name counted as one: accounts of one event share its names.

It parts summaries from reworded passages, which may have a longer source, too; any limit from 22 to 30 does
the same for PAN's training pairs."""

LEAST_TIED_SHARE = 0.35
"""Share of a summary's words, at least, that are tied so: a third, for it tells what its source tells.

Chosen on the training pairs whose output has an even number: of 104 summaries rightly found by words and 109
with meaning it loses one, and leaves out a false one that has 0.34. Of those with an odd number it loses one
of 87 and of 88, and leaves out four false ones, which have 0.27 at most."""

LEAST_MEAN = 0.06
"""The same by word: a whole text on one topic has a large sum, but a small mean."""

LEAST_SENTENCES = 2
"""Different sentences of the source that a summary draws on."""

LEAST_RATIO = 2.5
"""Words of the source's stretch for each word of its summary; below it, it is a passage."""

LEAST_ELSEWHERE = 4.0
"""Nats by which the rest of the source explains words that the passages leave unexplained."""

LEAST_PASSAGE = 30
"""Words of a passage that may stand against a summary; a shorter one is a sentence that the summary kept."""

MOST_SOURCE_WORDS = 20_000
"""A longer source has a near sentence for every sentence: nearness of single sentences says nothing there."""

Weights = npt.NDArray[np.float64]


class _Nearest(NamedTuple):
    """For each sentence of the output by how much its best cosine is above what two sentences of one topic
    have, float64 (k,), and with which sentence, int64 (k,)."""

    excess: Weights
    sentence: npt.NDArray[np.int64]


def summary(
    comparison: Comparison, passages: list[Passage], copies: list[Stretch], encode: Encode | None = None
) -> Passage | None:
    """The stretch of output sentences that best condenses the source; None if there is none.

    None also where `passages` leave nothing that the rest of the source explains, or where the stretch of
    the source, from the first of its nearest sentences to the last, is hardly longer than the summary. `nats`
    of the result is the sum of cosines above LEAST_COSINE, by word. None, too, where two thirds of the words
    lie in one of `copies`, stretches of the output that were copied: a copy condenses nothing.
    """
    if len(comparison.source) > MOST_SOURCE_WORDS:
        return None
    edges, source_edges = _edges(comparison.output), _edges(comparison.source)
    cosines = _cosines(comparison, edges, source_edges)
    nearest = _Nearest(cosines.max(axis=1) - LEAST_COSINE, cosines.argmax(axis=1))
    first, stop, total = heaviest(nearest.excess * np.diff(edges))
    least = LEAST_SUM
    here = Stretch(int(edges[first]), int(edges[stop]))
    if encode and total >= WORTH_ENCODING and _elsewhere(comparison, here, passages) >= LEAST_ELSEWHERE:
        begin, end = max(0, first - AROUND), min(len(edges) - 1, stop + AROUND)
        edges = edges[begin : end + 1]
        meant = encode(_sentences(comparison.output, edges)) @ (
            encode(_sentences(comparison.source, source_edges)).T
        )
        meant[:, :-1] = np.maximum(meant[:, :-1], meant[:, 1:])
        cosines = cosines[begin:end] + MEANING * meant
        least = LEAST_SUM_BOTH
        nearest = _Nearest(cosines.max(axis=1) - LEAST_BOTH, cosines.argmax(axis=1))
        first, stop, total = heaviest(nearest.excess * np.diff(edges))
    here = Stretch(int(edges[first]), int(edges[stop]))
    if total < least or total < LEAST_MEAN * here.length:
        return None
    drawn = np.unique(nearest.sentence[first:stop][nearest.excess[first:stop] >= 0])
    there = Stretch(int(source_edges[drawn[0]]), int(source_edges[drawn[-1] + 1]))
    if (
        len(drawn) < LEAST_SENTENCES
        or there.length < LEAST_RATIO * here.length
        or any(3 * here.overlap(copy) >= 2 * here.length for copy in copies)
        or _elsewhere(comparison, here, passages) < LEAST_ELSEWHERE
    ):
        return None
    return Passage(here, there, total)


def _elsewhere(comparison: Comparison, here: Stretch, passages: list[Passage]) -> float:
    """Nats by which the source outside of the passages speaks for the words `here` that they do not match.

    A summary takes its words from many places, so that every passage found in it explains a part; what a
    passage of rewording leaves unmatched, its source has nowhere.
    """
    output, source = comparison.output, comparison.source
    unmatched = np.ones(here.length, dtype=np.bool_)
    outside = np.ones(len(source), dtype=np.bool_)
    for passage in passages:
        first, stop = max(here.first, passage.output.first), min(here.stop, passage.output.stop)
        if stop - first >= LEAST_PASSAGE:
            part = Stretch(first, stop)
            found = support(comparison, output, part, source, passage.source)
            unmatched[first - here.first : stop - here.first] &= ~found.matched
            outside[passage.source.first : passage.source.stop] = False
    rest = np.bincount(source.stems[outside], minlength=len(comparison.chance))
    rest[comparison.unknown] = 0
    stems = output.stems[here.first : here.stop][unmatched]
    return float(likelihoods(comparison, stems, rest, int(outside.sum())).sum())


def _edges(side: Side) -> npt.NDArray[np.int64]:
    """Where sentences begin, and the end of the text."""
    return np.flatnonzero(side.text.borders)


def _sentences(side: Side, edges: npt.NDArray[np.int64]) -> list[str]:
    places = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    return [side.span(Stretch(first, stop)).of(side.text.text) for first, stop in places]


def _cosines(
    comparison: Comparison, edges: npt.NDArray[np.int64], source_edges: npt.NDArray[np.int64]
) -> Weights:
    """Cosines of every output sentence with every source sentence and the one after it.

    Words weigh ln(1 + count) ln(sentences / sentences that have the word).
    """
    mine = _counts(comparison.output, edges, len(comparison.chance))
    theirs = _counts(comparison.source, source_edges, len(comparison.chance))
    sentences = len(mine) + len(theirs)
    frequency = (mine > 0).sum(axis=0) + (theirs > 0).sum(axis=0)
    rarity = np.log(sentences / np.maximum(1, frequency))
    unknown = comparison.unknown
    rarity[unknown] = np.log(sentences)  # each of them a word of its own
    theirs[:-1] += theirs[1:]
    left, right = np.log1p(mine) * rarity, np.log1p(theirs) * rarity
    right[:, unknown] = np.sqrt(theirs[:, unknown]) * np.log(2) * rarity[unknown]
    lengths = np.linalg.norm(left, axis=1)[:, None] * np.linalg.norm(right, axis=1)
    cosines: Weights = left[:, :unknown] @ right[:, :unknown].T / np.maximum(lengths, 1e-9)
    return cosines


def _counts(side: Side, edges: npt.NDArray[np.int64], stems: int) -> Weights:
    """float64 (sentences, stems), how often each stem stands in each sentence."""
    sentence = np.searchsorted(edges, np.arange(len(side)), side="right") - 1
    places = np.bincount(sentence * stems + side.stems, minlength=(len(edges) - 1) * stems)
    return places.reshape(-1, stems).astype(np.float64)
