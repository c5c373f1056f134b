"""Quotation marks: what is theirs in any text, and that no text makes them slow."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.evidence.attribution import attribution_of
from workbench.evidence.citations import citations
from workbench.evidence.quotations import quotations

_ALPHABET = "ab A.,:\n \t>\"'“”‘’„«»‚‹›「」-()[]1§v"


@settings(deadline=None)
@given(st.text(_ALPHABET, max_size=80))
def test_every_quotation_lies_in_the_text_and_is_not_empty(text: str) -> None:
    for quotation in quotations(text):
        assert 0 <= quotation.span.start < quotation.span.stop <= len(text)
        attribution_of(text, quotation.span)


@settings(deadline=None)
@given(st.text(_ALPHABET, max_size=80))
def test_citations_are_in_order_and_apart(text: str) -> None:
    spans = citations(text)
    assert all(before.stop < after.start for before, after in pairwise(spans))


_WORDS = st.sampled_from(["a", "dogs'", "don't", "o’clock", "states’", "rock'n'roll", "it's,", "boys'."])


@settings(deadline=None)
@given(st.lists(_WORDS))
def test_apostrophes_quote_nothing(words: list[str]) -> None:
    assert quotations(" ".join(words)) == []


@settings(deadline=None)
@given(st.lists(_WORDS), st.lists(_WORDS, min_size=1), st.sampled_from(["“”", '""', "„“", "«»", "»«"]))
def test_apostrophes_move_no_double_marks(before: list[str], inside: list[str], marks: str) -> None:
    quoted = " ".join(inside)
    text = f"{' '.join(before)} {marks[0]}{quoted}{marks[1]} end"
    assert [quotation.span.of(text) for quotation in quotations(text)] == [quoted]
