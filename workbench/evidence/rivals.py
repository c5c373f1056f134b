"""Which matches are one finding with several sources."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.domain.match import Match
from workbench.domain.span import Span

SAME_PASSAGE = 0.8
"""Share of a match's output span within another's from which both are the same finding."""

MOST_LISTED = 5
"""Places in one work that are listed as competing; the others are counted in the explanation."""


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
    def candidates(self) -> list[Candidate]:
        """The best and its rivals."""
        return [self.best, *self.rivals]

    @property
    def partial_works(self) -> int:
        """Works that hold less than half of the best one's equal words at each of their places."""
        most: dict[str, int] = {}
        for candidate in self.candidates:
            most[candidate.source] = max(most.get(candidate.source, 0), candidate.match.matched_words)
        return sum(1 for words in most.values() if 2 * words < self.best.match.matched_words)

    def listed(self) -> list[Candidate]:
        """The rivals that are shown: of one work at most five, the best ones."""
        met: Counter[str] = Counter()
        shown = []
        for rival in self.rivals:
            met[rival.source] += 1
            if met[rival.source] <= MOST_LISTED:
                shown.append(rival)
        return shown


def contests(candidates: Sequence[Candidate]) -> list[Contest]:
    """The candidates grouped by the stretch of the output, in the order of the output.

    The candidate with the most matched words leads; one whose output span lies mostly within a leader's, and
    half of whose equal words are equal words of the leader, is its rival, also when it stands in the same
    work. Of several such leaders the first takes it. Words that no leader holds thus lead themselves.
    """
    leaders = _Leaders()
    for candidate in sorted(candidates, key=_rank):
        leader = leaders.around(candidate.match)
        if leader is None:
            leaders.add(Contest(candidate))
        else:
            leader.rivals.append(candidate)
    return sorted(leaders.contests, key=lambda contest: (contest.best.match.output, contest.best.source))


def _rank(candidate: Candidate) -> tuple[int, float, Span, str, Span]:
    match = candidate.match
    return -match.matched_words, -match.similarity, match.output, candidate.source, match.source


class _Leaders:
    """Contests in the order in which they were opened, found by a place in the output.

    A leader of fewer than 2**k characters, and at least half as many, lies in the one or two bins of level k
    that it touches, each 2**k characters wide. A span that lies mostly within a leader has its middle there,
    so one bin a level is looked at; and leaders that share a bin are few, for the next would be a rival.
    """

    def __init__(self) -> None:
        self.contests: list[Contest] = []
        self._levels: dict[int, dict[int, list[int]]] = {}

    def add(self, contest: Contest) -> None:
        """Take `contest` in as the last one."""
        start, stop = contest.best.match.output
        level = (stop - start).bit_length()
        bins = self._levels.setdefault(level, {})
        for place in range(start >> level, (max(start, stop - 1) >> level) + 1):
            bins.setdefault(place, []).append(len(self.contests))
        self.contests.append(contest)

    def around(self, match: Match) -> Contest | None:
        """The first contest whose leader holds enough of `match`; None if there is none."""
        span = match.output
        middle = span.start + span.length // 2
        first = len(self.contests)
        for level, bins in self._levels.items():
            for number in bins.get(middle >> level, ()):
                if number >= first:
                    break
                leader = self.contests[number].best.match
                if leader.output.overlap(span) >= SAME_PASSAGE * span.length and _holds(leader, match):
                    first = number
        return self.contests[first] if first < len(self.contests) else None


def _holds(leader: Match, match: Match) -> bool:
    """Whether at least half of the equal characters of `match` are equal characters of `leader`."""
    theirs = [here for here, _ in leader.pairs]
    starts = [here.start for here in theirs]
    held = total = 0
    for here, _ in match.pairs:
        near = theirs[max(0, bisect_right(starts, here.start) - 1) : bisect_left(starts, here.stop)]
        held += sum(here.overlap(other) for other in near)
        total += here.length
    return 2 * held >= total
