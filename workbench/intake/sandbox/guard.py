"""The audit hook of the child: what a reader has no business with is refused, and remembered."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_NEVER = (
    "socket.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
    "poplib.",
    "imaplib.",
    "nntplib.",
    "telnetlib.",
    "webbrowser.",
    "pickle.find_class",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.chflags",
    "pty.spawn",
)
_CHANGES = {
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "os.utime",
    "os.setxattr",
    "os.removexattr",
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEVICES = {os.devnull, "/dev/urandom", "/dev/random"}


class Refused(PermissionError):
    """Something that the guard does not let a reader do."""


class Guard:
    """Refuses connections, programs but those `allowed`, and files beyond the program's and one folder."""

    def __init__(self, folder: str, readable: Iterable[str], allowed: Iterable[str]) -> None:
        self.caught: list[str] = []
        """What was tried and refused, by the names of Python's audit events."""
        self._folder = os.path.realpath(folder)
        self._readable = tuple({os.path.realpath(path) for path in readable})
        self._allowed = frozenset(allowed)

    def stand(self) -> None:
        """Begin; it cannot be ended."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, (str, bytes)):
                self._judge_open(os.fsdecode(path), flags or 0)
        elif event == "subprocess.Popen":
            if os.fspath(arguments[0] or arguments[1][0]) not in self._allowed:
                self._refuse(event)
        elif event in {"os.listdir", "os.scandir"}:
            path = arguments[0]
            if isinstance(path, (str, bytes)) and not self._may_read(os.fsdecode(path)):
                self._refuse(event)
        elif event == "ctypes.dlopen":
            name = arguments[0]
            if name and Path(name).is_absolute() and not self._may_read(os.fsdecode(name)):
                self._refuse(event)
        elif event in _CHANGES:
            for path in arguments[:2]:
                if isinstance(path, (str, bytes, os.PathLike)) and not self._is_own(os.fsdecode(path)):
                    self._refuse(event)
        elif event.startswith(_NEVER):
            self._refuse(event)

    def _judge_open(self, path: str, flags: int) -> None:
        if path in _DEVICES:
            return
        if not (self._is_own(path) if flags & _WRITES else self._may_read(path)):
            self._refuse("open")

    def _may_read(self, path: str) -> bool:
        real = os.path.realpath(path)
        return self._within(real, self._folder) or any(self._within(real, place) for place in self._readable)

    def _is_own(self, path: str) -> bool:
        return self._within(os.path.realpath(path), self._folder)

    @staticmethod
    def _within(path: str, folder: str) -> bool:
        return path == folder or path.startswith(folder + os.sep)

    def _refuse(self, event: str) -> None:
        self.caught.append(event)
        raise Refused(f"a reader may not do this: {event}")
