"""Words written in several ways, against the slow way: one word at a time, as strings."""

from itertools import pairwise
from random import Random
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text import pieces
from workbench.text.alphabet import ALPHABET, CHARACTERS, written
from workbench.text.fold import FOLD, code_points
from workbench.text.forms import NO_NUMBER, numbers, spellings
from workbench.text.hashing import hash_words
from workbench.text.numerals import phrases
from workbench.text.pieces import cuts, pieces_of, pieces_of_all, word_hashes
from workbench.text.readings import without_digits
from workbench.text.unify import _in_one_script
from workbench.text.words import _read, tokenise

_PIECES = """
one two nineteen forty five twenty three hundred thousand million and third zero 7 1950 1st c1ause l0ok wi11
sect10n 0f b2b colour theatre the a b c o p y u r x I \u043e \u0441\u043e\u0440\u0443 c\u043eln
\u043c\u043e\u0441\u043a\u0432a \u0430 \ufb01ne \u6f22 co\u00adpy na\u00efve
"""
PIECES = st.sampled_from(_PIECES.split())
GAPS = st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", "  ", "-", ", ", ". ", "", "\u200b"])
TEXTS = st.lists(st.tuples(PIECES, GAPS), max_size=30).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
LONGER = st.one_of(TEXTS, st.lists(TEXTS, max_size=4).map("\n\n".join))
Word = tuple[str, int, int]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_words_are_those_of_the_slow_way(text: str) -> None:
    tokens = tokenise(text)
    found = list(zip(tokens.words(), tokens.starts.tolist(), tokens.stops.tolist(), strict=True))
    assert found == slowly(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_hashes_are_those_of_the_letters(text: str) -> None:
    tokens = tokenise(text)
    assert np.array_equal(tokens.hashes, hash_words(tokens.letters, tokens.bounds))
    assert np.array_equal(tokens.hashes, word_hashes(text))
    assert [len(tokens), len(tokens) + 1] == [len(tokens.starts), len(tokens.bounds)]


@settings(max_examples=300, deadline=None)
@given(st.lists(LONGER, max_size=6), st.integers(1, 60))
def test_texts_read_together_or_in_pieces_have_the_words_that_each_has(
    texts: list[str], at_once: int
) -> None:
    with patch.object(pieces, "PIECE", at_once):
        together = [found.hashes for found in pieces_of_all(texts)]
        alone = [word_hashes(text) for text in texts]
    for text, *found in zip(texts, together, alone, strict=True):
        assert [hashes.tolist() for hashes in found] == [tokenise(text).hashes.tolist()] * 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(LONGER, min_size=1, max_size=12), st.sampled_from(["\n\n", "\n", " ", ""]), st.integers(0, 99)
)
def test_a_long_text_is_cut_where_no_word_is(texts: list[str], gap: str, seed: int) -> None:
    """The pieces are far longer than what is looked at around a cut."""
    chance = Random(seed)
    text = gap.join(chance.choice(texts) for _ in range(300))
    with patch.object(pieces, "PIECE", 700):
        edges = cuts(text)
        found = pieces_of(text)
    assert edges[0] == 0 and edges[-1] == len(text)
    assert all(stop - start >= 700 for start, stop in pairwise(edges[:-1]))
    assert np.array_equal(found.hashes, tokenise(text).hashes)
    assert [start for start, _ in found.begins] == edges[:-1]
    assert [word for _, word in found.begins] == np.searchsorted(tokenise(text).starts, edges[:-1]).tolist()


def test_a_long_text_is_cut_wherever_it_may_be() -> None:
    """Into few pieces more than it would fill, with blank lines or with blanks only; not within a word."""
    for gap in ("\n\n", "\n", " ", "\r\n"):
        text = gap.join(f"word and {number}" for number in range(200_000))
        assert len(text) / 2 / pieces.PIECE < len(cuts(text)) - 1 <= len(text) / pieces.PIECE
    assert cuts("word" * pieces.PIECE) == [0, 4 * pieces.PIECE]


