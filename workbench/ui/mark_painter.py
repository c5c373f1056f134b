"""What character formats cannot draw: dotted underlines, brackets at altered words, rules at the side."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextLine

from workbench.domain.span import Span
from workbench.ui.highlights import Mark
from workbench.ui.mark_index import MarkIndex
from workbench.ui.theme import Theme

_DOTS = [0.01, 2.0]
"""Dash pattern of round dots, in pen widths."""
_DASHES = [3.0, 2.0]
_LANE = 5
"""Pixels between side rules that stand beside each other."""
_TICK = 4
_RULE_AT = 12
"""Pixels from the column to the nearest side rule."""


class MarkPainter:
    """Draws the marks of one block at a time; `column` is the x at which the text begins."""

    def __init__(self, painter: QPainter, theme: Theme, index: MarkIndex, column: float) -> None:
        self._painter = painter
        self._theme = theme
        self._index = index
        self._column = column

    def paint_block(self, block: QTextBlock, origin: QPointF) -> None:
        """Draw what belongs to the marks in `block`, whose layout stands at `origin`."""
        offsets = self._index.offsets
        start = offsets.code_point(block.position())
        stop = offsets.code_point(block.position() + block.length())
        for mark in self._index.touching(start, max(stop, start + 1)):
            ink = self._theme.ink_of(mark.kind, mark.struck)
            if mark.kind == "near-verbatim":
                self._dots(block, origin, mark.equal, ink)
                self._brackets(block, origin, mark.altered, ink)
            elif mark.kind in ("paraphrase", "lead"):
                self._side_rule(block, origin, mark, ink)

    def _dots(self, block: QTextBlock, origin: QPointF, spans: tuple[Span, ...], ink: QColor) -> None:
        pen = QPen(ink, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern(_DOTS)
        self._painter.setPen(pen)
        for span in spans:
            for line, left, right, _, _ in self._lines(block, span):
                y = origin.y() + line.y() + line.ascent() + 4
                self._painter.drawLine(QPointF(origin.x() + left + 1, y), QPointF(origin.x() + right - 1, y))

    def _brackets(self, block: QTextBlock, origin: QPointF, spans: tuple[Span, ...], ink: QColor) -> None:
        self._painter.setPen(QPen(ink, 1.25))
        for span in spans:
            for line, left, right, opens, closes in self._lines(block, span):
                top = origin.y() + line.y() + 2
                bottom = origin.y() + line.y() + line.height() - 1
                if opens:
                    self._bracket(origin.x() + left - 2, top, bottom, 2.5)
                if closes:
                    self._bracket(origin.x() + right + 2, top, bottom, -2.5)

    def _bracket(self, x: float, top: float, bottom: float, arm: float) -> None:
        self._painter.drawPolyline(
            [QPointF(x + arm, top), QPointF(x, top), QPointF(x, bottom), QPointF(x + arm, bottom)]
        )

    def _side_rule(self, block: QTextBlock, origin: QPointF, mark: Mark, ink: QColor) -> None:
        stretches = list(self._lines(block, mark.span))
        if not stretches:
            return
        first, last = stretches[0], stretches[-1]
        x = self._column - _RULE_AT - _LANE * self._lane(mark)
        top = origin.y() + first[0].y() - (0 if first[3] else 4)
        bottom = origin.y() + last[0].y() + last[0].height() + (0 if last[4] else 4)
        pen = QPen(ink, 2 if mark.kind == "paraphrase" else 1.5)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        if first[3]:
            self._painter.drawLine(QLineF(x, top, x + _TICK, top))
        if last[4]:
            self._painter.drawLine(QLineF(x, bottom, x + _TICK, bottom))
        if mark.kind == "lead":
            pen.setDashPattern(_DASHES)
            self._painter.setPen(pen)
        self._painter.drawLine(QLineF(x, top, x, bottom))

    def _lane(self, mark: Mark) -> int:
        """How many side rules stand between this one and the text: the marks that it lies over."""
        size = (mark.span.length, mark.number)
        inside = sum(
            other.kind in ("paraphrase", "lead") and (other.span.length, other.number) < size
            for other in self._index.touching(*mark.span)
        )
        return min(2, inside)

    def _lines(self, block: QTextBlock, span: Span) -> Iterator[tuple[QTextLine, float, float, bool, bool]]:
        """The lines of `block` under `span`: line, left, right, and whether it begins and ends there."""
        first, after = self._index.offsets.units(span)
        first, after = first - block.position(), after - block.position()
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start, stop = line.textStart(), line.textStart() + line.textLength()
            if first < stop and after > start:
                low, high = max(first, start), min(after, stop)
                edges = (_x(line, low), _x(line, high))
                yield line, min(edges), max(edges), first >= start, after <= stop


def line_rect(block: QTextBlock, origin: QPointF, unit: int) -> QRectF:
    """The line of `block` in which the document's unit `unit` stands, in pixels."""
    line = block.layout().lineForTextPosition(unit - block.position())
    if not line.isValid():
        return QRectF(origin.x(), origin.y(), 0, 0)
    return QRectF(origin.x() + line.x(), origin.y() + line.y(), line.naturalTextWidth(), line.height())


def _x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)  # a pair at run time, an object in the stubs
    return float(found[0])
