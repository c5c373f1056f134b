"""Hashes of words, all of a text at once."""

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Letters, Offsets

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, so it has an inverse modulo 2**64
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))


def hash_words(letters: Letters | npt.NDArray[np.uint8], bounds: Offsets) -> Hashes:
    """uint64 (n,), a polynomial hash of each word: its letters weighed by powers of an odd number, mixed.

    Sums of all words come from one cumulative sum, brought to the same power by the inverse
    (Karp and Rabin 1987, over the integers modulo 2**64).
    """
    if not len(letters):
        return np.zeros(0, dtype=np.uint64)
    length = len(letters) + 1
    sums = np.empty(length, dtype=np.uint64)
    sums[0] = 0
    with np.errstate(over="ignore"):
        weighed = np.add(letters, 1, out=sums[1:], dtype=np.uint64)
        weighed *= _POWERS.first(len(letters))
        np.cumsum(weighed, out=weighed)
        reached = sums.take(bounds)
        words = reached[1:] - reached[:-1]
        words *= _INVERSE_POWERS.first(length).take(bounds[:-1])
        words += (bounds[1:] - bounds[:-1]).view(np.uint64)
        return mix(words)


def mix(values: Hashes) -> Hashes:
    """uint64 (n,), each value with its bits spread (the finaliser of splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = values ^ (values >> np.uint64(30))
        values *= np.uint64(0xBF58476D1CE4E5B9)
        values ^= values >> np.uint64(27)
        values *= np.uint64(0x94D049BB133111EB)
        values ^= values >> np.uint64(31)
        return values


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


_POWERS = _Powers(MULTIPLIER)
_INVERSE_POWERS = _Powers(_INVERSE)
