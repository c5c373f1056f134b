"""A matter as a file: made whole or not at all, looked at before it is touched, changed by transactions."""

import contextlib
import os
import secrets
import sqlite3
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from workbench.domain.errors import MatterFault, StorageFault, WorkbenchError
from workbench.matter import cipher, schema
from workbench.matter.content import decoded

_WAIT = 2.0
"""Seconds to wait for another program's transaction."""

_KEEP_COPY = "Open the copy that you kept of it, or a backup, and show this file to an expert."


def create(
    path: Path, fill: Callable[[sqlite3.Connection], None], version: int = 0, passphrase: str = ""
) -> None:
    """Make a matter at `path` and let `fill` write its first rows; it appears there complete or not at all.

    `version` of the tables: the newest without it. Encrypted, if there is a passphrase. Raises MatterFault if
    something lies at `path` already, StorageFault if the place cannot be written.
    """
    _refuse_existing(path)
    if not path.parent.is_dir():
        raise StorageFault(f"The folder {path.parent} does not exist.", "Make it, or choose another folder.")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with (
            contextlib.closing(_connect(draft, "rwc", path, passphrase)) as connection,
            transaction(connection, path),
        ):
            schema.migrate(connection, version)
            fill(connection)
        _publish(draft, path)
    except OSError as fault:
        raise _storage_fault(path) from fault
    finally:
        for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink()


def open_existing(path: Path, passphrase: str = "") -> sqlite3.Connection:
    """A connection to the matter at `path`; an older version stays as it is until it is changed.

    Raises MatterFault, with nothing written, if it is missing, not a matter, damaged, or newer than this
    program; PassphraseNeeded; StorageFault if it cannot be read.
    """
    if not passphrase:
        _look(path)
    connection = _connect(path, "rw", passphrase=passphrase)
    try:
        if passphrase:
            _look_inside(connection, path)
        _check_tables(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_again(path: Path, passphrase: str) -> sqlite3.Connection:
    """A further connection to a matter that this program has open; raises StorageFault.

    The file is not looked at first: closing it would give back SQLite's locks on it.
    """
    return _connect(path, "rw", passphrase=passphrase)


def copy(connection: sqlite3.Connection, path: Path, target: Path, passphrase: str = "") -> None:
    """Copy the file at `path`, page by page as it stands after its last change; raises StorageFault.

    An encrypted one stays so, under the same passphrase.

    SQLite copies, not the system: opening the file a second time would give back the locks on it.
    """
    with reading(path), contextlib.closing(_connect(target, "rwc", None, passphrase)) as made:
        connection.backup(made)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, path: Path, last_change: str = "") -> Iterator[None]:
    """Changes that are all kept, or none of them; no other program can change the file meanwhile.

    Raises MatterFault if another program is changing it, StorageFault if the disk refuses. `last_change` says
    in a sentence who was last seen to change it.
    """
    with reading(path, last_change):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(*cipher.faults()):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def reading(path: Path, last_change: str = "") -> Iterator[None]:
    """Turn SQLite's errors into expected faults."""
    try:
        yield
    except cipher.faults() as error:
        raise _fault(error, path, last_change) from error
    except UnicodeDecodeError as error:  # SQLite quotes the damaged bytes in its message
        raise damage(path) from error


def _look(path: Path) -> None:
    try:
        if path.is_dir():
            raise _not_a_matter(path)
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise MatterFault(
            f"There is no matter at {path}.", "Choose another file, or make a new matter."
        ) from fault
    except OSError as fault:
        raise StorageFault(
            f"{path} cannot be read.", "Ask for leave to read it, or copy it to your own folder."
        ) from fault
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise _not_a_matter(path)
    version, application = struct.unpack(">I4xI", header[60:72])
    _check_header(path, version, application)


def _look_inside(connection: sqlite3.Connection, path: Path) -> None:
    """What `_look` does, for a file whose header is encrypted."""
    with reading(path):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        _check_header(path, schema.version_of(connection), application)


def _check_header(path: Path, version: int, application: int) -> None:
    if application != schema.APPLICATION_ID:
        raise _not_a_matter(path)
    if version > schema.newest_version():
        raise MatterFault(
            f"{path.name} was written by a newer version of this program.",
            "Install the newer version to open it; nothing in it was changed.",
        )
    if version < 1:
        raise damage(path)


def _connect(path: Path, mode: str, named: Path | None = None, passphrase: str = "") -> sqlite3.Connection:
    """A connection to the file at `path`, which faults call `named` where that is another."""
    address = quote(os.fsencode(path.absolute().as_posix()))
    with reading(named or path):
        address = f"file://{address if address.startswith('/') else '/' + address}?mode={mode}"
        if passphrase:
            connection = cipher.connect(address, named or path, _WAIT, passphrase)
        else:
            connection = sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)
        connection.text_factory = decoded
        try:
            for setting in (
                "foreign_keys = ON",
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "journal_mode = DELETE",
                "synchronous = EXTRA",
            ):
                connection.execute(f"PRAGMA {setting}")
        except BaseException:
            connection.close()
            raise
        return connection


def _check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file with a trigger, view or table of other hands: it could change what is written."""
    with reading(path):
        version = schema.version_of(connection)
        if version < 1 or schema.tables(connection) != schema.expected_tables(version):
            raise damage(path)


def _publish(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        _refuse_existing(path)
    except OSError:  # a file system without hard links
        _refuse_existing(path)
        draft.rename(path)
    with contextlib.suppress(OSError):  # some systems and shares cannot be asked to write a folder through
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _refuse_existing(path: Path) -> None:
    if os.path.lexists(path):
        raise MatterFault(
            f"{path.name} exists already.", "Open it, or choose another name for the new matter."
        )


def _fault(error: Exception, path: Path, last_change: str) -> WorkbenchError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return MatterFault(
            f"{path.name} is being changed by another program.",
            " ".join(("Wait until it has finished, then try again.", last_change)).strip(),
        )
    if code == sqlite3.SQLITE_FULL:
        return StorageFault(
            f"The disk that holds {path.name} is full; the change was not made.",
            "Make room on it, then try again.",
        )
    if code == sqlite3.SQLITE_TOOBIG:
        return MatterFault(
            "This is too large for a matter.", "Split it into parts of less than one gigabyte."
        )
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _storage_fault(path)
    return damage(path)


def _storage_fault(path: Path) -> StorageFault:
    return StorageFault(
        f"{path} cannot be written; the change was not made.",
        "Check that the disk has room and is connected, and that you may write in this folder.",
    )


def damage(path: Path, place: str = "") -> MatterFault:
    """The fault of a matter that does not hold together; `place` says in a few words where."""
    where = f": {place}" if place else ""
    return MatterFault(f"{path.name} is damaged{where}.", _KEEP_COPY)


def _not_a_matter(path: Path) -> MatterFault:
    return MatterFault(
        f"{path.name} is not a matter.", "Choose a file that this program made, ending in .matter."
    )
