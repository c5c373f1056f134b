"""Which lines are headings; the table is for a lawyer to read."""

from itertools import accumulate
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.document import Document, Locator
from workbench.domain.span import Span
from workbench.text.headings import headings, sections
from workbench.text.passages import passages, passages_of_document
from workbench.text.words import tokenise

HEADINGS = [
    "CHAPTER I",
    "CHAPTER I.",
    "Chapter 12. The Whiteness of the Whale",
    "Chapter Seven",
    "BOOK THE FIRST",
    "Part 1. [On Our Foreign Relations.]",
    "Article III",
    "§ 3. Limitation of Liability",
    "IV.",
    "IV. THE JUDGMENT",
    "12",
    "2.3 Related Work",
    "The Rights of the Author",
    "INTRODUCTION",
    "Introduction",
    "## what the court held",
    "第三章 海",
    "Capítulo 4",
]
TEXT = [
    "It rained.",
    "the end of a line",
    "Dear Sir,",
    "Fellow Citizens:",
    "Chapter 3 of the book was long.",
    "Section 5 of the statute was amended in that year",
    "She said no",
    "3 apples",
    "This Is a Title Case Line That Goes on for More Words Than Any Heading Would Have",
    "mix",
    "#hashtag",
]


@pytest.mark.parametrize("line", HEADINGS)
def test_it_is_a_heading(line: str) -> None:
    text = f"The first part ends here.\n\n{line}\n\nThe second part begins."
    assert [span.of(text) for span in headings(text)] == [line]


@pytest.mark.parametrize("line", TEXT)
def test_it_is_text(line: str) -> None:
    assert headings(f"The first part ends here.\n\n{line}\n\nThe second part begins.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A sentence that goes\n\n12\n\non over the page.", []),  # the number of a page
        ("A sentence that ends.\n\n12\n\nThe next.", ["12"]),
        ("Chapter 1\nIt rained all day.", ["Chapter 1"]),
        ("The Old House\nstood on a hill.", []),  # a line of a wrapped sentence
        ("THE HISTORY\nOF THE\nTHIRTY YEARS\n\nIt began.", ["THE HISTORY\nOF THE\nTHIRTY YEARS"]),
        ("It ended.\n# Notes\nOf the first edition.", ["# Notes"]),
        ("CHAPTER I\n\nLoomings\n\nCall me what you like.", ["CHAPTER I", "Loomings"]),
        ("It ended.\r\n\r\nEPILOGUE\r\n\r\nIt began.", ["EPILOGUE"]),
    ],
)
def test_headings_in_their_place(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in headings(text)] == expected


def test_a_page_that_begins_with_capitals_begins_with_a_heading_and_another_does_not() -> None:
    text = "The page ends here.\nOF CONTRACTS\nA contract is made,\nand The Court\nheld it."
    second, third = text.index("OF"), text.index("and The")
    assert headings(text) == []
    assert [span.of(text) for span in headings(text, [0, second, third])] == ["OF CONTRACTS"]
    body = " ".join(["The words of this sentence fill the page."] * 12)
    pages = f"{body}\nOF CONTRACTS\n{body}"
    document = Document("b.pdf", pages, "0" * 64, locator=Locator("page", (0, len(body) + 1), ("1", "2")))
    assert [span.of(pages)[:12] for span in passages_of_document(document)] == [
        "The words of",
        "OF CONTRACTS",
    ]
    by_line = Document("b.txt", pages, "0" * 64)
    assert len(passages_of_document(by_line)) == 2
    assert passages_of_document(by_line)[1].of(pages)[:12] != "OF CONTRACTS"


def test_a_long_work_is_cut_part_by_part_with_all_its_words_and_pages() -> None:
    body = "The words of this sentence fill the page, and no others do. " * 20
    pages = [f"OF CONTRACTS, PART {number}\n{body}\n\n" for number in range(40)]
    starts = tuple(accumulate(map(len, pages[:-1]), initial=0))
    text = "".join(pages)
    document = Document("b.pdf", text, "0" * 64, locator=Locator("page", starts, tuple(map(str, starts))))
    whole = passages_of_document(document)
    with patch("workbench.text.pieces.PIECE", 150):
        assert passages_of_document(document) == whole
    assert sum(span.of(text).startswith("OF CONTRACTS") for span in whole) == 40
    by_line = Document("b.txt", text.replace("\n\n", " "), "0" * 64)
    with patch("workbench.text.pieces.PIECE", 150):
        found = passages_of_document(by_line)
    tokens = tokenise(by_line.text)
    held = {word for span in found for word in range(*tokens.within(span))}
    assert held == set(range(len(tokens)))
    assert all(len(tokenise(span.of(by_line.text))) <= 160 for span in found)


BLOCKS = st.lists(
    st.one_of(
        st.sampled_from(HEADINGS).map(lambda line: (True, line)),
        st.lists(
            st.sampled_from(
                ["One two three four. ", "Five six seven?\n", "eight nine; ", "A co-\noperative. ", "Oh! "]
            ),
            min_size=1,
            max_size=25,
        ).map(lambda pieces: (False, "".join(pieces).strip() + " end.")),
    ),
    max_size=14,
)


@settings(deadline=None)
@given(BLOCKS, st.integers(1, 20), st.integers(20, 40))
def test_no_passage_holds_text_before_a_heading(
    blocks: list[tuple[bool, str]], least: int, most: int
) -> None:
    text, expected = "", []
    for heading, block in blocks:
        if heading:
            expected.append(Span(len(text), len(text) + len(block)))
        text += block + "\n\n"
    assert headings(text) == expected

    tokens = tokenise(text)
    in_heading = [any(span.start <= start < span.stop for span in expected) for start in tokens.starts]
    covered: set[int] = set()
    for span in passages(text, least, most):
        first, stop = tokens.within(span)
        assert 0 < stop - first <= most
        covered |= set(range(first, stop))
        begun = in_heading[first:stop].index(False) if False in in_heading[first:stop] else stop - first
        after = [place for place in range(first + begun, stop) if in_heading[place]]
        trailing = all(in_heading[place] for place in range(after[0], len(tokens))) if after else True
        assert trailing, "text, then a heading that heads more text"
    assert covered == set(range(len(tokens)))


@given(st.text(alphabet="AaIVb1. #-\n\r§\f", max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_sections_hold_every_character_but_space_in_order(text: str, tops: list[int]) -> None:
    stretches = [stretch for section in sections(text, tops) for stretch in section]
    assert "".join("".join(span.of(text).split()) for span in stretches) == "".join(text.split())
    assert stretches == sorted(stretches)
    assert all(section for section in sections(text, tops))


@given(st.text(alphabet="AaIVb1. #-\n\r§\f", max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_every_word_is_in_a_passage(text: str, tops: list[int]) -> None:
    tokens = tokenise(text)
    covered: set[int] = set()
    for span in passages(text, 3, 7, tops):
        covered |= set(range(*tokens.within(span)))
    assert covered == set(range(len(tokens)))
