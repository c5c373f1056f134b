"""Passages whose words correspond in any order, with borders to the word."""

from collections.abc import Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from workbench.alignment.chains import matched
from workbench.alignment.comparison import Comparison, Stretch
from workbench.alignment.growth import Passage, Taken, grown, whole
from workbench.alignment.order import in_order
from workbench.alignment.score import score
from workbench.alignment.starts import starts
from workbench.alignment.support import support
from workbench.alignment.ties import ties

LEAST_SCORE = 33.0
"""Nats of a passage, as `score` counts them, in a search space of LEAST_SPACE.

In a larger one as many more as the space is larger (Karlin and Altschul 1990)."""

LEAST_SPACE = 13.0
"""Natural logarithm of 440,000 pairs of words: an output of 1,000 words and a source of 440."""

LEAST_ALONE = 38.0
"""The same for the strongest passage of two texts that have no long copy: unless one is sure, none is."""

LEAST_KEPT, LEAST_ORDERED = 0.55, 0.75
"""Share of the words of one side of that passage, at least, that the other side has, or else share of its
equal words that are in order: rewording keeps the words or their order, two texts that tell of the same facts
share fewer words, and in any order."""

TWO_COPIES = 1.6
"""Words of an output passage for each word of its source from which on it may be two copies side by side."""

LEAST_CHARACTERS = 120
"""The shorter side of a passage; what is shorter must be a run or a chain to be found."""


def passages(comparison: Comparison, known: Sequence[tuple[Stretch, Stretch]] = ()) -> list[Passage]:
    """The passages of the output that were made from passages of the source, strongest first.

    None is looked for within `known` pairs of stretches. They do not overlap in the output; in the source
    they do only where each is strong by itself: one passage that was used twice.
    """
    found: dict[tuple[Stretch, Stretch], Passage] = {}
    held = np.array([(*here, *there) for here, there in known], dtype=np.int64).reshape(-1, 4)
    for most, places in starts(comparison):
        free = (pair for pair in places if not _holds(held, *pair))  # of what is held when it is their turn
        for here, there in islice(free, most):
            passage = whole(comparison, here, there)
            if passage:
                found[passage[:2]] = passage
                held = np.concatenate((held, [(*passage.output, *passage.source)]))
    single = [copy for passage in found.values() for copy in _copies(comparison, passage)]
    accepted = _without_overlaps(comparison, single)
    return accepted if known or any(_is_sure(comparison, passage) for passage in accepted) else []


def _is_sure(comparison: Comparison, passage: Passage) -> bool:
    """Whether a passage is believed without another one, or a long copy, beside it."""
    if score(comparison, passage.output, passage.source) < LEAST_ALONE + surplus(comparison):
        return False
    output, source = comparison.output, comparison.source
    sides = (output, passage.output, source, passage.source), (source, passage.source, output, passage.output)
    if any(support(comparison, *side).matched.mean() >= LEAST_KEPT for side in sides):
        return True
    tied = ties(comparison, passage.output, passage.source)
    return matched(in_order(tied)) >= LEAST_ORDERED * matched(tied)


def _holds(pairs: npt.NDArray[np.int64], here: Stretch, there: Stretch) -> bool:
    """Whether the middles of `here` and `there` lie in the two stretches of a pair, a row of int64 (n, 4)."""
    first, stop, other_first, other_stop = pairs.T
    middle, other_middle = sum(here) / 2, sum(there) / 2
    within = (first <= middle) & (middle < stop) & (other_first <= other_middle) & (other_middle < other_stop)
    return bool(within.any())


def _copies(comparison: Comparison, passage: Passage) -> list[Passage]:
    """A passage, or the two copies of its source that stand side by side in it, each strong by itself."""
    here, there, _ = passage
    if here.length < TWO_COPIES * there.length:
        return [passage]
    borders = here.first + np.flatnonzero(comparison.output.text.borders[here.first : here.stop])
    middle = int(
        min(borders.tolist(), key=lambda border: abs(2 * border - here.first - here.stop), default=0)
    )
    copies = []
    for first, stop in ((here.first, middle), (middle, here.stop)):
        taken = Taken(np.ones(len(comparison.output), dtype=np.bool_), np.zeros(len(comparison.source), bool))
        taken.output[first:stop] = False
        copy = grown(comparison, Stretch(first, stop), there, taken) if stop > first else None
        if not copy or score(comparison, copy.output, copy.source) < 2 * (LEAST_SCORE + surplus(comparison)):
            return [passage]
        copies.append(copy)
    return copies


def _without_overlaps(comparison: Comparison, found: list[Passage]) -> list[Passage]:
    """The strongest passages; what a stronger one leaves of a weaker one is grown again from there."""
    taken = Taken(
        np.zeros(len(comparison.output), dtype=np.bool_), np.zeros(len(comparison.source), dtype=np.bool_)
    )
    least = LEAST_SCORE + surplus(comparison)
    accepted: list[Passage] = []
    waiting = sorted(found, key=_rank)
    again = len(waiting)
    while waiting:
        passage = waiting.pop(0)
        total = score(comparison, passage.output, passage.source)
        if total < least or not long_enough(comparison, passage.output, passage.source):
            continue
        in_output = bool(taken.output[passage.output.first : passage.output.stop].any())
        in_source = bool(taken.source[passage.source.first : passage.source.stop].any())
        if not in_output and (not in_source or total >= 2 * least):
            accepted.append(passage)
            taken.output[passage.output.first : passage.output.stop] = True
            taken.source[passage.source.first : passage.source.stop] = True
        elif again:
            again -= 1
            rest = _rest(comparison, passage, taken)
            if rest:
                waiting = sorted([*waiting, rest], key=_rank)
    return accepted


def surplus(comparison: Comparison) -> float:
    """Nats that are asked for beyond LEAST_SCORE, because the search space is larger than LEAST_SPACE."""
    return max(0.0, comparison.search_space - LEAST_SPACE)


def _rank(passage: Passage) -> tuple[float, Stretch, Stretch]:
    return -passage.nats, passage.output, passage.source


def _rest(comparison: Comparison, passage: Passage, taken: Taken) -> Passage | None:
    """A passage grown from the free words of `passage`; None if there is none without taken words."""
    here = _free(taken.output, passage.output)
    there = _free(taken.source, passage.source)
    return grown(comparison, here, there, taken) if here and there else None


def _free(taken: npt.NDArray[np.bool_], stretch: Stretch) -> Stretch | None:
    places = np.flatnonzero(~taken[stretch.first : stretch.stop])
    if not len(places):
        return None
    return Stretch(stretch.first + int(places[0]), stretch.first + int(places[-1]) + 1)


def long_enough(comparison: Comparison, here: Stretch, there: Stretch) -> bool:
    """Whether both sides have LEAST_CHARACTERS."""
    return min(comparison.output.span(here).length, comparison.source.span(there).length) >= LEAST_CHARACTERS
