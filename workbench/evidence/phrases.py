"""Stock phrases: words that many people write without copying them from anyone."""

from functools import cache

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Tokens
from workbench.places import resource
from workbench.text.words import tokenise


@cache
def stock_phrases() -> dict[int, tuple[tuple[int, ...], ...]]:
    """The word hashes of every listed phrase, by the hash of its first word."""
    phrases: dict[int, list[tuple[int, ...]]] = {}
    for file in sorted(resource("phrases").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                hashes = tuple(tokenise(line).hashes.tolist())
                phrases.setdefault(hashes[0], []).append(hashes)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in phrases.items()}


def stock_words(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """bool (n,), which words of `tokens` stand in a stock phrase."""
    listed = stock_phrases()
    hashes = tokens.hashes.tolist()
    stock = np.zeros(len(hashes), dtype=np.bool_)
    for place, word in enumerate(hashes):
        for phrase in listed.get(word, ()):
            if tuple(hashes[place : place + len(phrase)]) == phrase:
                stock[place : place + len(phrase)] = True
                break
    return stock
