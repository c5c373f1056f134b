"""The icons: drawn as SVG in `resources/icons/`, tinted by the theme."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.places import resource
from workbench.ui.theme import Theme

_SCALES = (1, 2)
_drawings: dict[str, str] = {}


def icon(name: str, theme: Theme, colour: str = "second", size: int = 16) -> QIcon:
    """The drawing `name` in the ink of the token `colour`, sharp at one and two device pixels a pixel."""
    if name not in _drawings:
        _drawings[name] = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for token, mode in ((colour, QIcon.Mode.Normal), ("edge", QIcon.Mode.Disabled)):
        drawing = _drawings[name].replace("currentColor", theme.colour(token).name())
        renderer = QSvgRenderer(QByteArray(drawing.encode()))
        for scale in _SCALES:
            pixmap = QPixmap(QSize(size, size) * scale)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
            painter.end()
            pixmap.setDevicePixelRatio(scale)
            made.addPixmap(pixmap, mode)
    return made
