"""The stretches of a text that are embedded as one vector each."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.text.sentences import sentences
from workbench.text.words import tokenise

LEAST_WORDS, MOST_WORDS = 60, 160


def passages(text: str, least: int = LEAST_WORDS, most: int = MOST_WORDS) -> list[Span]:
    """Passages of `least` to `most` words that begin and end with sentences and overlap by one of them.

    A sentence longer than `most` words is cut between words. A text of fewer words than `least` is one
    passage. A text without a word has none.
    """
    tokens = tokenise(text)
    pieces = [piece for span in sentences(text) for piece in _pieces(tokens, span, most)]
    counts = [stop - first for first, stop in pieces]
    return [tokens.span(pieces[begin][0], pieces[end - 1][1]) for begin, end in _windows(counts, least, most)]


def _pieces(tokens: Tokens, sentence: Span, most: int) -> Iterator[tuple[int, int]]:
    """The words of one sentence as `(first, stop)`, cut into equal parts when there are more than `most`."""
    first, stop = tokens.within(sentence)
    parts = -(-(stop - first) // most)
    if parts:
        edges = np.linspace(first, stop, parts + 1).astype(int).tolist()
        yield from pairwise(edges)


def _windows(counts: list[int], least: int, most: int) -> Iterator[tuple[int, int]]:
    """Runs of pieces as `(begin, end)`: as many as fit into `most` words, the last one shared with the next.

    The last window reaches back so that it holds `least` words where the text has them.
    """
    begin = 0
    while begin < len(counts):
        end, words = begin, 0
        while end < len(counts) and words + counts[end] <= most:
            words += counts[end]
            end += 1
        if end == len(counts):
            while begin > 0 and words < least and words + counts[begin - 1] <= most:
                begin -= 1
                words += counts[begin]
            yield begin, end
            return
        yield begin, end
        shared = end - 1 if end - begin > 1 and counts[end - 1] + counts[end] <= most else end
        begin = shared
