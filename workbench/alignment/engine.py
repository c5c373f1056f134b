"""The whole engine for two documents."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from workbench.alignment.chains import Run, chains
from workbench.alignment.prepared import Prepared
from workbench.domain.match import Match, Method
from workbench.domain.span import Span

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]


def align(output: Prepared, source: Prepared, encode: Encode | None = None) -> list[Match]:
    """What `output` and `source` have in common, in the order of the output.

    No word of the output is in two matches; a word of the source may be, where it was used twice.
    """
    del encode
    found = [as_match(output, source, chain) for chain in chains(output.tokens, source.tokens)]
    return sorted(found, key=lambda match: (match.output, match.source))


def as_match(output: Prepared, source: Prepared, pairs: list[Run]) -> Match:
    """A match whose spans are the hull of its equal runs."""
    first, stop = pairs[0][0], pairs[-1][0] + pairs[-1][2]
    other = min(there for _, there, _ in pairs)
    other_stop = max(there + count for _, there, count in pairs)
    spans = tuple(
        (output.tokens.span(here, here + count), source.tokens.span(there, there + count))
        for here, there, count in pairs
    )
    method: Method = "run" if len(pairs) == 1 else "chain"
    return Match(
        Span(*output.tokens.span(first, stop)),
        Span(*source.tokens.span(other, other_stop)),
        spans,
        sum(count for _, _, count in pairs),
        stop - first,
        other_stop - other,
        method,
    )
