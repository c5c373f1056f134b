"""The colour of a code: a small square beside its name, framed so that it is seen on any paper."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QColorDialog, QMenu, QToolButton, QWidget

SIDE = 12
"""Pixels of the square."""

_BUTTON = 32


def palette_names() -> dict[str, str]:
    """Colours on offer with their names, told apart by those who see few colours (Okabe and Ito 2008)."""
    tr = QCoreApplication.translate
    return {
        "#D55E00": tr("Swatch", "Vermilion"),
        "#E69F00": tr("Swatch", "Orange"),
        "#F0E442": tr("Swatch", "Yellow"),
        "#009E73": tr("Swatch", "Green"),
        "#56B4E9": tr("Swatch", "Sky blue"),
        "#0072B2": tr("Swatch", "Blue"),
        "#CC79A7": tr("Swatch", "Purple"),
    }


def draw_swatch(painter: QPainter, x: float, middle: float, colour: str, frame: QColor) -> None:
    """Draw the square of a colour `#RRGGBB` from `x` on, its middle at `middle`; crossed for none."""
    painter.save()
    painter.setPen(QPen(frame, 1))
    painter.setBrush(QColor(colour) if colour else Qt.BrushStyle.NoBrush)
    square = QRectF(x + 0.5, middle - SIDE / 2 + 0.5, SIDE - 1, SIDE - 1)
    painter.drawRect(square)
    if not colour:
        painter.drawLine(square.bottomLeft(), square.topRight())
    painter.restore()


def swatch(colour: str, frame: QColor) -> QIcon:
    """The square of a colour as an icon, sharp at one and two device pixels a pixel; empty for none."""
    made = QIcon()
    for scale in (1, 2):
        pixmap = QPixmap(QSize(SIDE, SIDE) * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_swatch(painter, 0, SIDE / 2, colour, frame)
        painter.end()
        made.addPixmap(pixmap)
    return made


class ColourChoice(QToolButton):
    """A button that shows a colour, and offers others: a few by name, any other, or none."""

    changed = Signal()

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setFixedSize(_BUTTON, _BUTTON)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", "entry")
        self.clicked.connect(self.offer)
        self._colour = ""
        self.choose(colour)

    @property
    def colour(self) -> str:
        """`#RRGGBB`, or empty for none."""
        return self._colour

    def choose(self, colour: str) -> None:
        """Show another colour."""
        self._colour = colour
        self.setIcon(swatch(colour, self.palette().dark().color()))
        self.setToolTip(palette_names().get(colour) or colour or self.tr("No colour"))
        self.changed.emit()

    def offer(self) -> QMenu:
        """Open the menu of colours."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        frame = self.palette().dark().color()
        for colour, name in palette_names().items():
            menu.addAction(swatch(colour, frame), name, partial(self.choose, colour))
        menu.addSeparator()
        menu.addAction(self.tr("Another…"), self._ask)
        menu.addAction(self.tr("No colour"), partial(self.choose, ""))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._colour or "#0072B2"), self)
        dialog.colorSelected.connect(lambda chosen: self.choose(chosen.name().upper()))
        dialog.open()
