"""The passages of a library that are nearest in meaning to what is asked."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from workbench.domain.errors import LibraryFault
from workbench.domain.progress import Progress
from workbench.domain.span import Span
from workbench.library import vector_index
from workbench.library.catalogue import Catalogue
from workbench.library.segment import damaged
from workbench.library.vector_index import IndexRecord, Numbers, VectorIndex
from workbench.library.vectors import Vectors, VectorStore

WORKS_OF_A_PASSAGE = 4
"""A passage that stands in many works is one neighbour in each of so many of them, the first added."""

_SPARE = 8

Candidates = list[tuple[int, float]]
"""Numbers of vectors with their cosines, the nearest first."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage of the library near in meaning to what was asked."""

    work: str
    span: Span
    cosine: float


class NearestSearch:
    """Search by meaning, through the index where there is a sound one, else at every vector."""

    def __init__(self, catalogue: Catalogue, store: VectorStore) -> None:
        self._catalogue = catalogue
        self._store = store
        self._opened: dict[str, VectorIndex | None] = {}

    def nearest(self, asked: Vectors, count: int) -> list[list[Neighbour]]:
        """The `count` nearest passages to each row of float32 (q, d), whose rows have length 1.

        Candidates by FAISS inner product, then measured again in float64, so that a cosine does not depend on
        what else was asked. A passage that stands in several works gives a neighbour for up to
        WORKS_OF_A_PASSAGE of them.
        """
        asked = np.ascontiguousarray(asked, dtype=np.float32)
        return self._catalogue.steadily(lambda: self._nearest(asked, count))

    def _nearest(self, asked: Vectors, count: int) -> list[list[Neighbour]]:
        wanted, total, index = count + _SPARE, self._store.count(), self.in_use()
        while True:
            rows = [self._places(row, count) for row in self._candidates(asked, wanted, index)]
            if wanted >= total or all(len(row) >= count for row in rows):
                break
            wanted *= 4  # the nearest were of works that have been removed since the index was built
            index = None
        return [[near for passage in row for near in passage] for row in rows]

    def trouble(self) -> str:
        """Why the index is not used, in one sentence; empty when it is, or when there is none."""
        record = self._store.index_record()
        if record is None or not record.name or self._index(record):
            return ""
        return (
            f"{record.name}, the index of the vectors, is damaged or missing, so every vector is looked at: "
            "nothing is missed, but it takes longer. `workbench library embed` builds it anew."
        )

    def in_use(self) -> IndexRecord | None:
        """The record of the index that questions go through; None where every vector is looked at."""
        record = self._store.index_record()
        return record if record and record.name and self._index(record) else None

    def renew_index(self) -> Generator[Progress, None, None]:
        """Build the index if there are vectors enough and it is missing, damaged, or too far behind.

        The writer's lock must be held. Closed early, or ended, it leaves the index that was there before.
        """
        store = self._store
        total, record = store.count(), store.index_record()
        if total < vector_index.INDEXED_FROM:
            return
        if record and total - record.count <= vector_index.TAIL_SHARE * total and not self.trouble():
            return
        live = store.live_numbers()
        if not len(live):
            return
        index, recall, sample = yield from vector_index.build(live, store.rows, self._exact_numbers)
        enough = recall >= vector_index.LEAST_RECALL
        store.replace_index(index if enough else None, (total, index.lists, index.probes, recall, sample))
        self._opened.clear()

    def _candidates(self, asked: Vectors, count: int, record: IndexRecord | None) -> list[Candidates]:
        """For each row the numbers and cosines of the nearest vectors, the nearest first."""
        found: list[Candidates] = [[] for _ in asked]
        index = self._index(record) if record and len(asked) else None
        first = 0
        if record and index:
            self._check_dimension(asked)
            numbers = index.candidates(asked, min(record.count, vector_index.WIDER * count))
            if numbers.min() < -1 or numbers.max() >= record.count:
                self._opened[record.name] = None  # its digest is right, and yet it is none of ours
            else:
                first = record.count
                for near, question, row in zip(found, asked, numbers, strict=True):
                    self._measure(near, question, row[row >= 0])
        self._look_at_every(asked, count, found, first)
        return [sorted(near, key=lambda pair: (-pair[1], pair[0]))[:count] for near in found]

    def _look_at_every(self, asked: Vectors, count: int, found: list[Candidates], first: int) -> None:
        """Add the nearest of the vectors from `first` on."""
        import faiss

        for run in self._store.runs() if len(asked) else []:
            skipped = max(0, first - run.first)
            if skipped >= run.count:
                continue
            vectors = self._store.vectors(run)[skipped:]
            self._check_dimension(asked)
            _, rows = faiss.knn(asked, vectors, min(count, len(vectors)), metric=faiss.METRIC_INNER_PRODUCT)
            if rows.size and (rows.min() < 0 or rows.max() >= len(vectors)):
                raise damaged(self._catalogue.folder, run.file.name)
            for near, question, numbers in zip(found, asked, rows, strict=True):
                self._measure(near, question, numbers + (run.first + skipped))

    def _exact_numbers(self, asked: Vectors, count: int) -> list[Numbers]:
        """The numbers of the nearest vectors to each row, the nearest first, by looking at all."""
        found: list[Candidates] = [[] for _ in asked]
        self._look_at_every(asked, count, found, 0)
        return [
            np.array([number for number, _ in sorted(near, key=lambda pair: (-pair[1], pair[0]))[:count]])
            for near in found
        ]

    def _measure(self, near: Candidates, question: Vectors, numbers: Numbers) -> None:
        cosines = self._store.rows(numbers).astype(np.float64) @ question.astype(np.float64)
        near.extend(zip(numbers.tolist(), cosines.tolist(), strict=True))

    def _check_dimension(self, asked: Vectors) -> None:
        dimension = self._store.dimension()
        if asked.shape[1] != dimension:
            raise LibraryFault(
                f"Its vectors have {dimension} numbers, and {asked.shape[1]} were asked.",
                "Use the model that the library was embedded with.",
            )

    def _index(self, record: IndexRecord) -> VectorIndex | None:
        """The opened index, None when it cannot be used."""
        if record.name not in self._opened:
            self._opened.clear()
            try:
                file = self._store.index_file(record)
                opened = VectorIndex.read(self._catalogue.folder, file, record, self._store.dimension())
            except ValueError:
                self._opened[record.name] = None
            else:
                self._opened[record.name] = opened
        return self._opened[record.name]

    def _places(self, candidates: Candidates, count: int) -> list[list[Neighbour]]:
        """The first `count` candidates that stand in a work, each at its places in the order of the works."""
        found: list[list[Neighbour]] = []
        for number, cosine in candidates:
            if len(found) == count:
                break
            rows = self._catalogue.rows(
                "SELECT work.id, start, stop FROM passage JOIN work ON work.number = passage.work"
                " WHERE vector = ? AND replaced_by = '' ORDER BY work.number, start LIMIT ?",
                [number, WORKS_OF_A_PASSAGE],
            )
            if rows:
                found.append([Neighbour(work, Span(start, stop), cosine) for work, start, stop in rows])
        return found
