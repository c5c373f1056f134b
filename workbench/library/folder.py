"""The folder of a library: taking it, changing it one writer at a time, clearing what nothing refers to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.domain.errors import LibraryFault, WorkbenchError
from workbench.library.catalogue import Catalogue
from workbench.library.durable import remove, storing
from workbench.library.lock import LOCK_NAME, writing
from workbench.library.manifest import WITNESS_NAME, Chain, write_manifest
from workbench.library.schema import CATALOGUE_NAME, MANIFEST_NAME

_OWN_FILE = re.compile(
    r"(texts-\d{6,}\.utf8|(grams|buckets|words|counts|vectors)-\d{6,}\.npy|nearest-\d{6,}\.faiss|.+\.new)"
)
_UNFINISHED = {LOCK_NAME, f"{CATALOGUE_NAME}.new", f"{CATALOGUE_NAME}.new-journal"}


@contextmanager
def new_folder(path: Path) -> Iterator[None]:
    """Hold `path` as a folder for a new library; what was not there before is removed by an exception.

    Raises LibraryFault when something else is there, StorageFault when it cannot be made.
    """
    with storing(path):
        fresh = not path.exists()
        try:
            if (path / CATALOGUE_NAME).exists():
                raise LibraryFault(
                    f"There is a library at {path} already.",
                    "Add to it with `workbench library add`, or choose a new name for the library.",
                )
            if path.is_dir() and {entry.name for entry in path.iterdir()} - _UNFINISHED:
                raise LibraryFault(
                    f"The folder {path} is not empty.",
                    "Choose an empty folder, or a new name for the library.",
                )
            path.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as fault:
            raise LibraryFault(f"There is a file at {path}.", "Choose a new name for the library.") from fault
        with writing(path):
            try:
                yield
            except BaseException:
                for name in (*_UNFINISHED, CATALOGUE_NAME):
                    remove(path / name)
                if fresh and not any(path.iterdir()):
                    path.rmdir()
                raise


@contextmanager
def changing(catalogue: Catalogue) -> Iterator[None]:
    """Hold the writer's lock, and leave a manifest of the state that was reached, by an exception too.

    Raises LibraryFault when the catalogue is older than what was written after it: whatever was added since
    would be swept away.
    """
    with writing(catalogue.folder):
        _refuse_older(catalogue)
        _sweep(catalogue)
        try:
            yield
        except BaseException:
            with suppress(WorkbenchError, OSError):  # the first fault is the one to tell
                _renew_manifest(catalogue)
                _sweep(catalogue)
            raise
        _renew_manifest(catalogue)
        _sweep(catalogue)


def catch_up(catalogue: Catalogue) -> None:
    """Make the manifest anew if its writer was ended before it could, and only then."""
    if Chain.of(catalogue).ended_early:
        with changing(catalogue):
            pass


def _refuse_older(catalogue: Catalogue) -> None:
    chain = _chain(catalogue)
    if chain and chain.is_older:
        raise LibraryFault(
            f"The catalogue of the library {catalogue.folder.name!r} was put back from an earlier time: "
            "other files know a later state.",
            "Bring the whole folder back from one copy. To go on with the works that the catalogue names, "
            f"remove {MANIFEST_NAME} and {WITNESS_NAME}.",
        )


def _renew_manifest(catalogue: Catalogue) -> None:
    if not catalogue.closed:
        chain = _chain(catalogue)
        if chain is None or not chain.whole:
            write_manifest(catalogue)


def _chain(catalogue: Catalogue) -> Chain | None:
    """None where a file of it is damaged, which the writer makes anew."""
    try:
        return Chain.of(catalogue)
    except LibraryFault:
        return None


def _sweep(catalogue: Catalogue) -> None:
    """Remove the library's own files that it does not refer to."""
    if catalogue.closed:
        return
    known = {file.name for file in catalogue.files()}
    for entry in list(catalogue.folder.iterdir()):
        if entry.name not in known and _OWN_FILE.fullmatch(entry.name):
            remove(entry)
