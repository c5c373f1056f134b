"""How much speaks for a passage as a whole: more than for each of its words."""

import numpy as np

from workbench.alignment.comparison import Comparison, Nats, Side, Stretch
from workbench.alignment.support import AT_ONCE, parts, shared_pairs, single_words, support

PAIR = 0.5
"""Nats of a pair of words that are neighbours on both sides: words in the same order say something that a
topic does not."""

NEAR_WORDS = 6
"""Words by which the distance of two matched words may differ on the two sides: so far rewording moves."""

STAYING = 0.6
"""Share of matched words that stay that near to the matched word before them."""


def score(comparison: Comparison, here: Stretch, there: Stretch) -> float:
    """Nats by which the words of two stretches speak for each other, on the weaker side, and their order.

    Every stem counts once: a topic repeats its words (Church 2000, "Empirical estimates of adaptation"), so a
    second `annuity` says little. A name counts once, too (`Side.named`): who writes of the Pacific Northwest
    National Laboratory writes all four words. See `nearness` for the order. Long stretches are told part by
    part: any two long texts have many words, and many pairs of words, in common.
    """
    output, source = comparison.output, comparison.source
    if min(here.length, there.length) > AT_ONCE:
        return sum(score(comparison, *pair) for pair in parts(comparison, output, here, source, there))
    pairs = shared_pairs(comparison, output, here, source, there)
    named = output.named[here.first + 1 : here.stop]
    return (
        PAIR * float((pairs & ~named).sum())
        + nearness(comparison, here, there)
        + min(
            _distinct(comparison, output, here, source, there),
            _distinct(comparison, source, there, output, here),
        )
    )


def _distinct(comparison: Comparison, side: Side, here: Stretch, other: Side, there: Stretch) -> float:
    """The evidence for the words `here`, without repetitions and without all but the first word of a name."""
    found = support(comparison, side, here, other, there)
    places = np.flatnonzero(found.matched)
    _, first = np.unique(side.stems[here.first : here.stop][places], return_index=True)
    shared = np.append(False, shared_pairs(comparison, side, here, other, there))
    told = shared & side.named[here.first : here.stop]
    once = places[first]
    return float(found.nats[once][~told[once]].sum() + found.nats[~found.matched].sum())


def nearness(comparison: Comparison, here: Stretch, there: Stretch) -> float:
    """Nats by which the places of matched words speak for the two stretches.

    Of words that stand once on either side, each is near the one before it on both sides if one was made from
    the other, but anywhere if they agree by chance. With a window of w among n words, chance has w / n.
    """
    mine, theirs = single_words(comparison, comparison.output, here, comparison.source, there)
    steps, other_steps = np.diff(mine), np.abs(np.diff(theirs))
    reach = steps + NEAR_WORDS
    by_chance = np.minimum(1.0, (2 * reach + 1) / there.length)
    nats: Nats = np.where(
        other_steps <= reach, np.log(1 - STAYING + STAYING / by_chance), np.log(1 - STAYING)
    )
    return float(nats.sum())
