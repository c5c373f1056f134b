"""The output as one band: which findings stand where, the one in focus, a way to choose another."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.domain.finding import Finding
from workbench.ui.band_picture import BAND, HEIGHT, TOP, BandPicture, box, columns, scale_of
from workbench.ui.desk import Desk
from workbench.ui.finding_words import class_words, kind_words
from workbench.ui.theme import Theme


class Band(QWidget):
    """A picture of the coverage; a press chooses the finding there."""

    finding_chosen = Signal(int)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._picture = BandPicture(theme, self)
        self._picture.drawn.connect(self.update)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The output as a band with its findings"))
        for change in (desk.screening_changed, theme.changed):
            change.connect(self._draw_anew)
        desk.decided.connect(self._on_decided)
        desk.finding_changed.connect(self.update)

    @property
    def busy(self) -> bool:
        """Whether it is still being drawn."""
        return self._picture.busy

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The findings, and a pointer at the one in focus."""
        if not self._picture.fits(self.size()):
            self._picture.draw(self._desk.review, self.size(), self.devicePixelRatioF())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture.pixmap is not None:
            painter.drawPixmap(self.rect(), self._picture.pixmap)
        review = self._desk.review
        finding = review.finding if review else None
        if finding:
            place = box(finding.kind, *self._columns(finding))
            painter.setPen(QPen(self._theme.colour("ink"), 1.5))
            painter.drawRect(QRectF(place.left() - 1.5, TOP - 2.5, place.width() + 3, BAND + 5))
            middle = place.center().x()
            painter.setBrush(self._theme.colour("ink"))
            painter.drawPolygon(
                [
                    QPointF(middle - 4, HEIGHT - 1),
                    QPointF(middle + 4, HEIGHT - 1),
                    QPointF(middle, HEIGHT - 6),
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
        if review is not None and finding is not None:
            self._picture.restrike(finding, review.strikes(finding))

    def _draw_anew(self) -> None:
        self._picture.outdate()
        self.update()

    def _columns(self, finding: Finding) -> tuple[int, int]:
        """The first pixel column of a finding, and how many it takes."""
        review = self._desk.review
        return columns(finding, scale_of(review, self.width()) if review else 0.0)

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
