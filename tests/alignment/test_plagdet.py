"""The measure against examples that were worked out by hand."""

from math import log2

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from workbench.alignment.plagdet import Region, covered, measure
from workbench.domain.span import Span


def region(first: int, stop: int, other: int, other_stop: int) -> Region:
    return Region(Span(first, stop), Span(other, other_stop))


CASE = region(0, 100, 1000, 1100)


def test_perfect():
    found = measure([([CASE], [CASE])])
    assert (found.plagdet, found.precision, found.recall, found.granularity) == (1, 1, 1, 1)


def test_half_of_the_output_side():
    found = measure([([CASE], [region(0, 50, 1000, 1100)])])
    assert found.precision == 1
    assert found.recall == approx(150 / 200)
    assert found.plagdet == approx(2 * 0.75 / 1.75)


def test_two_detections_of_one_case_cost_granularity():
    halves = [region(0, 50, 1000, 1050), region(50, 100, 1050, 1100)]
    found = measure([([CASE], halves)])
    assert (found.precision, found.recall, found.granularity) == (1, 1, 2)
    assert found.plagdet == approx(1 / log2(3))


def test_characters_count_once_where_detections_overlap():
    assert covered(CASE, [region(0, 60, 1000, 1100), region(40, 80, 1000, 1100)]) == approx(180 / 200)


def test_a_detection_must_meet_the_case_on_both_sides():
    found = measure([([CASE], [region(0, 100, 2000, 2100)])])
    assert (found.precision, found.recall, found.plagdet) == (0, 0, 0)


def test_averages_are_by_case_and_by_detection_not_by_character():
    long = region(0, 10_000, 0, 10_000)
    found = measure([([CASE], []), ([long], [long]), ([], [CASE])])
    assert found.recall == approx(1 / 2)
    assert found.precision == approx(1 / 2)
    assert (found.cases, found.detections) == (2, 2)


def test_nothing_to_find():
    assert measure([([], [])]).plagdet == 1
    assert measure([([], [CASE])]).plagdet == 0


spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], sum(pair)))
regions = st.builds(Region, spans, spans)


@given(regions, st.lists(regions, max_size=5))
def test_covered_counts_characters(case, others):
    meeting = [other for other in others if case.meets(other)]
    characters = sum(
        any(span.start <= place < span.stop for span in spans_)
        for mine, spans_ in (
            (case.output, [other.output for other in meeting]),
            (case.source, [other.source for other in meeting]),
        )
        for place in range(*mine)
    )
    assert covered(case, others) == approx(characters / case.length)
