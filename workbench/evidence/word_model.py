"""How likely words are in texts that have nothing to do with each other."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Tokens
from workbench.places import resource
from workbench.text.neighbours import Neighbours
from workbench.text.words import tokenise

PRIOR_WORDS = 20_000
"""Words of text that the model imagines beside what it has counted."""


@dataclass(frozen=True, slots=True, eq=False)
class WordModel:
    """Chances of words: how often each occurs in a text or a library, smoothed, and what follows what.

    The chance of a word is `(count + 20,000 r) / (words + 20,000)`: a Dirichlet prior (MacKay and Peto 1995,
    "A hierarchical Dirichlet language model") of 20,000 imagined words, in which `r` is the word's rate in
    `resources/phrases/common-words.tsv` for the commonest English words, and one in 20,000 for every other
    word. So a stop word is common in a model of two short texts, too. The counts hold the occurrences that
    are being weighed: the surprise of a word is understated, by one bit at most for a word that occurs once.
    Words that no list holds get more than their share, so the chances do not add up to one. The chance of a
    word after another is that of `Followers`, which falls back on this one.
    """

    count: Callable[[Hashes], npt.NDArray[np.int64]]
    """uint64 (n,) hashes -> int64 (n,) occurrences."""
    words: int
    basis: str = "the library"
    """What was counted, as it is named in a sentence."""
    neighbours: tuple[Neighbours, ...] = ()
    """What follows what, one for each library; without any, words are taken as independent."""

    @classmethod
    def of_tokens(
        cls, *texts: Tokens, basis: str = "the texts compared", neighbours: tuple[Neighbours, ...] = ()
    ) -> "WordModel":
        """The model of some texts that are at hand."""
        hashes, counts = np.unique(np.concatenate([tokens.hashes for tokens in texts]), return_counts=True)

        def count(wanted: Hashes) -> npt.NDArray[np.int64]:
            if not len(hashes):
                return np.zeros(len(wanted), dtype=np.int64)
            places = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
            return np.where(hashes[places] == wanted, counts[places], 0)

        return cls(count, sum(map(len, texts)), basis, neighbours)

    def chances(self, hashes: Hashes) -> npt.NDArray[np.float64]:
        """float64 (n,), the chance of each word by itself."""
        return (self.count(hashes) + PRIOR_WORDS * _rates(hashes)) / (self.words + PRIOR_WORDS)


def common(hashes: Hashes) -> npt.NDArray[np.bool_]:
    """bool (n,), which words are in the list of the commonest English words."""
    listed, _ = _common_words()
    return np.isin(hashes, listed)


def common_count() -> int:
    """How many words the list of the commonest English words has."""
    return len(_common_words()[0])


def _rates(hashes: Hashes) -> npt.NDArray[np.float64]:
    listed, rates = _common_words()
    places = np.minimum(np.searchsorted(listed, hashes), len(listed) - 1)
    return np.where(listed[places] == hashes, rates[places], 1 / PRIOR_WORDS)


@cache
def _common_words() -> tuple[Hashes, npt.NDArray[np.float64]]:
    """The hashes of the commonest English words, sorted, and the rate of each."""
    lines = resource("phrases", "common-words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    hashes = tokenise(
        "\n\n".join(word for word, _ in rows)
    ).hashes  # words of one paragraph may be one number
    rates = np.array([int(rate) / 1e6 for _, rate in rows])
    order = np.argsort(hashes)
    return hashes[order], rates[order]
