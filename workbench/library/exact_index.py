"""Where six words in a row stand, looked up by their hash.

The library's side is sampled, the output's is not: the grams that begin at every third word of a work are
kept, and every gram of an output is looked up. A run of at least GRAM_WORDS + STEP - 1 = 8 equal words then
holds a kept gram wherever it begins.

A kept gram is one entry of 7 bytes: the number of the gram in its segment in the low bits, and above it what
the directory does not already say of its hash. With n grams the number takes p bits, the directory has
2**(p - 4) buckets by the hash's top bits, and the 56 - p bits that follow those are in the entry: hashes are
equal in their first 52 bits, at 7 bytes and a half for every third word, and words are compared before
anything is shown. (Cleary 1984 calls it quotienting.) Within a bucket grams stand in their own order, so that
a stable radix sort makes the index, in half the time that sorting the hashes takes.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Offsets
from workbench.library.compiled import kernels
from workbench.text.grams import grams

GRAM_WORDS, STEP = 6, 3
"""Words in a gram, and the distance in words between kept grams."""

SURE_RUN = GRAM_WORDS + STEP - 1
"""Every run of this many equal words is found."""

_LEAST_PLACE_BITS = 10
RANGE_BITS = 6
RANGES = 1 << RANGE_BITS
"""Ranges of the hash that an index can be taken in: as many as the least directory of format 1 has
buckets."""
_DENSITY_BITS = {7: 4, 8: 6}
"""By the bytes of an entry; those of 8 bytes are what formats 1 and 2 wrote."""
ENTRY_BYTES = 7
_AT_ONCE = 1 << 18
"""Grams that are best sorted at once: a processor's cache holds them."""
_LOOKED_UP = 1 << 15
"""Grams that are looked up at once: what bounds the memory of it."""


def kept_grams(hashes: Hashes) -> Hashes:
    """The hashes of the grams of one work that are kept, in its order."""
    return grams(hashes, GRAM_WORDS, STEP)


