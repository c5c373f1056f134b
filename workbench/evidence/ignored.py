"""A reviewer's own list of phrases and patterns that do not count.

A phrase matches its words in their order after folding, as everywhere. In a pattern, `*` by itself stands
for up to eight words, `?` by itself for one word, and `word*` for every word that begins so, whichever way it
is spelt: `colour*` for `colorful`, `seven*` for `17th`. The work is bounded by words times parts of the
pattern, whatever the pattern: nothing is tried twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import PhraseFault
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.text.forms import numbers, spellings
from workbench.text.unify import folded_letters
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
    """A word that begins so, as it is written or after folding."""

    starts: frozenset[str]
    forms: frozenset[int]
    """What words that are written so fold to, where that begins otherwise: their hashes."""


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
        for parts in _readings(number, pattern):
            for first, stop in _matches(tokens, parts):
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


def _readings(number: int, pattern: str) -> Iterator[list[_Part]]:
    """The parts of a pattern: its words read together and, where it differs, each by itself.

    Together, `twenty five` is one number; by themselves, the words of a finding are what they were there.
    """
    pieces = pattern.split(maxsplit=MOST_PARTS + 1)
    plain = [" ".join(group) for _, group in groupby(pieces, _is_wild)]
    together = [part for piece in plain for part in _parts(piece)]
    apart = [part for piece in pieces for part in _parts(piece)]
    for parts in (together, apart) if together != apart else (apart,):
        yield _checked(number, parts)


def _is_wild(piece: str) -> object:
    """The same for pieces that are read together; each wild one is by itself."""
    return object() if piece == "?" or piece.endswith("*") else None


def _parts(piece: str) -> list[_Part]:
    """The parts of words without a wild one among them, or of one wild one."""
    if piece == "*":
        return [_ANY]
    if piece == "?":
        return [_Skip(1, 1)]
    tokens = tokenise(piece)
    if piece.endswith("*") and len(tokens) == 1:
        return [_beginning(piece, tokens.word(0))]
    return list(tokens.hashes.tolist())


@lru_cache(1024)
def _beginning(written: str, folded: str) -> _Beginning:
    start = folded_letters(written)
    forms = [form for word, form in spellings().items() if word.startswith(start)]
    forms += [form for word, (form, _) in numbers().items() if word.startswith(start)]
    starts = {start} if start in numbers() else {start, folded}
    return _Beginning(frozenset(starts), frozenset(tokenise("\n\n".join(forms)).hashes.tolist()))


def _checked(number: int, parts: list[_Part]) -> list[_Part]:
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
        return np.asarray(tokens.hashes == np.uint64(part))
    met: Words = np.isin(tokens.hashes, np.array(sorted(part.forms), dtype=np.uint64))
    for start in part.starts:
        met |= _begins(tokens, start)
    return met


def _begins(tokens: Tokens, letters: str) -> Words:
    """bool (n,), which words begin with `letters`."""
    met: Words = np.diff(tokens.bounds) >= len(letters)
    for place, letter in enumerate(letters):
        held = np.flatnonzero(met)
        met[held] = tokens.letters[tokens.bounds[held] + place] == ord(letter)
    return met
