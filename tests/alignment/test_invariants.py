"""What is true of every match, whatever the texts."""

import random
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.alignment import Prepared, align, prepare
from workbench.domain.match import Match

COMMON = (
    "the", "of", "and", "to", "a", "in", "that", "it", "was", "for", "on", "with", "as", "his", "they", "at",
    "be", "this", "had", "not", "are", "but", "from", "by", "or", "an", "who", "which",
)  # fmt: skip
RARE = ["".join(letters) for letters in product("bdfgklmnprst", "aeiou", "bdgklmnrst", "aeiou")]


def check(output: Prepared, source: Prepared, matches: list[Match]) -> None:
    """The contract of Match, and that no word of the output is in two matches."""
    for match in matches:
        words, reached, used = 0, match.output.start, set()
        assert match.pairs
        for here, there in match.pairs:
            first, stop = output.tokens.within(here)
            other, other_stop = source.tokens.within(there)
            assert stop - first == other_stop - other > 0
            assert output.tokens.span(first, stop) == here
            assert source.tokens.span(other, other_stop) == there
            assert output.tokens.same_words(first, source.tokens, other, stop - first)
            assert here.start >= reached
            assert match.output.contains(here)
            assert match.source.contains(there)
            assert used.isdisjoint(range(other, other_stop))
            reached = here.stop
            used.update(range(other, other_stop))
            words += stop - first
        assert words == match.matched_words
        for side, span, count in (
            (output, match.output, match.output_words),
            (source, match.source, match.source_words),
        ):
            first, stop = side.tokens.within(span)
            assert stop - first == count
            assert side.tokens.span(first, stop) == span
        if match.method == "run":
            assert len(match.pairs) == 1
            assert match.matched_words == match.output_words == match.source_words
    for before, after in pairwise(matches):
        assert before.output.stop <= after.output.start


def prose(chance: random.Random, words: int) -> list[str]:
    """Words, common and rare ones, with sentence ends and paragraph breaks."""
    text = []
    for _ in range(words):
        word = chance.choice(COMMON if chance.random() < 0.5 else RARE)
        ending = chance.random()
        text.append(word + (".\n\n" if ending < 0.02 else "." if ending < 0.1 else ""))
    return text


def edited(chance: random.Random, words: list[str], rate: float) -> list[str]:
    """The words with a share `rate` replaced, dropped, or followed by another."""
    result = []
    for word in words:
        if chance.random() >= rate:
            result.append(word)
        else:
            result += chance.choice(([], [word, "ought"], [chance.choice(RARE)], ["indeed"]))
    return result


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 0.6), st.integers(8, 150), st.booleans())
def test_every_match_keeps_its_contract(seed, rate, length, shuffled):
    chance = random.Random(seed)
    source = prose(chance, 500)
    at = chance.randrange(500 - length)
    plant = edited(chance, source[at : at + length], rate)
    if shuffled:
        chance.shuffle(plant)
    output = prose(chance, 120) + plant + prose(chance, 120) + source[at : at + length // 2]
    mine, theirs = prepare(" ".join(output)), prepare(" ".join(source))
    check(mine, theirs, align(mine, theirs))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=200))
def test_any_characters(before, shared, after):
    mine, theirs = prepare(before + " " + shared), prepare(shared + " " + after)
    check(mine, theirs, align(mine, theirs))


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.1, 0.15, 0.2])
def test_a_long_plant_is_one_match_with_its_borders(rate):
    errors = []
    for seed in range(10):
        chance = random.Random(seed)
        source = prose(chance, 3000)
        before, after = prose(chance, 200), prose(chance, 200)
        plant = edited(chance, source[1000:1080], rate)
        mine, theirs = prepare(" ".join(before + plant + after)), prepare(" ".join(source))
        matches = align(mine, theirs)
        check(mine, theirs, matches)
        assert len(matches) == 1
        first, stop = mine.tokens.within(matches[0].output)
        errors += [abs(first - 200), abs(stop - 200 - len(plant))]
        if rate == 0.0:
            assert matches[0].method == "run"
    assert sum(errors) / len(errors) <= 2.5  # words; a word at the border may have been changed
    assert max(errors) <= (1 if rate == 0.0 else 12)


def test_unrelated_texts_have_nothing_in_common():
    for seed in range(20):
        chance = random.Random(seed)
        mine, theirs = prepare(" ".join(prose(chance, 800))), prepare(" ".join(prose(chance, 800)))
        assert align(mine, theirs) == []


def test_a_long_copy_is_one_run():
    source = prose(random.Random(1), 12_000)
    mine, theirs = prepare("Before it. " + " ".join(source[2000:9000])), prepare(" ".join(source))
    (match,) = align(mine, theirs)
    assert (match.method, match.matched_words) == ("run", 7000)


@pytest.mark.parametrize("text", ["", "...", "one", "one two"])
def test_next_to_nothing(text):
    assert align(prepare(text), prepare("some other words")) == []
    assert align(prepare("some other words"), prepare(text)) == []


def test_repetition_costs_no_more_than_its_length():
    phrase = prepare("the same phrase again and again by me " * 2000)
    (match,) = align(phrase, phrase)
    assert match.matched_words == 16_000
    once = prepare("the same phrase again and again by me")
    assert [match.matched_words for match in align(once, phrase)] == [8]
    assert len(align(phrase, once)) == 2000
