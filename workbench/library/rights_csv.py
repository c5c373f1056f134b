"""The rights table: one row for each file, kept in a spreadsheet."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TextIO

from workbench.domain.errors import LibraryFault, StorageFault
from workbench.domain.work import Rights
from workbench.library.durable import replace_file

COLUMNS = ("name", *(field.name for field in fields(Rights)))
"""The columns, in the order in which they are written; read in any order, and `name` alone must be there."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class RightsTable:
    """What a rights table says, and what of it was not taken."""

    rights: Mapping[str, Rights]
    """By the work's name."""
    bad_rows: tuple[str, ...]
    """One sentence for each, with its line and the reason."""


def read_rights(path: Path) -> RightsTable:
    """Read the table at `path` (CSV in UTF-8, with or without a byte-order mark).

    Good rows are taken, bad ones are listed. Raises LibraryFault when it is no such table at all.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(file, path.name)
    except UnicodeDecodeError as fault:
        raise LibraryFault(
            f"The rights table {path.name} is not in UTF-8.", "Save it as CSV in UTF-8 and try again."
        ) from fault
    except csv.Error as fault:
        raise LibraryFault(
            f"The rights table {path.name} cannot be read as a table with commas.",
            "Save it from the spreadsheet as CSV in UTF-8 and try again.",
        ) from fault
    except OSError as fault:
        raise LibraryFault(
            f"The rights table {path} cannot be read.", "Check its path, and that you may read it."
        ) from fault


def write_rights(path: Path, rights: Mapping[str, Rights]) -> None:
    """Write the table that `read_rights` reads, whole or not at all; raises StorageFault.

    A cell that a spreadsheet would run gets an apostrophe. Of a name that is no Unicode, what is none becomes
    a question mark.
    """
    table = io.StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for name, record in rights.items():
        rows.writerow([_harmless(cell) for cell in (name, *record.to_dict().values())])
    try:
        replace_file(path, table.getvalue().encode("utf-8-sig", "replace"))
    except OSError as fault:
        raise StorageFault(
            f"The rights table {path} cannot be written: {fault.strerror}.",
            "Make room on the disk, or name another place.",
        ) from fault


def _read(file: TextIO, name: str) -> RightsTable:
    rows = _rows(file)
    _, header = next(rows, ("", []))
    columns = [cell.strip().lower() for cell in header]
    if "name" not in columns or len(set(columns)) < len(columns):
        raise LibraryFault(
            f"The rights table {name} has no first line that names its columns once each, `name` among them.",
            f"Its first line should be: {','.join(COLUMNS)}",
        )
    rights: dict[str, Rights] = {}
    bad_rows = [
        f"Line 1: the column {column!r} is not known and was not read."
        for column in columns
        if column not in COLUMNS
    ]
    for place, row in rows:
        reason = _refusal(row, columns, rights)
        if reason:
            bad_rows.append(f"{place}: {reason}")
        else:
            record = {column: _plain(cell) for column, cell in zip(columns, row, strict=True)}
            record["licence"] = record.get("licence") or "unknown"
            rights[record["name"]] = Rights.from_dict(record)
    return RightsTable(rights, tuple(bad_rows))


def _rows(file: TextIO) -> Iterator[tuple[str, list[str]]]:
    """The rows that are not blank, each with the lines on which it stands."""
    reader = csv.reader(file)
    first = 1
    for row in reader:
        last = reader.line_num
        if any(cell.strip() for cell in row):
            yield (f"Line {last}" if first >= last else f"Lines {first} to {last}"), row
        first = last + 1


def _refusal(row: Sequence[str], columns: Sequence[str], taken: Collection[str]) -> str:
    """Why a row is not taken; empty when it is."""
    if len(row) != len(columns):
        return f"it has {len(row)} cells, and the first line has {len(columns)}."
    record = dict(zip(columns, map(_plain, row), strict=True))
    if not record["name"]:
        return "it names no file."
    if record["name"] in taken:
        return f"{record['name']} has a row further up, which was taken."
    year = record.get("year", "")
    if year and not any(character.isdigit() for character in year):
        return f"the year of {record['name']} holds no number."
    return ""


def _harmless(cell: str) -> str:
    """The cell behind an apostrophe if a spreadsheet would take it for a formula, or for such an escape."""
    return "'" + cell if cell.lstrip(" '").startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    """What `_harmless` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip(" '").startswith(_FORMULA) else cell
