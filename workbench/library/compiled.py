"""Indexing in machine code, where reading is: `text.compiled` says when that is."""

from importlib import import_module
from types import ModuleType

import numpy as np

from workbench.text import compiled


def kernels() -> ModuleType | None:
    """What `kernels` holds, if reading in machine code is loaded."""
    return import_module("workbench.library.kernels") if compiled.reader() else None


def load() -> bool:
    """Load reading and indexing in machine code, ready to be used; whether they are here."""
    if not compiled.load():
        return False
    found = import_module("workbench.library.kernels")
    words, edges = np.arange(8, dtype=np.uint64), np.array([0, 8])
    found.grams(words, edges, 6, 3)
    found.signatures(words, edges, 3, 4, np.ones((2, 1), dtype=np.uint32))
    found.counted(words)
    found.in_parts(words, edges[:0], 0, 6)
    found.packed(words, np.arange(8), 6, 0, 10)
    return True
