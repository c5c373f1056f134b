"""Files that are written to the end, with their digest, before anything refers to them."""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import StorageFault

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a library, as the catalogue and the manifest know it."""

    name: str
    part: str
    """What it holds: `texts`, `grams`, `buckets`, `words`, `counts`, `vectors` or `nearest`."""
    size: int
    """Bytes."""
    sha256: str

    def is_there(self, folder: Path) -> bool:
        """Whether a file of its size is in `folder`."""
        path = folder / self.name
        return path.is_file() and path.stat().st_size == self.size

    def is_sound(self, folder: Path) -> bool:
        """Whether the file in `folder` is what was written."""
        path = folder / self.name
        return path.stat().st_size == self.size and file_sha256(path) == self.sha256


class DurableFile:
    """A new file that counts and digests what is written to it; closing it brings it to the disk.

    A context manager: left by an exception, it removes the file.
    """

    def __init__(self, path: Path, part: str) -> None:
        self._path, self._part = path, part
        self._digest = hashlib.sha256()
        self.size = 0
        self._file = path.open("wb", buffering=1 << 20)

    def write(self, content: bytes | memoryview) -> int:
        """Append `content`; its length."""
        self._file.write(content)
        self._digest.update(content)
        self.size += len(content)
        return len(content)

    def write_header(self, dtype: npt.DTypeLike, length: int) -> None:
        """Begin an .npy file of one dimension, whose `length` values are to be written next."""
        header = {"descr": np.dtype(dtype).str, "fortran_order": False, "shape": (length,)}
        np.lib.format.write_array_header_1_0(self, header)

    def close(self) -> StoredFile:
        """Bring the file to the disk and say what it is."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return StoredFile(self._path.name, self._part, self.size, self._digest.hexdigest())

    def discard(self) -> None:
        """Remove the file; what cannot be removed is swept by the next writer."""
        with suppress(OSError):  # the disk is full, and what was buffered is not wanted any more
            self._file.close()
        remove(self._path)

    def __enter__(self) -> "DurableFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.discard()


def write_array(path: Path, part: str, array: npt.NDArray[np.generic]) -> StoredFile:
    """Write `array` as an .npy file."""
    with DurableFile(path, part) as file:
        np.lib.format.write_array(file, np.ascontiguousarray(array), allow_pickle=False)
        return file.close()


def replace_file(path: Path, content: bytes) -> None:
    """Replace `path` by a file with `content` in one step, so that there is always the old or the new."""
    fresh = path.with_name(path.name + ".new")
    with DurableFile(fresh, "") as file:
        file.write(content)
        file.close()
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk, where the system can."""
    if os.name == "nt":
        return  # Windows keeps names and files together and opens no folders
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file that nothing refers to; leave it to the next writer if it cannot be removed now."""
    with suppress(OSError):  # Windows does not remove a file that a reader maps
        path.unlink(missing_ok=True)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_or_nothing(path: Path) -> str:
    """SHA-256 of a file's bytes; "" where there is none."""
    try:
        return file_sha256(path)
    except FileNotFoundError:
        return ""


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turn a full disk, a file that is too large and a refused write within it into a StorageFault."""
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise _full(folder) from fault
        if fault.errno == errno.EFBIG:
            raise StorageFault(
                f"A file of the library {folder.name!r} would be larger than its disk or your system allows.",
                "Choose a disk that takes larger files; what the library held before is unchanged.",
            ) from fault
        if fault.errno in _REFUSED:
            raise _refused(folder) from fault
        raise
    except sqlite3.OperationalError as fault:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise _full(folder) from fault
        if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            raise _refused(folder) from fault
        raise


def _full(folder: Path) -> StorageFault:
    return StorageFault(
        f"The disk is full, so the library {folder.name!r} could not be changed.",
        "Free some space and start again; what the library held before is unchanged.",
    )


def _refused(folder: Path) -> StorageFault:
    return StorageFault(
        f"The folder {folder} cannot be written.",
        "Give yourself the right to write there, or choose another folder.",
    )
