"""Copies of a matter as it was when it was first opened on a day, in a folder beside it.

They lie beside it, and not in the user's own folder, because what is privileged must not leave the place that
was chosen for it.
"""

import contextlib
import re
import secrets
import sqlite3
from pathlib import Path

from workbench.domain.errors import StorageFault, WorkbenchError
from workbench.matter import file

KEPT = 10
"""Days of which a copy is kept: the last on which the matter was opened."""

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}\.matter")


def back_up(connection: sqlite3.Connection, path: Path, day: str, passphrase: str = "") -> Path:
    """Copy the matter, unless this day has its copy, and let go of the oldest; gives where the copy lies.

    Raises StorageFault, with the older copies kept.
    """
    folder = backup_folder(path)
    target = folder / f"{day}.matter"
    draft = folder / f".{day}.{secrets.token_hex(4)}.new"
    try:
        folder.mkdir(exist_ok=True)
        if not target.exists():
            file.copy(connection, path, draft, passphrase)
            draft.replace(target)
        for old in backups(path)[KEPT:]:
            old.unlink()
    except (OSError, WorkbenchError) as fault:
        raise StorageFault(
            f"No backup of {path.name} could be made in {folder.name}.",
            "Make room there, or copy the matter to another disk.",
        ) from fault
    finally:
        for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink()
    return target


def backups(path: Path) -> list[Path]:
    """The copies of a matter, the latest first."""
    with contextlib.suppress(OSError):
        return sorted((p for p in backup_folder(path).iterdir() if _NAME.fullmatch(p.name)), reverse=True)
    return []


def backup_folder(path: Path) -> Path:
    """Where copies of the matter at `path` are kept."""
    return path.with_name(f"{path.stem} backups")
