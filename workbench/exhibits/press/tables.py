"""Tables: no vertical rules, figures to the right, the head repeated on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.exhibits.press.blocks import BASELINE, Block
from workbench.exhibits.press.lines import Line
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.structure import Node

PADDING = 4.0
"""Points above and below a row."""
GAP = 12.0
"""Points between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: width in points without the gap after it."""

    width: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the lines of each cell, and the node that each belongs to."""

    cells: Sequence[Sequence[Line]]
    nodes: Sequence[Node | None]
    leading: float
    anchor: str = ""
    rest: bool = False
    """Whether it goes on with a row that began on the page before."""

    @property
    def count(self) -> int:
        """Lines of its longest cell, at least one."""
        return max((len(lines) for lines in self.cells), default=1) or 1

    @property
    def height(self) -> float:
        """Height in points, padding and all."""
        return self.count * self.leading + 2 * PADDING


@dataclass(slots=True)
class Table:
    """Rows under a head, divided by hairlines."""

    columns: Sequence[Column]
    head: Row
    rows: Sequence[Row]
    above: float = 0.0
    keep: bool = False
    anchor: str = ""
    bookmark: tuple[int, str] | None = None
    repeated: bool = False
    """Whether its head was printed before: then it is no part of the text."""

    @property
    def height(self) -> float:
        return self.head.height + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        rows = self.rows[: 2 if len(self.rows) == 2 else 1]
        return self.head.height + sum(min(row.height, 8 * row.leading) for row in rows)

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        filled, count = self.head.height, 0
        for row in self.rows:
            if filled + row.height > room + 0.01:
                break
            filled += row.height
            count += 1
        if count == len(self.rows):
            return self, None
        here, later = list(self.rows[:count]), list(self.rows[count:])
        lines = int((room - filled - 2 * PADDING) / later[0].leading)
        if lines >= 6 and later[0].count - lines >= 2:  # a long row is broken rather than a page left empty
            top, bottom = _split_row(later[0], lines)
            here.append(top)
            later[0] = bottom
        if not here:
            return None, self
        first = Table(
            self.columns, self.head, here, self.above, False, self.anchor, self.bookmark, self.repeated
        )
        return first, Table(self.columns, self.head, later, keep=self.keep, repeated=True)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self._draw_row(sheet, self.head, x, top, artifact=self.repeated)
        top -= self.head.height
        width = sum(column.width + GAP for column in self.columns) - GAP
        sheet.rule((x, top), (x + width, top), "second", 0.6)
        for place, row in enumerate(self.rows):
            if place and not row.rest:
                sheet.rule((x, top), (x + width, top), "hairline", 0.4)
            self._draw_row(sheet, row, x, top)
            top -= row.height
        sheet.rule((x, top), (x + width, top), "hairline", 0.4)

    def _draw_row(self, sheet: Sheet, row: Row, x: float, top: float, artifact: bool = False) -> None:
        if row.anchor:
            sheet.anchor(row.anchor, top)
        for column, lines, node in zip(self.columns, row.cells, row.nodes, strict=True):
            for place, line in enumerate(lines):
                shift = column.width - line.width if column.align == "right" else 0.0
                baseline = top - PADDING - row.leading * (place + BASELINE)
                sheet.text(line, x + shift, baseline, None if artifact else node)
            x += column.width + GAP


def _split_row(row: Row, lines: int) -> tuple[Row, Row]:
    top = Row([cell[:lines] for cell in row.cells], row.nodes, row.leading, row.anchor)
    bottom = Row([cell[lines:] for cell in row.cells], row.nodes, row.leading, rest=True)
    return top, bottom
