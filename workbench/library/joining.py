"""When small files are joined into a larger one, so that many additions do not make many files."""

import math
from collections.abc import Sequence
from itertools import takewhile

GATHERED = 16
"""How many files of one scale are left apart; each byte is then copied once for each factor of so much."""


def joinable(sizes: Sequence[int], limit: int) -> int:
    """How many of the last files to join, given all their sizes in order; 0 while they are few.

    Files of `limit` and more are left as they are.
    """
    tail = takewhile(lambda size: size < limit and _scale(size) <= _scale(sizes[-1]), reversed(sizes))
    count = sum(1 for _ in tail)
    return count if count >= GATHERED else 0


def _scale(size: int) -> int:
    return int(math.log(max(1, size), GATHERED))
