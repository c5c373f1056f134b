"""Messages on a pipe: a record in JSON, and bytes. Nothing that comes out of the child is ever unpickled."""

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

_HEAD = struct.Struct("<II")
_SIZE = struct.Struct("<Q")
_MOST_RECORD = 256 << 20
_MOST_PARTS = 4


class Torn(Exception):
    """The pipe ended, or holds what is no message."""


def send(pipe: BinaryIO, record: dict[str, Any], parts: Sequence[bytes] = ()) -> None:
    """Write one message; raises OSError if nobody reads."""
    packed = json.dumps(record).encode()
    pipe.write(_HEAD.pack(len(packed), len(parts)))
    for part in parts:
        pipe.write(_SIZE.pack(len(part)))
    pipe.write(packed)
    for part in parts:
        pipe.write(part)
    pipe.flush()


def receive(pipe: BinaryIO, most: int) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message of at most `most` bytes beside its record; raises Torn, and OverflowError beyond."""
    length, count = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    if length > _MOST_RECORD or count > _MOST_PARTS:
        raise Torn
    sizes = [_SIZE.unpack(_exactly(pipe, _SIZE.size))[0] for _ in range(count)]
    if sum(sizes) > most:
        raise OverflowError
    try:
        record = json.loads(_exactly(pipe, length))
    except (ValueError, RecursionError) as fault:
        raise Torn from fault
    if not isinstance(record, dict):
        raise Torn
    return record, [_exactly(pipe, size) for size in sizes]


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    got = pipe.read(size)
    if len(got) != size:
        raise Torn
    return got
