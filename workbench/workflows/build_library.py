"""Make a library from files and folders, add to it, and embed it."""

import hashlib
import re
import shutil
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.domain.progress import Progress
from workbench.domain.work import Rights
from workbench.intake import Choices, Refusal, Taken, Tally, files_in, read_each
from workbench.library import Addition, Library, NewWork, RightsRow, RightsTable, Status, read_rights
from workbench.library.neighbours import store_neighbours
from workbench.library.schema import CATALOGUE_NAME


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of the files, and how the library stands now."""

    added: int
    present: int
    """Files whose text was in the library already."""
    refusals: tuple[Refusal, ...]
    bad_rights: tuple[str, ...]
    """Rows of the rights table that were not taken, each with its line and the reason."""
    status: Status
    replaced: int = 0
    """Works that were in the library and have a newer version now."""


Build = Generator[Progress, None, BuildReport]


def create_library(
    path: Path,
    paths: Sequence[Path],
    rights: Path | None = None,
    embed: bool = False,
    choices: Choices | None = None,
) -> Build:
    """Make a library in the new folder `path` from files and folders; exact search is ready at the end.

    With `embed`, search by meaning is ready, too. Nothing is left behind when no file can be read, or when it
    is closed before any work is stored; works that are stored stay. Raises UnreadableDocument, LibraryFault,
    ModelFault and StorageFault.
    """
    tally = Tally()
    files = _files(paths, tally)
    documents = _read(files, tally, choices or Choices())
    first = next(documents, None)
    if first is None and not tally.refusals:
        raise UnreadableDocument("The files hold no text.", "Choose files that hold words.")
    if first is None:
        raise UnreadableDocument(
            f"None of the {len(files)} files can be read. The first: {tally.refusals[0].reason}",
            "Choose a folder that holds documents.",
        )
    table, bad_rights = _rights(rights)
    with Library.create(path) as library:
        try:
            addition, strangers = yield from _add(
                library, chain([first], documents), table, tally, len(files)
            )
        except BaseException:
            stored = bool(library.works() or library.replaced_works())
            library.close()
            if not stored:
                shutil.rmtree(path, ignore_errors=True)
            raise
        if embed:
            yield from _embed(library)
        return _report(library, addition, tally.refusals, (*bad_rights, *strangers))


def add_to_library(
    path: Path, paths: Sequence[Path], rights: Path | None = None, choices: Choices | None = None
) -> Build:
    """Add files and folders to the library at `path`; works that it holds already are not added twice."""
    tally = Tally()
    files = _files(paths, tally)
    table, bad_rights = _rights(rights)
    with Library.open(path) as library:
        addition, strangers = yield from _add(
            library, _read(files, tally, choices or Choices()), table, tally, len(files)
        )
        return _report(library, addition, tally.refusals, (*bad_rights, *strangers))


def embed_library(path: Path) -> Generator[Progress, None, Status]:
    """Embed what is not embedded yet; it can be stopped at any time and goes on where it stopped."""
    with Library.open(path) as library:
        yield from _embed(library)
        return library.status()


def import_rights(path: Path, table: Path) -> Generator[Progress, None, tuple[int, tuple[str, ...]]]:
    """Take a table of rights into the library at `path`.

    How many works have got what it says, and the rows that were not taken, each with its line and the reason.
    """
    yield Progress(0, 1, "taking rights")
    read = read_rights(table)
    with Library.open(path) as library:
        change = library.take_rights(read.rows)
    return change.works, (*read.bad_rows, *change.strangers)


def _rights(table: Path | None) -> tuple[RightsTable, tuple[str, ...]]:
    read = read_rights(table) if table else RightsTable((), ())
    return read, read.bad_rows


def _files(paths: Sequence[Path], tally: Tally) -> list[tuple[str, Path]]:
    """The files to be read; a library among them is refused: it holds other files' texts."""
    found = files_in(paths)
    libraries = {path.parent for _, path in found if path.name == CATALOGUE_NAME}
    for folder in sorted(libraries):
        tally.refusals.append(Refusal(folder.name, f"{folder.name} holds a library, which is no text."))
    files = [(name, path) for name, path in found if path.parent not in libraries]
    if not files:
        raise UnreadableDocument(tally.refusals[0].reason, "Choose a folder that holds documents.")
    return files


