"""Typesetting by itself: spelling, lines, pages, columns."""

import random
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.exhibits.press.blocks import Prose, Together
from workbench.exhibits.press.columns import Columns, Side
from workbench.exhibits.press.fonts import Faces
from workbench.exhibits.press.lines import Line, set_lines
from workbench.exhibits.press.pages import Paginator
from workbench.exhibits.press.pieces import Piece, Speller, cut
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import EVIDENCE, Style

FACES = Faces()
WIDTH = 222.0

hostile = st.text(
    st.one_of(
        st.sampled_from(list("ab cd-<>&[]\n\r\t\f\x00\u200b\u202e\u2066\ufeff\u00ad\u00a0\u2009\U0001f6a2")),
        st.characters(),
    ),
    max_size=200,
)


@dataclass
class EveryLetterOneWide:
    """A face that has every glyph, each one point wide."""

    def width(self, text: str, style: Style) -> float:
        return float(len(text))

    def prints(self, char: str) -> bool:
        return True


@given(hostile)
def test_spelled_text_has_a_glyph_for_every_character_and_nothing_that_acts(text: str) -> None:
    for piece in Speller(FACES).pieces(text, EVIDENCE, 0):
        if piece.text in ("\n", "\f"):
            continue
        assert all(FACES.prints(char) for char in piece.text)
        assert not any(char in piece.text for char in "\x00\u200b\u202e\u2066\ufeff\u00ad\t\r")


@given(hostile)
def test_what_can_be_printed_prints_as_itself_and_the_rest_by_number(text: str) -> None:
    speller = Speller(FACES)
    for piece in speller.pieces(text, EVIDENCE, 0):
        original = text[piece.start : piece.start + len(piece.text)]
        if piece.whole:
            assert piece.text == f"<U+{ord(text[piece.start]):04X}>"
        elif piece.text in ("\n", "\f"):
            assert text[piece.start] in "\r\n"
        elif text[piece.start] == "\t":
            assert piece.text == " "
        else:
            rest = unicodedata.normalize("NFD", text[piece.start :])
            composed = rest.startswith(unicodedata.normalize("NFD", piece.text))
            assert composed or piece.text == original or text[piece.start] == "\u2011" or piece.text == " "


@pytest.mark.parametrize(
    ("char", "printed"),
    [
        ("\u202e", "<U+202E>"),
        ("\u200b", "<U+200B>"),
        ("\x1b", "<U+001B>"),
        ("\ud800", "<U+D800>"),
        ("\u0710", "<U+0710>"),
        ("\U0001f6a2", "<U+1F6A2>"),
        ("\u2009", " "),
        ("\u2011", "-"),
        ("é", "é"),
        ("ж", "ж"),
        ("ώ", "ώ"),
        ("ἀ", "ἀ"),
        ("§", "§"),
        ("\u0301", "<U+0301>"),
    ],
)
def test_single_characters(char: str, printed: str) -> None:
    speller = Speller(FACES)
    assert [piece.text for piece in speller.pieces(char, EVIDENCE)] == [printed]
    assert [row[0] for row in speller.spelled()] == ([] if printed == char else [char])


def test_a_letter_and_its_mark_print_as_one_and_a_mark_without_a_letter_by_number() -> None:
    pieces = Speller(FACES).pieces("ne\u0301e и\u0306 x\u0301 o\u0302\u0301", EVIDENCE, 0)
    assert "".join(piece.text for piece in pieces) == "née й x<U+0301> ố"
    assert [piece.start for piece in pieces] == [0, 1, 3, 5, 7, 9, 10, 11]


def test_the_number_typed_out_is_not_taken_for_a_character_printed_by_number() -> None:
    speller = Speller(FACES)
    assert [(piece.text, piece.style) for piece in speller.pieces("<U+202E>", EVIDENCE)] == [
        ("<U+202E>", EVIDENCE)
    ]
    assert speller.spelled() == []


@given(hostile, st.sampled_from([20.0, 61.5, WIDTH]))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost_or_added(text: str, width: float) -> None:
    pieces = Speller(FACES).pieces(text, EVIDENCE, 0)
    lines = set_lines(pieces, width, FACES)
    widest_number = max((FACES.width(p.text, p.style) for p in pieces if p.whole), default=0.0)
    assert all(line.width <= max(width, widest_number) + 1e-6 for line in lines)
    letters = "".join(piece.text for piece in pieces)
    assert "".join("".join(line.text for line in lines).split()) == "".join(letters.split())


def test_lines_break_like_a_slow_obvious_setter() -> None:
    chance = random.Random(7)
    for _ in range(300):
        words = ["x" * chance.randint(1, 9) for _ in range(chance.randint(0, 40))]
        width = chance.randint(9, 30)
        expected: list[str] = []
        for word in words:
            if expected and len(expected[-1]) + 1 + len(word) <= width:
                expected[-1] += f" {word}"
            else:
                expected.append(word)
        lines = set_lines([Piece(" ".join(words), EVIDENCE, 0)], float(width), EveryLetterOneWide())
        assert [line.text for line in lines] == expected


