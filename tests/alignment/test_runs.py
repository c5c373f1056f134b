"""Maximal runs against an oracle that looks at every pair of words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.alignment import prepare, runs
from workbench.alignment.seeds import common_grams
from workbench.domain.tokens import Tokens

few_words = st.lists(st.sampled_from(["oak", "elm", "ash", "yew"]), max_size=60)


def slow_runs(output: list[str], source: list[str], least: int = 8) -> set[tuple[int, int, int]]:
    found = set()
    for here in range(len(output)):
        for there in range(len(source)):
            if here and there and output[here - 1] == source[there - 1]:
                continue
            count = 0
            while (
                here + count < len(output)
                and there + count < len(source)
                and output[here + count] == source[there + count]
            ):
                count += 1
            if count >= least:
                found.add((here, there, count))
    return found


def every_seed(output: Tokens, source: Tokens, step: int = 1) -> np.ndarray:
    seeds = [
        (here, there)
        for there in range(0, len(source) - 5, step)
        for here in range(len(output) - 5)
        if np.array_equal(output.hashes[here : here + 6], source.hashes[there : there + 6])
    ]
    return np.array(seeds, dtype=np.int64).reshape(-1, 2)


@given(few_words, few_words, few_words)
def test_runs_are_all_maximal_common_runs_and_nothing_else(before, shared, after):
    output, source = before + shared + after, after + shared + before
    mine, theirs = prepare(" ".join(output)), prepare(" ".join(source))
    for step in (1, 3):  # a library keeps every third place: enough for runs of 8 words
        found = runs(mine, theirs, every_seed(mine.tokens, theirs.tokens, step))
        assert {
            (
                mine.tokens.within(match.output)[0],
                theirs.tokens.within(match.source)[0],
                match.matched_words,
            )
            for match in found
        } == slow_runs(output, source)
        assert len({(match.output, match.source) for match in found}) == len(found)


def test_one_seed_is_enough_for_a_long_run():
    text = " ".join(f"w{number}" for number in range(20_000))
    match = runs(prepare(text), prepare("before " + text + " after"), np.array([[9_000, 9_001]]))[0]
    assert match.matched_words == 20_000
    assert match.method == "run"


def test_equal_hashes_of_unequal_words_are_parted():
    words = [f"w{number}" for number in range(30)]
    output, source = prepare(" ".join(words)), prepare(" ".join([*words[:14], "other", *words[15:]]))
    source.tokens.hashes[14] = output.tokens.hashes[14]
    found = runs(output, source, every_seed(output.tokens, source.tokens))
    assert [match.matched_words for match in found] == [14, 15]


def test_repetition_costs_no_more_than_its_length():
    phrase = "the same phrase again and again by me "
    ties = [
        len(common_grams(text.tokens.hashes, text.tokens.hashes, 6))
        for text in (prepare(phrase * 500), prepare(phrase * 1000))
    ]
    assert ties[1] <= 2 * ties[0] + 50
    assert ties[1] <= 8000
