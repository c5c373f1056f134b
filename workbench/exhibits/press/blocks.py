"""What stands on a page, from its top to its foot: prose, space, rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from workbench.exhibits.press.lines import Line
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import Ink

BASELINE = 0.73
"""Where the baseline lies in a line's leading, from its top."""


class Block(Protocol):
    """A part of the page; all lengths in points."""

    above: float
    """Space before it, left out at the top of a page."""
    keep: bool
    """Whether it must not be parted from the block that follows."""
    anchor: str
    """Name that links lead to; empty for none."""
    bookmark: tuple[int, str] | None
    """Level from 0 and title of its entry in the outline; needs an anchor."""

    @property
    def height(self) -> float:
        """Height without the space above."""

    @property
    def least(self) -> float:
        """Height of the smallest part that may stand alone at the foot of a page."""

    def split(self, room: float) -> "tuple[Block | None, Block | None]":
        """The part that fits into `room`, and the rest; None where there is nothing."""

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw it with its upper left corner at (x, top)."""


@dataclass(slots=True)
class Prose:
    """A paragraph, with a label beside its first lines or without one."""

    lines: Sequence[Line]
    leading: float
    node: Node | None
    width: float
    indent: float = 0.0
    align: Literal["left", "right", "centre"] = "left"
    above: float = 0.0
    keep: bool = False
    anchor: str = ""
    bookmark: tuple[int, str] | None = None
    label: Sequence[Line] = ()
    label_node: Node | None = None

    @property
    def height(self) -> float:
        return self.leading * max(len(self.lines), len(self.label))

    @property
    def least(self) -> float:
        return self.height if len(self.lines) <= 3 else self.leading * 2

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        """Never one line alone, at the foot of a page or at the top of the next."""
        count = int((room + 0.01) / self.leading)
        if count >= max(len(self.lines), len(self.label)):
            return self, None
        if len(self.lines) - count == 1:
            count -= 1
        if count < max(2, len(self.label)) or len(self.lines) <= 3:
            return None, self
        first = Prose(
            self.lines[:count], self.leading, self.node, self.width, self.indent, self.align, self.above,
            anchor=self.anchor, bookmark=self.bookmark, label=self.label, label_node=self.label_node,
        )  # fmt: skip
        rest = Prose(
            self.lines[count:], self.leading, self.node, self.width, self.indent, self.align, keep=self.keep
        )
        return first, rest

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        for place, line in enumerate(self.label):
            sheet.text(line, x, top - self.leading * (place + BASELINE), self.label_node)
        room = self.width - self.indent
        for place, line in enumerate(self.lines):
            shift = {"left": 0.0, "right": room - line.width, "centre": (room - line.width) / 2}[self.align]
            sheet.text(line, x + self.indent + shift, top - self.leading * (place + BASELINE), self.node)


@dataclass(slots=True)
class Space:
    """White of a fixed height; left out at the top of a page unless it is firm."""

    height: float
    firm: bool = False
    above: float = 0.0
    keep: bool = False
    anchor: str = ""
    bookmark: tuple[int, str] | None = None

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height <= room + 0.01 else (None, None)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Leave the paper as it is."""


@dataclass(slots=True)
class Rule:
    """A straight line across the measure."""

    width: float
    thickness: float = 0.5
    ink: Ink = "hairline"
    above: float = 0.0
    keep: bool = False
    anchor: str = ""
    bookmark: tuple[int, str] | None = None
    height: float = 0.0
    least: float = 0.0

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        return self, None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.rule((x, top), (x + self.width, top), self.ink, self.thickness)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Fill:
    """White that pushes what follows, up to the next page break, to the foot of the page."""


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stand on one page if a page can hold them."""

    blocks: Sequence[Block]


Item = Block | PageBreak | Fill | Together
