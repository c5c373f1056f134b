"""Files and folders as a reviewer names them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.intake.plain_text import cannot_open, read_bytes
from workbench.intake.production import Production, load_files_first
from workbench.intake.reading import AUTOMATIC
from workbench.intake.sandbox import Sandbox
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal, Tally


def files_in(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Every file named in `paths` or lying in a folder among them, as `(name, path)`, sorted, each once.

    The name is relative to the folder. Hidden files and links that lead out of the folder are passed over. A
    folder that cannot be read stands among the files, so that reading it is refused by its name. Raises
    UnreadableDocument when a path does not exist or nothing is found.
    """
    found: dict[Path, str] = {}
    for path in paths:
        try:
            path.stat()
        except FileNotFoundError as fault:
            raise UnreadableDocument(
                f"There is no file or folder {path}.", "Check the name and the place."
            ) from fault
        except (OSError, ValueError) as fault:
            raise cannot_open(path, fault) from fault
        if path.is_dir():
            root = path.resolve()
            for place in sorted(_below(path)):
                relative = place.relative_to(path)
                hidden = any(part.startswith(".") for part in relative.parts)
                if not hidden and place.resolve().is_relative_to(root):
                    found.setdefault(place.resolve(), relative.as_posix() if relative.parts else path.name)
        else:
            found.setdefault(path.resolve(), path.name)
    if not found:
        raise UnreadableDocument("There is no file in the folder.", "Choose a folder that holds documents.")
    return [(name, path) for path, name in found.items()]


def read(path: Path | str, encoding: str | None = None) -> Document:
    """The one text of the file at `path`; `encoding` overrides what a text file seems to be.

    Raises UnreadableDocument for a file that is missing, empty, too large, of no known format or damaged, or
    that holds several texts.
    """
    path = Path(path)
    return take_one(path.name, read_bytes(path), Choices(encoding=encoding or "")).document


def take_one(name: str, content: bytes, choices: Choices = AUTOMATIC) -> Taken:
    """The one text that a file holds; raises UnreadableDocument, also if it holds several.

    What else the file holds and cannot be read is told among the warnings of the text.
    """
    texts: list[Taken] = []
    refused: list[str] = []
    with Sandbox() as sandbox:
        for taken in sandbox.take(name, content, choices):
            if isinstance(taken, Refusal):
                refused.append(taken.reason)
                continue
            texts.append(taken)
            if len(texts) > 1:
                raise UnreadableDocument(
                    f"{name} holds several texts.",
                    "Add it to a matter or a library, or take out the one that you mean.",
                )
    if not texts:
        raise UnreadableDocument(
            refused[0] if refused else f"{name} holds no text.",
            "Take out of the file what you mean, and choose that."
            if refused
            else "Choose a file that holds words.",
        )
    told = " ".join(texts[0].document.warnings)  # a message says so itself
    return texts[0].warned([f"Not read: {reason}" for reason in refused if reason not in told])


def _below(folder: Path) -> Iterator[Path]:
    """The files below `folder`, and the folders that cannot be read."""
    closed: list[OSError] = []
    for place, _, names in os.walk(folder, onerror=closed.append):
        yield from (file for file in map(Path(place).joinpath, names) if file.is_file())
    yield from (Path(str(fault.filename)) for fault in closed)


def read_each(
    files: Sequence[tuple[str, Path]], tally: Tally, choices: Choices = AUTOMATIC
) -> Iterator[Taken]:
    """The texts of `files` as they are read; one file may give several.

    A file that cannot be read is added to the refusals of `tally`, and the next one is read.
    """
    production = Production([path for _, path in files])
    with Sandbox() as sandbox:
        for name, path in load_files_first(files):
            try:
                for taken in sandbox.take(name, read_bytes(path), choices):
                    if isinstance(taken, Taken):
                        yield production.cited(path, taken)
                        continue
                    if refusal := production.placed(taken):
                        tally.refusals.append(refusal)
            except UnreadableDocument as fault:
                tally.refusals.append(Refusal(name, fault.message))
            tally.done += 1
