"""Code points to UTF-16 and back, against the obvious way."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from workbench.domain.span import Span
from workbench.ui.offsets import LONGEST_PARAGRAPH, Offsets, shown

texts = st.text(
    st.sampled_from("ab \n\r\t\u2028\u2029\ufeff\u00a0\x0c\x00é中😀𝄞\ud800\u200f\u05e9"), max_size=60
)


@st.composite
def numbered(draw: st.DrawFn) -> tuple[str, list[tuple[int, str]]]:
    text = draw(texts)
    heads = draw(st.lists(st.integers(0, len(text)), max_size=5))
    return text, [(head, f"[{order}] ") for order, head in enumerate(sorted(heads), 1)]


@given(numbered())
def test_qt_shows_one_unit_for_every_unit_counted(case: tuple[str, list[tuple[int, str]]]) -> None:
    text, numbers = case
    offsets = Offsets(text, numbers)
    document = QTextDocument()
    QTextCursor(document).insertText(offsets.display)
    assert document.characterCount() - 1 == len(offsets.display.encode("utf-16-le", "surrogatepass")) // 2


@given(numbered(), st.data())
def test_a_span_is_found_again_in_what_is_shown(
    case: tuple[str, list[tuple[int, str]]], data: st.DataObject
) -> None:
    text, numbers = case
    offsets = Offsets(text, numbers)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    first, after = offsets.units(Span(start, stop))
    units = offsets.display.encode("utf-16-le", "surrogatepass")
    cut = units[2 * first : 2 * after].decode("utf-16-le", "surrogatepass")
    inside = [label for head, label in numbers if start < head < stop]
    for label in inside:
        assert label in cut
        cut = cut.replace(label, "", 1)
    assert cut == shown(text)[start:stop]


@given(numbered())
def test_every_code_point_leads_there_and_back(case: tuple[str, list[tuple[int, str]]]) -> None:
    text, numbers = case
    offsets = Offsets(text, numbers)
    for place in range(len(text)):
        first, after = offsets.units(Span(place, place + 1))
        assert {offsets.code_point(unit) for unit in range(first, after)} == {place}


@given(texts)
def test_what_is_shown_has_as_many_code_points(text: str) -> None:
    assert len(shown(text)) == len(text)


def test_a_number_leads_to_the_words_that_it_heads() -> None:
    offsets = Offsets("one 😀 two", [(6, "[1] ")])
    (first, after) = offsets.labels()[0]
    assert (first, after) == (7, 11)
    assert {offsets.code_point(unit) for unit in range(first, after)} == {6}


def test_a_paragraph_that_is_too_long_is_broken_at_a_space() -> None:
    text = "word " * (LONGEST_PARAGRAPH // 2)
    lines = shown(text).split("\n")
    assert len(shown(text)) == len(text)
    assert max(map(len, lines)) <= LONGEST_PARAGRAPH
