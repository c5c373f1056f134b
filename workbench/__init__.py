"""Attribution Workbench: which passages of a library a text reproduces, and how that is known.

For a notebook, each name loaded when it is first used:

- `read(path)`: a text file as a Document; `from_text(name, text)`: words at hand as one.
- `Library`: a reference library on disk; `Library.open(path)`, or `create_library` to make one.
- `create_library(path, paths, rights=None, embed=False)`: a library from files and folders.
- `compare(output, source, semantic=True)`: two Documents, no library.
- `analyze(output, libraries, semantic=True)`: one Document against libraries.
- `Matter`: a case file.

`create_library`, `compare` and `analyze` here run to their end and return their result:

    >>> import workbench
    >>> words = "Nine grey herons stood along the weir in the first light of that winter."
    >>> here, there = workbench.from_text("reply", words), workbench.from_text("article", words.upper())
    >>> [finding.kind for finding in workbench.compare(here, there, semantic=False).analysis.findings]
    ['verbatim']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.intake import from_text, read
    from workbench.library import Library
    from workbench.matter import Matter
    from workbench.notebook import analyze, compare, create_library

__all__ = ["Library", "Matter", "analyze", "compare", "create_library", "from_text", "read"]

_HOMES = {
    "from_text": "workbench.intake",
    "read": "workbench.intake",
    "Library": "workbench.library",
    "Matter": "workbench.matter",
    "analyze": "workbench.notebook",
    "compare": "workbench.notebook",
    "create_library": "workbench.notebook",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})  # so that a notebook completes the names
