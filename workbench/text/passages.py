"""The stretches of a text that are embedded as one vector each."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from workbench.domain.document import Document
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.text.headings import sections
from workbench.text.pieces import cuts
from workbench.text.sentences import sentences
from workbench.text.words import tokenise

CUTTING = 2
"""The number of this rule; a library says by which its works were cut. Rule 1 did not see headings."""

LEAST_WORDS, MOST_WORDS = 60, 160

_PIECES = 16
"""Pieces of a part of a long work, which bounds the memory: two million characters."""


def passages(
    text: str, least: int = LEAST_WORDS, most: int = MOST_WORDS, tops: Sequence[int] = ()
) -> list[Span]:
    """Passages of `least` to `most` words that begin and end with sentences and overlap by one of them.

    None reaches across a heading; it may begin with one. A sentence longer than `most` words is cut between
    words. What stands between two headings in fewer words than `least` is one passage. A text without a word
    has none. `tops` are the offsets at which pages begin.
    """
    tokens = tokenise(text)
    found = []
    for section in sections(text, tops):
        pieces = [
            piece
            for stretch in section
            for sentence in sentences(stretch.of(text))
            for piece in _pieces(tokens, stretch.start + sentence.start, stretch.start + sentence.stop, most)
        ]
        counts = [stop - first for first, stop in pieces]
        found += [
            tokens.span(pieces[begin][0], pieces[end - 1][1]) for begin, end in _windows(counts, least, most)
        ]
    return found


def passages_of_document(document: Document) -> list[Span]:
    """The passages of a work, whose pages are known where it has pages; a long one is cut part by part."""
    text, locator = document.text, document.locator
    pages = np.array(locator.starts if locator.unit in ("page", "bates") else (), dtype=np.int64)
    found = []
    for start, stop in pairwise([*cuts(text)[:-1:_PIECES], len(text)]):
        tops = (pages[(start <= pages) & (pages < stop)] - start).tolist()
        found += [span.moved(start) for span in passages(text[start:stop], tops=tops)]
    return found


def _pieces(tokens: Tokens, start: int, stop: int, most: int) -> Iterator[tuple[int, int]]:
    """The words that begin in a sentence as `(first, stop)`, in equal parts if they are more than `most`."""
    first, end = np.searchsorted(tokens.starts, (start, stop)).tolist()
    parts = -(-(end - first) // most)
    if parts:
        edges = np.linspace(first, end, parts + 1).astype(int).tolist()
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
