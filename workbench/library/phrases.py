"""Where given words stand in the works, in their order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workbench.domain.errors import UnreadableDocument
from workbench.domain.span import Span
from workbench.domain.tokens import Hashes, Offsets, Tokens
from workbench.library.exact_index import GRAM_WORDS, STEP, SURE_RUN
from workbench.library.pieces import Section, joined
from workbench.library.segment import Segment
from workbench.text.grams import grams
from workbench.text.pieces import word_hashes
from workbench.text.words import tokenise

SHOWN_PER_WORK, SHOWN = 20, 1000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place in a work where the words stand."""

    work: str
    span: Span


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The places where words stand: at most 20 of a work and 1,000 in all are listed, all are counted."""

    occurrences: tuple[Occurrence, ...]
    total: int
    works: int
    """How many works hold the words."""


def find_phrase(
    words: str,
    segments: Iterable[Segment],
    sections: Callable[[str], Sequence[Section]],
    read: Callable[[Section], str],
) -> Occurrences:
    """Every place where `words` stand in this order after folding, letter for letter.

    The index is asked for 8 words and more; fewer are looked for in every text whose segment knows them all.
    `sections` gives those of a work, `read` the text of one. Raises UnreadableDocument when `words` holds no
    word.
    """
    phrase = tokenise(words)
    if not len(phrase):
        raise UnreadableDocument("The search holds no word.", "Type the words to look for.")
    listed: list[Occurrence] = []
    total = works = 0
    for work, places in _candidates(phrase, segments):
        room = min(SHOWN_PER_WORK, SHOWN - len(listed))
        held = 0
        for section, first_of_next in _with_next(sections(work), len(phrase)):
            within = np.arange(section.first_word, first_of_next) if places is None else places
            within = within[(within >= section.first_word) & (within < first_of_next)]
            if not len(within):
                continue
            text = read(section)
            alike = _alike(phrase.hashes, word_hashes(text), within - section.first_word)
            if not len(alike):
                continue
            tokens = tokenise(text)
            starts = [at for at in alike.tolist() if phrase.same_words(0, tokens, at, len(phrase))]
            spans = (tokens.span(start, start + len(phrase)) for start in starts[: max(0, room - held)])
            listed += [Occurrence(work, span.moved(section.start)) for span in spans]
            held += len(starts)
        total += held
        works += held > 0
    return Occurrences(tuple(listed), total, works)


def _with_next(sections: Sequence[Section], most: int) -> Iterator[tuple[Section, int]]:
    """The sections of a work, each with the first word of the next, from which on that one is asked.

    The whole work, if sections share less than `most` words.
    """
    if any(section.stop_word - after.first_word < most for section, after in pairwise(sections)):
        sections = [joined(sections)]
    return zip(sections, [*(after.first_word for after in sections[1:]), sections[-1].stop_word], strict=True)


def _candidates(phrase: Tokens, segments: Iterable[Segment]) -> Iterator[tuple[str, Offsets | None]]:
    """The works that may hold the phrase, with the words where it may begin; None for anywhere."""
    for segment in segments:
        if len(phrase) >= SURE_RUN:
            yield from _looked_up(phrase, segment)
        elif segment.vocabulary.holds(phrase.hashes):
            for work in segment.works:
                yield work, None


def _looked_up(phrase: Tokens, segment: Segment) -> Iterator[tuple[str, Offsets]]:
    """Wherever the phrase stands, one of its first three grams is kept."""
    wanted, offsets = np.unique(grams(phrase.hashes, GRAM_WORDS)[:STEP], return_index=True)
    which, work, numbers = segment.find(wanted)
    starts = numbers * STEP - offsets[which]
    if len(offsets) < STEP:  # equal grams: each place may be any of them
        work, starts = np.tile(work, STEP), (numbers * STEP - np.arange(STEP)[:, None]).ravel()
    for number in np.unique(work).tolist():
        yield segment.works[number], np.unique(starts[work == number])


def _alike(phrase: Hashes, hashes: Hashes, starts: Offsets) -> Offsets:
    """Those of `starts` where words with the hashes of the phrase stand."""
    starts = starts[(starts >= 0) & (starts <= len(hashes) - len(phrase))]
    for offset, word in enumerate(phrase):
        starts = starts[hashes[starts + offset] == word]
    return starts
