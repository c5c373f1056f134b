"""The findings as CSV: for reading in a spreadsheet; the lossless twin is the JSON of the analysis."""

import csv
import io
from collections.abc import Generator
from pathlib import Path

from workbench.domain.cell import harmless
from workbench.domain.exhibit import Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.exports.rows import HEADS, Cell, rows
from workbench.exhibits.exports.writing import written


def write_csv(exhibit: Exhibit, path: Path) -> Generator[Progress, None, None]:
    """Write a table of the findings to `path`: UTF-8 with a mark, so that spreadsheets read it as such.

    A cell that a spreadsheet would take for a formula has an apostrophe before it. Raises StorageFault when
    the file cannot be written.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(HEADS)
    for count, row in enumerate(rows(exhibit), start=1):
        table.writerow(map(inert, row))
        if count % 100 == 0:
            yield Progress(count, 0, "writing the table")
    with written(path) as file:
        file.write(text.getvalue().encode("utf-8-sig", "backslashreplace"))


def inert(cell: Cell) -> Cell:
    """A cell that no spreadsheet computes.

    >>> inert('=HYPERLINK("http://example.org")')
    '\\'=HYPERLINK("http://example.org")'
    """
    if isinstance(cell, str):
        cell = cell.replace("\x00", "\ufffd")
        return harmless(cell)
    return cell
