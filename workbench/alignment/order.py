"""In which order the words of a match stand on the two sides."""

from bisect import bisect_left, bisect_right

import numpy as np

from workbench.alignment.runs import Run

BACKWARD = 0.8
"""Share of steps from tied word to tied word that go back in the source, from which on words run backwards.
Of shuffled words some half do."""

FROM_END_TO_END = -0.6
"""Rank correlation of the places of tied words on the two sides at which it is the whole that runs backwards.
Sentences that are read backwards one by one have one above 0, two that changed places reach -0.5."""

LEAST_PAIRS = 15
"""Pairs from which on their order is told from chance."""


def in_order(pairs: list[Run]) -> list[Run]:
    """Those of `pairs`, given in the order of the output, that are in order in the source, too: most words.

    The heaviest increasing subsequence (Jacobson and Vo 1992), in n log n.
    """
    starts: list[int] = []  # of the last runs of the best sequences so far, with more words the further on
    totals: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for index, (_, other, count) in enumerate(pairs):
        place = bisect_left(starts, other)
        total = count + (totals[place - 1] if place else 0)
        before[index] = last[place - 1] if place else -1
        stop = bisect_right(totals, total, lo=place)
        starts[place:stop], totals[place:stop], last[place:stop] = [other], [total], [index]
    chosen = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def is_backward(pairs: list[Run]) -> bool:
    """Whether words run backwards, from word to word and from end to end (Spearman's rank correlation)."""
    if len(pairs) < LEAST_PAIRS:
        return False
    places = np.array([other for _, other, _ in pairs])
    ranks = np.argsort(np.argsort(places, kind="stable"), kind="stable")
    backward = float((np.diff(places) < 0).mean())
    return backward >= BACKWARD and bool(np.corrcoef(np.arange(len(ranks)), ranks)[0, 1] <= FROM_END_TO_END)
