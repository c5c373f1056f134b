"""A Match as a reviewer meets it."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from workbench.domain.span import Span

Kind = Literal["verbatim", "near-verbatim", "paraphrase", "lead"]
"""`verbatim`: equal after folding. `near-verbatim`: aligned with small edits. `paraphrase`: aligned, with
few words in common order. `lead`: near in meaning, not aligned; never counted."""

Class = Literal["counted", "boilerplate", "quotation", "citation", "public-domain", "ignored"]
"""`counted`, or the reason why a finding is struck from the count. Struck is shown, never hidden."""

KINDS: tuple[Kind, ...] = ("verbatim", "near-verbatim", "paraphrase", "lead")


@dataclass(frozen=True, slots=True)
class Competitor:
    """Another source in which the same words of the output stand."""

    source: str
    """Id of the source."""
    source_span: Span
    matched_words: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A correspondence between a stretch of the output and a stretch of one source."""

    id: int
    """Its number in the analysis, from 1 in the order of the output: `[3]` on screen and on paper."""
    kind: Kind
    source: str
    """Id of the source."""
    output_span: Span
    source_span: Span
    pairs: tuple[tuple[Span, Span], ...]
    """Runs of equal words, output first, in the order of the output; empty for a lead."""
    matched_words: int
    output_words: int
    source_words: int
    similarity: float
    """Dice coefficient of the words, 0 to 1; for a lead, the cosine of the two vectors."""
    weight_bits: float
    """Surprise of the matched words by chance, in bits; 0 for a lead."""
    classification: Class = "counted"
    """`class` in the JSON."""
    reason: str = ""
    """Why it is of this class, in one sentence; empty when counted."""
    competing: tuple[Competitor, ...] = ()
    works: int = 1
    """In how many independent works the words or some of them occur, this one too; editions count once."""
    editions: int = 0
    """Other editions of the source's work, as the library groups them, in which the words were aligned."""
    explanation: tuple[str, ...] = ()
    """Why this is a match and why it is of this kind and class, in sentences that claim no more than was
    measured; the same on screen, on paper and in the JSON."""

    @property
    def counted(self) -> bool:
        """Whether its words count: aligned, and not struck."""
        return self.classification == "counted" and self.kind != "lead"

    @property
    def rivals(self) -> tuple[Competitor, ...]:
        """The competing sources that hold half of its equal words or more; others share a phrase of it."""
        return tuple(other for other in self.competing if 2 * other.matched_words >= self.matched_words)

    def altered(self) -> tuple[tuple[Span, Span], ...]:
        """The gaps between pairs that are neighbours on both sides, output first.

        They hold the changed, added and dropped words, with the spaces around them.
        """
        following = dict(pairwise(sorted(source for _, source in self.pairs)))
        gaps = []
        for (output, source), (next_output, next_source) in pairwise(self.pairs):
            if following.get(source) == next_source and source.stop <= next_source.start:
                gaps.append(
                    (Span(output.stop, next_output.start), Span(source.stop, next_source.start)),
                )
        return tuple(gaps)
