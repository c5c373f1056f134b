"""The lists of stock phrases and common words are fit to be read."""

from workbench.evidence.phrases import stock_phrases, stock_words
from workbench.places import resource
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


def test_the_rates_of_common_words_are_those_of_a_part_of_all_words() -> None:
    rows = resource("phrases", "common-words.tsv").read_text(encoding="utf-8").splitlines()
    rates = [int(row.split("\t")[1]) for row in rows if not row.startswith("#")]
    assert rates == sorted(rates, reverse=True)
    assert 400_000 < sum(rates) < 700_000
