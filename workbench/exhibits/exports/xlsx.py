"""The findings as a spreadsheet: texts are texts, and nothing in it is computed."""

import re
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

from workbench.domain.exhibit import Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.exports.rows import HEADS, Cell, rows
from workbench.exhibits.exports.writing import written

_MOST = 32_767
"""Characters that a cell holds."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = {"text_of_output", "text_of_source", "explanation", "note", "reason"}
_CUT = " \u2026 (cut; the whole text is in the analysis)"


def write_xlsx(exhibit: Exhibit, path: Path) -> Generator[Progress, None, None]:
    """Write a table of the findings to `path`; same exhibit, same bytes.

    Raises StorageFault when the file cannot be written.
    """
    import xlsxwriter

    with written(path) as file:
        book = xlsxwriter.Workbook(
            file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        book.set_properties({"created": _created(exhibit), "title": "Findings"})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        plain = book.add_format({"valign": "top"})
        wrapped = book.add_format({"valign": "top", "text_wrap": True})
        sheet = book.add_worksheet("Findings")
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for column, name in enumerate(HEADS):
            sheet.set_column(column, column, 60 if name in _WIDE else max(10, len(name) + 2))
            sheet.write_string(0, column, name, head)
        count = 0
        for count, row in enumerate(rows(exhibit), start=1):
            for column, (name, cell) in enumerate(zip(HEADS, row, strict=True)):
                look = wrapped if name in _WIDE else plain
                if isinstance(cell, str):
                    sheet.write_string(count, column, _fitting(cell), look)
                else:
                    sheet.write_number(count, column, cell, look)
            if count % 100 == 0:
                yield Progress(count, 0, "writing the table")
        sheet.autofilter(0, 0, max(1, count), len(HEADS) - 1)
        book.close()


def _fitting(cell: Cell) -> str:
    """The text as a cell can hold it: what XML cannot say is replaced, what is too long is cut."""
    text = _FORBIDDEN.sub("\ufffd", str(cell))
    return text if len(text) <= _MOST else text[: _MOST - len(_CUT)] + _CUT


def _created(exhibit: Exhibit) -> datetime:
    """The date of the matter's last change; a fixed one where there is no matter."""
    try:
        return datetime.fromisoformat(exhibit.dated[:10]).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