def test_a_word_wider_than_the_column_breaks_between_letters() -> None:
    lines = set_lines([Piece("a" * 10_000, EVIDENCE, 0)], WIDTH, FACES)
    assert "".join(line.text for line in lines) == "a" * 10_000
    assert all(line.width <= WIDTH for line in lines)


def test_a_line_may_end_after_a_dash_and_nowhere_else_in_a_word() -> None:
    lines = set_lines([Piece("aaaa-bbbb cccc—dddd e-1", EVIDENCE, 0)], 6.0, EveryLetterOneWide())
    assert [line.text for line in lines] == ["aaaa-", "bbbb", "cccc—", "dddd", "e-1"]


@given(hostile, st.integers(0, 200))
@example("\t0", 2)
def test_pieces_cut_at_an_offset_are_the_same_letters(text: str, offset: int) -> None:
    pieces = Speller(FACES).pieces(text, EVIDENCE, 0)
    before, after = cut(pieces, offset)
    assert "".join(p.text for p in before + after) == "".join(p.text for p in pieces)
    assert all(piece.start >= offset for piece in after)
    assert all(piece.start < offset for piece in before)


def prose(count: int, keep: bool = False, anchor: str = "") -> Prose:
    return Prose([Line((), -1)] * count, 10.0, None, 100.0, keep=keep, anchor=anchor)


def heights(paginator: Paginator) -> list[list[float]]:
    return [[placed.block.height for placed in page.placed] for page in paginator.pages]


def test_a_heading_is_never_alone_at_the_foot() -> None:
    paginator = Paginator(100.0)
    list(paginator.flow([prose(8), prose(1, keep=True), prose(6)]))
    assert heights(paginator) == [[80.0], [10.0, 60.0]]


def test_no_single_line_is_left_behind_or_carried_over() -> None:
    paginator = Paginator(100.0)
    list(paginator.flow([prose(5), prose(6)]))
    assert heights(paginator) == [[50.0, 40.0], [20.0]]


def test_what_belongs_together_stands_on_one_page_when_a_page_can_hold_it() -> None:
    paginator = Paginator(100.0)
    list(paginator.flow([prose(4), Together([prose(3), prose(4)]), Together([prose(8), prose(8)])]))
    assert heights(paginator) == [[40.0], [30.0, 40.0, 30.0], [50.0, 50.0], [30.0]]


def test_anchors_know_their_page() -> None:
    paginator = Paginator(100.0)
    list(paginator.flow([prose(9, anchor="first"), prose(9, anchor="second")]))
    assert paginator.page_of() == {"first": 0, "second": 1}


def columns(left: str, right: str, pairs: list[tuple[int, int]]) -> Columns:
    sides = [Side([Piece(text, EVIDENCE, 0)], [], [], Node("P")) for text in (left, right)]
    return Columns((sides[0], sides[1]), 20.0, 2.0, 10.0, EveryLetterOneWide(), lambda: pairs)


def test_columns_break_at_corresponding_words() -> None:
    left = " ".join(f"w{n:03d}" for n in range(400))
    right = " ".join(f"w{n:03d} {'z' * (n % 5 + 1)}" for n in range(400))
    pairs = [(left.index(f"w{n:03d}"), right.index(f"w{n:03d}")) for n in range(400)]
    block = columns(left, right, pairs)
    parts = 0
    while block is not None:
        first, block = block.split(300.0)  # type: ignore[assignment]  # Columns split into Columns
        assert isinstance(first, Columns)
        assert first.height <= 300.0
        begins = [lines[0].text.split()[0] for lines in first.lines]
        assert begins[0] == begins[1]
        parts += 1
    assert parts > 4


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000))
def test_columns_without_corresponding_words_still_end(left: int, right: int) -> None:
    block = columns("ab " * left, "cd " * right, [])
    printed = [0, 0]
    while block is not None:
        first, block = block.split(200.0)  # type: ignore[assignment]  # Columns split into Columns
        assert isinstance(first, Columns)
        for side in (0, 1):
            printed[side] += sum(len(line.text.split()) for line in first.lines[side])
    assert printed == [left, right]


@given(st.integers(1, 120), st.integers(1, 120), st.floats(0, 2000))
@example(1, 99, 0.0078125)
def test_columns_always_give_a_part_to_an_empty_page(left: int, right: int, following: float) -> None:
    block = columns("abcdefgh " * left, "ijklmnop " * right, [])
    block.following = following
    first, rest = block.split(500.0)
    assert isinstance(first, Columns)
    assert first.height <= 500.0
    if rest is None and block.height + following > 500.01:  # the press allows a hundredth for rounding
        assert block.height < 500.0
        assert max(len(lines) for lines in block.lines) < 12


def test_what_follows_long_columns_is_not_parted_from_them() -> None:
    words = " ".join(f"w{n:03d}" for n in range(160))
    places = [(words.index(f"w{n:03d}"),) * 2 for n in range(160)]
    block = columns(words, words, [(one, other) for one, other in places])
    block.following = 120.0
    paginator = Paginator(450.0)
    list(paginator.flow([Together([block, prose(12)])]))
    assert [len(page.placed) for page in paginator.pages] == [1, 2]
    assert paginator.pages[1].placed[1].block.height == 120.0
