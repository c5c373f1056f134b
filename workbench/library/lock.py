"""One writer at a time, by a lock that dies with its process."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.domain.errors import LibraryFault
from workbench.library.durable import storing

LOCK_NAME = "writer.lock"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the writer's lock of the library in `folder`; raises LibraryFault when another writer holds it."""
    with storing(folder):
        handle = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _locked(handle):
            raise LibraryFault(
                f"The library {folder.name!r} is being changed by another program at this moment.",
                "Wait until it is done, then start again; reading goes on meanwhile.",
            )
        yield
    finally:
        os.close(handle)  # this also gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
