"""What program this is."""

from importlib.metadata import version

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def about_box(parent: QWidget) -> QMessageBox:
    """A box with the name, the version, and what the program does not do."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setWindowTitle(tr("About", "About"))
    box.setText(f"Attribution Workbench {version('attribution-workbench')}")
    box.setInformativeText(
        tr(
            "About",
            "It reports correspondence between texts. What follows from it is for people to judge.",
        )
    )
    return box
