"""Workflows for an expert in a notebook: each runs to its end and returns its result."""

from collections.abc import Sequence
from pathlib import Path

from workbench.domain.analysis import Screening
from workbench.domain.document import Document
from workbench.workflows import analyze as _analyze
from workbench.workflows import build_library as _build
from workbench.workflows import compare as _compare
from workbench.workflows.build_library import BuildReport
from workbench.workflows.drain import drain


def analyze(output: Document, libraries: Sequence[Path | str], semantic: bool = True) -> Screening:
    """Screen `output` against the libraries at these places; see `workflows.analyze`."""
    return drain(_analyze.analyze(output, [Path(library) for library in libraries], semantic))


def compare(output: Document, source: Document, semantic: bool = True) -> Screening:
    """Align `output` with `source`; see `workflows.compare`."""
    return drain(_compare.compare(output, source, semantic))


def create_library(
    path: Path | str, paths: Sequence[Path | str], rights: Path | str | None = None, embed: bool = False
) -> BuildReport:
    """Make a library from files and folders; see `workflows.build_library`."""
    return drain(
        _build.create_library(
            Path(path), [Path(each) for each in paths], None if rights is None else Path(rights), embed
        )
    )
