"""The words that are written in several ways, spellings and numbers, each with the form it folds to."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Letters, Offsets
from workbench.places import resource
from workbench.text.fold import code_points
from workbench.text.hashing import hash_words
from workbench.text.numerals import SCALES, cardinals, ordinal_digits, ordinals

PREFIX_BITS = 16

NO_NUMBER, SCALE = -1, -2
"""Values of a form that is no number below 1,000, and of `hundred`, `thousand`, `million`."""


class Forms(NamedTuple):
    """Words by their hash, sorted, and what each folds to.

    Attributes (`n` words):
        hashes: uint64 (n,).
        letters, bounds: what each folds to, as in Tokens; a name of SCALES folds to itself.
        folded: uint64 (n,), the hashes of that.
        values: int64 (n,), the number, or NO_NUMBER, or SCALE.
        prefixes: bool (65536,), which first bits any of the hashes has: most words are told apart by them.
        slots: int64 (65536,), where in the table the hashes with these first bits begin.
        most: how many hashes share their first bits, at the most.
    """

    hashes: Hashes
    letters: Letters
    bounds: Offsets
    folded: Hashes
    values: Offsets
    prefixes: npt.NDArray[np.bool_]
    slots: Offsets
    most: int

    def find(self, hashes: Hashes) -> tuple[Offsets, Offsets]:
        """Which of uint64 (m,) `hashes` are in the table, and where in it."""
        prefixes = (hashes >> np.uint64(64 - PREFIX_BITS)).view(np.int64)
        maybe = np.flatnonzero(self.prefixes.take(prefixes))
        entries = self.slots.take(prefixes[maybe])
        wanted = hashes[maybe]
        for _ in range(1, self.most):
            entries += self.hashes.take(entries, mode="clip") < wanted
        held = self.hashes.take(entries, mode="clip") == wanted
        return maybe[held], entries[held]


@lru_cache(1)
def spellings() -> dict[str, str]:
    """British spellings and older ones with the American one that they fold to."""
    lines = resource("spelling", "british-american.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


@lru_cache(1)
def numbers() -> dict[str, tuple[str, int]]:
    """Numbers written as one word, in digits, with their value; NO_NUMBER for an ordinal, which ends one."""
    table = {word: (str(value), value) for word, value in cardinals()}
    table |= {word: (ordinal_digits(value), NO_NUMBER) for word, value in ordinals()}
    return table | {word: (word, SCALE) for word in SCALES}


@lru_cache(1)
def forms() -> Forms:
    """The whole table, read once."""
    table = {word: (folded, NO_NUMBER) for word, folded in spellings().items()} | numbers()
    words = list(table)
    hashes = hash_words(*_letters(words))
    order = np.argsort(hashes)
    entries = [table[words[place]] for place in order.tolist()]
    letters, bounds = _letters([folded for folded, _ in entries])
    values = np.array([value for _, value in entries])
    held = np.bincount((hashes >> np.uint64(64 - PREFIX_BITS)).view(np.int64), minlength=1 << PREFIX_BITS)
    return Forms(
        hashes[order],
        letters,
        bounds,
        hash_words(letters, bounds),
        values,
        held > 0,
        np.cumsum(held) - held,
        int(held.max()),
    )


def _letters(words: list[str]) -> tuple[Letters, Offsets]:
    return code_points("".join(words)), np.cumsum([0, *map(len, words)])
