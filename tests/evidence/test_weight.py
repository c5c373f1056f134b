"""Weights against slow, obvious ways, and what must weigh more than what."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.evidence import WordModel
from workbench.evidence.changes import Gap
from workbench.evidence.followers import Followers
from workbench.evidence.weight import Scale
from workbench.evidence.word_model import PRIOR_WORDS, common
from workbench.text.words import tokenise

_TEXT = st.lists(st.sampled_from("abcd"), min_size=2, max_size=30).map(" ".join)


@given(_TEXT, st.lists(_TEXT, max_size=3), st.data())
def test_followers_are_counted_as_the_slow_way_does(
    output: str, texts: list[str], data: st.DataObject
) -> None:
    tokens = {str(number): tokenise(text) for number, text in enumerate(texts)}
    left_out = []
    for name, each in tokens.items():
        for _ in range(data.draw(st.integers(0, 2))):
            first = data.draw(st.integers(0, len(each) - 1))
            stop = data.draw(st.integers(first + 1, len(each)))
            left_out.append((name, each.span(first, stop)))
    here = tokenise(output)
    places = np.arange(len(here) - 1)
    together, alone = Followers(here, tokens).counts(places, left_out)
    words = here.words()
    for place in places.tolist():
        pairs = [pair for name, each in tokens.items() for pair in _pairs(each, name, left_out)]
        assert together[place] == pairs.count((words[place], words[place + 1]))
        assert alone[place] == sum(first == words[place] for first, _ in pairs)


def _pairs(text: Tokens, name: str, left_out: list[tuple[str, Span]]) -> list[tuple[str, str]]:
    """The neighbours in a text whose first word lies in no span that is left out."""
    kept = []
    for place, pair in enumerate(pairwise(text.words())):
        start = text.starts[place]
        if not any(source == name and span.start <= start < span.stop for source, span in left_out):
            kept.append(pair)
    return kept


def _bits(words: str, model: WordModel, gaps: list[Gap] | None = None) -> float:
    """The weight of a copy of `words` in an output of 2,000 words that a source of the model holds."""
    output = tokenise(f"{words} {'elsewhere ' * 2_000}")
    stop = len(tokenise(words))
    here = output.span(0, stop)
    match = Match(here, here, ((here, here),), stop, stop, stop, "run")
    return Scale(output, model).weigh(match, gaps or [], []).bits


def _model(**sample: Tokens) -> WordModel:
    return WordModel.of_tokens(tokenise("nothing of the kind " * 5_000), sample=sample)


def test_common_words_weigh_little_in_small_texts_too() -> None:
    plain = _bits("of the in the to the and of the", WordModel.of_tokens(tokenise("one short text")))
    rare = _bits("quay lemons ferry surveyor ridge ladder clerk ledger harbour", _model())
    assert plain < 0.25 * rare


def test_words_that_predict_each_other_weigh_less() -> None:
    phrase = "supreme court of the united states of america"
    held = tokenise(f"{phrase} and other words, " * 40)
    assert _bits(phrase, _model(source=held)) < 0.6 * _bits(phrase, _model())


def test_a_copy_does_not_make_itself_likely() -> None:
    words = "quay lemons ferry surveyor ridge ladder clerk ledger"
    output, source = tokenise(words), tokenise(f"before {words} after")
    here, there = output.span(0, 8), source.span(1, 9)
    match = Match(here, there, ((here, there),), 8, 8, 8, "run")
    alone = Scale(output, WordModel.of_tokens(source)).weigh(match, [], [])
    known = Scale(output, WordModel.of_tokens(source, sample={"s": source})).weigh(match, [], [("s", there)])
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
