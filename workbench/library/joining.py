"""When small files are joined into a larger one, so that many additions do not make many files."""

import math
from collections.abc import Sequence
from itertools import takewhile

GATHERED = 16
"""How many files of one scale are left apart; each byte is then copied once for each factor of so much."""

LARGE_GATHERED, LARGE_FACTOR = 3, 4
"""How many large files of one scale are joined, and the factor between scales."""


def joinable(sizes: Sequence[int], limit: int) -> int:
    """How many of the last files to join, given all their sizes in order; 0 while they are few.

    Files of `limit` and more are left as they are.
    """
    tail = takewhile(lambda size: size < limit and _scale(size) <= _scale(sizes[-1]), reversed(sizes))
    count = sum(1 for _ in tail)
    return count if count >= GATHERED else 0


def large_joinable(sizes: Sequence[int], least: int, limit: int) -> int:
    """How many of the last files to join, where several of `least` and more have gathered; else 0.

    LARGE_GATHERED of one scale are joined, with the smaller ones among and after them, into less than
    `limit`: what is asked at every search is to be in few places.
    """
    for count in range(len(sizes), LARGE_GATHERED - 1, -1):
        tail = sizes[-count:]
        scales = [int(math.log(size / least, LARGE_FACTOR)) for size in tail if size >= least]
        alike = scales.count(max(scales, default=0))
        if alike >= LARGE_GATHERED and sum(tail) < limit:
            return count
    return 0


def _scale(size: int) -> int:
    return int(math.log(max(1, size), GATHERED))
