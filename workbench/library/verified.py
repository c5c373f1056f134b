"""`verified.json`: when the library's files were last read through, and what was found.

It lies beside the library's files and is no part of its state.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.library.durable import replace_file, storing

VERIFIED_NAME = "verified.json"


@dataclass(frozen=True, slots=True)
class Verified:
    """The last time when every file was read and compared with its digest."""

    at: str
    """Moment in UTC: `2026-11-22T18:00:00Z`."""
    problems: int
    """How many were found."""
    state: str
    """Which state of the library that was."""


def store_verified(folder: Path, problems: int, state: str) -> None:
    """Note that the library in `folder` was verified now, in this state; raises StorageFault."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = {"at": now, "problems": problems, "state": state}
    with storing(folder):
        replace_file(folder / VERIFIED_NAME, json.dumps(record).encode())


def verified_of(folder: Path) -> Verified | None:
    """When the library in `folder` was last verified; None where that is not known."""
    try:
        record = json.loads((folder / VERIFIED_NAME).read_bytes())
        return Verified(str(record["at"]), int(record["problems"]), str(record["state"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None  # nothing rests on it: the next verification writes it anew
