"""The tables of `library.sqlite`, and opening it."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workbench.domain.errors import DamagedCatalogue, LibraryFault, StorageFault
from workbench.library.durable import remove, sync_folder
from workbench.library.exact_index import kept_grams
from workbench.library.migration import FORMAT_VERSION, OLDEST_VERSION, bring_up_to_date
from workbench.text.words import tokenise

CATALOGUE_NAME = "library.sqlite"
MANIFEST_NAME = "manifest.json"
APPLICATION_ID = 0x41574C42  # "AWLB"

_TABLES = """
CREATE TABLE library (
    generation INTEGER NOT NULL,       -- one more with every change; the manifest names the one it describes
    next_segment INTEGER NOT NULL,
    folding TEXT NOT NULL,             -- what a sample text folds to: other rules find other words
    model_name TEXT NOT NULL DEFAULT '',
    model_digest TEXT NOT NULL DEFAULT '',
    dimension INTEGER NOT NULL DEFAULT 0,
    manifest TEXT DEFAULT ''           -- SHA-256 of the manifest when this state was made; NULL: not noted
);
CREATE TABLE file (
    name TEXT PRIMARY KEY,
    part TEXT NOT NULL,
    segment INTEGER NOT NULL,
    size INTEGER NOT NULL,             -- bytes
    sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE work (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    encoding TEXT NOT NULL,
    reader TEXT NOT NULL,
    warnings TEXT NOT NULL,            -- JSON list
    characters INTEGER NOT NULL,
    words INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    text_start INTEGER NOT NULL,       -- bytes, in the segment's texts
    text_stop INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL,         -- of those bytes
    first_gram INTEGER NOT NULL,       -- in the segment's index
    grams INTEGER NOT NULL,
    passages INTEGER,                  -- NULL until it is cut into passages
    cutting INTEGER NOT NULL DEFAULT 1,  -- by which rule it was cut into passages
    rights TEXT NOT NULL,              -- JSON object
    locator TEXT NOT NULL DEFAULT '',  -- JSON object; empty for a text that is cited by its lines
    origin TEXT NOT NULL DEFAULT '',   -- the larger file that it was taken from
    replaced_by TEXT NOT NULL DEFAULT '',  -- id of the newer version of this file; empty for the newest
    edition TEXT NOT NULL DEFAULT '',  -- id of the work that near-identical ones are grouped under
    sketch BLOB                        -- MinHash signature; NULL until it is made
);
CREATE TABLE piece (
    work INTEGER NOT NULL REFERENCES work,  -- a long one
    start INTEGER NOT NULL,            -- code points
    first_word INTEGER NOT NULL,
    text_start INTEGER NOT NULL,       -- bytes, from the beginning of the work
    text_stop INTEGER NOT NULL,
    sha256 TEXT NOT NULL,              -- of those bytes
    PRIMARY KEY (work, start)
) WITHOUT ROWID;
CREATE INDEX work_segment ON work (segment, first_gram);
CREATE INDEX work_name ON work (name);
CREATE INDEX work_replaced ON work (replaced_by) WHERE replaced_by != '';
CREATE INDEX work_edition ON work (edition) WHERE edition != '';
CREATE INDEX work_unsketched ON work (number) WHERE sketch IS NULL;
CREATE TABLE place (
    tree TEXT NOT NULL,                -- digest of the path of a folder
    name TEXT NOT NULL,                -- of a file in it
    work TEXT NOT NULL REFERENCES work (id),  -- what the file holds
    before TEXT NOT NULL DEFAULT '',   -- what it held when an addition began that has not ended; else empty
    PRIMARY KEY (tree, name)
) WITHOUT ROWID;
CREATE INDEX place_work ON place (work);
CREATE INDEX place_before ON place (tree, before) WHERE before != '';
CREATE TABLE sketch_band (
    key INTEGER NOT NULL,              -- digest of some numbers of a signature: like texts share a key
    work INTEGER NOT NULL REFERENCES work,
    PRIMARY KEY (key, work)
) WITHOUT ROWID;
CREATE INDEX work_uncut ON work (number) WHERE passages IS NULL;
CREATE TABLE passage (
    work INTEGER NOT NULL REFERENCES work,
    start INTEGER NOT NULL,            -- code points
    stop INTEGER NOT NULL,
    digest BLOB NOT NULL,              -- SHA-256 of its text: equal passages share one vector
    vector INTEGER,                    -- NULL until it is embedded
    PRIMARY KEY (work, start, stop)
) WITHOUT ROWID;
CREATE INDEX passage_digest ON passage (digest, vector);
CREATE INDEX passage_vector ON passage (vector) WHERE vector IS NOT NULL;
CREATE INDEX passage_pending ON passage (work, start) WHERE vector IS NULL;
CREATE TABLE vector_run (
    first INTEGER PRIMARY KEY,         -- vectors are numbered from 0 through all files
    count INTEGER NOT NULL,
    name TEXT NOT NULL REFERENCES file
);
CREATE TABLE encoding (
    first INTEGER PRIMARY KEY,         -- of the vectors that were made in one way
    count INTEGER NOT NULL,
    backend TEXT NOT NULL,             -- with which the model was run
    least_cosine REAL NOT NULL         -- to float32, when it was checked
);
CREATE TABLE vector_index (
    count INTEGER NOT NULL,            -- the vectors from 0 on that it was built for
    name TEXT NOT NULL,                -- its file; empty when exact search was kept
    lists INTEGER NOT NULL,
    probes INTEGER NOT NULL,           -- lists that are read for each question
    recall REAL NOT NULL,              -- 10-recall@10 against exact search, measured when it was built
    sample INTEGER NOT NULL            -- questions that it was measured with
);
"""


_CACHE_KIB = 64 << 10
"""Room for pages of the catalogue in memory, taken as it is used: keys of bands fall all over their table."""


def create_catalogue(folder: Path, folded_sample: str) -> None:
    """Write an empty catalogue into `folder` in one step."""
    fresh = folder / (CATALOGUE_NAME + ".new")
    remove(fresh)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = FULL")  # see `Catalogue.keep_no_free_pages`
        # in one transaction: each statement by itself would wait for the disk
        connection.executescript(
            f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT_VERSION};"
            + _TABLES
        )
        connection.execute(
            "INSERT INTO library (generation, next_segment, folding) VALUES (1, 1, ?)", [folded_sample]
        )
        connection.execute("COMMIT")
    fresh.replace(folder / CATALOGUE_NAME)
    sync_folder(folder)


def folding() -> str:
    """What a sample text folds and hashes to: a library is of use only to a program with the same rules."""
    sample = tokenise(
        "Caf\u00e9 \u201cNA\u00cfVE\u201d Stra\u00dfe \ufb01t co-operate 1,000 "
        "it\u2019s self-\nmade \u4e2d\u6587 x\u00b2 the c\u043elour c1ause c o p y of two hundred and ten "
        "in eighteen hundred and six"
    )
    return hashlib.sha256(sample.hashes.tobytes() + kept_grams(sample.hashes).tobytes()).hexdigest()


def open_catalogue(folder: Path) -> sqlite3.Connection:
    """A connection to the catalogue in `folder`; raises LibraryFault when there is none of this version."""
    path = folder / CATALOGUE_NAME
    try:
        there, held = folder.is_dir(), path.is_file()
    except OSError:  # no folder can have this name, or none can be seen there
        there = held = False
    if not there:
        raise LibraryFault(
            f"There is no library at {folder}.",
            "Check the path, or make one with `workbench library create`.",
        )
    if not held:
        raise LibraryFault(
            f"The folder {folder} is not a library: it holds no {CATALOGUE_NAME}.",
            "Choose the folder of a library, or make one with `workbench library create`.",
        )
    with reading(folder):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30
        )
        try:
            connection.text_factory = _decoded
            _check_version(connection, folder)
            _check_folding(connection, folder)
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute("PRAGMA cache_spill = OFF")  # readers are not to wait before the end
            bring_up_to_date(connection, folder)
            connection.execute(
                "PRAGMA secure_delete = ON"
            )  # what is removed is not to be read from free pages
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged catalogue into a LibraryFault."""
    try:
        yield
    except sqlite3.OperationalError as fault:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise LibraryFault(
                f"The library {folder.name!r} is being changed by another program at this moment.",
                "Try again in a moment.",
            ) from fault
        if code == sqlite3.SQLITE_IOERR:
            raise StorageFault(
                f"The disk failed while the catalogue of the library {folder.name!r} was read.",
                "Check the disk and the room on it, then try again.",
            ) from fault
        if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_ERROR}:
            raise damaged_catalogue(folder) from fault
        raise
    except UnicodeDecodeError as fault:
        raise damaged_catalogue(folder) from fault
    except sqlite3.DatabaseError as fault:
        code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            raise damaged_catalogue(folder) from fault
        raise


