"""Marks that overlap become runs that do not, against a character by character oracle."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.sample import ALMANAC, ALMANAC_DOCUMENT, ESSAY_DOCUMENT, OUTPUT, screening
from workbench.domain.finding import KINDS
from workbench.domain.review import Decision
from workbench.domain.span import Span
from workbench.ui.highlights import Mark, flattened, is_struck, output_mark, source_marks
from workbench.ui.mark_index import MarkIndex

_STRENGTH = [
    ("verbatim", False),
    ("near-verbatim", False),
    ("paraphrase", False),
    ("verbatim", True),
    ("near-verbatim", True),
    ("paraphrase", True),
    ("lead", False),
    ("lead", True),
]


@st.composite
def mark_lists(draw: st.DrawFn) -> list[Mark]:
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, 20))
        stop = draw(st.integers(start, 24))
        kind = draw(st.sampled_from(KINDS))
        marks.append(Mark(number, kind, Span(start, stop), (), (), draw(st.booleans())))
    return sorted(marks, key=lambda mark: mark.span)


@given(mark_lists())
def test_every_character_has_the_look_of_the_strongest_mark_over_it(marks: list[Mark]) -> None:
    looks: dict[int, tuple[str, bool]] = {}
    for place in range(24):
        over = [(mark.kind, mark.struck) for mark in marks if mark.span.start <= place < mark.span.stop]
        if over:
            looks[place] = min(over, key=_STRENGTH.index)
    runs = list(flattened(marks))
    assert {place: (run.kind, run.struck) for run in runs for place in range(run.start, run.stop)} == looks
    assert all(before.stop <= after.start for before, after in pairwise(runs))


@given(mark_lists(), st.integers(0, 23), st.integers(1, 24))
def test_the_marks_that_touch_a_stretch_are_found(marks: list[Mark], start: int, length: int) -> None:
    index = MarkIndex("x" * 24, marks)
    stop = start + length
    assert index.touching(start, stop) == [
        mark for mark in marks if mark.span.start < stop and mark.span.stop > start
    ]


def test_altered_words_are_cut_without_the_spaces_around_them() -> None:
    changed = output_mark(OUTPUT, screening().analysis.finding(2), struck=False)
    assert [span.of(OUTPUT) for span in changed.altered] == ["forty", "cleaned", "vinegar"]
    there = {mark.number: mark for mark in source_marks(screening(), ALMANAC_DOCUMENT.id, {}, None)}
    assert [span.of(ALMANAC) for span in there[2].altered] == ["twelve", "polished", "spirits"]


def test_struck_is_what_does_not_count_or_was_dismissed() -> None:
    dismissed = {1: Decision(1, 1, "dismissed", "", "R. Roe", "2026-11-22T10:00:00Z")}
    findings = screening().analysis.findings
    assert {each.id for each in findings if is_struck(each, dismissed.get(each.id))} == {1, 4}


def test_a_competing_source_shows_the_finding_in_focus_too() -> None:
    numbers = [mark.number for mark in source_marks(screening(), ALMANAC_DOCUMENT.id, {}, 5)]
    assert sorted(numbers) == [2, 3, 4, 5]
    assert [mark.number for mark in source_marks(screening(), ESSAY_DOCUMENT.id, {}, 5)] == [1, 5]