def kept_grams_of_all(hashes: Hashes, edges: Offsets) -> tuple[Hashes, Offsets]:
    """Those of several works, whose words lie between the `edges` int64 (n + 1,), and how many each has."""
    if fast := kernels():
        kept: tuple[Hashes, Offsets] = fast.grams(hashes, edges, GRAM_WORDS, STEP)
        return kept
    found = [kept_grams(hashes[low:high]) for low, high in pairwise(edges.tolist())]
    return np.concatenate([hashes[:0], *found]), np.array([len(part) for part in found], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Shape:
    """How an index of so many grams is laid out."""

    count: int
    place_bits: int

    @classmethod
    def of(cls, count: int) -> "Shape":
        """The layout for `count` grams, below 2**32."""
        return cls(count, max(_LEAST_PLACE_BITS, (max(1, count) - 1).bit_length()))

    @property
    def bytes(self) -> int:
        """Bytes of the packed entries and the byte of nothing."""
        return ENTRY_BYTES * self.count + 1

    @property
    def range_bits(self) -> int:
        """First bits of the hash by which an index is best written part by part."""
        return min(RANGE_BITS, (self.count // _AT_ONCE).bit_length())

    def packed(
        self, hashes: Hashes, numbers: Offsets, range_bits: int
    ) -> tuple[npt.NDArray[np.uint8], Offsets]:
        """The entries of the grams of one range: uint8 (7 n,), and int64, the sizes of its buckets.

        Args:
            hashes, numbers: of all grams whose hashes begin with the same bits; equal hashes are in the order
                of their numbers.
            range_bits: how many bits these are.
        """
        directory_bits = self.place_bits - _DENSITY_BITS[ENTRY_BYTES]
        if fast := kernels():
            found: tuple[npt.NDArray[np.uint8], Offsets] = fast.packed(
                hashes, numbers, directory_bits, range_bits, self.place_bits
            )
            return found
        bucket_bits = directory_bits - range_bits
        bucket = hashes >> np.uint64(64 - directory_bits) & np.uint64((1 << bucket_bits) - 1)
        order = _stable_order(bucket, bucket_bits)
        entries = hashes[order]
        entries <<= np.uint64(directory_bits)
        entries >>= np.uint64(64 - 8 * ENTRY_BYTES + self.place_bits)
        entries <<= np.uint64(self.place_bits)
        entries |= numbers[order].astype(np.uint64, copy=False)
        sizes = np.bincount(bucket.astype(np.int64, copy=False), minlength=1 << bucket_bits)
        octets = entries.astype("<u8", copy=False).view(np.uint8).reshape(-1, 8)
        return octets[:, :ENTRY_BYTES].ravel(), sizes


@dataclass(frozen=True, slots=True, eq=False)
class RangedGrams:
    """Grams in the order of the RANGES of their hashes, those of one range in their own order.

    Attributes:
        hashes: uint64 (n,).
        numbers: uint32 (n,), the place that each had among all, from 0.
        edges: int64 (RANGES + 1,), where in those each range begins.
    """

    hashes: Hashes
    numbers: npt.NDArray[np.uint32]
    edges: Offsets

    @classmethod
    def of(cls, hashes: Hashes) -> "RangedGrams":
        """Those with these hashes, below 2**32 of them."""
        if fast := kernels():
            return cls(*fast.in_parts(hashes, np.zeros(0, dtype=np.int64), 0, RANGE_BITS))
        ranges = (hashes >> np.uint64(64 - RANGE_BITS)).astype(np.uint8)
        order = np.argsort(ranges, kind="stable")
        edges = np.cumsum(np.concatenate(([0], np.bincount(ranges, minlength=RANGES))))
        return cls(hashes[order], order.astype(np.uint32), edges)

    def __len__(self) -> int:
        return len(self.hashes)

    def between(self, part: int, range_bits: int) -> tuple[Hashes, npt.NDArray[np.uint32]]:
        """Hashes and numbers of those whose hashes begin with these `range_bits` bits, RANGE_BITS at most."""
        share = RANGES >> range_bits
        low, high = self.edges[part * share], self.edges[(part + 1) * share]
        return self.hashes[low:high], self.numbers[low:high]


@dataclass(frozen=True, slots=True, eq=False)
class ExactIndex:
    """The kept grams of one segment.

    Attributes:
        packed: uint8 (7 n + 1,), the entries, little-endian, and a byte of nothing; or uint64 (n,).
        buckets: uint32 (b + 1,), bucket `i` is the entries from `buckets[i]` to `buckets[i + 1]`; b is a
            power of two. In each, entries of one hash stand in the order of their numbers.
    """

    packed: npt.NDArray[np.uint8] | Hashes
    buckets: npt.NDArray[np.uint32]

    @property
    def sound(self) -> bool:
        """Whether the directory fits the entries, so that no lookup can leave them."""
        count = len(self.buckets) - 1
        return (
            count >= 1 << (_LEAST_PLACE_BITS - _DENSITY_BITS[self._entry_bytes])
            and count & (count - 1) == 0
            and int(self.buckets[0]) == 0
            and int(self.buckets[-1]) == self._entries.size
            and self._entries.size * self._entry_bytes == self.packed.nbytes - (self.packed.itemsize == 1)
            and bool((self.buckets[1:] >= self.buckets[:-1]).all())
        )

    def find(self, wanted: Hashes) -> tuple[Offsets, Offsets]:
        """Every kept gram whose hash is one of `wanted` uint64 (q,), which are distinct and sorted.

        Returns two int64 (h,) arrays, sorted by the first, then the second: the index into `wanted`, and the
        number of the gram in its segment.
        """
        parts = [
            self._find(first, wanted[first : first + _LOOKED_UP])
            for first in range(0, max(1, len(wanted)), _LOOKED_UP)
        ]
        which, places = zip(*parts, strict=True)
        return np.concatenate(which), np.concatenate(places)

    def between(self, part: int) -> tuple[Hashes, Offsets]:
        """The grams in one of RANGES equal ranges of the hash: uint64 (n,), int64 (n,).

        Their hashes in the bits that are known, 52 or more, and their numbers; those of one hash in order.
        """
        directory_bits = (len(self.buckets) - 1).bit_length() - 1
        place_bits = directory_bits + _DENSITY_BITS[self._entry_bytes]
        share = (len(self.buckets) - 1) // RANGES
        edges = self.buckets[part * share : (part + 1) * share + 1].astype(np.int64)
        bucket = np.repeat(np.arange(share, dtype=np.uint64), np.diff(edges)) + np.uint64(part * share)
        entries = self._entries[edges[0] : edges[-1]] << np.uint64(64 - 8 * self._entry_bytes)
        numbers = entries >> np.uint64(64 - 8 * self._entry_bytes)
        numbers &= np.uint64((1 << place_bits) - 1)
        kept = 8 * self._entry_bytes - place_bits  # bits of the hash in an entry
        entries >>= np.uint64(64 - kept)
        entries <<= np.uint64(64 - kept - directory_bits)
        entries |= bucket << np.uint64(64 - directory_bits)
        return entries, numbers.astype(np.int64)

    def _find(self, number: int, wanted: Hashes) -> tuple[Offsets, Offsets]:
        """As `find`, for grams that are counted from `number`."""
        entry_bits = np.uint64(8 * self._entry_bytes)
        directory_bits = np.uint64((len(self.buckets) - 1).bit_length() - 1)
        place_bits = directory_bits + np.uint64(_DENSITY_BITS[self._entry_bytes])
        bucket = (wanted >> (np.uint64(64) - directory_bits)).astype(np.int64)
        remainder = (wanted << directory_bits) >> (np.uint64(64) - entry_bits + place_bits)
        first, stop = self.buckets[bucket].astype(np.int64), self.buckets[bucket + 1].astype(np.int64)
        which = np.repeat(np.arange(len(wanted)), stop - first)
        entries = self._entries[counted(stop - first) + first[which]]
        entries <<= np.uint64(64) - entry_bits  # a byte of the next entry is no part of this one
        entries >>= np.uint64(64) - entry_bits
        hits = np.flatnonzero(entries >> place_bits == remainder[which])
        low = (np.uint64(1) << place_bits) - np.uint64(1)
        return which[hits] + number, (entries[hits] & low).astype(np.int64)

    @property
    def _entry_bytes(self) -> int:
        return 8 if self.packed.dtype == np.uint64 else ENTRY_BYTES

    @property
    def _entries(self) -> Hashes:
        """uint64 (n,), each entry with the byte that follows it where there is one; nothing is copied."""
        if self.packed.dtype == np.uint64:
            return self.packed.astype(np.uint64, copy=False)
        count = max(0, len(self.packed) - 1) // ENTRY_BYTES
        return np.ndarray((count,), np.dtype("<u8"), self.packed, strides=(ENTRY_BYTES,))


def counted(lengths: Offsets) -> Offsets:
    """int64 (sum of lengths,): 0, 1, ... for each length in turn."""
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)


def _stable_order(values: Hashes, bits: int) -> Offsets:
    """int64 (n,), the order of `values` below 2**bits, equal ones as they come: by 16 bits and 16 bits."""
    if bits <= 16:
        return np.argsort(values.astype(np.uint16), kind="stable")
    low = bits - 16
    tail = values & np.uint64((1 << low) - 1)
    order = np.argsort(tail.astype(np.uint8 if low <= 8 else np.uint16), kind="stable")
    return order[np.argsort((values >> np.uint64(low)).astype(np.uint16)[order], kind="stable")]
