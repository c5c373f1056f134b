"""A reviewer's own list of phrases and patterns that do not count.

A phrase matches its words in their order after folding, as everywhere. In a pattern, `*` by itself stands
for up to eight words, `?` by itself for one word, and `word*` for every word that begins so. The work is
bounded by words times parts of the pattern, whatever the pattern: nothing is tried twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import PhraseFault
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.text.words import tokenise

MOST_PATTERNS = 1_000
MOST_PARTS = 40
MOST_SKIPPED = 8
"""Words that `*` stands for at most."""
FEWEST_WORDS = 5
"""In a pattern that is made from a finding: fewer would be met everywhere."""

Words = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Skip:
    """Any `least` to `most` words."""

    least: int
    most: int


_ANY = _Skip(0, MOST_SKIPPED)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """A word that begins so, after folding."""

    letters: str


_Part = int | _Beginning | _Skip
"""A whole word is the number that it hashes to."""


def ignored_words(tokens: Tokens, patterns: Sequence[str]) -> Words:
    """bool (n,), which words of `tokens` stand in a match of one of `patterns`, the shortest from each end.

    Raises PhraseFault for more than 1,000 patterns, for more than 40 parts in one, and for a pattern without
    a word.
    """
    if len(patterns) > MOST_PATTERNS:
        raise PhraseFault(
            f"There are {len(patterns):,} ignored phrases; {MOST_PATTERNS:,} are the most.",
            "Shorten the list.",
        )
    ignored = np.zeros(len(tokens), dtype=np.bool_)
    for number, pattern in enumerate(patterns, start=1):
        for first, stop in _matches(tokens, _parts(number, pattern)):
            ignored[first:stop] = True
    return ignored


def patterns_of(tokens: Tokens, pairs: Sequence[tuple[Span, Span]]) -> tuple[str, ...]:
    """The patterns that ignore a finding and its like: its equal words, `*` for what was changed.

    `tokens` are the output's words and `pairs` the finding's equal runs. A long finding gives several; one
    whose runs lie far apart, a pattern for each group of runs; so that each pattern has at most 40 parts and
    at least five words, or all the words there are.
    """
    groups: list[list[str]] = [[]]
    reached = 0
    for here, _ in pairs:
        first, stop = tokens.within(here)
        if groups[-1] and first - reached > MOST_SKIPPED:
            groups.append([])
        elif groups[-1] and first > reached:
            groups[-1].append("*")
        groups[-1] += tokens.words(first, stop)
        reached = stop
    cut = [
        " ".join(group[start : start + MOST_PARTS]).strip("* ")
        for group in groups
        for start in range(0, len(group), MOST_PARTS)
    ]
    long_enough = [pattern for pattern in cut if len(pattern.replace("* ", "").split()) >= FEWEST_WORDS]
    return tuple(dict.fromkeys(long_enough or filter(None, cut)))


def _parts(number: int, pattern: str) -> list[_Part]:
    parts: list[_Part] = []
    for piece in pattern.split(maxsplit=MOST_PARTS + 1):
        if piece == "*":
            parts.append(_ANY)
        elif piece == "?":
            parts.append(_Skip(1, 1))
        elif piece.endswith("*") and len(tokenise(piece)) == 1:
            parts.append(_Beginning(tokenise(piece).word(0)))
        else:
            parts += tokenise(piece).hashes.tolist()
    while parts and parts[0] == _ANY:
        parts.pop(0)
    while parts and parts[-1] == _ANY:
        parts.pop()
    if all(isinstance(part, _Skip) for part in parts):
        raise PhraseFault(f"Ignored phrase {number} has no word in it.", "Write one, or remove the line.")
    if len(parts) > MOST_PARTS:
        raise PhraseFault(
            f"Ignored phrase {number} has more than {MOST_PARTS} words.", "Split it into several lines."
        )
    return parts


def _matches(tokens: Tokens, parts: Sequence[_Part]) -> list[tuple[int, int]]:
    """Where the parts stand in a row, as `(first, stop)`: for each stop the latest first.

    `begun[i]` is the latest word from which the parts so far reach up to word `i`, or -1.
    """
    begun = np.arange(len(tokens) + 1)
    for part in parts:
        following = np.full(len(tokens) + 1, -1)
        if isinstance(part, _Skip):
            for words in range(part.least, min(part.most, len(tokens)) + 1):
                following[words:] = np.maximum(following[words:], begun[: len(begun) - words])
        else:
            following[1:] = np.where(_meets(tokens, part), begun[:-1], -1)
        begun = following
    return [(int(begun[stop]), stop) for stop in np.flatnonzero(begun >= 0).tolist()]


def _meets(tokens: Tokens, part: int | _Beginning) -> Words:
    """bool (n,), which words are this one, or begin so."""
    if not isinstance(part, _Beginning):
        met: Words = tokens.hashes == np.uint64(part)
        return met
    met = np.diff(tokens.bounds) >= len(part.letters)
    for place, letter in enumerate(part.letters):
        held = np.flatnonzero(met)
        met[held] = tokens.letters[tokens.bounds[held] + place] == ord(letter)
    return met
