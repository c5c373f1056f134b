"""What is computed of works before they are stored: nothing here touches the library, so that any number of
threads may do it."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from workbench.domain.document import Document
from workbench.domain.work import Rights
from workbench.library.exact_index import RangedGrams, kept_grams_of_all
from workbench.library.pieces import StoredPiece, stored_pieces
from workbench.library.sketch import sketches_of
from workbench.library.vocabulary import Vocabulary
from workbench.text.pieces import Pieces, pieces_of_all


class NewWork(NamedTuple):
    """A work that is to be added."""

    document: Document
    rights: Rights
    tree: str = ""
    """The folder that the document was read from, as a digest of its path: another text under the same name
    in the same tree is a newer version. Empty for a text that is not followed."""


class IndexedWork(NamedTuple):
    """A work with all that is stored of it."""

    work: NewWork
    content: bytes
    sha256: str
    """Of the content."""
    words: int
    grams: int
    """How many are kept."""
    sketch: bytes
    pieces: tuple[StoredPiece, ...]


class IndexedBatch(NamedTuple):
    """Some works."""

    works: tuple[IndexedWork, ...]
    refused: tuple[str, ...]
    """Names of those without a word, which cannot be found by words."""
    grams: RangedGrams
    """Those kept of all works."""
    vocabulary: Vocabulary
    """Of all works."""


def indexed(works: Sequence[NewWork]) -> IndexedBatch:
    """What is stored of some works, in their order."""
    read = list(pieces_of_all([work.document.text for work in works]))
    words = np.concatenate([np.zeros(0, dtype=np.uint64), *(pieces.hashes for pieces in read)])
    refused = tuple(
        work.document.name for work, pieces in zip(works, read, strict=True) if not len(pieces.hashes)
    )
    taken = [(work, pieces) for work, pieces in zip(works, read, strict=True) if len(pieces.hashes)]
    edges = np.cumsum([0, *(len(pieces.hashes) for _, pieces in taken)])
    grams, counts = kept_grams_of_all(words, edges)
    found = zip(taken, counts.tolist(), sketches_of(words, edges), strict=True)
    return IndexedBatch(
        tuple(_indexed(work, pieces, count, sketch) for (work, pieces), count, sketch in found),
        refused,
        RangedGrams.of(grams),
        Vocabulary.build(words),
    )


def _indexed(work: NewWork, pieces: Pieces, grams: int, sketch: bytes) -> IndexedWork:
    text = work.document.text
    content = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(content).hexdigest()
    return IndexedWork(work, content, digest, len(pieces.hashes), grams, sketch, stored_pieces(text, pieces))
