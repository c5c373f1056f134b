"""Places in a text, as they are cited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.document import Document, Locator, Unit, pinpoint
from workbench.domain.span import Span


@pytest.mark.parametrize(
    ("span", "place"),
    [
        ((0, 3), "line 1"),
        ((4, 7), "line 2"),
        ((0, 7), "lines 1-2"),
        ((9, 12), "line 3"),
        ((13, 17), "line 4"),
    ],
)
def test_pinpoint_counts_every_kind_of_line_end(span: tuple[int, int], place: str) -> None:
    assert pinpoint(_document("one\ntwo\r\nsix\rlast"), Span(*span)) == place


@given(st.text("ab\r\n", max_size=30), st.data())
def test_a_place_is_the_line_an_editor_shows(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset]
    if before.endswith("\r") and text[offset : offset + 1] == "\n":
        before = before[:-1]  # between the two characters of one line end
    slow = len(before.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert pinpoint(_document(text), Span(offset, offset + 1)) == f"line {slow}"


@given(st.tuples(*[st.integers(0, 20)] * 4))
def test_overlap_and_containment_are_those_of_sets(numbers: tuple[int, int, int, int]) -> None:
    one, other = Span(*sorted(numbers[:2])), Span(*sorted(numbers[2:]))
    mine, theirs = set(range(*one)), set(range(*other))
    assert one.overlap(other) == len(mine & theirs)
    if theirs:
        assert one.contains(other) == (theirs <= mine)


@given(
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
    st.lists(st.tuples(*[st.integers(0, 20)] * 2), max_size=6),
)
def test_what_others_cover_is_their_union(one: tuple[int, int], others: list[tuple[int, int]]) -> None:
    spans = [Span(*sorted(other)) for other in others]
    union = {place for span in spans for place in range(*span)}
    mine = Span(*sorted(one))
    assert mine.covered(spans) == len(union & set(range(*mine)))


@pytest.mark.parametrize(
    ("unit", "labels", "span", "place"),
    [
        ("page", ("iii", "4"), (4, 7), "page iii, line 2"),
        ("page", ("iii", "4"), (0, 7), "page iii, lines 1-2"),
        ("page", ("iii", "4"), (4, 12), "page iii, line 2 to page 4, line 1"),
        ("bates", ("ABC0001", "ABC0002"), (9, 12), "ABC0002, line 1"),
        ("paragraph", ("1", "2"), (0, 3), "paragraph 1"),
        ("message", ("1", "2"), (0, 12), "messages 1-2"),
    ],
)
def test_pinpoint_cites_by_what_the_document_has(
    unit: Unit, labels: tuple[str, ...], span: tuple[int, int], place: str
) -> None:
    document = _document("one\ntwo\r\nsix\rlast", Locator(unit, (0, 9), labels))
    assert pinpoint(document, Span(*span)) == place


def _document(text: str, locator: Locator | None = None) -> Document:
    return Document("a", text, "", locator=locator or Locator())
