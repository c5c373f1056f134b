"""Who has a matter open: a small file beside it, with a lock that dies with its program."""

import contextlib
import json
import os
import socket
import sys
from pathlib import Path
from typing import Self

_BEYOND = 1 << 20
"""Where the lock lies in the small file: past its words, so that others can read them."""


class Hold:
    """The lock on a matter that one program has, for as long as it lives."""

    def __init__(self, path: Path, handle: int) -> None:
        """Use `Hold.take`."""
        self._path = path
        self._handle = handle

    @classmethod
    def take(cls, matter: Path, who: str, since: str) -> "Self | str":
        """The lock; or, when another program has it, who that is, in words.

        Raises OSError where no file can be made beside the matter.
        """
        path = holder_file(matter)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
            try:
                if not _locked(handle):
                    return _told(path)
                if not _is_at(handle, path):  # its last holder took it away meanwhile
                    continue
                words = json.dumps({"who": who, "machine": socket.gethostname(), "since": since})
                os.truncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, words.encode())
                held, handle = handle, -1
                return cls(path, held)
            finally:
                if handle >= 0:
                    os.close(handle)

    def release(self) -> None:
        """Give the lock back, and take the small file away."""
        if sys.platform != "win32":  # there, an open file cannot be taken away, and a closed one may be taken
            with contextlib.suppress(OSError):
                self._path.unlink()
        os.close(self._handle)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self._path.unlink()


def holder_file(matter: Path) -> Path:
    """Where it is written who has a matter open."""
    return matter.with_name(f".{matter.name}.holder")


def _told(path: Path) -> str:
    """What the small file says, in words."""
    try:
        record = json.loads(path.read_bytes())
        since = str(record["since"]).replace("T", " ").removesuffix("Z")
        return f"{record['who']} has it open on {record['machine']}, since {since} UTC"
    except (OSError, KeyError, TypeError, ValueError):  # it was taken a moment ago
        return "another program has it open"


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        os.lseek(handle, _BEYOND, os.SEEK_SET)
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
        except OSError:
            return False
        return True
