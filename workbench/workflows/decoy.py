"""Texts that nobody wrote, with the words of one that somebody did."""

import random

from workbench.domain.document import Document
from workbench.intake import from_text
from workbench.text.sentences import sentences


def decoy(text: Document) -> Document:
    """The text with the words of each sentence in another order, the same one each time."""
    order = random.Random(text.sha256)  # noqa: S311 - a shuffle, and no secret
    shuffled = []
    for sentence in sentences(text.text):
        words = sentence.of(text.text).split()
        order.shuffle(words)
        shuffled.append(" ".join(words))
    return from_text(text.name, "\n".join(shuffled))
