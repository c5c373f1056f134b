"""How rare the matched words of a finding are, in counts."""

from dataclasses import dataclass

import numpy as np

from workbench.domain.tokens import Hashes
from workbench.evidence.word_model import WordModel, common, common_count

RARE_SHARE = 1e-5
"""A word is rare that makes at most one in 100,000 of the words counted."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """Counts over the equal words of a finding, each distinct word once."""

    distinct: int
    common: int
    """Those in the list of common English words."""
    listed: int
    """How many words that list has."""
    rare: int
    """Those of the others that occur at most `rare_limit` times in what was counted."""
    rare_limit: int
    words: int
    """How many words were counted."""
    basis: str


def rarity_of(hashes: Hashes, model: WordModel) -> Rarity:
    """How rare the words `hashes`, uint64 (n,), are in what `model` counted."""
    distinct = np.unique(hashes)
    listed = common(distinct)
    limit = max(2, int(model.words * RARE_SHARE))
    return Rarity(
        distinct=len(distinct),
        common=int(listed.sum()),
        listed=common_count(),
        rare=int((~listed & (model.count(distinct) <= limit)).sum()),
        rare_limit=limit,
        words=model.words,
        basis=model.basis,
    )
