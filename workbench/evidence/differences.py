"""What folding had to make equal in the matched words of one finding."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Literal

from workbench.domain.span import Span
from workbench.text.foldings import foldings_of
from workbench.text.words import tokenise

Difference = Literal[
    "case",
    "letter forms",
    "look-alike letters",
    "misread digits",
    "spelling",
    "numbers in words",
    "hyphens",
    "apostrophes",
    "invisible characters",
    "spaces within words",
    "digit grouping",
    "punctuation",
    "spacing",
]
"""How the original characters of two equal words, or of what stands between them, can differ."""

BETWEEN: tuple[Difference, ...] = ("punctuation", "spacing")
"""Differences between words; the others lie within them."""

_HYPHENS = frozenset("-\u2010\u2011\u058a\ufe63\uff0d")
_APOSTROPHES = frozenset("'\u2019\u02bc\u2018\u00b4`\uff07\u201b")
_INVISIBLE = ("Cf", "Cs")


def differences(output: str, source: str, pairs: Iterable[tuple[Span, Span]]) -> Mapping[Difference, int]:
    """How often the two sides of `pairs` differ in their original characters, by the way they differ.

    Within words it counts words, between words it counts places; an absent difference was not met.
    """
    met: Counter[Difference] = Counter()
    for here, there in pairs:
        mine, theirs = here.of(output), there.of(source)
        if mine != theirs:
            met.update(_in_run(mine, theirs))
    return met


def _in_run(mine: str, theirs: str) -> Iterator[Difference]:
    here, there = list(_words(mine)), list(_words(theirs))
    if len(here) != len(there):
        return
    gaps, other_gaps = [*_between(mine, here), ""], [*_between(theirs, there), ""]
    for word, other, gap, other_gap in zip(here, there, gaps, other_gaps, strict=True):
        met = {*_in_word(word.of(mine), other.of(theirs)), *_in_gap(gap, other_gap)}
        yield from sorted(met)  # what is invisible after a word counts with it, and a word once


def _between(text: str, words: Iterable[Span]) -> Iterator[str]:
    """What stands between each word and the next."""
    return (text[before.stop : after.start] for before, after in pairwise(words))


def _words(text: str) -> Iterator[Span]:
    tokens = tokenise(text)
    return (tokens.span(place, place + 1) for place in range(len(tokens)))


def _in_word(mine: str, theirs: str) -> Iterator[Difference]:
    if mine == theirs:
        return
    if _only(mine, _is_invisible) != _only(theirs, _is_invisible):
        yield "invisible characters"
    mine, theirs = _without(mine, _is_invisible), _without(theirs, _is_invisible)
    letters = list(_in_letters(_without(mine, _is_between), _without(theirs, _is_between)))
    if "numbers in words" not in letters:  # they differ in all their characters
        yield from _in_joints(mine, theirs)
    if _only(mine, _APOSTROPHES.__contains__) != _only(theirs, _APOSTROPHES.__contains__):
        yield "apostrophes"
    yield from letters


def _in_joints(mine: str, theirs: str) -> Iterator[Difference]:
    """How the parts of two words are joined."""
    hyphens, other_hyphens = _hyphens(mine), _hyphens(theirs)
    if hyphens != other_hyphens:
        yield "hyphens"
    if not hyphens and not other_hyphens and _only(mine, str.isspace) != _only(theirs, str.isspace):
        yield "spaces within words"
    if _only(mine, ",".__eq__) != _only(theirs, ",".__eq__):
        yield "digit grouping"


def _in_letters(mine: str, theirs: str) -> Iterator[Difference]:
    if mine == theirs:
        return
    composed, other = unicodedata.normalize("NFKC", mine), unicodedata.normalize("NFKC", theirs)
    if composed.casefold() != other.casefold():
        yield from _in_forms(composed, other)
        return
    if composed != other:
        yield "case"
    if composed == other or _only(mine, _has_plain_form) != _only(theirs, _has_plain_form):
        yield "letter forms"


def _in_forms(mine: str, theirs: str) -> Iterator[Difference]:
    """How two words of different letters came to be one."""
    met: set[Difference] = {
        name
        for name in {*foldings_of(mine, "")} ^ {*foldings_of(theirs, "")}
        if name in ("look-alike letters", "misread digits", "spelling", "numbers in words")
    }
    if met:
        yield from sorted(met)
    elif any(character.isdigit() for character in mine + theirs):
        yield "numbers in words"
    else:
        yield "look-alike letters" if _scripts(mine) != _scripts(theirs) else "spelling"


def _in_gap(mine: str, theirs: str) -> Iterator[Difference]:
    if mine == theirs:
        return
    if _only(mine, _is_invisible) != _only(theirs, _is_invisible):
        yield "invisible characters"
    mine, theirs = _without(mine, _is_invisible), _without(theirs, _is_invisible)
    if _without(mine, str.isspace) != _without(theirs, str.isspace):
        yield "punctuation"
    elif mine != theirs:
        yield "spacing"


def _is_invisible(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in _INVISIBLE
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
    )


def _has_plain_form(character: str) -> bool:
    """Whether a character is a ligature, a full-width letter, or another form of plain ones."""
    return unicodedata.normalize("NFKC", character) != character


def _is_between(character: str) -> bool:
    """Whether a character within a word is none of its letters."""
    return character in _HYPHENS or character in _APOSTROPHES or character == "," or character.isspace()


def _hyphens(word: str) -> str:
    """The hyphens of a word and, where there are any, the line ends that they join."""
    if _HYPHENS.isdisjoint(word):
        return ""
    return _only(word, lambda character: character in _HYPHENS or character.isspace())


def _only(text: str, wanted: Callable[[str], bool]) -> str:
    return "".join(filter(wanted, text))


def _without(text: str, unwanted: Callable[[str], bool]) -> str:
    return "".join(character for character in text if not unwanted(character))


def _scripts(word: str) -> set[str]:
    """The scripts of the letters, by the first word of their names: `LATIN`, `CYRILLIC`, `DIGIT`."""
    return {unicodedata.name(character, "?").split()[0] for character in word}
