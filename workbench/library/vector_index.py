"""An index over the vectors of a large library, which finds candidates without looking at every vector.

It is derived from the vectors and can be thrown away: without it every vector is looked at.
"""

import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.domain.progress import Progress
from workbench.library.durable import DurableFile, StoredFile, file_sha256

INDEXED_FROM = 100_000
"""Vectors from which on an index is built: below, looking at all takes some milliseconds a question."""

LEAST_RECALL = 0.98
"""10-recall@10 that an index must reach, else every vector is looked at."""

TAIL_SHARE = 0.25
"""Share of all vectors that may be younger than the index, and are all looked at, before it is built anew."""

WIDER = 4
"""Candidates taken from the index for each neighbour wanted: 8 bits a number rank them only roughly."""

SAMPLE, RANKED = 400, 10
"""Passages that the recall is measured with, and how many of the nearest of each must be found."""

_LEAST_PROBES = 8
_TRAINED = 64
"""Vectors for each list from which the lists' centres are learnt; FAISS asks for 39 or more."""

_ADDED = 16_384

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
RowsOf = Callable[[Numbers], Vectors]
"""Vectors by their numbers: int64 (n,) to float32 (n, d)."""


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What is known of an index: the vectors `[0, count)` were there when it was built."""

    count: int
    name: str
    """Its file; empty when no index reached LEAST_RECALL, and every vector is looked at."""
    lists: int
    probes: int
    """Lists that are read for each question."""
    recall: float
    """10-recall@10 against looking at every vector, with candidates measured exactly."""
    sample: int
    """Passages that the recall was measured with."""


class VectorIndex:
    """An opened index: FAISS IVF with 8-bit scalar quantisation, by inner product."""

    def __init__(self, index: Any, probes: int) -> None:
        self._index = index
        self.probes = probes

    @property
    def lists(self) -> int:
        """How many lists it has."""
        return int(self._index.nlist)

    @classmethod
    def train(cls, sample: Vectors, lists: int) -> "VectorIndex":
        """An empty index of so many lists, whose centres and bounds are learnt from `sample`."""
        import faiss

        index = faiss.index_factory(sample.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
        index.train(sample)
        return cls(index, _LEAST_PROBES)

    @classmethod
    def read(cls, folder: Path, file: StoredFile, record: IndexRecord, dimension: int) -> "VectorIndex":
        """Open an index, mapped, its digest first; raises ValueError for one that cannot be used.

        FAISS cannot map an index on Windows, and reads it whole there.
        """
        path = folder / file.name
        try:
            if path.stat().st_size != file.size or file_sha256(path) != file.sha256:
                raise ValueError("another digest")
            import faiss

            index = faiss.read_index(str(path), 0 if sys.platform == "win32" else faiss.IO_FLAG_MMAP)
        except (OSError, RuntimeError) as fault:
            raise ValueError("not readable") from fault
        if not isinstance(index, faiss.IndexIVFScalarQuantizer) or (
            (index.d, index.nlist) != (dimension, record.lists)
            or index.ntotal > record.count
            or index.metric_type != faiss.METRIC_INNER_PRODUCT
            or not 0 < record.probes <= record.lists
        ):
            raise ValueError("another index")
        return cls(index, record.probes)

    def add(self, numbers: Numbers, vectors: Vectors) -> None:
        """Put vectors into the index by their numbers."""
        self._index.add_with_ids(vectors, numbers)

    def candidates(self, asked: Vectors, count: int) -> Numbers:
        """int64 (q, count), numbers of vectors that are probably nearest; -1 where there are fewer."""
        self._index.nprobe = self.probes
        _, numbers = self._index.search(asked, count)
        return np.asarray(numbers, dtype=np.int64)

    def write(self, path: Path) -> StoredFile:
        """Write the index and bring it to the disk; raises OSError."""
        import faiss

        with DurableFile(path, "nearest") as file:
            failed: list[OSError] = []

            def write(content: bytes) -> int:
                try:
                    return file.write(content)
                except OSError as fault:  # FAISS would forget which
                    failed.append(fault)
                    return 0

            try:
                faiss.write_index(
                    self._index,
                    faiss.PyCallbackIOWriter(write),  # type: ignore[attr-defined]  # the stubs miss it
                )
            except RuntimeError:
                if not failed:
                    raise
            if failed:
                raise failed[0]
            return file.close()


def build(
    live: Numbers, rows_of: RowsOf, exact: Callable[[Vectors, int], list[Numbers]]
) -> Generator[Progress, None, tuple[VectorIndex, float, int]]:
    """Build an index of the vectors with the numbers `live`; the index, its recall, and the sample's size.

    It reads as many lists as LEAST_RECALL takes, up to a quarter of them. `exact` gives the numbers of the
    nearest vectors by looking at all of them, nearest first.
    """
    random = np.random.default_rng(len(live))  # the same library, the same index
    lists = max(1, min(int(4 * len(live) ** 0.5), len(live) // _TRAINED))
    yield Progress(0, len(live), "indexing vectors")
    trained = random.choice(live, size=min(len(live), lists * _TRAINED), replace=False)
    index = VectorIndex.train(rows_of(np.sort(trained)), lists)
    for start in range(0, len(live), _ADDED):
        yield Progress(start, len(live), "indexing vectors")
        numbers = live[start : start + _ADDED]
        index.add(numbers, rows_of(numbers))
    yield Progress(len(live), len(live), "measuring the index")
    sample = np.sort(random.choice(live, size=min(SAMPLE, len(live)), replace=False))
    asked = rows_of(sample)
    nearest = exact(asked, RANKED + 1)
    while True:
        recall = _recall(index, sample, asked, nearest, rows_of)
        if recall >= LEAST_RECALL or index.probes * 2 > max(_LEAST_PROBES, lists // 4):
            return index, recall, len(sample)
        index.probes *= 2


def _recall(
    index: VectorIndex, sample: Numbers, asked: Vectors, nearest: list[Numbers], rows_of: RowsOf
) -> float:
    """The share of the nearest RANKED of each vector of the sample, itself apart, that the index brings.

    One that is as near as the last of them is as good as it.
    """
    found = wanted = 0
    for own, vector, best, numbers in zip(
        sample, asked, nearest, index.candidates(asked, WIDER * RANKED + 1), strict=True
    ):
        others = best[best != own][:RANKED]
        bound = _cosines(rows_of(others), vector).min(initial=1.0) - 1e-6
        cosines = _cosines(rows_of(numbers[(numbers >= 0) & (numbers != own)]), vector)
        wanted += len(others)
        found += min(len(others), int((cosines >= bound).sum()))
    return found / max(1, wanted)


def _cosines(rows: Vectors, vector: Vectors) -> npt.NDArray[np.float64]:
    return rows.astype(np.float64) @ vector.astype(np.float64)
