"""Passages that meaning finds where words leave it unsure, confirmed by words and meaning together."""

from collections.abc import Sequence

from workbench.alignment.chains import LEAST_CHAINED, matched
from workbench.alignment.comparison import Comparison, Stretch
from workbench.alignment.drafts import CHAIN_SIMILARITY, Draft, drafted
from workbench.alignment.order import is_backward
from workbench.alignment.passages import long_enough, surplus
from workbench.alignment.score import score
from workbench.alignment.sentences import Encode, Near, retellings
from workbench.alignment.ties import ties

LEAST_TOGETHER = 30.0
"""Nats of words and of sentences, added, from which on a retelling is one; in a larger search space as many
more as for a passage (`passages.surplus`)."""


def with_retellings(
    comparison: Comparison, drafts: Sequence[Draft], near: Near, encode: Encode
) -> list[Draft]:
    """The drafts with the retellings found in places `near` that no draft explains.

    A retelling takes in the short copies that lie in it; one that meets a match of other words is dropped.
    """
    explained = [draft.output for draft in drafts if not _is_short_copy(draft)]
    kept = list(drafts)
    for told in retellings(comparison, near, explained, encode):
        words = score(comparison, told.output, told.source) - surplus(comparison)
        if words + told.nats < LEAST_TOGETHER or not long_enough(comparison, told.output, told.source):
            continue
        draft = _drafted(comparison, told.output, told.source)
        met = [other for other in kept if other.output.overlap(told.output)]
        if draft and draft.pairs and all(_lies_in(other, told.output, told.source) for other in met):
            kept = [other for other in kept if other not in met]
            kept.append(draft)
    return kept


def _drafted(comparison: Comparison, here: Stretch, there: Stretch) -> Draft | None:
    """A retelling, or what words make of it where half of them are equal after all."""
    pairs = ties(comparison, here, there)
    if 2 * matched(pairs) >= CHAIN_SIMILARITY * (here.length + there.length):
        return drafted(comparison, here, there)
    return None if is_backward(pairs) else Draft(here, there, pairs, "retelling")


def _is_short_copy(draft: Draft) -> bool:
    """Whether a copy is so short that a retelling may have kept it: it would be no chain by itself."""
    return draft.method in ("run", "chain") and matched(draft.pairs) < LEAST_CHAINED


def _lies_in(draft: Draft, here: Stretch, there: Stretch) -> bool:
    return draft.output.overlap(here) == draft.output.length and 2 * draft.source.overlap(there) >= (
        draft.source.length
    )
