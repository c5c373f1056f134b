"""The vectors of passages on disk, how they were made, and the file of their index."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.library.catalogue import Catalogue, add_files
from workbench.library.durable import StoredFile, file_sha256, storing, sync_folder, write_array
from workbench.library.joining import joinable
from workbench.library.manifest import write_manifest
from workbench.library.segment import damaged
from workbench.library.segment_files import file_name
from workbench.library.vector_index import IndexRecord, Numbers, VectorIndex

Vectors = npt.NDArray[np.float32]

_MOST_JOINED = 1 << 16


@dataclass(frozen=True, slots=True)
class Encoding:
    """In which way some of the vectors were made."""

    backend: str
    """With what the model was run, and in which precision: `torch float32`."""
    least_cosine: float
    """To float32, on the sentences that the backend was checked with."""
    vectors: int = 0
    """How many were made so."""


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
        self._runs: tuple[int, list[VectorRun]] = (-1, [])

    def runs(self) -> list[VectorRun]:
        """The files in the order of their vectors."""
        generation = self._catalogue.generation()
        if self._runs[0] != generation:
            rows = self._catalogue.rows(
                "SELECT first, count, name, part, size, sha256, segment FROM vector_run"
                " JOIN file USING (name) ORDER BY first"
            )
            self._runs = (
                generation,
                [
                    VectorRun(first, count, StoredFile(*file), segment)
                    for first, count, *file, segment in rows
                ],
            )
        return self._runs[1]

    def count(self) -> int:
        """How many vectors there are, those of removed works too."""
        runs = self.runs()
        return runs[-1].first + runs[-1].count if runs else 0

    def dimension(self) -> int:
        """How many numbers a vector has; 0 where there is none."""
        runs = self.runs()
        return int(self.vectors(runs[0]).shape[1]) if runs else 0

    def encodings(self) -> tuple[Encoding, ...]:
        """In which ways the vectors were made, the most frequent first."""
        rows = self._catalogue.rows(
            "SELECT backend, least_cosine, SUM(count) AS vectors FROM encoding"
            " GROUP BY backend, least_cosine ORDER BY vectors DESC, backend, least_cosine"
        )
        return tuple(Encoding(*row) for row in rows)

    def live_numbers(self) -> Numbers:
        """int64 (n,), ascending: the numbers of the vectors that a passage has."""
        rows = self._catalogue.rows(
            "SELECT DISTINCT vector FROM passage WHERE vector IS NOT NULL ORDER BY vector"
        )
        return np.fromiter((number for (number,) in rows), dtype=np.int64, count=len(rows))

    def rows(self, numbers: Numbers) -> Vectors:
        """float32 (n, dimension), the vectors with these numbers, copied."""
        runs = self.runs()
        rows = np.empty((len(numbers), self.dimension()), dtype=np.float32)
        homes = np.searchsorted([run.first for run in runs], numbers, side="right") - 1
        for home in np.unique(homes):
            here = homes == home
            rows[here] = self.vectors(runs[home])[numbers[here] - runs[home].first]
        return rows

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

    def append(self, digests: Sequence[bytes], vectors: Vectors, encoding: Encoding) -> int:
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
            _record_encoding(connection, first, len(vectors), encoding)
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
        """Overwrite the vectors that no passage has any more with zeros; drop an index that holds them."""
        for run in self.runs():
            rows = self._catalogue.rows(
                "SELECT DISTINCT vector FROM passage WHERE vector >= ? AND vector < ?",
                [run.first, run.first + run.count],
            )
            dead = np.ones(run.count, dtype=np.bool_)
            dead[[number - run.first for (number,) in rows]] = False
            if self.vectors(run)[dead].any():
                self.replace_index(None, None)
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

    # The index

    def index_record(self) -> IndexRecord | None:
        """What is known of the index; None when none was built."""
        rows = self._catalogue.rows("SELECT count, name, lists, probes, recall, sample FROM vector_index")
        return IndexRecord(*rows[0]) if rows else None

    def index_file(self, record: IndexRecord) -> StoredFile:
        """The file of an index; raises ValueError when the catalogue does not know it."""
        rows = self._catalogue.rows("SELECT name, part, size, sha256 FROM file WHERE name = ?", [record.name])
        if not rows:
            raise ValueError(record.name)
        return StoredFile(*rows[0])

    def replace_index(
        self, index: VectorIndex | None, measured: tuple[int, int, int, float, int] | None
    ) -> None:
        """Store an index in the place of the one that was there, with what was measured, in one step.

        `measured` is `(count, lists, probes, recall, sample)` of IndexRecord; None leaves no record.
        """
        catalogue = self._catalogue
        segment, file = catalogue.next_segment(), None
        if index:
            with storing(catalogue.folder):
                file = index.write(catalogue.folder / f"nearest-{segment:06}.faiss")
                sync_folder(catalogue.folder)
        with catalogue.change() as connection:
            connection.execute("DELETE FROM file WHERE part = 'nearest'")
            connection.execute("DELETE FROM vector_index")
            if file:
                add_files(connection, segment, [file])
                connection.execute("UPDATE library SET next_segment = ?", [segment + 1])
            if measured:
                count, *rest = measured
                connection.execute(
                    "INSERT INTO vector_index (count, name, lists, probes, recall, sample)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    [count, file.name if file else "", *rest],
                )
        write_manifest(catalogue)


def _record_encoding(connection: sqlite3.Connection, first: int, count: int, encoding: Encoding) -> None:
    """Write down how the vectors from `first` on were made, after those before them if in the same way."""
    row = connection.execute("SELECT first, backend, least_cosine FROM encoding ORDER BY first DESC LIMIT 1")
    last = row.fetchone()
    if last and last[1:] == (encoding.backend, encoding.least_cosine):
        connection.execute("UPDATE encoding SET count = count + ? WHERE first = ?", [count, last[0]])
    else:
        connection.execute(
            "INSERT INTO encoding VALUES (?, ?, ?, ?)",
            [first, count, encoding.backend, encoding.least_cosine],
        )
