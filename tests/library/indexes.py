"""Indexes that never were on a disk."""

import numpy as np

from workbench.domain.tokens import Hashes
from workbench.library.exact_index import RANGE_BITS, ExactIndex, RangedGrams, Shape


def index_of(hashes: Hashes, range_bits: int = RANGE_BITS) -> ExactIndex:
    """The index of grams with these hashes, numbered from 0, made range by range."""
    shape, grams = Shape.of(len(hashes)), RangedGrams.of(hashes)
    ranges = [grams.between(part, range_bits) for part in range(1 << range_bits)]
    parts = [shape.packed(hashes, numbers.astype(np.int64), range_bits) for hashes, numbers in ranges]
    entries, sizes = zip(*parts, strict=True)
    buckets = np.cumsum(np.concatenate(([0], *sizes))).astype(np.uint32)
    return ExactIndex(np.concatenate((*entries, np.zeros(1, dtype=np.uint8))), buckets)
