"""What parent and child say to each other over a pipe.

To the child: `("run", number, module, function, pickled arguments)`, `("cancel", number)`,
`("warm", modules)`. From the child: `(number, news)`. The end of the pipe tells the child to stop what it
runs, and to leave.

A long tuple, such as the findings of an analysis, travels in parts, and who reads it pauses between two:
building thousands of objects at once would keep every other thread of a window's process from its work.
"""

import io
import pickle
import time
from typing import Any, TypeAlias

Message: TypeAlias = tuple[Any, ...]

_LONG = 1000
"""Items from which a tuple is sent in parts."""

_PART = 100

_PAUSE = 0.002
"""Seconds between two parts: about as long as one takes."""


def pack(message: Message) -> bytes:
    """A message as bytes; raises what pickling raises, before anything is sent."""
    written = io.BytesIO()
    pickler = _Pickler(written)
    pickler.dump(message)
    return pickle.dumps((pickler.long, written.getvalue()), protocol=pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Message:
    """The message that `pack` made; raises what building its values raises."""
    long, whole = pickle.loads(packed)  # noqa: S301 - both ends of the pipe are this program
    message: Message = _Unpickler(whole, [_joined(parts) for parts in long]).load()
    return message


def _joined(parts: list[bytes]) -> Message:
    items: list[Any] = []
    for part in parts:
        items += pickle.loads(part)  # noqa: S301 - both ends of the pipe are this program
        time.sleep(_PAUSE)
    return tuple(items)


class _Pickler(pickle.Pickler):
    """Sets long tuples apart."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.long: list[list[bytes]] = []

    def persistent_id(self, obj: Any) -> int | None:
        """The number of a long tuple; None for anything else."""
        if type(obj) is not tuple or len(obj) < _LONG:
            return None
        firsts = range(0, len(obj), _PART)
        self.long.append(
            [pickle.dumps(obj[first : first + _PART], pickle.HIGHEST_PROTOCOL) for first in firsts]
        )
        return len(self.long) - 1


class _Unpickler(pickle.Unpickler):
    """Puts long tuples back in their places."""

    def __init__(self, packed: bytes, long: list[Message]) -> None:
        super().__init__(io.BytesIO(packed))
        self._long = long

    def persistent_load(self, pid: int) -> Message:
        """The long tuple of this number."""
        return self._long[pid]
