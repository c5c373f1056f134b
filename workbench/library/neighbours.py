"""`neighbours.bin`: what follows what in the works of a library, beside its files.

It has a digest of its own. It is derived from the works and no part of the library's state: where it is
missing, damaged or of other works, it is counted anew.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.domain.errors import LibraryFault, StorageFault
from workbench.library.durable import replace_file, storing
from workbench.library.lock import writing
from workbench.library.pieces import Section, is_long, joined, whole
from workbench.text.neighbours import Neighbours
from workbench.text.pieces import word_hashes

if TYPE_CHECKING:
    from workbench.library.library import Library

NEIGHBOURS_NAME = "neighbours.bin"
SCHEMA = "workbench.neighbours/3"

MOST_COUNTED = 3_000_000
"""Words of works in which it is counted what follows what, the works drawn by their digests: how a word goes
on is a matter of shares, for which a sample does; how often a word occurs is counted in all works."""

_ARRAYS = (
    ("pairs", np.uint32),
    ("together", np.uint16),
    ("words", np.uint32),
    ("followed", np.uint32),
    ("spare", np.uint32),
)


def neighbours_of(library: "Library") -> Neighbours:
    """What follows what in the works of `library`: as it is stored, else counted now, in up to 2 s."""
    sample = _sample(library)
    try:
        return _read(library.path / NEIGHBOURS_NAME, sample)
    except (OSError, ValueError, KeyError, TypeError):
        return _counted(library, sample)


def store_neighbours(library: "Library") -> None:
    """Count what follows what in the works of `library` if they have changed, and store it for the next.

    What cannot be stored, because another program writes or the folder is closed, is left out.
    """
    sample = _sample(library)
    with suppress(OSError, ValueError, KeyError, TypeError):
        _read(library.path / NEIGHBOURS_NAME, sample)
        return
    counted = _counted(library, sample)
    with suppress(LibraryFault, StorageFault), writing(library.path), storing(library.path):
        replace_file(library.path / NEIGHBOURS_NAME, _content(counted, sample))


def is_sound(path: Path) -> bool:
    """Whether the file is what was written, of whatever works; so is one that is missing."""
    try:
        _checked(path)
    except FileNotFoundError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _sample(library: "Library") -> list[Section]:
    """Works to count in, by their digests, up to MOST_COUNTED words; the beginning of a long one."""
    sample: list[Section] = []
    words = 0
    for work in sorted(library.works(), key=lambda work: (work.sha256, work.id)):
        part = (
            _beginning(library.sections(work.id), MOST_COUNTED - words)
            if is_long(work.characters)
            else whole(work)
        )
        if sample and words + part.stop_word > MOST_COUNTED:
            break
        sample.append(part)
        words += part.stop_word
    return sample


def _beginning(sections: Sequence[Section], most: int) -> Section:
    return joined([section for section in sections if section.stop_word <= most] or sections[:1])


def _counted(library: "Library", sample: Sequence[Section]) -> Neighbours:
    return Neighbours.count((part.work, part.stop, word_hashes(library.text(part))) for part in sample)


def _content(counted: Neighbours, sample: Sequence[Section]) -> bytes:
    arrays = [getattr(counted, name).astype(np.dtype(kind).newbyteorder("<")) for name, kind in _ARRAYS]
    body = b"".join(array.tobytes() for array in arrays)
    head = {
        "schema": SCHEMA,
        "works": _works(sample),
        "lengths": [len(array) for array in arrays],
    }
    return _sealed(head, body) + b"\n" + body


def _sealed(head: dict[str, Any], body: bytes) -> bytes:
    """The first line, with the digest of all that it says and of the body."""
    told = {name: head[name] for name in ("schema", "works", "lengths")}
    return json.dumps(told | {"sha256": _digest(json.dumps(told).encode() + body)}).encode()


def _checked(path: Path) -> tuple[dict[str, Any], bytes]:
    """Head and body; OSError, ValueError, KeyError or TypeError where they are not what was written."""
    line, _, body = path.read_bytes().partition(b"\n")
    head = json.loads(line)
    if head["schema"] != SCHEMA or line != _sealed(head, body):
        raise ValueError(path.name)
    return head, body


def _works(sample: Sequence[Section]) -> str:
    return _digest("\n".join(f"{part.work} {part.stop}" for part in sample).encode())


def _read(path: Path, sample: Sequence[Section]) -> Neighbours:
    """What was stored for these works; OSError, ValueError, KeyError or TypeError where nothing sound was."""
    head, body = _checked(path)
    if head["works"] != _works(sample):
        raise ValueError(path.name)
    arrays, start = {}, 0
    for (name, kind), length in zip(_ARRAYS, head["lengths"], strict=True):
        arrays[name] = np.frombuffer(body, np.dtype(kind).newbyteorder("<"), length, start)
        start += arrays[name].nbytes
    return Neighbours(**arrays, texts={part.work: part.stop for part in sample})


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
