"""What folding did to the words of a stretch of text, by name, with examples."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.domain.span import Span
from workbench.text.forms import numbers, spellings
from workbench.text.readings import without_digits
from workbench.text.twins import unmixed
from workbench.text.unify import folded_letters
from workbench.text.words import tokenise

FoldingName = Literal[
    "look-alike letters",
    "characters of no width",
    "soft hyphens",
    "letters set apart",
    "misread digits",
    "spelling",
    "numbers in words",
]

MOST_EXAMPLES = 3

_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Folding:
    """One way in which words were folded: how many, and some of them as written and as folded."""

    name: FoldingName
    words: int
    examples: tuple[tuple[str, str], ...]


def foldings(text: str, span: Span | None = None) -> list[Folding]:
    """What folding changed in the words of `text`, or of those within `span`, beyond case and letter forms.

    >>> foldings("The c1ause of twenty-three words")[0]
    Folding(name='misread digits', words=1, examples=(('c1ause', 'clause'),))
    """
    tokens = tokenise(text)
    first, stop = tokens.within(span) if span else (0, len(tokens))
    met: dict[FoldingName, list[tuple[str, str]]] = {}
    for index in range(first, stop):
        written, folded = tokens.span(index, index + 1).of(text), tokens.word(index)
        for name in foldings_of(written, folded):
            met.setdefault(name, []).append((written, folded))
    return [Folding(name, len(words), tuple(words[:MOST_EXAMPLES])) for name, words in met.items()]


def foldings_of(written: str, folded: str) -> Iterator[FoldingName]:
    """What made `folded` of one word as it is `written`."""
    if _SOFT_HYPHEN in written:
        yield "soft hyphens"
    if any(unicodedata.category(character) == "Cf" for character in written.replace(_SOFT_HYPHEN, "")):
        yield "characters of no width"
    plain = folded_letters(written)
    if plain == folded and not any(map(str.isspace, written)):
        return
    seen = folded_letters(unmixed(written))
    if seen != plain:
        yield "look-alike letters"
    read = without_digits(seen)
    if read != seen:
        yield "misread digits"
    if read in numbers() or (folded.isdigit() and not read.isdigit()):
        yield "numbers in words"
    elif read in spellings():
        yield "spelling"
    if all(len(letter) == 1 for letter in written.split()) and " " in written:
        yield "letters set apart"
