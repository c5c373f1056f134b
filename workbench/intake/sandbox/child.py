"""The child: takes one file after the other from a pipe, reads it, and sends its texts back."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any, BinaryIO

from workbench.domain.errors import UnreadableDocument
from workbench.intake.ocr import folders as ocr_folders
from workbench.intake.ocr import programs
from workbench.intake.patience import PATIENCE
from workbench.intake.reading import take
from workbench.intake.sandbox import frames
from workbench.intake.sandbox.guard import Guard, Refused
from workbench.intake.sandbox.letters import packed
from workbench.intake.sandbox.limits import Limits, limit_process, limit_reading, program_folders
from workbench.intake.taken import Choices


def main() -> None:
    """Read what comes on standard input until it ends; the first message says what holds."""
    orders, replies = _own_pipes()
    told, _ = frames.receive(orders, 0)
    limits = Limits(**told["limits"])
    guard = _enclose(told["folder"], limits)
    PATIENCE.ask = lambda seconds: frames.send(replies, {"kind": "longer", "seconds": seconds})
    frames.send(replies, {"kind": "ready"})
    while True:
        try:
            order, parts = frames.receive(orders, sys.maxsize)
        except frames.Torn:
            return
        limit_reading(limits, len(parts[0]), order["seconds"])
        frames.send(replies, _read(order, parts[0], guard, replies))
        _empty(Path(told["folder"]))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two ends of the pipes; what a library prints goes nowhere instead of among the messages."""
    orders, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    return orders, replies


def _enclose(folder: str, limits: Limits) -> Guard:
    os.chdir(folder)
    readable = [*program_folders(str(Path(folder).parent)), *ocr_folders()]
    # Imports look into every folder of the path, and would be caught in those that may not be read.
    sys.path[:] = [path for path in sys.path if os.path.realpath(path) in readable]
    limit_process(limits)
    if sys.platform == "linux":
        from workbench.intake.sandbox import linux

        linux.leave_network()
        linux.restrict_files(readable, [folder, os.devnull])
    guard = Guard(folder, readable, programs())
    guard.stand()
    return guard


def _read(order: dict[str, Any], content: bytes, guard: Guard, replies: BinaryIO) -> dict[str, Any]:
    """Send the texts of one file; gives the message with which its reading ends."""
    name = order["name"]
    guard.caught.clear()
    try:
        for taken in take(name, content, Choices(**order["choices"])):
            if guard.caught:  # and its reader went on as if nothing had been
                break
            frames.send(replies, *packed(taken, content))
    except UnreadableDocument as fault:
        end = {"kind": "refused", "message": fault.message, "remedy": fault.remedy}
    except MemoryError:
        end = {"kind": "memory"}
    except Refused:
        end = {"kind": "caught"}
    except Exception as fault:  # a reader's library can raise anything on bytes that were made to hurt it
        end = {"kind": "fault", "type": type(fault).__name__}
    else:
        end = {"kind": "end"}
    return {**end, "caught": sorted(set(guard.caught))}


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
