"""The stretch of largest sum in a row of weights."""

import numpy as np

from workbench.alignment.comparison import Nats


def heaviest(weights: Nats, bonus: Nats | None = None) -> tuple[int, int, float]:
    """The segment of largest sum, half-open, with its sum; of at least one weight (Kadane).

    `weights` is float64 (n,). A `bonus`, float64 (n + 1,), for a segment that begins or ends there counts in
    the choice but not in the sum.
    """
    sums = np.zeros(len(weights) + 1)
    np.cumsum(weights, out=sums[1:])
    extra = np.zeros(1) if bonus is None else bonus
    before = sums - extra
    ends = (sums + extra)[1:] - np.minimum.accumulate(before)[:-1]
    stop = int(ends.argmax()) + 1
    first = int(before[:stop].argmin())
    return first, stop, float(sums[stop] - sums[first])
