"""Which words of a counted finding do not count, and why."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workbench.domain.finding import Class
from workbench.domain.span import Span
from workbench.evidence.quotations import quotations
from workbench.evidence.standing import Standing
from workbench.text.words import tokenise

Words = npt.NDArray[np.int64]

FEWEST_WORDS = 5
"""In a row, for an exception: fewer in marks or in a stock phrase are part of the sentence around them. A
reviewer's own list has no such limit."""

CONTEXT = 2_000
"""Characters around a stretch of a source in which its quotation marks are looked for."""


class Exceptions:
    """Splits the count of findings: what is quoted, cited, stock or ignored counts nowhere.

    Words that stand in quotation marks on both sides are no exception: the marks came with the words, as in
    the dialogue of a novel, and do not show that the output quotes its source.
    """

    def __init__(self, standing: Standing, text_of: Callable[[str], str]) -> None:
        self._standing = standing
        self._text_of = lru_cache(64)(text_of)

    def within(
        self, source: str, source_span: Span, pairs: tuple[tuple[Span, Span], ...]
    ) -> Mapping[Class, Words]:
        """The words of the output in `pairs` that are excepted, each word once, by class if it has any."""
        words = self._standing.words_of(pairs)
        left = np.ones(len(words), dtype=np.bool_)
        found: dict[Class, Words] = {}
        for name, held in self._standing.held.items():
            taken = left & held[words]
            if name == "quotation" and taken.any():
                taken &= ~self.quoted_on_both_sides(source, source_span, pairs)
            if name != "ignored":
                taken = _long_enough(words, taken)
            if taken.any():
                found[name] = words[taken]
                left &= ~taken
        return found

    def quoted_on_both_sides(
        self, source: str, source_span: Span, pairs: tuple[tuple[Span, Span], ...]
    ) -> npt.NDArray[np.bool_]:
        """bool (m,), which of the output's words in `pairs` are quoted there and in the source as well."""
        words = self._standing.words_of(pairs)
        here = self._standing.held["quotation"][words]
        return here & self._quoted_there(source, source_span, pairs, len(words)) if here.any() else here

    def _quoted_there(
        self, source: str, source_span: Span, pairs: tuple[tuple[Span, Span], ...], count: int
    ) -> npt.NDArray[np.bool_]:
        """bool (count,), which of the words in `pairs` are quoted in the source, each by itself."""
        text = self._text_of(source)
        start = max(0, source_span.start - CONTEXT)
        near = text[start : source_span.stop + CONTEXT]
        quoted = [
            Span(span.start + start, span.stop + start)
            for span in (quotation.span for quotation in quotations(near))
        ]
        there = np.zeros(count, dtype=np.bool_)
        if not quoted:
            return there
        done = 0
        for here, other in pairs:
            first, stop = self._standing.tokens.within(here)
            places = _word_places(text, other, stop - first)
            for span in quoted:
                there[done : done + len(places)] |= (places >= span.start) & (places < span.stop)
            done += stop - first
        return there


def _long_enough(words: Words, taken: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which of the neighbouring words that are taken are at least five in a row."""
    kept = np.zeros(len(taken), dtype=np.bool_)
    places = np.flatnonzero(taken)
    for group in np.split(places, np.flatnonzero(np.diff(words[places]) != 1) + 1):
        if len(group) >= FEWEST_WORDS:
            kept[group] = True
    return kept


def _word_places(text: str, span: Span, count: int) -> Words:
    """int64 (count,), where each word of `span` begins in `text`."""
    starts = tokenise(span.of(text)).starts + span.start
    return starts if len(starts) == count else np.full(count, span.start)
