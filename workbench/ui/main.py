"""Opens the window: what is imported here, and what is not, makes it open at once.

Ask `display.check_display` before importing this: it imports Qt.
"""

import atexit
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from workbench.ui.commands import Commands
from workbench.ui.desk import Desk
from workbench.ui.errands import Errands
from workbench.ui.fonts import document_font, interface_font
from workbench.ui.settings import scale
from workbench.ui.theme import Theme
from workbench.ui.window import Window

_YIELD = 0.0005
"""Seconds after which another thread gives way to the window: it asks again and again while it paints."""


def run(arguments: list[str]) -> int:
    """Show the window until it is closed, with the matter that `arguments` name; the exit code."""
    app = application()
    opened = open_window(app)
    opened.show()
    matters = [Path(argument) for argument in arguments if not argument.startswith("-")]
    if matters:
        QTimer.singleShot(0, lambda: opened.doors.open_matter(matters[0]))
    return app.exec()


def application() -> QApplication:
    """The Qt application, named and styled."""
    sys.setswitchinterval(_YIELD)
    QLocale.setDefault(QLocale.c())
    QCoreApplication.setOrganizationName("attribution-workbench")
    QCoreApplication.setApplicationName("attribution-workbench")
    QGuiApplication.setApplicationDisplayName("Attribution Workbench")
    if scale() != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", str(scale() / 100))
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    atexit.register(_hand_over_clipboard)
    app.setStyle("Fusion")
    return app


def _hand_over_clipboard() -> None:
    """Leave copied text to Qt alone: what Python made and Qt lets go of after Python has ended is a crash."""
    if QGuiApplication.instance():
        clipboard = QGuiApplication.clipboard()
        held = clipboard.mimeData()
        if held is not None and Shiboken.createdByPython(held):
            clipboard.setText(clipboard.text())


def open_window(app: QApplication) -> Window:
    """The window with everything it needs; closing it ends its background work."""
    theme = Theme(app, interface_font(), document_font())
    desk = Desk()
    window = Window(desk, Errands(desk), theme)
    Commands(window)
    theme.dress()
    return window
