"""How often one word follows another in the sources at hand."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from workbench.domain.span import Span
from workbench.domain.tokens import Hashes, Tokens
from workbench.text.grams import grams

Counts = npt.NDArray[np.int64]

_PREFIX_BITS = 20


class Followers:
    """Counts of the neighbouring words of one output in some texts, stretches of which can be left out.

    What a finding ties is left out when it is weighed: a copy must not make itself likely.
    """

    def __init__(self, output: Tokens, texts: Mapping[str, Tokens]) -> None:
        """Linear in the words of `texts`."""
        self._pairs = _Wanted(grams(output.hashes, 2))
        self._words = _Wanted(output.hashes)
        self._texts = dict(texts)
        self._met = {
            name: (
                self._pairs.met_in(grams(tokens.hashes, 2)),
                self._words.met_in(tokens.hashes[:-1]),
            )
            for name, tokens in texts.items()
        }
        self._pair_totals = self._pairs.totals(met for met, _ in self._met.values())
        self._word_totals = self._words.totals(met for _, met in self._met.values())

    def counts(self, pairs: Counts, left_out: Iterable[tuple[str, Span]]) -> tuple[Counts, Counts]:
        """int64 (n,) twice: how often word `pairs[i]` of the output is followed by the word after it, and how
        often it is followed by any word, outside of the spans `left_out` of the texts.
        """
        together, alone = self._pair_totals.copy(), self._word_totals.copy()
        for name, first, stop in self._merged(left_out):
            pair_met, word_met = self._met[name]
            self._pairs.take_out(together, pair_met, first, stop)
            self._words.take_out(alone, word_met, first, stop)
        return together[self._pairs.places[pairs]], alone[self._words.places[pairs]]

    def _merged(self, spans: Iterable[tuple[str, Span]]) -> Iterable[tuple[str, int, int]]:
        """The word ranges of `spans`, those of one text that overlap made one."""
        reached: dict[str, int] = {}
        for name, span in sorted(spans):
            if name in self._texts:
                first, stop = self._texts[name].within(span)
                first = max(first, reached.get(name, 0))
                reached[name] = max(stop, reached.get(name, 0))
                if stop > first:
                    yield name, first, stop


Met = tuple[Counts, Counts]
"""Where wanted hashes were met in a text, in order, and which of them each was."""


class _Wanted:
    """The distinct hashes of an output that are counted elsewhere."""

    def __init__(self, hashes: Hashes) -> None:
        self._hashes, self.places = np.unique(hashes, return_inverse=True)
        self._prefixes = np.zeros(1 << _PREFIX_BITS, dtype=np.bool_)
        self._prefixes[self._prefix(self._hashes)] = True

    def met_in(self, hashes: Hashes) -> Met:
        """Where any of the wanted hashes stands in uint64 (n,) `hashes`."""
        maybe = np.flatnonzero(self._prefixes[self._prefix(hashes)])
        if not len(maybe):
            return maybe, maybe
        which = np.minimum(np.searchsorted(self._hashes, hashes[maybe]), len(self._hashes) - 1)
        right = self._hashes[which] == hashes[maybe]
        return maybe[right], which[right]

    def totals(self, met: Iterable[Met]) -> Counts:
        """int64 (wanted,), how often each was met."""
        totals = np.zeros(len(self._hashes), dtype=np.int64)
        for _, which in met:
            totals += np.bincount(which, minlength=len(totals))
        return totals

    @staticmethod
    def take_out(totals: Counts, met: Met, first: int, stop: int) -> None:
        """Subtract from `totals` what was met from word `first` to the one before `stop`."""
        places, which = met
        low, high = np.searchsorted(places, [first, stop])
        np.subtract.at(totals, which[low:high], 1)

    @staticmethod
    def _prefix(hashes: Hashes) -> Counts:
        return (hashes >> np.uint64(64 - _PREFIX_BITS)).astype(np.int64)
