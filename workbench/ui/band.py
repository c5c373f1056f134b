"""The output as one band: every finding where it stands, kinds told apart by height and pattern, too."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.domain.finding import KINDS, Finding, Kind
from workbench.ui.desk import Desk
from workbench.ui.finding_words import class_words, kind_words
from workbench.ui.theme import Theme

_HEIGHT = 40
_TOP = 8
_BAND = 20
_SIDE = 4
_LEAST = 3


class Band(QWidget):
    """A picture of the coverage; a press chooses the finding there."""

    finding_chosen = Signal(int)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._picture: QPixmap | None = None
        self._drawn_struck: set[int] = set()
        self.setFixedHeight(_HEIGHT)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The output as a band with its findings"))
        for change in (desk.screening_changed, theme.changed):
            change.connect(self._draw_anew)
        desk.decided.connect(self._on_decided)
        desk.finding_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The findings, and a pointer at the one in focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._draw()
        painter.drawPixmap(0, 0, self._picture)
        review = self._desk.review
        finding = review.finding if review else None
        if finding:
            place = _box(finding.kind, *self._columns(finding))
            painter.setPen(QPen(self._theme.colour("ink"), 1.5))
            painter.drawRect(QRectF(place.left() - 1.5, _TOP - 2.5, place.width() + 3, _BAND + 5))
            middle = place.center().x()
            painter.setBrush(self._theme.colour("ink"))
            painter.drawPolygon(
                [
                    QPointF(middle - 4, _HEIGHT - 1),
                    QPointF(middle + 4, _HEIGHT - 1),
                    QPointF(middle, _HEIGHT - 6),
                ]
            )
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the finding that was pressed, or the one nearest to the press."""
        finding = self._at(event.position().x(), 12)
        if finding:
            self.finding_chosen.emit(finding.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a finding."""
        over = self._at(event.position().x(), 2) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tell which finding lies under the pointer."""
        if isinstance(event, QHelpEvent):
            finding = self._at(event.pos().x(), 2)
            said = ""
            if finding:
                words = self.tr("[{0}] {1}, {2}").format(
                    finding.id, kind_words(finding.kind), class_words(finding.classification)
                )
                said = words
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def _on_decided(self, number: int) -> None:
        review = self._desk.review
        finding = review.numbered(number) if review else None
        if review is None or finding is None:
            return
        struck = review.strikes(finding)
        if self._picture is None or struck == (number in self._drawn_struck):
            return
        self._drawn_struck ^= {number}
        left, width = self._columns(finding)
        self._paint(self._picture, QRect(left - 1, 0, width + 2, _HEIGHT))
        self.update()

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def _draw(self) -> QPixmap:
        scale = self.devicePixelRatioF()
        picture = QPixmap(self.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        review = self._desk.review
        if review:
            self._drawn_struck = {finding.id for finding in review.findings if review.strikes(finding)}
        self._paint(picture, self.rect())
        return picture

    def _paint(self, picture: QPixmap, part: QRect) -> None:
        """Draw a part of the picture: after a decision only what lies over one finding."""
        painter = QPainter(picture)
        painter.setClipRect(part)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(part, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.setBrush(self._theme.colour("desk"))
        painter.drawRect(QRectF(_SIDE + 0.5, _TOP + 0.5, self.width() - 2 * _SIDE - 1, _BAND - 1))
        review = self._desk.review
        scale = self._scale
        seen = set()
        for finding in review.shown if review else ():
            start, stop = finding.output_span
            left, width = _SIDE + round(start * scale), max(_LEAST, round((stop - start) * scale))
            if left + width >= part.left() and left <= part.right():
                seen.add((KINDS.index(finding.kind), finding.id in self._drawn_struck, left, width))
        for order, struck, left, width in sorted(seen, reverse=True):
            self._draw_finding(painter, KINDS[order], struck, _box(KINDS[order], left, width))
        painter.end()

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

    def _columns(self, finding: Finding) -> tuple[int, int]:
        """The first pixel column of a finding, and how many it takes."""
        span = finding.output_span
        return _SIDE + round(span.start * self._scale), max(_LEAST, round(span.length * self._scale))

    @property
    def _scale(self) -> float:
        """Pixels a character."""
        review = self._desk.review
        return (self.width() - 2 * _SIDE) / max(1, len(review.document.text)) if review else 0.0

    def _at(self, x: float, slack: float) -> Finding | None:
        """The finding at `x`, the nearest one within `slack` pixels."""
        review = self._desk.review
        near = []
        for finding in review.shown if review else ():
            left, width = self._columns(finding)
            away = max(left - x, x - left - width, 0.0)
            if away <= slack:
                near.append((away, width, finding.id, finding))
        return min(near)[3] if near else None


def _box(kind: Kind, left: int, width: int) -> QRectF:
    """A finding in the band: exact ones highest, so that kinds differ without colour."""
    inset = {"verbatim": 0, "near-verbatim": 3, "paraphrase": 6, "lead": 6}[kind]
    return QRectF(left, _TOP + inset, width, _BAND - 2 * inset)