def test_a_long_text_is_not_cut_amid_many_blanks() -> None:
    """A word may be broken before them and go on after them, and a passage ends at their edge."""
    for mark in (" ", "\n"):
        text = "word " * 140 + "co-\n" + mark * 700 + "operate " + "word " * 1000
        with patch.object(pieces, "PIECE", 1000):
            edges = cuts(text)
            found = pieces_of(text)
        assert np.array_equal(found.hashes, tokenise(text).hashes)
        for edge in edges[1:-1]:
            assert text[edge - 200 : edge].strip() and text[edge : edge + 200].strip()


@settings(max_examples=300, deadline=None)
@given(st.one_of(LONGER, st.text(st.sampled_from(CHARACTERS), max_size=60)))
def test_bytes_are_folded_as_their_characters_are(text: str) -> None:
    signs, table = written(text)
    assert len(signs) == len(text)
    read, slow = _read(signs, table), _read(code_points(text).astype(np.intp), FOLD)
    for name in ("starts", "stops", "letters", "bounds"):
        assert np.array_equal(getattr(read, name), getattr(slow, name))


def test_what_most_texts_are_written_with_is_read_as_bytes() -> None:
    assert len(set(CHARACTERS)) == len(CHARACTERS) == 256
    for character in set(CHARACTERS) - {"\N{MICRO SIGN}"}:
        assert written(character)[1] is ALPHABET
    assert written("“Naïve” — it’s 5 €…")[1] is ALPHABET
    assert written("\N{MICRO SIGN}m")[1] is written("\N{GREEK SMALL LETTER ALPHA}")[1] is FOLD


def slowly(text: str) -> list[Word]:
    """The words of `text` with their starts and stops, from where each is in one script."""
    read = _in_one_script(text, _read(*written(text)))
    words = [(read.word(at), int(read.starts[at]), int(read.stops[at])) for at in range(len(read))]
    words = set_together(text, [(without_digits(word), start, stop) for word, start, stop in words])
    return with_numbers(text, words)


def set_together(text: str, words: list[Word]) -> list[Word]:
    """Letters that stand apart made one word."""
    joined: list[Word] = []
    place = 0
    while place < len(words):
        stop = place + 1
        while stop < len(words) and all(map(is_letter, words[stop - 1 : stop + 1])):
            if words[stop][1] - words[stop - 1][2] != 1:
                break
            stop += 1
        written = text[words[place][1] : words[stop - 1][2]]
        letters = written[::2].casefold()
        alphabet = all(ord(after) - ord(before) == 1 for before, after in pairwise(letters))
        blank = written[1::2].isspace() and "\n" not in written and letters.isalpha()
        if not (4 <= stop - place <= 28 and blank and max(letters) < "\u0900" and not alphabet):
            joined += words[place:stop]
        else:
            word = "".join(word for word, _, _ in words[place:stop])
            joined.append((word, words[place][1], words[stop - 1][2]))
        place = stop
    return joined


def is_letter(word: Word) -> bool:
    return len(word[0]) == 1 == word[2] - word[1]


def with_numbers(text: str, words: list[Word]) -> list[Word]:
    """Numbers of one word and of several in digits, and spellings made one."""
    said: list[int | str] = []
    begun = 0
    found: list[tuple[int, int, int]] = []
    for place, (word, _, stop) in enumerate(words):
        value = numbers().get(word, (word, NO_NUMBER))[1]
        said.append(value if value >= 0 else word)
        gap = text[stop : words[place + 1][1]] if place + 1 < len(words) else ""
        if not gap.isspace() or gap.count("\n") > 1:
            found += [(begun + first, begun + last, number) for first, last, number in phrases(said)]
            said, begun = [], place + 1
    table = {**spellings(), **{word: digits for word, (digits, _) in numbers().items()}}
    taken = {place for first, last, _ in found for place in range(first, last)}
    alone = [(table.get(word, word), start, stop) for word, start, stop in words]
    kept = [word for place, word in enumerate(alone) if place not in taken]
    phrased = [(str(value), words[first][1], words[last - 1][2]) for first, last, value in found]
    return sorted([*kept, *phrased], key=lambda word: word[1])
