"""What parent and child say to each other over a pipe.

To the child: `("run", number, module, function, pickled arguments)`, `("cancel", number)`,
`("warm", modules)`. From the child: `(number, news)`. The end of the pipe tells the child to stop what it
runs, and to leave.
"""

import pickle
from typing import Any, TypeAlias

Message: TypeAlias = tuple[Any, ...]


def pack(message: Message) -> bytes:
    """A message as bytes; raises what pickling raises, before anything is sent."""
    return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Message:
    """The message that `pack` made; raises what building its values raises."""
    message: Message = pickle.loads(packed)  # noqa: S301 - both ends of the pipe are this program
    return message
