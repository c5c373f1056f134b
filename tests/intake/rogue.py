"""A child whose reader does what the file tells it: the worst that a file could make of a library."""

import contextlib
import ctypes
import hashlib
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from workbench.domain.document import Document
from workbench.intake import formats
from workbench.intake.formats import Format, begins
from workbench.intake.sandbox import child
from workbench.intake.taken import Choices, Taken

MARK = b"ROGUE\x00"
ROW = Format("rogue", (".rogue",), "application/x-rogue", f"{__name__}:take", "", begins(MARK))


def take(name: str, content: bytes, _choices: Choices) -> Iterator[Taken]:
    """Do what the file says, then give one text back, as if nothing had been done."""
    told, _, argument = content.removeprefix(MARK).decode().partition(" ")
    document = Document(name, "Some words.", hashlib.sha256(content).hexdigest())
    result = _DEEDS[told](argument)
    for _ in range(result if isinstance(result, int) else 1):
        yield Taken(replace(document, text=result if isinstance(result, str) else document.text), content)


def _connect(place: str) -> None:
    host, port = place.split(":")
    with socket.socket() as made:
        made.connect((host, int(port)))


def _swallowed_connect(place: str) -> None:
    with contextlib.suppress(OSError):
        _connect(place)


def _native_connect(place: str) -> str:
    """As a library in C would: no audit hook hears of it."""
    library = ctypes.CDLL(None, use_errno=True)
    host, port = place.split(":")
    made = library.socket(2, 1, 0)
    address = (
        (2).to_bytes(2, "little") + int(port).to_bytes(2, "big") + bytes(map(int, host.split("."))) + bytes(8)
    )
    return f"connected {library.connect(made, address, 16)}"


def _native_write(path: str) -> str:
    library = ctypes.CDLL(None, use_errno=True)
    return f"opened {library.open(path.encode(), os.O_WRONLY | os.O_CREAT, 0o600)}"


def _native_read(path: str) -> str:
    library = ctypes.CDLL(None, use_errno=True)
    return f"opened {library.open(path.encode(), os.O_RDONLY)}"


def _native_fork(count: str) -> None:
    """As a library in C would: processes that no audit hook hears of, then no end."""
    library = ctypes.CDLL(None)
    for _ in range(int(count)):
        if library.fork() == 0:
            library.sleep(300)
            library._exit(0)
    _spin("")


def _none(_: object) -> None:
    """Nothing, whatever was given."""


def _leave(text: str) -> None:
    Path("left").mkdir()
    Path("left", "file").write_text(text)


def _spin(_: str) -> None:
    while True:
        pass


def _pickle(_: str) -> None:
    pickle.loads(b"cos\nsystem\n(S'true'\ntR.")  # noqa: S301 - refused


_DEEDS = {
    "nothing": lambda _: None,
    "connect": _connect,
    "swallowed-connect": _swallowed_connect,
    "resolve": lambda host: socket.getaddrinfo(host, 80),
    "native-connect": _native_connect,
    "run": lambda program: subprocess.run([program], check=True),
    "system": lambda command: _none(os.system(command)),  # noqa: S605 - refused
    "fork": lambda _: _none(os.fork()),
    "read": lambda path: Path(path).read_bytes(),
    "write": lambda path: _none(Path(path).write_bytes(b"here")),
    "delete": lambda path: Path(path).unlink(),
    "list": os.listdir,
    "link": lambda path: _none(Path("link").symlink_to(path)),
    "native-fork": _native_fork,
    "native-write": _native_write,
    "native-read": _native_read,
    "leave": _leave,
    "pickle": _pickle,
    "spin": _spin,
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "eat": lambda size: bytearray(int(size)),
    "big-file": lambda size: _none(Path("big").write_bytes(bytes(int(size)))),
    "crash": lambda _: ctypes.string_at(8),
    "exit": lambda _: os._exit(0),
    "print": lambda text: _none(os.write(1, text.encode() * 1000)),
    "recurse": lambda _: _DEEDS["recurse"](""),
    "texts": int,
    "words": lambda count: "words " * int(count),
    "where": lambda _: str(Path.cwd()),
}

if __name__ == "__main__":
    sys.modules["tests.intake.rogue"] = sys.modules["rogue"] = sys.modules["__main__"]
    formats.FORMATS = (*formats.FORMATS, ROW)
    child.main()
