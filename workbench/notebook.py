"""Workflows for an expert in a notebook: each runs to its end and returns its result."""

from collections.abc import Sequence
from pathlib import Path

from workbench.domain.analysis import Screening
from workbench.domain.document import Document
from workbench.library import Library
from workbench.workflows import analyze as _analyze
from workbench.workflows import build_library as _build
from workbench.workflows import compare as _compare
from workbench.workflows.build_library import BuildReport
from workbench.workflows.drain import drain

Place = Path | str


def analyze(
    output: Document, libraries: Library | Place | Sequence[Library | Place], semantic: bool = True
) -> Screening:
    """Screen `output` against one library or several, open or by their places; see `workflows.analyze`."""
    named = [libraries] if isinstance(libraries, Library | Path | str) else libraries
    places = [library.path if isinstance(library, Library) else Path(library) for library in named]
    return drain(_analyze.analyze(output, places, semantic))


def compare(output: Document, source: Document, semantic: bool = True) -> Screening:
    """Align `output` with `source`; see `workflows.compare`."""
    return drain(_compare.compare(output, source, semantic))


def create_library(
    path: Place, paths: Place | Sequence[Place], rights: Place | None = None, embed: bool = False
) -> BuildReport:
    """Make a library from files and folders, one or several; see `workflows.build_library`."""
    named = [paths] if isinstance(paths, Path | str) else paths
    table = None if rights is None else Path(rights)
    return drain(_build.create_library(Path(path), [Path(each) for each in named], table, embed))
