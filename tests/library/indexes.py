"""Indexes that never were on a disk."""

import numpy as np

from workbench.domain.tokens import Hashes
from workbench.library.exact_index import RANGES, ExactIndex, RangedGrams, Shape


def index_of(hashes: Hashes) -> ExactIndex:
    """The index of grams with these hashes, numbered from 0."""
    shape, grams = Shape.of(len(hashes)), RangedGrams.of(hashes)
    ranges = [grams.between(part) for part in range(RANGES)]
    parts = [
        shape.packed(hashes, numbers.astype(np.int64), part) for part, (hashes, numbers) in enumerate(ranges)
    ]
    entries, sizes = zip(*parts, strict=True)
    buckets = np.cumsum(np.concatenate(([0], *sizes))).astype(np.uint32)
    return ExactIndex(np.concatenate((*entries, np.zeros(1, dtype=np.uint8))), buckets)
