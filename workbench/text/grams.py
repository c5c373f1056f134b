"""Hashes of several words in a row."""

import numpy as np

from workbench.domain.tokens import Hashes
from workbench.text.hashing import mix

FACTOR = np.uint64(0xD6E8FEB86659FD93)


def grams(hashes: Hashes, size: int, step: int = 1) -> Hashes:
    """uint64 (max(0, n - size + 1),), one hash for every `size` neighbouring words of uint64 (n,) hashes.

    With a `step`, only the first of each `step` of them. The order of the words counts: each is weighed by
    another power of an odd number.
    """
    count = len(hashes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    return mix(weighed_sums(hashes, size, step))


def weighed_sums(hashes: Hashes, size: int, step: int = 1) -> Hashes:
    """uint64 (n - size + 1,), what `grams` mixes: enough where hashes are only compared with each other.

    For `n` of `size` and more; with a `step`, the first of each `step`.
    """
    count = len(hashes) - size + 1
    total = hashes[:count:step].copy()
    with np.errstate(over="ignore"):
        for offset in range(1, size):
            total *= FACTOR
            total += hashes[offset : offset + count : step]
    return total
