"""The files of a segment: their names, and how they are written."""

import secrets
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from workbench.domain.progress import Progress
from workbench.domain.tokens import Hashes, Offsets
from workbench.library.durable import DurableFile, StoredFile, remove, sync_folder, write_array
from workbench.library.exact_index import Shape

Item = TypeVar("Item")

PARTS = ("texts", "grams", "buckets", "words", "counts")


def file_name(part: str, segment: int) -> str:
    """The name of a file: no name is ever given to two contents that a library refers to."""
    return f"{part}-{segment:06d}.{'utf8' if part == 'texts' else 'npy'}"


def settle(folder: Path, files: Sequence[StoredFile], number: int) -> list[StoredFile]:
    """Give files that are on the disk whole the names of segment `number` of the library in `folder`."""
    settled = []
    for file in files:
        name = file_name(file.part, number)
        (folder / file.name).replace(folder / name)
        settled.append(replace(file, name=name))
    sync_folder(folder)
    return settled


class SegmentFiles:
    """The files of a segment that is being written, under names that no other process will ever write to,
    not even one that outlives the program that started it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._token = secrets.token_hex(8)
        self._open: list[DurableFile] = []

    def open(self, part: str) -> DurableFile:
        """A new file for one part."""
        self._open.append(DurableFile(self._path(part), part))
        return self._open[-1]

    def write(self, part: str, array: npt.NDArray[np.generic]) -> StoredFile:
        """Write one part whole."""
        return write_array(self._path(part), part, array)

    def discard(self) -> None:
        """Remove what was written."""
        for file in self._open:
            file.discard()
        for part in PARTS:
            remove(self._path(part))

    def _path(self, part: str) -> Path:
        return self._folder / f"{part}-{self._token}.new"


def write_index(
    files: SegmentFiles, shape: Shape, ranges: Iterable[tuple[Hashes, Offsets]], range_bits: int
) -> Generator[Progress, None, list[StoredFile]]:
    """Write the exact index of grams that are given by ranges of the first bits of their hashes.

    The next range is made while one is written, so that memory is bounded by the largest.
    """
    sizes = [np.zeros(1, dtype=np.int64)]
    packed = (shape.packed(*grams, range_bits) for grams in ranges)
    with files.open("grams") as file:
        file.write_header(np.dtype(np.uint8), shape.bytes)
        for part, (entries, held) in enumerate(made_ahead(packed)):
            yield Progress(part, 1 << range_bits, "writing the index")
            file.write(entries.data)
            sizes.append(held)
        file.write(bytes(1))
        grams = file.close()
    return [grams, files.write("buckets", np.cumsum(np.concatenate(sizes)).astype(np.uint32))]


def made_ahead(items: Iterable[Item]) -> Iterator[Item]:
    """The items, of which the next is made in a thread while one is in use."""
    source, nothing = iter(items), object()
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, source, nothing)
        while (item := coming.result()) is not nothing:
            coming = pool.submit(next, source, nothing)
            yield item  # type: ignore[misc]  # it is not `nothing`
