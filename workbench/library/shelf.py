"""Several libraries asked as one."""

import hashlib
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.domain.analysis import SourceRecord
from workbench.domain.document import Document
from workbench.domain.tokens import Hashes, Tokens
from workbench.domain.work import Work
from workbench.library.library import Library
from workbench.library.nearest import Neighbour
from workbench.library.pieces import Section, is_long, whole
from workbench.library.seeds import Seeds


class Shelf:
    """Libraries that are searched together. A work that lies in two of them counts as the first one's."""

    def __init__(self, libraries: Sequence[Library]) -> None:
        self.libraries = tuple(libraries)
        self._home: dict[str, Library] = {}
        self._works: dict[str, Work] = {}
        self.words = 0
        """Words of all works, each work once."""
        for library in self.libraries:
            for work in library.works():
                if work.id not in self._home:
                    self._home[work.id] = library
                    self._works[work.id] = work
                    self.words += work.words

    @property
    def works(self) -> tuple[str, ...]:
        """The ids of all works."""
        return tuple(self._home)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the digests of all works in order: which works were searched."""
        digests = sorted(self._home[work].work(work).sha256 for work in self._home)
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()

    @property
    def counted_words(self) -> int:
        """The sum of all `word_counts`: a work that lies in two libraries is counted in both."""
        return sum(library.counted_words for library in self.libraries)

    @property
    def embedded_share(self) -> float:
        """The share of the passages that can be found by meaning, 0 to 1, weighed by words."""
        embedded = sum(library.embedded_share * library.total_words for library in self.libraries)
        return embedded / max(1, sum(library.total_words for library in self.libraries))

    def record(self, work: str) -> SourceRecord:
        """How an analysis names the work with this id."""
        library = self._home[work]
        found = library.work(work)
        return SourceRecord(found.id, found.name, found.sha256, found.rights, library.name, found.edition)

    def document(self, work: str) -> Document:
        """The text of the work with this id."""
        return self._home[work].document(work)

    def sections(self, work: str) -> list[Section]:
        """As `Library.sections`."""
        known = self._works[work]
        return self._home[work].sections(work) if is_long(known.characters) else [whole(known)]

    def text(self, section: Section) -> str:
        """As `Library.text`."""
        return self._home[section.work].text(section)

    def seeds(self, tokens: Tokens) -> Seeds:
        """As `Library.seeds`, over all libraries."""
        found = Seeds()
        for library in reversed(self.libraries):
            found.take(library.seeds(tokens))
        return found

    def word_counts(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """int64 (n,), as `Library.word_counts`, over all libraries."""
        total = np.zeros(len(hashes), dtype=np.int64)
        for library in self.libraries:
            total += library.word_counts(hashes)
        return total

    def nearest(self, vectors: npt.NDArray[np.float32], count: int) -> list[list[Neighbour]]:
        """The `count` nearest passages of all libraries to each row of `vectors`, the nearest first."""
        rows: list[list[Neighbour]] = [[] for _ in vectors]
        for library in self.libraries:
            for row, found in zip(rows, library.nearest(vectors, count), strict=True):
                row.extend(found)
        return [sorted(row, key=lambda near: (-near.cosine, near.work, near.span))[:count] for row in rows]
