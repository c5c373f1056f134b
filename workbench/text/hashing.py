"""Hashes of words, all of a text at once."""

import numpy as np

from workbench.domain.tokens import Hashes, Letters, Offsets

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, so it has an inverse modulo 2**64
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))


def hash_words(letters: Letters, bounds: Offsets) -> Hashes:
    """uint64 (n,), a polynomial hash of each word: its letters weighed by powers of an odd number, mixed.

    Sums of all words come from one cumulative sum, brought to the same power by the inverse
    (Karp and Rabin 1987, over the integers modulo 2**64).
    """
    if not len(letters):
        return np.zeros(0, dtype=np.uint64)
    length = len(letters) + 1
    with np.errstate(over="ignore"):
        weighed = letters.astype(np.uint64)
        weighed += np.uint64(1)
        weighed *= _POWERS.first(len(letters))
        sums = np.zeros(length, dtype=np.uint64)
        np.cumsum(weighed, out=sums[1:])
        words = np.diff(sums.take(bounds))
        words *= _INVERSE_POWERS.first(length).take(bounds[:-1])
        words += np.diff(bounds).astype(np.uint64)
        return mix(words)


def mix(values: Hashes) -> Hashes:
    """uint64 (n,), each value with its bits spread (the finaliser of splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return values ^ (values >> np.uint64(31))


class _Powers:
    """The powers of a number modulo 2**64, from the 0th; computed once for the longest text so far."""

    def __init__(self, base: np.uint64) -> None:
        self._base = base
        self._known = np.ones(1, dtype=np.uint64)

    def first(self, count: int) -> Hashes:
        """uint64 (count,)."""
        if count > len(self._known):
            factors = np.full(max(count, 1 << 16), self._base, dtype=np.uint64)
            factors[0] = 1
            with np.errstate(over="ignore"):
                self._known = np.cumprod(factors, dtype=np.uint64)
        return self._known[:count]


_POWERS = _Powers(_MULTIPLIER)
_INVERSE_POWERS = _Powers(_INVERSE)
