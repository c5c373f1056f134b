"""How often each word occurs in a segment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Offsets
from workbench.library.compiled import kernels

_SLOT_BITS = 16
_AT_ONCE = 1 << 20
"""Words that are counted at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The distinct words of a segment.

    Attributes:
        words: uint64 (n,), the hashes of the folded words, sorted.
        counts: uint32 (n,), how often each occurs.
    """

    words: Hashes
    counts: npt.NDArray[np.uint32]

    @classmethod
    def build(cls, hashes: Hashes) -> "Vocabulary":
        """The vocabulary of running words with these hashes.

        Each word goes to the slot of its top bits, and only those that meet another word there are sorted:
        half the time of sorting all.
        """
        if fast := kernels():
            return cls._sorted(*fast.counted(hashes))
        parts = [cls._counted(hashes[at : at + _AT_ONCE]) for at in range(0, max(1, len(hashes)), _AT_ONCE)]
        return parts[0] if len(parts) == 1 else cls.merged(parts)

    @classmethod
    def _counted(cls, hashes: Hashes) -> "Vocabulary":
        slots = (hashes >> np.uint64(64 - _SLOT_BITS)).view(np.int64)
        holder = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)
        holder[slots] = hashes
        displaced = np.flatnonzero(holder.take(slots) != hashes)
        counts = np.bincount(slots, minlength=1 << _SLOT_BITS)
        counts -= np.bincount(slots[displaced], minlength=1 << _SLOT_BITS)
        used = np.flatnonzero(counts)
        others, other_counts = np.unique(hashes[displaced], return_counts=True)
        words = np.concatenate((holder[used], others))
        return cls._sorted(words, np.concatenate((counts[used], other_counts)))

    @classmethod
    def _sorted(cls, words: Hashes, counts: npt.NDArray[np.integer[Any]]) -> "Vocabulary":
        order = np.argsort(words, kind="stable")
        return cls(words[order], counts[order].astype(np.uint32))

    @classmethod
    def merged(cls, parts: Sequence["Vocabulary"]) -> "Vocabulary":
        """The vocabulary of all that `parts` count."""
        words = np.concatenate([part.words for part in parts])
        counts = np.concatenate([part.counts for part in parts]).astype(np.int64)
        order = np.argsort(words, kind="stable")
        words, counts = words[order], counts[order]
        first = np.flatnonzero(np.concatenate((np.ones(len(words[:1]), np.bool_), words[1:] != words[:-1])))
        sums = np.add.reduceat(counts, first) if len(first) else counts
        return cls(words[first], sums.astype(np.uint32))

    def count(self, hashes: Hashes) -> Offsets:
        """int64 (n,), how often each of these words occurs."""
        if not len(self.words):
            return np.zeros(len(hashes), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.words, hashes), len(self.words) - 1)
        return np.where(self.words[place] == hashes, self.counts[place], 0).astype(np.int64)

    def holds(self, hashes: Hashes) -> bool:
        """Whether every one of these words occurs."""
        return bool((self.count(hashes) > 0).all())
