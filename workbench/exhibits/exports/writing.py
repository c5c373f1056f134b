"""Writing a file that appears whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from workbench.domain.errors import StorageFault


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends without a fault; raises StorageFault."""
    path = path.resolve()  # a link is followed, not replaced
    draft = path.with_name(f".{token_hex(8)}{path.suffix}")
    try:
        with draft.open("xb") as file:
            yield file
        draft.replace(path)
    except OSError as fault:
        raise StorageFault(
            f"{path.name} could not be written.", "Free some space, or choose a folder that can be written."
        ) from fault
    finally:
        draft.unlink(missing_ok=True)
