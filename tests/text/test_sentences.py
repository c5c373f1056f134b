"""Sentences and passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.passages import passages
from workbench.text.sentences import paragraphs, sentences
from workbench.text.words import tokenise

PIECES = st.lists(
    st.sampled_from(
        ["One two three. ", "Four five?\n", "six ", "\n\n", "\r\n\r\n", "seven, eight; ", "! ", "  "]
    ),
    max_size=120,
).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "See Smith v. Jones, 12 F.3d 45 (2d Cir. 1999). The court agreed.",
            ["See Smith v. Jones, 12 F.3d 45 (2d Cir. 1999).", "The court agreed."],
        ),
        ("CHAPTER II\n\nIt rained.", ["CHAPTER II", "It rained."]),
        ("One.\r\n\r\nTwo", ["One.", "Two"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_of(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


@given(PIECES)
def test_sentences_hold_every_character_but_space(text: str) -> None:
    assert "".join("".join(span.of(text).split()) for span in sentences(text)) == "".join(text.split())


@given(PIECES)
def test_paragraphs_hold_no_blank_line(text: str) -> None:
    for span in paragraphs(text):
        assert "\n\n" not in span.of(text)
        assert span.of(text) == span.of(text).strip()


@given(PIECES, st.integers(1, 10), st.integers(10, 30))
def test_passages_hold_every_word_and_keep_their_bounds(text: str, least: int, most: int) -> None:
    tokens = tokenise(text)
    found = passages(text, least, most)
    covered: set[int] = set()
    for span in found:
        first, stop = tokens.within(span)
        assert 0 < stop - first <= most
        covered |= set(range(first, stop))
    assert covered == set(range(len(tokens)))
    assert len(set(found)) == len(found)
    assert found == sorted(found)


def test_passages_of_prose_have_sixty_to_a_hundred_and_sixty_words() -> None:
    text = " ".join(f"This is sentence number {number} of a rather long report." for number in range(200))
    sizes = [len(tokenise(span.of(text))) for span in passages(text)]
    assert min(sizes) >= 60
    assert max(sizes) <= 160
