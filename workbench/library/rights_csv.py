"""The rights table: one row for each work, kept in a spreadsheet."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from workbench.domain.cell import harmless, plain
from workbench.domain.errors import LibraryFault, StorageFault
from workbench.domain.work import Rights, Work
from workbench.library.durable import replace_file
from workbench.library.licences import canonical_licence

COLUMNS = ("name", *(field.name for field in fields(Rights)), "id")
"""The columns, in the order in which they are written; read in any order, and `name` alone must be there."""

_OTHER_NAMES = {"license": "licence", "rights holder": "holder", "opt-out": "opt_out"}
"""Names of columns that are read as ours."""

_DELIMITERS = ",;\t|"
_DATED = {"year": "year", "acquired": "date of acquisition"}


@dataclass(frozen=True, slots=True)
class RightsRow:
    """What one row of the table says of one work."""

    place: str
    """`Line 7`."""
    name: str
    work: str
    """The work's id; empty where the row goes by the name."""
    values: Mapping[str, str]
    """The fields of Rights that the table has columns for."""

    def applied(self, rights: Rights) -> Rights:
        """A work's rights with what the row says of them; a field without a column stays."""
        return Rights.from_dict({**rights.to_dict(), **self.values})


@dataclass(frozen=True, slots=True)
class RightsTable:
    """What a rights table says, and what of it was not taken."""

    rows: tuple[RightsRow, ...]
    bad_rows: tuple[str, ...]
    """One sentence for each, with its line and the reason."""

    @property
    def rights(self) -> Mapping[str, Rights]:
        """The rights by the work's name; of rows that share one, the last."""
        return {row.name: row.applied(Rights()) for row in self.rows}


_LONGEST_CELL = 131_072
"""Characters: a longer one is a quote that was never closed, or no table."""


def read_rights(path: Path) -> RightsTable:
    """Read the table at `path`: CSV with commas, semicolons, tabs or bars, in UTF-8, UTF-16 or Windows-1252.

    Good rows are taken, bad ones are listed. Raises LibraryFault when it is no such table at all.
    """
    try:
        text, guess = _decoded(path.read_bytes())
    except OSError as fault:
        raise LibraryFault(
            f"The rights table {path} cannot be read.", "Check its path, and that you may read it."
        ) from fault
    before = csv.field_size_limit(_LONGEST_CELL)  # for the whole process: a reader may have raised it
    try:
        return _read(text, path.name, guess)
    except csv.Error as fault:
        raise LibraryFault(
            f"The rights table {path.name} cannot be read as a table with commas.",
            "Save it from the spreadsheet as CSV in UTF-8 and try again.",
        ) from fault
    finally:
        csv.field_size_limit(before)


def write_rights(path: Path, works: Mapping[str, Rights] | Iterable[Work]) -> None:
    """Write the table that `read_rights` reads, whole or not at all; raises StorageFault.

    A cell that a spreadsheet would run gets an apostrophe. Of a name that is no Unicode, what is none becomes
    a question mark.
    """
    table = io.StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    named = (
        ((name, rights, "") for name, rights in works.items())
        if isinstance(works, Mapping)
        else ((work.name, work.rights, work.id) for work in works)
    )
    for name, rights, work in named:
        rows.writerow([harmless(cell) for cell in (name, *rights.to_dict().values(), work)])
    try:
        replace_file(path, table.getvalue().encode("utf-8-sig", "replace"))
    except OSError as fault:
        raise StorageFault(
            f"The rights table {path} cannot be written: {fault.strerror}.",
            "Make room on the disk, or name another place.",
        ) from fault


def _decoded(content: bytes) -> tuple[str, str]:
    """The table's text, and the encoding that was guessed; empty where it was stated or is UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), ""
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "Windows-1252"


def _read(text: str, name: str, guess: str) -> RightsTable:
    stated, body = _stated_delimiter(text)
    rows = _rows(body, stated or _likely_delimiter(body), 1 if stated else 0)
    _, header = next(rows, ("", []))
    columns = [_OTHER_NAMES.get(cell, cell) for cell in (cell.strip().lower() for cell in header)]
    if "name" not in columns or len(set(columns)) < len(columns):
        raise LibraryFault(
            f"The rights table {name} has no first line that names its columns once each, `name` among them.",
            f"Its first line should be: {','.join(COLUMNS)}",
        )
    taken: dict[tuple[str, str], RightsRow] = {}
    bad_rows = [
        f"Line 1: the column {column!r} is not known and was not read; known are {', '.join(COLUMNS)}."
        for column in columns
        if column and column not in COLUMNS
    ]
    if guess:
        bad_rows.append(f"Line 1: the table is not in UTF-8 and was read as {guess}; look at its accents.")
    place = "Line 1"
    try:
        for place, cells in rows:
            try:
                row = _row(place, [*cells], columns, taken)
            except ValueError as fault:
                bad_rows.append(f"{place}: {fault}")
            else:
                taken[_key(row.name, row.work)] = row
    except csv.Error:
        if not taken:
            raise
        bad_rows.append(
            f"After {place.lower()}: a cell is longer than {_LONGEST_CELL:,} characters, or its quotation "
            "mark was never closed; that row and those below it were not taken."
        )
    return RightsTable(tuple(taken.values()), tuple(bad_rows))


def _stated_delimiter(text: str) -> tuple[str, str]:
    """The delimiter that a first line `sep=;` states, as Excel knows it, and the text after that line."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"').lower()
    return (first[4], rest) if len(first) == 5 and first.startswith("sep=") else ("", text)


def _likely_delimiter(text: str) -> str:
    """The delimiter that makes most columns of the first line, `name` among them."""

    def columns(delimiter: str) -> int:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                return len(row) if "name" in [cell.strip().lower() for cell in row] else 0
        return 0

    return max(_DELIMITERS, key=columns)


def _rows(text: str, delimiter: str, before: int) -> Iterator[tuple[str, list[str]]]:
    """The rows that are not blank, each with the lines on which it stands, after `before` lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    first = 1 + before
    for row in reader:
        last = reader.line_num + before
        if any(cell.strip() for cell in row):
            yield (f"Line {last}" if first >= last else f"Lines {first} to {last}"), row
        first = last + 1


def _key(name: str, work: str) -> tuple[str, str]:
    """By what a row finds its work: the id, or else the name."""
    return ("", work) if work else (name, "")


def _row(
    place: str, cells: Sequence[str], columns: Sequence[str], taken: Collection[tuple[str, str]]
) -> RightsRow:
    """The row; raises ValueError with the reason, as a sentence's end, when it is not taken."""
    if len(cells) != len(columns):
        raise ValueError(f"it has {len(cells)} cells, and the first line has {len(columns)}.")
    record = dict(zip(columns, map(plain, cells), strict=True))
    name, work = record["name"], record.get("id", "").strip()
    if not (name or work):
        raise ValueError("it names no file.")
    if _key(name, work) in taken:
        raise ValueError(f"{name or work} has a row further up, which was taken.")
    for column, words in _DATED.items():
        written = record.get(column, "")
        if written and not any(character.isdigit() for character in written):
            raise ValueError(f"the {words} of {name} holds no number.")
    values = {column: cell for column, cell in record.items() if column in COLUMNS[1:-1]}
    if "licence" in values:
        values["licence"] = canonical_licence(values["licence"])
    return RightsRow(place, name, work, values)
