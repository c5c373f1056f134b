"""How often one word follows another in some texts, in little room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes
from workbench.text.grams import grams

Keys = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.int64]

WORDS_PER_PAIR, LEAST_KEPT = 20, 10_000
"""Pairs that are kept: one for each 20 words of the texts, which is six bytes to some 120 of text; in small
texts more. Of 1.8 million words, this leaves out those that were met twice."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Pairs of neighbouring words that were met at least twice, the most frequent first where room ends.

    Words and pairs are known by the upper half of their hashes: of 100,000 pairs, one that is not among them
    has a chance of one in 40,000 to be taken for one of them.

    Attributes:
        pairs: uint32 (p,), sorted, without repetition.
        together: uint16 (p,), how often each was met, 2 to 65,535.
        words: uint32 (w,), sorted: the words that a pair begins with.
        followed: uint32 (w,), how often each was followed by any word.
        spare: uint32 (w,), `followed` less the sum of `together - 1` over the pairs that the word begins.
        texts: the texts that were counted by their ids, and up to which character each was.
    """

    pairs: Keys
    together: npt.NDArray[np.uint16]
    words: Keys
    followed: npt.NDArray[np.uint32]
    spare: npt.NDArray[np.uint32]
    texts: Mapping[str, int]

    @classmethod
    def count(cls, texts: Iterable[tuple[str, int, Hashes]]) -> "Neighbours":
        """Count in texts, given as their ids, their characters and their words.

        It takes time and memory for sorting all of their words.
        """
        pair_parts, first_parts, counted, total = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint32)], {}, 0
        for name, characters, hashes in texts:
            pair_parts.append(keys_of(grams(hashes, 2)))
            first_parts.append(keys_of(hashes[:-1]))
            counted[name] = characters
            total += len(hashes)
        running, firsts = np.concatenate(pair_parts), np.concatenate(first_parts)
        pairs, place, together = np.unique(running, return_index=True, return_counts=True)
        together = np.minimum(together, np.iinfo(np.uint16).max)
        kept = _most_frequent(together, max(LEAST_KEPT, total // WORDS_PER_PAIR))
        pairs, together, begun_by = pairs[kept], together[kept], firsts[place[kept]]
        words, followed = np.unique(firsts, return_counts=True)
        taken = np.bincount(
            np.searchsorted(words, begun_by), weights=together - 1, minlength=len(words)
        ).astype(np.int64)
        useful = taken > 0
        return cls(
            pairs,
            together.astype(np.uint16),
            words[useful],
            followed[useful].astype(np.uint32),
            (followed - taken)[useful].astype(np.uint32),
            counted,
        )

    def met(self, pairs: Keys) -> Counts:
        """int64 (n,), how often each of these pairs was met; 0 where it was once or never, or is not kept."""
        return _looked_up(self.pairs, self.together, pairs)

    def after(self, words: Keys) -> tuple[Counts, Counts]:
        """int64 (n,) twice: `followed` and `spare` of each of these words, 0 where no pair of it is kept."""
        return _looked_up(self.words, self.followed, words), _looked_up(self.words, self.spare, words)


def keys_of(hashes: Hashes) -> Keys:
    """uint32 (n,), the upper halves of uint64 (n,) hashes."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


def _most_frequent(counts: npt.NDArray[np.integer], most: int) -> npt.NDArray[np.bool_]:
    """bool (n,), which counts are 2 or more, and so high that no more than `most` are as high."""
    least = 2
    repeated = counts[counts >= least]
    if len(repeated) > most:
        least = int(np.partition(repeated, -most - 1)[-most - 1]) + 1
    return counts >= least


def _looked_up(keys: Keys, values: npt.NDArray[np.unsignedinteger], wanted: Keys) -> Counts:
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, values[places], 0).astype(np.int64)
