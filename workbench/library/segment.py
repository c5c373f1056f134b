"""One part of a library's texts with its exact index: written once, then only read."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import LibraryFault
from workbench.domain.tokens import Hashes, Offsets
from workbench.domain.work import Work
from workbench.library.catalogue import Catalogue
from workbench.library.durable import StoredFile
from workbench.library.exact_index import ExactIndex, RangedGrams, Shape
from workbench.library.indexing import IndexedBatch, IndexedWork
from workbench.library.pieces import StoredPiece
from workbench.library.records import PlacedWork
from workbench.library.segment_files import SegmentFiles, write_index
from workbench.library.vocabulary import Vocabulary

_GATHERED = 64
"""Counts of words that are held until they are added up."""


class SegmentDraft:
    """A segment that is being written.

    Texts are UTF-8 with lone surrogates passed through: every code point comes back as it was, at a quarter
    of the room of UTF-32, and whoever needs a text needs the whole of it.
    """

    def __init__(self, folder: Path) -> None:
        self.works: list[PlacedWork] = []
        self._files = SegmentFiles(folder)
        self._texts = self._files.open("texts")
        self._grams: list[RangedGrams] = []
        self._gram_count = 0
        self._counted: list[Vocabulary] = []

    @property
    def size(self) -> int:
        """Bytes of text so far."""
        return self._texts.size

    def add(self, batch: IndexedBatch) -> None:
        """Append some works."""
        start = self._texts.size
        self._texts.write(b"".join(work.content for work in batch.works))
        for work in batch.works:
            self._place(work, start)
            start += len(work.content)
        self._grams.append(batch.grams)
        self._counted.append(batch.vocabulary)
        if len(self._counted) >= _GATHERED:
            self._counted = [Vocabulary.merged(self._counted)]

    def _place(self, work: IndexedWork, start: int) -> None:
        """Note a work whose text begins at a byte of the texts."""
        document, rights, tree = work.work
        self.works.append(
            PlacedWork(
                Work(document.id, document.name, document.sha256, len(document.text), work.words, rights),
                document.media_type,
                document.encoding,
                document.reader,
                document.warnings,
                0,
                start,
                start + len(work.content),
                work.sha256,
                self._gram_count,
                work.grams,
                document.locator,
                document.origin,
                work.sketch,
                tree,
                work.pieces,
            )
        )
        self._gram_count += work.grams

    def write_index(self) -> list[StoredFile]:
        """Write the exact index, and bring it to the disk."""
        shape = Shape.of(self._gram_count)
        writing = write_index(self._files, shape, self._ranges(shape.range_bits), shape.range_bits)
        try:
            while True:
                next(writing)
        except StopIteration as written:
            files: list[StoredFile] = written.value
            return files

    def _ranges(self, range_bits: int) -> Iterator[tuple[Hashes, Offsets]]:
        """The grams of all batches in each range of the hash."""
        begins = np.cumsum([0, *map(len, self._grams)])
        for part in range(1 << range_bits):
            found = [grams.between(part, range_bits) for grams in self._grams]
            numbers = [number + begin for (_, number), begin in zip(found, begins, strict=False)]
            yield np.concatenate([hashes for hashes, _ in found]), np.concatenate(numbers)

    def write_rest(self) -> list[StoredFile]:
        """Bring the texts to the disk, and write how often each word occurs."""
        texts = self._texts.close()
        vocabulary = Vocabulary.merged(self._counted)
        self._counted.clear()
        words = self._files.write("words", vocabulary.words)
        return [texts, words, self._files.write("counts", vocabulary.counts)]

    def discard(self) -> None:
        """Remove what was written."""
        self._files.discard()


class Segment:
    """A segment of the library, its files mapped into memory when they are first used."""

    def __init__(self, catalogue: Catalogue, number: int) -> None:
        self._folder = catalogue.folder
        self._files = catalogue.segment_files(number)
        works = catalogue.segment_works(number)
        self.works: Sequence[str] = [work for work, _, _ in works]
        """Ids, in the order of the segment."""
        self._first_gram = np.array([first for _, first, _ in works], dtype=np.int64)
        self._grams = np.array([count for _, _, count in works], dtype=np.int64)

    @cached_property
    def index(self) -> ExactIndex:
        """The exact index; raises LibraryFault when its files are damaged."""
        index = ExactIndex(self._array("grams", np.uint8, np.uint64), self._array("buckets", np.uint32))
        if not index.sound:
            raise damaged(self._folder, self._files["buckets"].name)
        return index

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """How often each word occurs; raises LibraryFault when its files are damaged."""
        return Vocabulary(self._array("words", np.uint64), self._array("counts", np.uint32))

    def text(self, placed: PlacedWork) -> str:
        """The text of one work, its digest checked; raises LibraryFault when it is damaged."""
        return self._read(placed.text_start, placed.text_stop, placed.text_sha256)

    def text_of_pieces(self, placed: PlacedWork, pieces: Sequence[StoredPiece]) -> str:
        """The text of some pieces of a work in a row, each checked; raises LibraryFault."""
        begin = placed.text_start
        return "".join(
            self._read(begin + piece.text_start, begin + piece.text_stop, piece.sha256) for piece in pieces
        )

    def _read(self, start: int, stop: int, sha256: str) -> str:
        name = self._files["texts"].name
        try:
            with (self._folder / name).open("rb") as file:
                file.seek(start)
                content = file.read(stop - start)
        except OSError as fault:
            raise damaged(self._folder, name) from fault
        if hashlib.sha256(content).hexdigest() != sha256:
            raise damaged(self._folder, name)
        return content.decode("utf-8", "surrogatepass")

    def find(self, wanted: Hashes) -> tuple[Offsets, Offsets, Offsets]:
        """Where grams stand, as three int64 (h,): the index into `wanted`, into `works`, and the gram.

        Sorted by the first, then the second, then the third, which counts the kept grams of the work from 0.
        """
        which, places = self.index.find(wanted)
        work = np.searchsorted(self._first_gram, places, side="right") - 1
        numbers = places - self._first_gram[work]
        held = (work >= 0) & (numbers < self._grams[work])  # the grams of a removed work are nobody's
        return which[held], work[held], numbers[held]

    def _array(self, part: str, *dtypes: npt.DTypeLike) -> npt.NDArray[Any]:
        """One file, mapped; raises LibraryFault unless it is of one of these types."""
        file = self._files[part]
        path = self._folder / file.name
        try:
            if path.stat().st_size != file.size:
                raise damaged(self._folder, file.name)
            array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, SyntaxError, TokenError) as fault:  # a header is read as Python
            raise damaged(self._folder, file.name) from fault
        if array.dtype not in dtypes or array.ndim != 1:
            raise damaged(self._folder, file.name)
        return array.view(np.ndarray)


def damaged(folder: Path, name: str) -> LibraryFault:
    """The fault for a file that is missing or is not what was written."""
    return LibraryFault(
        f"A file of the library {folder.name!r} is missing or damaged: {name}.",
        "Bring it back from a copy, or make the library again from its files; `workbench library verify` "
        "checks all of them.",
    )
