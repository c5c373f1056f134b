"""Two texts seen through one vocabulary: what a word is worth when both have it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.alignment.prepared import Prepared
from workbench.domain.span import Span

Numbers = npt.NDArray[np.int64]
Nats = npt.NDArray[np.float64]

LEAST_CHANCE = 2.5e-4
"""Chance of a word that is in neither text otherwise: once in 4,000 words, a common noun."""

SHORT_CHANCE = 2e-3
"""The same for a word of three letters or fewer: short words are common ones (Zipf 1949, "Human behavior and
the principle of least effort"), which two short texts do not show."""

BACKGROUND_WORDS = 7000
"""Words of imagined other text, in which no word of ours occurs more than once: shrinks the chances that two
short texts suggest. Larger values make a shared topic look like a shared passage."""

OUTPUT_BONUS = np.array([0.0, 2.0, 4.0])
SOURCE_BONUS = np.array([0.0, 4.0, 4.0])
"""Nats for a passage that begins or ends at no border, at a sentence, at a paragraph. Whoever copies takes
whole sentences, and rewording may lose their ends but not those of the source."""


class Stretch(NamedTuple):
    """Words of one text, half-open."""

    first: int
    stop: int

    @property
    def length(self) -> int:
        """Number of words."""
        return self.stop - self.first

    def overlap(self, other: "Stretch") -> int:
        """Number of words in both."""
        return max(0, min(self.stop, other.stop) - max(self.first, other.first))

    def hull(self, other: "Stretch") -> "Stretch":
        """From the first word of the two to their last."""
        return Stretch(min(self.first, other.first), max(self.stop, other.stop))

    def widened(self, words: int, length: int) -> "Stretch":
        """With `words` more on either side, within a text of `length` words."""
        return Stretch(max(0, self.first - words), min(length, self.stop + words))


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two texts.

    Attributes (`n` words):
        stems: int64 (n,), numbers in the common vocabulary; the last number is for all that only the source
            has.
        pairs: int64 (max(0, n - 1),), the same for two neighbouring stems.
        bonus: float64 (n + 1,), nats for a passage that begins or ends before word `i`.
        named: bool (n,), which words continue a name or a date (`Prepared.named`).
    """

    text: Prepared
    stems: Numbers
    pairs: Numbers
    bonus: Nats
    named: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.stems)

    def span(self, stretch: Stretch) -> Span:
        """The characters of a stretch of at least one word."""
        return self.text.tokens.span(stretch.first, stretch.stop)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """An output and a source in one vocabulary.

    Attributes (`v` stems of the output, and one more for all others):
        chance: float64 (v + 1,), how often a stem is the next word of a text by chance.
        pair_count: how many different pairs of neighbouring stems the output has.
    """

    output: Side
    source: Side
    chance: Nats
    pair_count: int

    @property
    def unknown(self) -> int:
        """The number of all stems that only the source has."""
        return len(self.chance) - 1

    @property
    def search_space(self) -> float:
        """Natural logarithm of the pairs of places that were compared."""
        return float(np.log(len(self.output) * len(self.source)))


def compared(output: Prepared, source: Prepared) -> Comparison:
    """The two texts, each of at least one word, in one vocabulary."""
    vocabulary, first, here = np.unique(output.stems, return_index=True, return_inverse=True)
    there = _numbers(vocabulary, source.stems)
    unknown = len(vocabulary)
    counts = np.bincount(here, minlength=unknown + 1) + np.bincount(there, minlength=unknown + 1)
    counts[unknown] = 0
    # the two places that are compared with each other say nothing about chance
    chance = (np.maximum(0, counts - 2) + 1) / (len(here) + len(there) + BACKGROUND_WORDS)
    couples, here_pairs = np.unique(here[:-1] * (unknown + 1) + here[1:], return_inverse=True)
    there_pairs = _numbers(couples, there[:-1] * (unknown + 1) + there[1:])
    return Comparison(
        Side(output, here, here_pairs, OUTPUT_BONUS[output.borders], output.named),
        Side(source, there, there_pairs, SOURCE_BONUS[source.borders], source.named),
        np.maximum(_least_chances(output, first), chance),
        len(couples),
    )


def _least_chances(output: Prepared, first: Numbers) -> Nats:
    """The least chance of each stem, given the place where it stands first, and of all others."""
    short = np.diff(output.tokens.bounds)[first] <= 3
    return np.append(np.where(short, SHORT_CHANCE, LEAST_CHANCE), LEAST_CHANCE)


def _numbers(known: npt.NDArray[np.generic], values: npt.NDArray[np.generic]) -> Numbers:
    """The places of `values` in the sorted `known`; `len(known)` for those that are not there."""
    if not len(known):
        return np.zeros(len(values), dtype=np.int64)
    places = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.where(known[places] == values, places, len(known))
