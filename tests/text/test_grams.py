"""Hashes of words in a row."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.text.grams import grams
from workbench.text.words import tokenise


@given(st.lists(st.sampled_from(["ax", "bx", "cx"]), max_size=40), st.integers(1, 8))
def test_grams_are_equal_exactly_where_the_words_are(words: list[str], size: int) -> None:
    hashes = grams(tokenise(" ".join(words)).hashes, size).tolist()
    slow = [tuple(words[place : place + size]) for place in range(len(words) - size + 1)]
    assert len(hashes) == len(slow)
    assert len(set(zip(slow, hashes, strict=True))) == len(set(slow)) == len(set(hashes))
