"""Weights against slow, obvious ways, and what must weigh more than what."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.evidence import WordModel
from workbench.evidence.changes import Gap
from workbench.evidence.followers import Followers, Place
from workbench.evidence.weight import Scale
from workbench.evidence.word_model import PRIOR_WORDS, common
from workbench.text import neighbours
from workbench.text.neighbours import Neighbours, keys_of
from workbench.text.words import tokenise

_WORDS = ("ax", "bx", "cx", "dx")
_TEXT = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=30).map(" ".join)
_EVEN = np.full(1, 0.25)


@settings(deadline=None)
@given(_TEXT, _TEXT, _TEXT, st.data())
def test_a_word_after_another_has_the_chance_that_the_slow_way_gives_it(
    output: str, before: str, after: str, data: st.DataObject
) -> None:
    here = tokenise(output)
    first = data.draw(st.integers(0, len(here) - 1))
    stop = data.draw(st.integers(first + 1, len(here)))
    copied = here.span(first, stop)
    sources = {"copy": f"{before} {copied.of(output)} {after}", "other": f"{after} {before}"}
    there = Span(len(before) + 1, len(before) + 1 + copied.length)
    place = Place(data.draw(st.sampled_from(["copy", "elsewhere", "beyond"])), copied, there)
    counted = Neighbours.count(
        [
            *((name, len(text), tokenise(text).hashes) for name, text in sources.items()),
            ("beyond", there.stop - 1, tokenise("").hashes),  # a long text of which this was not counted
        ]
    )
    following = np.arange(1, len(here))
    alone = np.repeat(_EVEN, len(following))
    chances = Followers(here, [counted]).chances(following, alone, [place])

    pairs = Counter(pair for text in sources.values() for pair in pairwise(text.split()))
    if place.source == "copy":
        pairs -= Counter(pairwise(copied.of(output).split()))
    words = output.split()
    for chance, word, following_word in zip(chances, words, words[1:], strict=False):
        assert chance == pytest.approx(_chance(pairs, word, following_word))
        assert sum(_chance(pairs, word, other) for other in _WORDS) == pytest.approx(1)


def _chance(pairs: Counter[tuple[str, str]], word: str, following: str) -> float:
    """The stated formula, with four words that are equally likely by themselves."""
    followed = sum(count for (first, _), count in pairs.items() if first == word)
    spare = sum(min(count, 1) for (first, _), count in pairs.items() if first == word)
    return (max(0, pairs[word, following] - 1) + (spare + 1) / 4) / (followed + 1)


def test_neighbours_keep_the_most_frequent_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neighbours, "LEAST_KEPT", 3)
    letters = "a b a b a b a b c d c d c d e f e f g h g h i j i j k l"
    text = letters.replace(" ", "x ") + "x"  # single letters would be one word set apart
    counted = Neighbours.count([("text", len(text), tokenise(text).hashes)])
    assert sorted(counted.together.tolist()) == [3, 3, 4]  # a b, b a, c d; one of the rest would be arbitrary
    asked = keys_of(tokenise("ax cx ex kx").hashes)
    followed, spare = counted.after(asked)
    assert followed.tolist() == [4, 3, 0, 0]
    assert spare.tolist() == [1, 1, 0, 0]


def _bits(words: str, model: WordModel, gaps: list[Gap] | None = None) -> float:
    """The weight of a copy of `words` in an output of 2,000 words that a source of the model holds."""
    output = tokenise(f"{words} {'elsewhere ' * 2_000}")
    stop = len(tokenise(words))
    here = output.span(0, stop)
    match = Match(here, here, ((here, here),), stop, stop, stop, "run")
    return Scale(output, model).weigh(match, gaps or [], []).bits


def _model(**sources: str) -> WordModel:
    counted = Neighbours.count((name, len(text), tokenise(text).hashes) for name, text in sources.items())
    return WordModel.of_tokens(tokenise("nothing of the kind " * 5_000), neighbours=(counted,))


def test_common_words_weigh_little_in_small_texts_too() -> None:
    plain = _bits("of the in the to the and of the", WordModel.of_tokens(tokenise("one short text")))
    rare = _bits("quay lemons ferry surveyor ridge ladder clerk ledger harbour", _model())
    assert plain < 0.25 * rare


def test_words_that_predict_each_other_weigh_less() -> None:
    phrase = "supreme court of the united states of america"
    held = f"{phrase} and other words, " * 40
    assert _bits(phrase, _model(source=held)) < 0.6 * _bits(phrase, _model())


def test_a_copy_does_not_make_itself_likely() -> None:
    words = "quay lemons ferry surveyor ridge ladder clerk ledger"
    output, source = tokenise(words), tokenise(f"before {words} after")
    here, there = output.span(0, 8), source.span(1, 9)
    match = Match(here, there, ((here, there),), 8, 8, 8, "run")
    alone = Scale(output, WordModel.of_tokens(source)).weigh(match, [], [])
    counted = Neighbours.count([("s", there.stop, np.concatenate([source.hashes, source.hashes]))])
    model = WordModel.of_tokens(source, neighbours=(counted,))
    known = Scale(output, model).weigh(match, [], [Place("s", here, there)])
    assert Scale(output, model).weigh(match, [], []).surprise < 0.7 * known.surprise
    assert known.surprise == pytest.approx(alone.surprise)


def test_gaps_cost_what_it_takes_to_tell_them() -> None:
    words = "quay lemons ferry surveyor ridge ladder clerk ledger harbour"
    weights = [
        _bits(words, _model(), gaps)
        for gaps in ([], [Gap(1, 1, True)], [Gap(9, 9, True)], [Gap(9, 9, True), Gap(0, 0, False)])
    ]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 4
    assert weights[0] - weights[1] == pytest.approx(6)  # the gamma code of 1 has three bits, on either side


def test_the_chance_of_a_word_is_as_stated() -> None:
    model = WordModel.of_tokens(tokenise("the clerk and the quay"))
    hashes = tokenise("the clerk lemons").hashes
    rate = 83_060 / 1e6
    expected = [(2 + PRIOR_WORDS * rate), (1 + 1), (0 + 1)]
    assert model.chances(hashes) == pytest.approx([count / (5 + PRIOR_WORDS) for count in expected])
    assert common(hashes).tolist() == [True, False, False]


def test_a_match_without_equal_words_weighs_nothing() -> None:
    match = Match(Span(0, 3), Span(0, 3), (), 0, 1, 1, "passage")
    assert Scale(tokenise("one"), _model()).weigh(match, [], []).bits == 0
