"""A matter encrypted at rest: SQLCipher in SQLite's place, where it is installed."""

import contextlib
import importlib
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any, cast

from workbench.domain.errors import MatterFault, PassphraseNeeded

VARIABLE = "WORKBENCH_PASSPHRASE"
"""The passphrase of encrypted matters, for commands that nobody watches."""

_MODULE = "sqlcipher3.dbapi2"
_PAGE = 4096


def looks_encrypted(path: Path) -> bool:
    """Whether the file could be an encrypted matter: whole pages, and no header that says what it is.

    Raises OSError. Only a passphrase can tell for sure.
    """
    with path.open("rb") as opened:
        header = opened.read(16)
        size = os.fstat(opened.fileno()).st_size
    return (
        size > 0
        and size % _PAGE == 0
        and header != b"SQLite format 3\0"
        and any(octet > 0x7E or (octet < 0x20 and octet not in b"\t\n\r") for octet in header)
    )


def known_passphrase(path: Path, given: str) -> str:
    """The passphrase for the file at `path`: `given`, or the environment's; empty for a plain file.

    Raises PassphraseNeeded when the file looks encrypted and there is none.
    """
    with contextlib.suppress(OSError):
        if looks_encrypted(path):
            passphrase = given or os.environ.get(VARIABLE, "")
            if not passphrase:
                raise PassphraseNeeded(
                    f"{path.name} is encrypted, or is not a matter.",
                    "Give the passphrase that it was made with.",
                )
            return passphrase
    return ""


def connect(address: str, path: Path, timeout: float, passphrase: str) -> sqlite3.Connection:
    """A connection to the encrypted file at `path`.

    Raises PassphraseNeeded for another passphrase, MatterFault where SQLCipher is not installed.
    """
    if "\0" in passphrase:
        raise MatterFault("The passphrase holds a character that it cannot hold.", "Choose another.")
    try:
        module: Any = importlib.import_module(_MODULE)
    except ImportError as fault:
        raise MatterFault(
            "This installation cannot read or write encrypted matters.",
            "Install it with its extra `encryption`; without that, keep matters on an encrypted disk.",
        ) from fault
    connection = module.connect(address, uri=True, timeout=timeout, isolation_level=None)
    quoted = passphrase.replace("'", "''")
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = '{quoted}'")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except module.DatabaseError as fault:
        connection.close()
        if fault.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
        raise PassphraseNeeded(
            f"{path.name} does not open with this passphrase, or is not a matter.",
            "Give the passphrase that it was made with; it cannot be recovered.",
        ) from fault
    return cast("sqlite3.Connection", connection)


def faults() -> tuple[type[Exception], ...]:
    """What SQLite raises, and what SQLCipher raises if it is in use: two families apart."""
    module = sys.modules.get(_MODULE)
    return (sqlite3.Error, module.Error) if module else (sqlite3.Error,)
