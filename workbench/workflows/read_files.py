"""Read the files that a reviewer chose as outputs."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.intake import Refusal, files_in, read_each


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of the chosen files: the documents with their original bytes, and what was refused."""

    documents: tuple[tuple[Document, bytes], ...]
    refusals: tuple[Refusal, ...]


def read_files(paths: Sequence[Path]) -> Generator[Progress, None, Reading]:
    """Read every file in `paths` and in folders among them; raises UnreadableDocument if one is missing."""
    files = files_in(paths)
    refusals: list[Refusal] = []
    documents = []
    for document, content in read_each(files, refusals):
        documents.append((document, content))
        yield Progress(len(documents) + len(refusals), len(files), "reading files")
    return Reading(tuple(documents), tuple(refusals))
