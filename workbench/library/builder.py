"""A process that indexes works beside the one that adds them: batches come in by a pipe, segments go out.

It imports nothing but what indexing needs, and ends when the pipe does, so also when its parent dies.
"""

import os
import pickle
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from workbench.domain.errors import WorkbenchError
from workbench.library.writer import SegmentWriter, Written

READY = "ready"


def main() -> None:
    """Take a folder and the size of a segment, then batches of works until None; answer each."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt in a terminal is the parent's to handle
    orders, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    try:
        folder, segment_bytes = _received(orders)
        _send(replies, READY)
        _serve(orders, replies, SegmentWriter(Path(folder), segment_bytes))
    except (EOFError, OSError, pickle.UnpicklingError):
        return  # the parent is gone, or has closed the pipe


def _serve(orders: BinaryIO, replies: BinaryIO, writer: SegmentWriter) -> None:
    try:
        while (batch := _received(orders)) is not None:
            _send(replies, _outcome(writer, batch))
        _send(replies, _outcome(writer, None))
    finally:
        writer.discard()


def _outcome(writer: SegmentWriter, batch: Any) -> Written | WorkbenchError:
    try:
        return writer.finish() if batch is None else writer.take(batch)
    except WorkbenchError as fault:
        return fault


def _received(pipe: BinaryIO) -> Any:
    return pickle.load(pipe)  # noqa: S301 - from the parent, which is this program


def _send(pipe: BinaryIO, reply: object) -> None:
    pickle.dump(reply, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()
