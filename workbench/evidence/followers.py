"""How likely each word of an output is after the word before it, by what follows what in some texts."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.domain.span import Span
from workbench.domain.tokens import Hashes, Tokens
from workbench.text.grams import grams
from workbench.text.neighbours import Neighbours, keys_of

Counts = npt.NDArray[np.int64]


class Place(NamedTuple):
    """A run of equal words: in the output, and where a source has it."""

    source: str
    here: Span
    there: Span


class Followers:
    """The pairs of neighbouring words of one output, counted in texts from which places can be left out.

    What a finding ties is left out when it is weighed: a copy must not make itself likely.
    """

    def __init__(self, output: Tokens, neighbours: Sequence[Neighbours]) -> None:
        self._output = output
        self._neighbours = neighbours
        pairs, self._pair_of = np.unique(keys_of(grams(output.hashes, 2)), return_inverse=True)
        words, self._word_of = np.unique(keys_of(output.hashes[:-1]), return_inverse=True)
        self._begun_by = np.zeros(len(pairs), dtype=np.int64)
        self._begun_by[self._pair_of] = self._word_of
        self._met = [each.met(pairs) for each in neighbours]
        self._after = [each.after(words) for each in neighbours]

    def chances(
        self, following: Counts, alone: npt.NDArray[np.float64], left_out: Sequence[Place]
    ) -> npt.NDArray[np.float64]:
        """float64 (n,), the chance of each word `following[i]` of the output after the word before it.

        `(max(0, c(v, w) - 1) + (s(v) + 1) p(w)) / (c(v) + 1)`, where `p`, float64 (n,) `alone`, is its chance
        by itself, `c` counts in the texts outside of the places `left_out`, and `s(v)` is what is left of
        `c(v)` when `c(v, w) - 1` is taken off for each pair. This is absolute discounting by one,
        interpolated (Ney, Essen and Kneser 1994, "On structuring probabilistic dependences in stochastic
        language modelling"), with one imagined occurrence of each `v`: pairs met once are left to `p`.
        """
        together, followed, spare = (np.zeros(len(following)) for _ in range(3))
        pairs = self._pair_of[following - 1]
        words = self._word_of[following - 1]
        places = _distinct(left_out)
        for each, met, (after, left) in zip(self._neighbours, self._met, self._after, strict=True):
            taken = self._taken(
                [place for place in places if place.there.stop <= each.texts.get(place.source, 0)]
            )
            kept = np.maximum(0, met - 1)
            still = np.maximum(0, met - taken - 1)
            lost = self._by_word(np.minimum(taken, after[self._begun_by]))
            freed = self._by_word(kept - still)
            together += still[pairs]
            followed += np.maximum(0, after - lost)[words]
            spare += np.maximum(0, left - lost + freed)[words]
        chances: npt.NDArray[np.float64] = (together + (spare + 1) * alone) / (followed + 1)
        return chances

    def _taken(self, places: Sequence[Place]) -> Counts:
        """int64 (pairs,), how often each pair stands in `places`."""
        taken = np.zeros(len(self._begun_by), dtype=np.int64)
        for place in places:
            first, stop = self._output.within(place.here)
            np.add.at(taken, self._pair_of[first : max(first, stop - 1)], 1)
        return taken

    def _by_word(self, counts: Counts) -> Counts:
        """int64 (words,), the sum of counts of pairs over those that a word begins."""
        size = int(self._word_of.max()) + 1
        return np.bincount(self._begun_by, weights=counts, minlength=size).astype(np.int64)


def chances_after(
    neighbours: Sequence[Neighbours], first: Hashes, second: Hashes, alone: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """float64 (n,), the chance of each word `second[i]` after `first[i]`, as `Followers` gives it.

    `first` and `second` are uint64 (n,); `alone` is float64 (n,), the chance of `second[i]` by itself.
    """
    pairs = keys_of(grams(np.stack([first, second], axis=1).ravel(), 2, step=2))
    together, followed, spare = (np.zeros(len(first)) for _ in range(3))
    for each in neighbours:
        after, left = each.after(keys_of(first))
        together += np.maximum(0, each.met(pairs) - 1)
        followed += after
        spare += left
    chances: npt.NDArray[np.float64] = (together + (spare + 1) * alone) / (followed + 1)
    return chances


def _distinct(places: Sequence[Place]) -> list[Place]:
    """Places of which no two of one source overlap there, the first of those that do."""
    reached: dict[str, int] = {}
    distinct = []
    for place in sorted(places, key=lambda place: (place.source, place.there)):
        if place.there.start >= reached.get(place.source, 0):
            reached[place.source] = place.there.stop
            distinct.append(place)
    return distinct
