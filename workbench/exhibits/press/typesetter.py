"""Words -> blocks: sets prose and tables in a measure, and gives each its place in the structure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.exhibits.press.blocks import Prose
from workbench.exhibits.press.lines import Line, Widths, set_lines
from workbench.exhibits.press.pieces import Piece, Speller
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import FINE, LABEL, SMALL, Style
from workbench.exhibits.press.tables import Column, Row, Table

LABEL_WIDTH = 84.0
"""Width of a label beside prose, in points, with the gap after it."""
Words = str | Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets words in a measure, in points."""

    faces: Widths
    speller: Speller
    measure: float

    def pieces(self, words: Words, style: Style) -> Sequence[Piece]:
        """Words as pieces; words that are pieces already stay as they are."""
        return self.speller.pieces(words, style) if isinstance(words, str) else words

    def lines(self, words: Words, style: Style, width: float) -> list[Line]:
        """Words as lines."""
        return set_lines(self.pieces(words, style), width, self.faces)

    def prose(
        self,
        words: Words,
        style: Style,
        parent: Node,
        role: str = "P",
        width: float | None = None,
        indent: float = 0.0,
        align: Literal["left", "right", "centre"] = "left",
        above: float = 0.0,
        keep: bool = False,
        anchor: str = "",
        bookmark: tuple[int, str] | None = None,
    ) -> Prose:
        """A paragraph; `width` takes the indent in."""
        width = width or self.measure
        lines = self.lines(words, style, width - indent)
        node = parent.add(role)
        return Prose(lines, style.leading, node, width, indent, align, above, keep, anchor, bookmark)

    def labelled(
        self,
        label: str,
        words: Words,
        style: Style,
        parent: Node,
        above: float = 0.0,
        keep: bool = False,
        indent: float = LABEL_WIDTH,
        width: float | None = None,
    ) -> Prose:
        """A paragraph with a label in small capitals to its left."""
        width = width or self.measure
        label_node = parent.add("P")
        label_lines = self.lines(label.upper(), LABEL, indent - 6)
        lines = self.lines(words, style, width - indent)
        return Prose(
            lines, style.leading, parent.add("P"), width, indent, above=above, keep=keep,
            label=label_lines, label_node=label_node,
        )  # fmt: skip

    def table(
        self,
        columns: Sequence[Column],
        heads: Sequence[str],
        rows: Sequence[Sequence[Words]],
        parent: Node,
        above: float = 6.0,
        keep: bool = False,
        style: Style = SMALL,
        anchors: Sequence[str] = (),
    ) -> Table:
        """A table with one row of heads."""
        table = parent.add("Table")
        head_style = FINE.but(face="sans-bold")
        return Table(
            columns,
            self._row(columns, heads, head_style, table.add("TR"), "TH"),
            [
                self._row(columns, row, style, table.add("TR"), "TD", anchors[place] if anchors else "")
                for place, row in enumerate(rows)
            ],
            above,
            keep,
        )

    def _row(
        self,
        columns: Sequence[Column],
        cells: Sequence[Words],
        style: Style,
        row: Node,
        role: Literal["TH", "TD"],
        anchor: str = "",
    ) -> Row:
        lines = [self.lines(cell, style, column.width) for column, cell in zip(columns, cells, strict=True)]
        nodes = [row.add(role, scope="Column" if role == "TH" else "") for _ in columns]
        return Row(lines, nodes, style.leading, anchor)
