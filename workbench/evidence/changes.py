"""What stands between the equal runs of a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.text.words import tokenise


@dataclass(frozen=True, slots=True)
class Changes:
    """Counts of words beside the equal runs, and of the runs themselves."""

    runs: int
    longest_run: int
    """Words in it."""
    replaced: int
    """Words of the output that stand where the source has other words, one for one."""
    output_only: int
    source_only: int
    ordered: bool
    """Whether the runs stand in the same order on both sides; if not, nothing can be paired as replaced."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two neighbouring runs of the output."""

    output_words: int
    source_words: int
    """0 where the next run stands before this one in the source."""
    ordered: bool
    """Whether the source runs on to the next run, too."""


def gaps_of(match: Match, output: Tokens, source: str) -> list[Gap]:
    """The gaps between the runs of `match`; `source` is the whole text of its source."""
    gaps = []
    for (here, there), (next_here, next_there) in pairwise(match.pairs):
        first, stop = output.within(Span(here.stop, next_here.start))
        ordered = there.stop <= next_there.start
        between = source[there.stop : next_there.start] if ordered else ""
        gaps.append(Gap(stop - first, len(tokenise(between)), ordered))
    return gaps


def changes_of(match: Match, gaps: Sequence[Gap], output: Tokens) -> Changes:
    """What `match` has beside its equal words; of a gap with words on both sides, as many as its shorter side
    has are replaced and the others stand on one side only.
    """
    lengths = [stop - first for first, stop in (output.within(here) for here, _ in match.pairs)]
    ordered = all(gap.ordered for gap in gaps)
    replaced = sum(min(gap.output_words, gap.source_words) for gap in gaps) if ordered else 0
    return Changes(
        runs=len(match.pairs),
        longest_run=max(lengths, default=0),
        replaced=replaced,
        output_only=match.output_words - match.matched_words - replaced,
        source_only=match.source_words - match.matched_words - replaced,
        ordered=ordered,
    )
