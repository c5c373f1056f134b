"""What stands between the equal runs of a finding."""

from dataclasses import dataclass

from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.evidence.kind import in_order
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


def changes_of(match: Match, output: Tokens, source: str) -> Changes:
    """What `match` has beside its equal words; of a gap with words on both sides, as many as its shorter side
    has are replaced and the others stand on one side only.
    """
    lengths = [stop - first for first, stop in (output.within(here) for here, _ in match.pairs)]
    ordered = in_order(match) == 1.0
    replaced = output_only = source_only = 0
    if ordered:
        gaps = zip(match.pairs, match.pairs[1:], strict=False)
        for (here, there), (next_here, next_there) in gaps:
            first, stop = output.within(Span(here.stop, next_here.start))
            mine = stop - first
            theirs = len(tokenise(source[there.stop : max(there.stop, next_there.start)]))
            replaced += min(mine, theirs)
            output_only += max(0, mine - theirs)
            source_only += max(0, theirs - mine)
    else:
        output_only = match.output_words - match.matched_words
        source_only = match.source_words - match.matched_words
    return Changes(len(match.pairs), max(lengths), replaced, output_only, source_only, ordered)
