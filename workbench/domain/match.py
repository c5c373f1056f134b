"""An output Span and a source Span that an alignment ties."""

from dataclasses import dataclass, replace
from typing import Literal

from workbench.domain.span import Span

Method = Literal["run", "chain", "passage", "summary", "retelling"]
"""How a match was found: one run of equal words; runs chained over small edits; a passage whose words
correspond in any order; a passage that condenses a longer one; a passage whose sentences say the same in the
same order, which their words by themselves leave unsure."""


@dataclass(frozen=True, slots=True)
class Match:
    """An output Span and a source Span that an alignment ties.

    Every pair is a run of equal words (equal after folding), verified letter for letter. Pairs are in the
    order of the output, do not overlap on either side, and lie within the two spans. On the source side they
    may stand in another order.
    """

    output: Span
    source: Span
    pairs: tuple[tuple[Span, Span], ...]
    """Equal runs, the output's span first."""
    matched_words: int
    """Words in `pairs`."""
    output_words: int
    """Words in `output`."""
    source_words: int
    """Words in `source`."""
    method: Method

    def in_larger_source(self, start: int) -> "Match":
        """The same match where the source's text begins at `start` of a larger text."""
        if not start:
            return self
        pairs = tuple((here, there.moved(start)) for here, there in self.pairs)
        return replace(self, source=self.source.moved(start), pairs=pairs)

    @property
    def similarity(self) -> float:
        """Dice coefficient of the words: twice the matched words over the words of both sides, 0 to 1."""
        return 2 * self.matched_words / max(1, self.output_words + self.source_words)
