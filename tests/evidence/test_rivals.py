"""Grouping by stretch: as the slow, obvious way does it, and quickly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.evidence import Candidate
from workbench.evidence.rivals import MOST_LISTED, SAME_PASSAGE, Contest, contests

Row = tuple[int, int, int, str]
"""Start, length, matched words, source."""


def _candidate(row: Row) -> Candidate:
    start, length, words, source = row
    here = Span(start, start + length)
    pieces = [Span(place, min(place + 3, here.stop)) for place in range(start, here.stop, 3 + words % 5)]
    pairs = tuple((piece, piece) for piece in pieces)
    return Candidate(source, Match(here, here, pairs, words, words, words, "chain"))


def _slowly(candidates: list[Candidate]) -> list[Contest]:
    """Every candidate against every leader so far."""
    found: list[Contest] = []
    for candidate in sorted(
        candidates,
        key=lambda each: (
            -each.match.matched_words,
            -each.match.similarity,
            each.match.output,
            each.source,
            each.match.source,
        ),
    ):
        span = candidate.match.output
        for contest in found:
            leader = contest.best.match
            shared = sum(span.overlap(here) for span, _ in candidate.match.pairs for here, _ in leader.pairs)
            equal = sum(span.length for span, _ in candidate.match.pairs)
            if leader.output.overlap(span) >= SAME_PASSAGE * span.length and 2 * shared >= equal:
                contest.rivals.append(candidate)
                break
        else:
            found.append(Contest(candidate))
    return sorted(found, key=lambda contest: (contest.best.match.output, contest.best.source))


_ROWS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 200), st.integers(1, 30), st.sampled_from("abc")),
    max_size=60,
)


@settings(deadline=None)
@given(_ROWS)
def test_grouping_is_that_of_the_slow_way(rows: list[Row]) -> None:
    candidates = list(map(_candidate, rows))
    assert contests(candidates) == _slowly(candidates)


@pytest.mark.thorough
@settings(max_examples=10_000, deadline=None)
@given(_ROWS)
def test_grouping_is_that_of_the_slow_way_in_ten_thousand_cases(rows: list[Row]) -> None:
    candidates = list(map(_candidate, rows))
    assert contests(candidates) == _slowly(candidates)


def test_a_phrase_repeated_in_one_work_lists_few_places_of_it() -> None:
    rows = [_candidate((0, 50, 9, "litany")) for _ in range(1_000)] + [_candidate((0, 50, 9, "other"))]
    (contest,) = contests(rows)
    assert len(contest.rivals) == 1_000
    listed = [rival.source for rival in contest.listed()]
    assert listed == ["litany"] * MOST_LISTED + ["other"]
