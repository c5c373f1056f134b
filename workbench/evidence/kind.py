"""What kind of finding a match is."""

from itertools import pairwise

from workbench.domain.finding import Kind
from workbench.domain.match import Match

NEAR_SIMILARITY = 0.6
"""Least share of equal words, in the same order, for a near-verbatim finding: below it, more words were
changed than a reader would call small edits."""


def kind_of(match: Match) -> Kind:
    """`verbatim`, `near-verbatim` or `paraphrase`, by how many words are equal and in the same order."""
    if match.matched_words == match.output_words == match.source_words and len(match.pairs) == 1:
        return "verbatim"
    if match.similarity * in_order(match) >= NEAR_SIMILARITY:
        return "near-verbatim"
    return "paraphrase"


def in_order(match: Match) -> float:
    """The share of the equal words that follow the equal word before them in the source too, 0 to 1.

    Sentences moved as wholes cost one word each; words shuffled within sentences cost about every second one.
    """
    backward = sum(source.start > following.start for (_, source), (_, following) in pairwise(match.pairs))
    return 1 - backward / max(1, match.matched_words - 1)
