"""Which works are worth aligning."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.alignment.affinity import CELL_WORDS, RARE_BITS, affinity
from workbench.domain.tokens import Tokens
from workbench.text.words import tokenise

WORDS = st.lists(st.sampled_from([letter + "x" for letter in "abcdefgh"]), max_size=250).map(" ".join)


@given(WORDS, WORDS, st.lists(st.sampled_from([1.0, 10.0, 12.5, 15.0]), min_size=8, max_size=8))
def test_affinity_is_the_best_window_of_cells(one: str, other: str, bits: list[float]) -> None:
    output, source = tokenise(one), tokenise(other)
    surprise = np.array([bits["abcdefgh".index(word[0])] for word in output.words()], dtype=np.float64)
    assert affinity(output, surprise, source) == _slowly(output, surprise.tolist(), source)


def _slowly(output: Tokens, surprise: list[float], source: Tokens) -> float:
    windows: dict[tuple[int, int], dict[str, float]] = {}
    there = source.words()
    for here, word in enumerate(output.words()):
        for place, other in enumerate(there):
            if word == other and surprise[here] >= RARE_BITS:
                row, column = here // CELL_WORDS, place // CELL_WORDS
                for window in ((row + down, column + right) for down in (0, 1) for right in (0, 1)):
                    windows.setdefault(window, {})[word] = surprise[here]
    return max((sum(words.values()) for words in windows.values()), default=0.0)


def test_shuffled_words_draw_a_work_out_of_a_hundred() -> None:
    chance = random.Random(7)
    vocabulary = [f"word{number}" for number in range(3000)]
    works = [[chance.choice(vocabulary) for _ in range(2000)] for _ in range(100)]
    taken = works[41][700:740]
    chance.shuffle(taken)
    output = tokenise(" ".join([chance.choice(vocabulary) for _ in range(400)] + taken))
    surprise = np.full(len(output), 11.5)
    scores = [affinity(output, surprise, tokenise(" ".join(work))) for work in works]
    assert int(np.argmax(scores)) == 41
    assert scores[41] > 2 * sorted(scores)[-2]
