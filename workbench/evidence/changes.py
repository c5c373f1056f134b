"""What stands between the equal runs of a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.text.readings import read_alike
from workbench.text.words import tokenise

Misreading = tuple[str, str]
"""Two folded words, output first, that a machine which reads letters may take for each other."""


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
    misreadings: tuple[Misreading, ...] = ()
    """Replaced words that may be a misreading of the source's: `modern` and `modem`."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two neighbouring runs of the output."""

    output_words: int
    source_words: int
    """0 where the next run stands before this one in the source."""
    ordered: bool
    """Whether the source runs on to the next run, too."""
    misreadings: tuple[Misreading, ...] = ()
    """Words that stand one for one and look alike to a machine."""


def gaps_of(match: Match, output: Tokens, source: str) -> list[Gap]:
    """The gaps between the runs of `match`; `source` is the whole text of its source."""
    gaps = []
    for (here, there), (next_here, next_there) in pairwise(match.pairs):
        first, stop = output.within(Span(here.stop, next_here.start))
        ordered = there.stop <= next_there.start
        between = tokenise(source[there.stop : next_there.start] if ordered else "")
        misreadings = _misreadings(output.section(first, stop), between)
        gaps.append(Gap(stop - first, len(between), ordered, misreadings))
    return gaps


def _misreadings(mine: Tokens, theirs: Tokens) -> tuple[Misreading, ...]:
    """The words of two gaps of equal length that look alike, place by place."""
    if len(mine) != len(theirs):
        return ()
    return tuple(pair for pair in zip(mine.words(), theirs.words(), strict=True) if read_alike(*pair))


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
        misreadings=tuple(pair for gap in gaps for pair in gap.misreadings) if ordered else (),
    )
