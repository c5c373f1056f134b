"""Sentences with their own words in an order that a model of neighbours might have chosen."""

import random
from collections.abc import Sequence

import numpy as np

from workbench.evidence.followers import chances_after
from workbench.evidence.word_model import WordModel
from workbench.text.words import tokenise

MOST_WORDS = 200
"""Of a sentence that are ordered together: the cost grows with their square."""


def shuffled(words: Sequence[str], model: WordModel, chance: random.Random) -> list[str]:
    """`words`, as they are written, in another order, drawn by `model` with the help of `chance`.

    Each next word is drawn from those that are left, in proportion to its chance after the word before it
    over its chance by itself. The chances by themselves multiply to the same in every order, so this draws
    orders by how likely the model finds them: words that often stand together tend to do so again.
    """
    done: list[str] = []
    for start in range(0, len(words), MOST_WORDS):
        done += _shuffled(words[start : start + MOST_WORDS], model, chance)
    return done


def _shuffled(words: Sequence[str], model: WordModel, chance: random.Random) -> list[str]:
    tokens = [tokenise(word).hashes for word in words]
    begins = np.array([hashes[0] if len(hashes) else 0 for hashes in tokens], dtype=np.uint64)
    ends = np.array([hashes[-1] if len(hashes) else 0 for hashes in tokens], dtype=np.uint64)
    count = len(words)
    alone = model.chances(begins)
    pairs = chances_after(
        model.neighbours, np.repeat(ends, count), np.tile(begins, count), np.tile(alone, count)
    )
    fit = (pairs.reshape(count, count) / alone).tolist()
    left = list(range(count))
    order: list[int] = []
    while left:
        weights = [fit[order[-1]][word] for word in left] if order else None
        (drawn,) = chance.choices(range(len(left)), weights)
        order.append(left.pop(drawn))
    return [words[place] for place in order]
