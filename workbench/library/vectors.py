"""The vectors of passages on disk, and the nearest of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import LibraryFault
from workbench.domain.span import Span
from workbench.library.catalogue import Catalogue, add_files
from workbench.library.durable import StoredFile, file_sha256, storing, sync_folder, write_array
from workbench.library.joining import joinable
from workbench.library.manifest import write_manifest
from workbench.library.segment import damaged, file_name

Vectors = npt.NDArray[np.float32]

WORKS_OF_A_PASSAGE = 4
"""A passage that stands in many works is one neighbour in each of so many of them, the first added."""

_MOST_JOINED = 1 << 16
_SPARE = 8


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage of the library near in meaning to what was asked."""

    work: str
    span: Span
    cosine: float


@dataclass(frozen=True, slots=True)
class VectorRun:
    """Vectors that lie in one file: float32 (count, dimension), numbered from `first`."""

    first: int
    count: int
    file: StoredFile
    segment: int


class VectorStore:
    """The vectors of a library, in immutable files whose digests are checked once before they are used."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._mapped: dict[str, Vectors] = {}

    def runs(self) -> list[VectorRun]:
        """The files in the order of their vectors."""
        rows = self._catalogue.rows(
            "SELECT first, count, name, part, size, sha256, segment FROM vector_run JOIN file USING (name)"
            " ORDER BY first"
        )
        return [VectorRun(first, count, StoredFile(*file), segment) for first, count, *file, segment in rows]

    def nearest(self, asked: Vectors, count: int) -> list[list[Neighbour]]:
        """The `count` nearest passages to each row of float32 (q, d), whose rows have length 1.

        Candidates by FAISS inner product, then measured again in float64, so that a cosine does not depend on
        what else was asked. A passage that stands in several works gives a neighbour for up to
        WORKS_OF_A_PASSAGE of them.
        """
        candidates = self._candidates(np.ascontiguousarray(asked, dtype=np.float32), count + _SPARE)
        places = self._places({number for row in candidates for number, _ in row})
        return [
            [
                Neighbour(work, span, cosine)
                for number, cosine in [pair for pair in row if places[pair[0]]][:count]
                for work, span in places[number]
            ]
            for row in candidates
        ]

    def _candidates(self, asked: Vectors, count: int) -> list[list[tuple[int, float]]]:
        """For each row the numbers and cosines of the nearest vectors, the nearest first."""
        import faiss

        found: list[list[tuple[int, float]]] = [[] for _ in asked]
        for run in self.runs() if len(asked) else []:
            vectors = self.vectors(run)
            if asked.shape[1] != vectors.shape[1]:
                raise LibraryFault(
                    f"Its vectors have {vectors.shape[1]} numbers, and {asked.shape[1]} were asked.",
                    "Use the model that the library was embedded with.",
                )
            _, rows = faiss.knn(asked, vectors, min(count, run.count), metric=faiss.METRIC_INNER_PRODUCT)
            if rows.size and (rows.min() < 0 or rows.max() >= run.count):
                raise damaged(self._catalogue.folder, run.file.name)
            for near, question, numbers in zip(found, asked, rows, strict=True):
                cosines = vectors[numbers].astype(np.float64) @ question.astype(np.float64)
                near.extend(zip((numbers + run.first).tolist(), cosines.tolist(), strict=True))
        return [sorted(near, key=lambda pair: (-pair[1], pair[0])) for near in found]

    def _places(self, numbers: set[int]) -> dict[int, list[tuple[str, Span]]]:
        """Where the passages with these vectors stand, in the order of the works."""
        places: dict[int, list[tuple[str, Span]]] = {}
        for number in sorted(numbers):
            rows = self._catalogue.rows(
                "SELECT work.id, start, stop FROM passage JOIN work ON work.number = passage.work"
                " WHERE vector = ? ORDER BY work.number, start LIMIT ?",
                [number, WORKS_OF_A_PASSAGE],
            )
            places[number] = [(work, Span(start, stop)) for work, start, stop in rows]
        return places

    def vectors(self, run: VectorRun) -> Vectors:
        """The vectors of one file, mapped; raises LibraryFault unless it is what was written."""
        if run.file.name not in self._mapped:
            path = self._catalogue.folder / run.file.name
            try:
                if path.stat().st_size != run.file.size or file_sha256(path) != run.file.sha256:
                    raise damaged(self._catalogue.folder, run.file.name)
                array = np.load(path, mmap_mode="r", allow_pickle=False)
            except (OSError, ValueError) as fault:
                raise damaged(self._catalogue.folder, run.file.name) from fault
            self._mapped[run.file.name] = array.view(np.ndarray)
        return self._mapped[run.file.name]

    def append(self, digests: Sequence[bytes], vectors: Vectors) -> int:
        """Store the vectors of the passages with these digests; how many passages have one now."""
        catalogue = self._catalogue
        segment = catalogue.next_segment()
        with storing(catalogue.folder):
            file = write_array(catalogue.folder / file_name("vectors", segment), "vectors", vectors)
            sync_folder(catalogue.folder)
        changed = 0
        with catalogue.change() as connection:
            (first,) = connection.execute("SELECT COALESCE(MAX(first + count), 0) FROM vector_run").fetchone()
            add_files(connection, segment, [file])
            connection.execute("INSERT INTO vector_run VALUES (?, ?, ?)", [first, len(vectors), file.name])
            for number, digest in enumerate(digests, first):
                changed += connection.execute(
                    "UPDATE passage SET vector = ? WHERE digest = ? AND vector IS NULL", [number, digest]
                ).rowcount
            connection.execute("UPDATE library SET next_segment = ?", [segment + 1])
        write_manifest(catalogue)
        return changed

    def join_small_files(self) -> None:
        """Join the last files into one when many of a size have gathered."""
        runs = self.runs()
        count = joinable([run.count for run in runs], _MOST_JOINED)
        if count:
            self._join(runs[-count:])

    def erase(self) -> None:
        """Overwrite the vectors that no passage has any more with zeros."""
        for run in self.runs():
            rows = self._catalogue.rows(
                "SELECT DISTINCT vector FROM passage WHERE vector >= ? AND vector < ?",
                [run.first, run.first + run.count],
            )
            dead = np.ones(run.count, dtype=np.bool_)
            dead[[number - run.first for (number,) in rows]] = False
            if self.vectors(run)[dead].any():
                self._replace([run], np.where(dead[:, None], np.float32(0), self.vectors(run)))

    def _join(self, runs: Sequence[VectorRun]) -> None:
        self._replace(runs, np.concatenate([self.vectors(run) for run in runs]))

    def _replace(self, replaced: Sequence[VectorRun], vectors: Vectors) -> None:
        """Store vectors in one file in the place of the files that held those with the same numbers."""
        catalogue = self._catalogue
        segment = catalogue.next_segment()
        with storing(catalogue.folder):
            file = write_array(catalogue.folder / file_name("vectors", segment), "vectors", vectors)
            sync_folder(catalogue.folder)
        with catalogue.change() as connection:
            for run in replaced:
                connection.execute("DELETE FROM vector_run WHERE name = ?", [run.file.name])
                connection.execute("DELETE FROM file WHERE name = ?", [run.file.name])
            add_files(connection, segment, [file])
            connection.execute(
                "INSERT INTO vector_run VALUES (?, ?, ?)", [replaced[0].first, len(vectors), file.name]
            )
            connection.execute("UPDATE library SET next_segment = ?", [segment + 1])
        for run in replaced:
            self._mapped.pop(run.file.name, None)
        write_manifest(catalogue)
