"""Two texts side by side, which break over pages at words that correspond."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter

from workbench.domain.span import Span
from workbench.exhibits.press.blocks import BASELINE, Block
from workbench.exhibits.press.lines import Line, Widths, set_lines
from workbench.exhibits.press.pieces import NEW_PARAGRAPH, Piece, cut
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import Ink

PARAGRAPH = 4.0
"""Points between paragraphs."""
RULE_GAP = 7.0
"""Points from a side rule to the text."""
_LEAST_LINES = 6
_LAST_WORDS = 16
_WORTHWHILE = 0.6
"""Share of the room that a break at corresponding words must fill; else columns break where they are full."""


@dataclass(frozen=True, slots=True)
class SideRule:
    """A rule beside the lines of a span."""

    span: Span
    ink: Ink
    dashed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: its pieces with offsets, and the head over it."""

    pieces: Sequence[Piece]
    head: Sequence[Line]
    head_again: Sequence[Line]
    """What stands over it where it goes on on another page."""
    node: Node
    rule: SideRule | None = None


Anchors = Callable[[], Sequence[tuple[int, int]]]
"""Gives corresponding offsets, left and right, rising on both sides; asked only when a pair must break."""


@dataclass(slots=True)
class Columns:
    """Two sides in columns of equal width."""

    sides: tuple[Side, Side]
    width: float
    """Of one column, in points."""
    gutter: float
    leading: float
    widths: Widths
    anchors: Anchors
    above: float = 0.0
    keep: bool = False
    anchor: str = ""
    bookmark: tuple[int, str] | None = None
    following: float = 0.0
    """Height of what must stand on the same page as the last lines."""
    again: bool = False
    set_before: tuple[Sequence[Line], Sequence[Line]] = ((), ())
    """Lines of the two sides as they were set before a break: those of later paragraphs are the same."""
    lines: tuple[Sequence[Line], Sequence[Line]] = field(init=False)

    def __post_init__(self) -> None:
        (left, right), (left_before, right_before) = self.sides, self.set_before
        self.lines = (self._set(left, left_before), self._set(right, right_before))

    @property
    def height(self) -> float:
        return self._head_height + max(_height(lines, self.leading) for lines in self.lines)

    @property
    def least(self) -> float:
        most = max(len(lines) for lines in self.lines)
        return self.height if most <= _LEAST_LINES else self._head_height + self.leading * _LEAST_LINES

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        fits = self.height <= room + 0.01
        if fits and self.height + self.following <= room + 0.01:
            return self, None
        if fits:  # some lines go over with what follows
            room = self.height - _LEAST_LINES * self.leading
        counts = [_count(lines, self.leading, room - self._head_height) for lines in self.lines]
        if max(counts) < _LEAST_LINES:
            return (self, None) if fits else (None, self)
        place = self._corresponding(counts)
        cuts = [
            cut(side.pieces, offset)
            for side, offset in zip(self.sides, place or self._full(counts), strict=True)
        ]
        (left, right), (left_cut, right_cut) = self.sides, cuts
        first = replace(
            self,
            sides=(replace(left, pieces=left_cut[0]), replace(right, pieces=right_cut[0])),
            set_before=((), ()),
        )
        rest = replace(
            self,
            sides=(replace(left, pieces=left_cut[1]), replace(right, pieces=right_cut[1])),
            set_before=self.lines,
        )
        first.keep = False
        rest.above, rest.anchor, rest.bookmark, rest.again = 0.0, "", None, True
        return first, rest

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        for side, lines in zip(self.sides, self.lines, strict=True):
            for place, line in enumerate(side.head_again if self.again else side.head):
                sheet.text(
                    line, x, top - self.leading * (place + BASELINE), None if self.again else side.node
                )
            y = top - self._head_height
            for place, line in enumerate(lines):
                y -= PARAGRAPH if line.opens and place else 0.0
                sheet.text(line, x + self._indent(side), y - self.leading * BASELINE, side.node)
                self._draw_rule(sheet, side, lines, place, x, y)
                y -= self.leading
            x += self.width + self.gutter

    @property
    def _head_height(self) -> float:
        heads = [side.head_again if self.again else side.head for side in self.sides]
        return max(map(len, heads)) * self.leading + (3.0 if any(heads) else 0.0)

    def _set(self, side: Side, before: Sequence[Line]) -> Sequence[Line]:
        width = self.width - self._indent(side)
        ends = (place for place, piece in enumerate(side.pieces) if piece.text == NEW_PARAGRAPH)
        end = next(ends, None) if before else None
        if end is None:
            return set_lines(side.pieces, width, self.widths)
        later = before[bisect_right(before, side.pieces[end].start, key=attrgetter("start")) :]
        return [*set_lines(side.pieces[:end], width, self.widths), *later]

    def _indent(self, side: Side) -> float:
        return RULE_GAP if side.rule else 0.0

    def _draw_rule(
        self, sheet: Sheet, side: Side, lines: Sequence[Line], place: int, x: float, y: float
    ) -> None:
        if side.rule is None:
            return
        start = lines[place].start
        stop = lines[place + 1].start if place + 1 < len(lines) else side.rule.span.stop
        if start < side.rule.span.stop and stop > side.rule.span.start:
            opens = place + 1 < len(lines) and lines[place + 1].opens and stop < side.rule.span.stop
            foot = y - self.leading - (PARAGRAPH if opens else 0.0)
            if side.rule.dashed:
                sheet.rule((x + 0.8, y), (x + 0.8, foot), side.rule.ink, 1.2, (4.0, 2.5))
            else:
                sheet.rule((x + 0.8, y), (x + 0.8, foot), side.rule.ink, 1.6)

    def _corresponding(self, counts: Sequence[int]) -> tuple[int, int] | None:
        """The last pair of corresponding words that both lie in the room, or begin the lines after it."""
        limits = [
            lines[count].start if count < len(lines) else None
            for lines, count in zip(self.lines, counts, strict=True)
        ]
        begun = tuple(lines[0].start if lines else -1 for lines in self.lines)
        anchors = self.anchors()
        low = max(bisect_right(anchors, begun[side], key=itemgetter(side)) for side in (0, 1))
        high = min(
            len(anchors) if limit is None else bisect_right(anchors, limit, key=itemgetter(side))
            for side, limit in enumerate(limits)
        )
        fitting = anchors[max(low, high - _LAST_WORDS) : high]
        if not fitting:
            return None
        chosen = self._tidiest(fitting)
        filled = max(
            bisect_right([line.start for line in lines], offset - 1) / max(1, count)
            for lines, offset, count in zip(self.lines, chosen, counts, strict=True)
        )
        return chosen if filled >= _WORTHWHILE else None

    def _tidiest(self, fitting: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Of the last words that fit, one that begins a line, so that one column ends in a full line."""
        begins = [{line.start for line in lines} for lines in self.lines]
        for pair in reversed(fitting):
            if pair[0] in begins[0] or pair[1] in begins[1]:
                return pair
        return fitting[-1]

    def _full(self, counts: Sequence[int]) -> tuple[int, int]:
        left, right = (
            lines[count].start if count < len(lines) else 1 << 62
            for lines, count in zip(self.lines, counts, strict=True)
        )
        return left, right


def _height(lines: Sequence[Line], leading: float) -> float:
    return len(lines) * leading + sum(PARAGRAPH for line in lines[1:] if line.opens)


def _count(lines: Sequence[Line], leading: float, room: float) -> int:
    """How many of the lines fit into `room` points."""
    filled = 0.0
    for count, line in enumerate(lines):
        filled += leading + (PARAGRAPH if line.opens and count else 0.0)
        if filled > room + 0.01:
            return count
    return len(lines)