def damaged_catalogue(folder: Path) -> DamagedCatalogue:
    """The fault for a catalogue that cannot be read."""
    return DamagedCatalogue(
        f"The catalogue of the library {folder.name!r} is damaged: {CATALOGUE_NAME} cannot be read.",
        "Bring the folder back from a copy, or make the library again from its files.",
    )


def octets(name: str) -> bytes:
    """A name as it is stored, to be cast to TEXT: it may hold lone surrogates, which UTF-8 has not."""
    return name.encode("utf-8", "surrogatepass")


def _decoded(content: bytes) -> str:
    """What `octets` was given."""
    return content.decode("utf-8", "surrogatepass")


def _check_version(connection: sqlite3.Connection, folder: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise LibraryFault(
            f"The folder {folder} is not a library of this program: its {CATALOGUE_NAME} is of another kind.",
            "Choose another folder, bring it back from a copy, or make one with `workbench library create`.",
        )
    if version > FORMAT_VERSION or version < OLDEST_VERSION:
        age = "a newer" if version > FORMAT_VERSION else "an older"
        raise LibraryFault(
            f"The library {folder.name!r} was made by {age} version of the program: its format is {version}, "
            f"and this program reads {FORMAT_VERSION}.",
            "Open it with that version, or make it again from its files.",
        )


def _check_folding(connection: sqlite3.Connection, folder: Path) -> None:
    """Before anything is brought up to date: the version that made the library must still open it."""
    if connection.execute("SELECT folding FROM library").fetchone() != (folding(),):
        raise LibraryFault(
            f"The library {folder.name!r} was made by a version of the program that folds words otherwise.",
            "Make it again from its files with `workbench library create` and `workbench library add`, or "
            "open it with that version.",
        )
