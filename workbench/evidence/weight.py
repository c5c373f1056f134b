"""How surprising it is that the words of a match agree, in bits."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.match import Match
from workbench.domain.tokens import Hashes, Tokens

PRIOR_WORDS = 20_000
"""Words of text that the model imagines beside the library, all unseen before: additive smoothing."""


@dataclass(frozen=True, slots=True, eq=False)
class WordModel:
    """Chances of single words: how often each occurs in a text or a library, smoothed.

    The chance of a word is `(count + 1) / (words + 20,000)`. Words are taken as independent, which real
    prose is not: the bits rank findings, they are no error rate.
    """

    count: Callable[[Hashes], npt.NDArray[np.int64]]
    """uint64 (n,) hashes -> int64 (n,) occurrences."""
    words: int

    @classmethod
    def of_tokens(cls, *texts: Tokens) -> "WordModel":
        """The model of some texts that are at hand."""
        hashes, counts = np.unique(np.concatenate([tokens.hashes for tokens in texts]), return_counts=True)

        def count(wanted: Hashes) -> npt.NDArray[np.int64]:
            places = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
            return np.where(hashes[places] == wanted, counts[places], 0)

        return cls(count, sum(map(len, texts)))

    def surprise(self, hashes: Hashes) -> npt.NDArray[np.float64]:
        """float64 (n,), the bits of each word: minus the binary logarithm of its chance."""
        return -np.log2((self.count(hashes) + 1) / (self.words + PRIOR_WORDS))


def weight_of(match: Match, output: Tokens, model: WordModel) -> float:
    """Bits of surprise that the equal words of `match` agree by chance, at least 0.

    The sum of the words' surprise; less the logarithm of the search space, output words times library words
    (Karlin and Altschul 1990, for the number of places where chance could have struck); less the cost of
    saying where the alignment departs from equal words, two word positions for each gap (minimum description
    length, Rissanen 1978).
    """
    if not match.pairs:
        return 0.0
    words = [np.arange(*output.within(pair)) for pair, _ in match.pairs]
    surprise = float(model.surprise(output.hashes[np.concatenate(words)]).sum())
    search_space = np.log2(max(2, len(output))) + np.log2(max(2, model.words))
    gaps = len(match.pairs) - 1
    edits = gaps * 2 * np.log2(max(2, match.output_words, match.source_words))
    return round(max(0.0, surprise - float(search_space) - float(edits)), 1)
