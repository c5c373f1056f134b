"""Sentences aligned by meaning, with an encoder that knows ten subjects and nothing else."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.alignment import Near, align, prepare
from workbench.alignment.comparison import Stretch, compared
from workbench.alignment.sentences import (
    AROUND,
    LEAST_CHAINED,
    MOST_NATS,
    MOST_SENTENCES,
    SKIPPED,
    retellings,
    strongest,
)
from workbench.domain.span import Span

SOURCE = (
    "The harbour master kept two ledgers in the drawer of his desk by the window.",
    "In the first he wrote down every ship that had come in since the spring tide.",
    "In the second he noted what he privately thought of each of their captains.",
    "When the board demanded his books for the audit he sent them only the former.",
    "It was returned within a week with a letter of thanks and a small silver cup.",
)
RETOLD = (
    "Two volumes were locked away where the official in charge of the port used to sit.",
    "One of them listed all the vessels which arrived from about Easter onwards that year.",
    "His frank opinion of the men who commanded those vessels filled the other one entirely.",
    "Asked by his superiors to hand over what he had written, he parted with one alone.",
    "They gave it back soon, along with a polite note and a drinking vessel as a reward.",
)
OTHER = (
    "A beekeeper visits each of the hives in turn on the first warm day of March.",
    "If a queen turns out to be weak the workers will raise another within three weeks.",
    "Clover makes a pale honey and heather a dark one that hardly runs from the comb.",
)
SUBJECTS = [*zip(SOURCE, RETOLD, strict=True), *((sentence,) for sentence in OTHER)]


def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """A unit vector for each subject; the mean of two for a text that holds both."""
    vectors = np.zeros((len(texts), len(SUBJECTS)), dtype=np.float32)
    for row, text in enumerate(texts):
        for number, sentences in enumerate(SUBJECTS):
            if any(sentence.rstrip(".") in text for sentence in sentences):
                vectors[row, number] = 1
    return vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))


def everywhere(output: str, source: str) -> Near:
    return [(Span(0, len(output)), Span(0, len(source)))]


def told(output: str, source: str, explained: Sequence[Stretch] = ()) -> list[tuple[str, str, float]]:
    comparison = compared(prepare(output), prepare(source))
    return [
        (
            comparison.output.span(each.output).of(output),
            comparison.source.span(each.source).of(source),
            each.nats,
        )
        for each in retellings(comparison, everywhere(output, source), explained, encode)
    ]


def test_sentences_that_follow_each_other_make_one_chain() -> None:
    output, source = " ".join([OTHER[0], *RETOLD, OTHER[1]]), " ".join([OTHER[2], *SOURCE])
    ((here, there, nats),) = told(output, source)
    assert here == " ".join(RETOLD).rstrip(".")
    assert there == " ".join(SOURCE).rstrip(".")
    assert nats == 5 * MOST_NATS


def test_a_sentence_left_out_costs_less_than_the_chain() -> None:
    ((here, _, nats),) = told(" ".join([*RETOLD[:2], OTHER[0], *RETOLD[2:]]), " ".join(SOURCE))
    assert (here.startswith("Two volumes"), here.endswith("a reward")) == (True, True)
    assert 4 * MOST_NATS < nats < 5 * MOST_NATS


def test_sentences_in_another_order_are_no_chain() -> None:
    chains = told(" ".join(RETOLD[::-1]), " ".join(SOURCE))
    assert all(nats <= MOST_NATS for _, _, nats in chains)


def test_what_words_explain_is_not_asked_again() -> None:
    output = " ".join(RETOLD)
    assert told(output, " ".join(SOURCE), [Stretch(0, len(prepare(output)))]) == []
    assert told(" ".join(OTHER[:2]), " ".join(SOURCE)) == []


def test_a_retelling_is_a_match_only_where_meaning_is_asked_and_near() -> None:
    names = "at Carrow Point in Galloway, said Magnusson the ferryman"
    source = " ".join([*SOURCE[:4], f"{SOURCE[4][:-1]} {names}."])
    retold = " ".join([OTHER[0], *RETOLD[:4], f"{RETOLD[4][:-1]} {names}.", OTHER[1]])
    output, other = prepare(retold), prepare(source)
    assert [match.method for match in align(output, other)] != ["retelling"]
    assert [match.method for match in align(output, other, encode)] != ["retelling"]
    (match,) = align(output, other, encode, everywhere(retold, source))
    assert match.method == "retelling"
    assert match.output.of(retold).startswith("Two volumes")
    assert all(here.of(retold).casefold() == there.of(source).casefold() for here, there in match.pairs)


def test_what_is_compared_at_once_is_bounded_however_long_the_texts() -> None:
    sentences = [
        f"Entry {number} of this book tells of {number} men and of all their ships." for number in range(900)
    ]
    text = prepare(" ".join(sentences))
    ends = np.cumsum([len(sentence) + 1 for sentence in sentences]).tolist()
    places = [
        Span(stop - len(sentence) - 1, stop - 1) for sentence, stop in zip(sentences, ends, strict=True)
    ]
    asked: list[int] = []

    def by_number(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        asked.append(len(texts))
        vectors = np.zeros((len(texts), 1000), dtype=np.float32)
        vectors[np.arange(len(texts)), [int(text.split()[1]) for text in texts]] = 1
        return vectors

    near = list(zip(places, places, strict=True))
    found = list(retellings(compared(text, text), near, (), by_number))
    assert max(asked) <= MOST_SENTENCES
    assert sum(told.output.length for told in found) > 0.98 * len(text)
    asked.clear()
    assert len(list(retellings(compared(text, text), near[500:501], (), by_number))) == 1
    assert sum(asked) <= 2 * (2 + 2 * AROUND)


@pytest.mark.parametrize("output", ["", "word", RETOLD[0]])
def test_short_texts(output: str) -> None:
    near = everywhere(output, SOURCE[0])
    assert align(prepare(output), prepare(SOURCE[0]), encode, near) == []


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 10_000))
def test_the_strongest_chain_is_that_of_a_search_without_tricks(rows: int, columns: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    worth = [
        chance.uniform(-4, 6, (max(0, rows - down + 1), max(0, columns - right + 1)))
        for down, right in ((1, 1), (2, 1), (1, 2))
    ]

    def best(row: int, column: int) -> float:
        """Nats of the best chain that ends before sentence `row` of the output and `column` of the source."""
        ways = [0.0]
        for nats, (down, right) in zip(worth, ((1, 1), (2, 1), (1, 2)), strict=True):
            if row >= down and column >= right:
                ways.append(table[row - down][column - right] + float(nats[row - down, column - right]))
        if row:
            ways.append(table[row - 1][column] + SKIPPED)
        if column:
            ways.append(table[row][column - 1] + SKIPPED)
        return max(ways)

    table = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows + 1):
        for column in range(columns + 1):
            table[row][column] = best(row, column)
    most = max(max(row) for row in table)
    found = strongest(worth, (rows, columns))
    assert (found is None) == (most < LEAST_CHAINED)
    if found:
        (first, stop), (other, other_stop), nats = found
        assert nats == pytest.approx(most)
        assert 0 <= first < stop <= rows
        assert 0 <= other < other_stop <= columns
