"""The picture in the band: every finding where it stands, kinds told apart by height and pattern, too."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from workbench.domain.finding import KINDS, Finding, Kind
from workbench.ui.review import Review
from workbench.ui.theme import Theme
from workbench.ui.turns import SLICE, Turns

HEIGHT = 40
TOP = 8
BAND = 20
"""Pixels of the widget, above the band in it, and of the band."""

_SIDE = 4
_LEAST = 3


class Shape(NamedTuple):
    """How a finding is drawn: the order of its kind, whether it is struck, its first column, its columns."""

    order: int
    struck: bool
    left: int
    width: int


def columns(finding: Finding, scale: float) -> tuple[int, int]:
    """The first pixel column of a finding, and how many it takes, at so many pixels a character."""
    start, stop = finding.output_span
    return _SIDE + round(start * scale), max(_LEAST, round((stop - start) * scale))


def scale_of(review: Review, width: int) -> float:
    """Pixels a character, where the band has a width of so many pixels."""
    return (width - 2 * _SIDE) / max(1, len(review.document.text))


def box(kind: Kind, left: int, width: int) -> QRectF:
    """A finding in the band: exact ones highest, so that kinds differ without colour."""
    inset = {"verbatim": 0, "near-verbatim": 3, "paraphrase": 6, "lead": 6}[kind]
    return QRectF(left, TOP + inset, width, BAND - 2 * inset)


class BandPicture(QObject):
    """Drawn over some turns of the event loop; until it is there, the one before stands."""

    drawn = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = QSize()
        self._shapes: dict[int, Shape] = {}
        self._next: QPixmap | None = None
        self._drawing = Turns(self)
        self._drawing.finished.connect(self._take)
        self.pixmap: QPixmap | None = None

    @property
    def busy(self) -> bool:
        """Whether it is still being drawn."""
        return self._drawing.busy

    def fits(self, size: QSize) -> bool:
        """Whether it is, or will be, of this size."""
        return size == self._size

    def outdate(self) -> None:
        """Take it for one of no size: it shows what is not so any more."""
        self._size = QSize()

    def draw(self, review: Review | None, size: QSize, ratio: float) -> None:
        """Draw the findings of a review, `ratio` pixels of the screen for each of `size`."""
        self._size = size
        self._shapes = {}
        self._next = QPixmap(size * ratio)
        self._next.setDevicePixelRatio(ratio)
        self._next.fill(Qt.GlobalColor.transparent)
        self._drawing.begin(self._steps(self._next, review))

    def restrike(self, finding: Finding, struck: bool) -> None:
        """Draw one finding struck or not, and nothing beside it."""
        self._drawing.finish()
        before = self._shapes.get(finding.id)
        if self.pixmap is None or before is None or before.struck == struck:
            return
        self._shapes[finding.id] = before._replace(struck=struck)
        part = QRect(before.left - 1, 0, before.width + 2, HEIGHT)
        painter = QPainter(self.pixmap)
        painter.setClipRect(part)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(part, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        first, last = part.left(), part.right()
        near = {
            shape
            for shape in self._shapes.values()
            if shape.left <= last and shape.left + shape.width >= first
        }
        self._paint(painter, sorted(near, reverse=True), frame=True)
        painter.end()
        self.drawn.emit()

    def _take(self) -> None:
        self.pixmap = self._next
        self.drawn.emit()

    def _steps(self, picture: QPixmap, review: Review | None) -> Iterator[None]:
        scale = scale_of(review, self._size.width()) if review else 0.0
        for place, finding in enumerate(review.shown if review else ()):
            if place and place % SLICE == 0:
                yield
            struck = review is not None and review.strikes(finding)
            self._shapes[finding.id] = Shape(KINDS.index(finding.kind), struck, *columns(finding, scale))
        frame, shapes = True, iter(sorted(set(self._shapes.values()), reverse=True))
        while (part := list(islice(shapes, SLICE))) or frame:
            painter = QPainter(picture)
            self._paint(painter, part, frame)
            painter.end()
            frame = False
            if len(part) == SLICE:
                yield

    def _paint(self, painter: QPainter, shapes: Iterable[Shape], frame: bool) -> None:
        if frame:
            painter.setPen(QPen(self._theme.colour("edge"), 1))
            painter.setBrush(self._theme.colour("desk"))
            painter.drawRect(QRectF(_SIDE + 0.5, TOP + 0.5, self._size.width() - 2 * _SIDE - 1, BAND - 1))
        for order, struck, left, width in shapes:
            self._draw_finding(painter, KINDS[order], struck, box(KINDS[order], left, width))

    def _draw_finding(self, painter: QPainter, kind: Kind, struck: bool, place: QRectF) -> None:
        ink = self._theme.ink_of(kind, struck)
        if struck:
            painter.setPen(QPen(ink, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        elif kind == "verbatim":
            painter.fillRect(place, ink)
        elif kind == "near-verbatim":
            painter.fillRect(place, self._theme.wash_of(kind))
            painter.fillRect(place, QBrush(ink, Qt.BrushStyle.Dense3Pattern))
        elif kind == "paraphrase":
            painter.fillRect(place, self._theme.wash_of(kind))
            painter.fillRect(place, QBrush(ink, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(ink, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