def _read(files: Sequence[tuple[str, Path]], tally: Tally, choices: Choices) -> Iterator[tuple[str, Taken]]:
    """The texts of the files, each with the tree that its file lies in."""
    for tree, group in groupby(files, key=_tree):
        for taken in read_each(list(group), tally, choices):
            yield tree, taken


def _tree(file: tuple[str, Path]) -> str:
    """The folder that a file was found from, as a digest: the library does not tell where its files lay."""
    name, path = file
    folder = path.as_posix().removesuffix(name)
    return hashlib.sha256(folder.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _add(
    library: Library,
    texts: Iterable[tuple[str, Taken]],
    rights: RightsTable,
    tally: Tally,
    total: int,
) -> Generator[Progress, None, tuple[Addition, tuple[str, ...]]]:
    """Add the texts with their rights; what was added, and the rows of the table that speak of no work."""

    def works() -> Iterator[NewWork]:
        for tree, taken in texts:
            known = taken.rights or Rights()
            row = rows.get(taken.document.id) or rows.get(taken.document.name)
            row = row or rows.get(_within_archive(taken.document.name))
            if row:
                used[row.place] = taken.document
            yield NewWork(taken.document, row.applied(known) if row else known, tree)

    rows = {row.name: row for row in reversed(rights.rows)} | {
        row.work: row for row in rights.rows if row.work
    }
    used: dict[str, Document] = {}
    adding = library.add(works())
    while True:
        try:
            next(adding)
        except StopIteration as finished:
            yield Progress(total, total, "adding works")
            addition: Addition = finished.value
            strangers = _settle_rights(library, rows.values(), used, addition.present > 0)
            store_neighbours(library)
            return addition, strangers
        yield Progress(tally.done, total, "adding works")


def _settle_rights(
    library: Library, rows: Iterable[RightsRow], used: Mapping[str, Document], present: bool
) -> tuple[str, ...]:
    """Give works that were here before what the rows say of them; what no work has got, in sentences.

    `used` are the texts that rows were for, by the rows' places; with `present`, some were here already.
    """
    each = {row.place: row for row in rows}
    told = []
    if present:
        names = {work.id: work.name for work in library.works()}
        library.take_rights([each[place] for place, text in used.items() if names.get(text.id) == text.name])
        told = [
            f"{place}: {text.name} holds the same text as {names[text.id]}, whose rights stay as they are."
            for place, text in used.items()
            if names.get(text.id, text.name) != text.name
        ]
    change = library.take_rights([row for place, row in each.items() if place not in used])
    return (*told, *change.strangers)


def _within_archive(name: str) -> str:
    """The name of a work within the ZIP file that it came in, by which a table of its folder knows it."""
    return re.sub(r"^.*?\.zip/", "", name, count=1, flags=re.IGNORECASE | re.DOTALL)


def _embed(library: Library) -> Generator[Progress, None, None]:
    from workbench.models.embedder import Embedder

    pending = library.passages_pending
    if not pending:
        yield from library.renew_index()
        return
    yield Progress(0, 0, "loading the model")
    embedder = Embedder.load(passages=pending)
    backend = embedder.backend
    yield from library.embed(
        embedder.encode, embedder.name, embedder.digest, backend.name, backend.least_cosine
    )


def _report(
    library: Library, addition: Addition, refusals: Sequence[Refusal], bad_rights: tuple[str, ...]
) -> BuildReport:
    wordless = tuple(Refusal(name, f"{name} holds no words.") for name in addition.refused)
    return BuildReport(
        addition.added,
        addition.present,
        (*refusals, *wordless),
        bad_rights,
        library.status(),
        addition.replaced,
    )
