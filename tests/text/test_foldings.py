"""What folding says that it did."""

import pytest

from workbench.domain.span import Span
from workbench.text.foldings import foldings
from workbench.text.readings import read_alike


@pytest.mark.parametrize(
    ("text", "name", "written", "folded"),
    [
        ("of c\u043epyright law", "look-alike letters", "c\u043epyright", "copyright"),
        ("of copy\u200bright law", "characters of no width", "copy\u200bright", "copyright"),
        ("of copy\u00adright law", "soft hyphens", "copy\u00adright", "copyright"),
        ("of c o p y r i g h t law", "letters set apart", "c o p y r i g h t", "copyright"),
        ("this c1ause of it", "misread digits", "c1ause", "clause"),
        ("the Colours of it", "spelling", "Colours", "colors"),
        ("some twenty-three men", "numbers in words", "twenty-three", "23"),
        ("some two hundred and five men", "numbers in words", "two hundred and five", "205"),
        ("the Third man", "numbers in words", "Third", "3rd"),
    ],
)
def test_each_way_of_folding_is_named(text: str, name: str, written: str, folded: str) -> None:
    (found,) = foldings(text)
    assert (found.name, found.words, found.examples) == (name, 1, ((written, folded),))


@pytest.mark.parametrize(
    "text",
    ["Plain WORDS, co-operate and don't.", "\ufb01ne 1,000", "", "\u041c\u043e\u0441\u043a\u0432\u0430"],
)
def test_plain_words_were_not_folded_so(text: str) -> None:
    assert foldings(text) == []


def test_only_words_within_the_span_are_told_of() -> None:
    text = "colour and labour and honour"
    (found,) = foldings(text, Span(7, 20))
    assert found.examples == (("labour", "labor"),)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("modern", "modem", True),
        ("vvhat", "what", True),
        ("clear", "dear", True),
        ("modern", "modern", False),
        ("modern", "modest", False),
    ],
)
def test_misreadings_are_known_but_stay_two_words(one: str, other: str, alike: bool) -> None:
    assert read_alike(one, other) is alike
