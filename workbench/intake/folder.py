"""Files and folders as a reviewer names them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.intake.plain_text import decode, read_bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why, in one sentence."""

    name: str
    reason: str


def files_in(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Every file named in `paths` or lying in a folder among them, as `(name, path)`, sorted, each once.

    The name is relative to the folder. Hidden files and links that lead out of the folder are passed over.
    Raises UnreadableDocument when a path does not exist or nothing is found.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if not path.exists():
            raise UnreadableDocument(f"There is no file or folder {path}.", "Check the name and the place.")
        if path.is_dir():
            root = path.resolve()
            for file in sorted(path.rglob("*")):
                relative = file.relative_to(path)
                hidden = any(part.startswith(".") for part in relative.parts)
                if not hidden and file.is_file() and file.resolve().is_relative_to(root):
                    found.setdefault(file.resolve(), relative.as_posix())
        else:
            found.setdefault(path.resolve(), path.name)
    if not found:
        raise UnreadableDocument(
            "There is no file in the folder.", "Choose a folder that holds text files (.txt, .md)."
        )
    return [(name, path) for path, name in found.items()]


def read_each(files: Sequence[tuple[str, Path]], refusals: list[Refusal]) -> Iterator[tuple[Document, bytes]]:
    """The documents of `files` as they are read, each with its original bytes.

    A file that cannot be read is added to `refusals`, and the next one is read.
    """
    for name, path in files:
        try:
            content = read_bytes(path)
            yield decode(name, content), content
        except UnreadableDocument as fault:
            refusals.append(Refusal(name, fault.message))
