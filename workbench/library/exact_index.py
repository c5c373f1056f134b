"""Where six words in a row stand, looked up by their hash.

The library's side is sampled, the output's is not: the grams that begin at every third word of a work are
kept, and every gram of an output is looked up. A run of at least GRAM_WORDS + STEP - 1 = 8 equal words then
holds a kept gram wherever it begins.

A kept gram is one uint64: the number of the gram in its segment in the low bits, and above it what the
directory does not already say of its hash. With n grams the number takes p bits, the directory has 2**(p - 6)
buckets by the hash's top bits, and the 64 - p bits that follow those are in the entry: hashes are equal in
their first 58 bits, at 8 bytes and a little for every third word. (Cleary 1984 calls it quotienting.)
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Offsets
from workbench.text.grams import grams

GRAM_WORDS, STEP = 6, 3
"""Words in a gram, and the distance in words between kept grams."""

SURE_RUN = GRAM_WORDS + STEP - 1
"""Every run of this many equal words is found."""

_DENSITY_BITS = 6
_LEAST_PLACE_BITS = 10


def kept_grams(hashes: Hashes) -> Hashes:
    """The hashes of the grams of one work that are kept, in its order."""
    return grams(hashes, GRAM_WORDS, STEP)


@dataclass(frozen=True, slots=True, eq=False)
class ExactIndex:
    """The kept grams of one segment.

    Attributes:
        entries: uint64 (n,), sorted within each bucket.
        buckets: uint32 (b + 1,), bucket `i` is `entries[buckets[i]:buckets[i + 1]]`; b is a power of two.
    """

    entries: Hashes
    buckets: npt.NDArray[np.uint32]

    @classmethod
    def build(cls, hashes: Hashes) -> "ExactIndex":
        """The index of the grams with these hashes, numbered from 0 in their order; below 2**32 of them."""
        bits = max(_LEAST_PLACE_BITS, (max(1, len(hashes)) - 1).bit_length())
        place_bits, low = np.uint64(bits), np.uint64((1 << bits) - 1)
        directory_bits = np.uint64(bits - _DENSITY_BITS)
        order = np.sort((hashes & ~low) | np.arange(len(hashes), dtype=np.uint64))
        places, prefixes = order & low, order >> place_bits
        entries = ((hashes[places] << directory_bits) & ~low) | places
        _settle_ties(entries, prefixes)
        edges = np.arange((1 << int(directory_bits)) + 1, dtype=np.uint64)
        buckets = np.searchsorted(prefixes, edges << (np.uint64(64) - place_bits - directory_bits))
        return cls(entries, buckets.astype(np.uint32))

    @property
    def sound(self) -> bool:
        """Whether the directory fits the entries, so that no lookup can leave them."""
        count = len(self.buckets) - 1
        return (
            count >= 1 << (_LEAST_PLACE_BITS - _DENSITY_BITS)
            and count & (count - 1) == 0
            and int(self.buckets[0]) == 0
            and int(self.buckets[-1]) == len(self.entries)
            and bool((self.buckets[1:] >= self.buckets[:-1]).all())
        )

    def find(self, wanted: Hashes) -> tuple[Offsets, Offsets]:
        """Every kept gram whose hash is one of `wanted` uint64 (q,), which are distinct and sorted.

        Returns two int64 (h,) arrays, sorted by the first, then the second: the index into `wanted`, and the
        number of the gram in its segment.
        """
        directory_bits = (len(self.buckets) - 1).bit_length() - 1
        place_bits = directory_bits + _DENSITY_BITS
        low = np.uint64((1 << place_bits) - 1)
        bucket = (wanted >> np.uint64(64 - directory_bits)).astype(np.int64)
        least = (wanted << np.uint64(directory_bits)) & ~low
        first, stop = self.buckets[bucket].astype(np.int64), self.buckets[bucket + 1].astype(np.int64)
        first = _bisect(self.entries, first, stop, least)
        stop = _bisect(self.entries, first, stop, least | low, after=True)
        which = np.repeat(np.arange(len(wanted)), stop - first)
        places = self.entries[counted(stop - first) + first[which]] & low
        return which, places.astype(np.int64)


def counted(lengths: Offsets) -> Offsets:
    """int64 (sum of lengths,): 0, 1, ... for each length in turn."""
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)


def _settle_ties(entries: Hashes, prefixes: Hashes) -> None:
    """Sort the entries whose hashes are equal in the bits that were sorted by and differ only below them."""
    wrong = np.flatnonzero((prefixes[1:] == prefixes[:-1]) & (entries[1:] < entries[:-1]))
    for prefix in np.unique(prefixes[wrong]):
        first, stop = np.searchsorted(prefixes, prefix), np.searchsorted(prefixes, prefix, side="right")
        entries[first:stop].sort()


def _bisect(entries: Hashes, first: Offsets, stop: Offsets, targets: Hashes, after: bool = False) -> Offsets:
    """For each target its place in `entries[first:stop]`, before equal entries or `after` them."""
    first, stop = first.copy(), stop.copy()
    open_ = np.flatnonzero(first < stop)
    while len(open_):
        middle = (first[open_] + stop[open_]) >> 1
        found, target = entries[middle], targets[open_]
        below = found <= target if after else found < target
        first[open_] = np.where(below, middle + 1, first[open_])
        stop[open_] = np.where(below, stop[open_], middle)
        open_ = open_[first[open_] < stop[open_]]
    return first
