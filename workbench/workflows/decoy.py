"""Texts that nobody wrote, with the words of one that somebody did."""

import random

from workbench.domain.document import Document
from workbench.evidence import WordModel
from workbench.evidence.shuffle import shuffled
from workbench.intake import from_text
from workbench.text.sentences import sentences


def decoy(text: Document, model: WordModel) -> Document:
    """The text with the words of each sentence in another order, drawn by `model`; the same one each time."""
    chance = random.Random(text.sha256)  # noqa: S311 - a shuffle, and no secret
    written = [shuffled(sentence.of(text.text).split(), model, chance) for sentence in sentences(text.text)]
    return from_text(text.name, "\n".join(" ".join(words) for words in written))
