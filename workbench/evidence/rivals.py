"""Which matches are one finding with several sources."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.domain.match import Match

SAME_PASSAGE = 0.8
"""Share of a match's output span within another's from which both are the same finding."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match and the source it was found in."""

    source: str
    match: Match


@dataclass(slots=True)
class Contest:
    """One stretch of the output and all sources in which it was found, the best first."""

    best: Candidate
    rivals: list[Candidate] = field(default_factory=list)

    @property
    def works(self) -> int:
        """In how many works the words were found."""
        return len({self.best.source, *(rival.source for rival in self.rivals)})


def contests(candidates: Sequence[Candidate]) -> list[Contest]:
    """The candidates grouped by the stretch of the output, in the order of the output.

    The candidate with the most matched words leads; one whose output span lies mostly within a leader's is
    its rival, also when it stands in the same work.
    """
    ranked = sorted(
        candidates,
        key=lambda candidate: (
            -candidate.match.matched_words,
            -candidate.match.similarity,
            candidate.match.output,
            candidate.source,
            candidate.match.source,
        ),
    )
    found: list[Contest] = []
    for candidate in ranked:
        span = candidate.match.output
        for contest in found:
            if contest.best.match.output.overlap(span) >= SAME_PASSAGE * span.length:
                contest.rivals.append(candidate)
                break
        else:
            found.append(Contest(candidate))
    found.sort(key=lambda contest: (contest.best.match.output, contest.best.source))
    return found
