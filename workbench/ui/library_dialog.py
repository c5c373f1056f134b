"""A new library from a folder: what it is called, and where it lies."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.places import user_folder
from workbench.ui.furniture import label, push

_FORBIDDEN = set('/\\:*?"<>|')


class LibraryDialog(QDialog):
    """Asks for the library's name; its place follows."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Make a library"))
        self.setMinimumWidth(480)
        self._name = QLineEdit(folder.name)
        self._name.setAccessibleName(self.tr("Name of the library"))
        self._where = label(role="small", wrap=True)
        self._make = push(self.tr("Make the library"), self.accept, "primary")
        self._make.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Make a library from {0}").format(folder.name), "heading"))
        column.addWidget(
            label(
                self.tr("Every text file in it is read; none is changed. Exact search is ready first."),
                "second",
                wrap=True,
            )
        )
        column.addSpacing(8)
        column.addWidget(label(self.tr("Name"), "small"))
        column.addWidget(self._name)
        column.addWidget(self._where)
        column.addSpacing(16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(push(self.tr("Cancel"), self.reject))
        row.addWidget(self._make)
        column.addLayout(row)
        self._name.textChanged.connect(self._weigh)
        self._weigh()

    @property
    def place(self) -> Path:
        """Where the library will lie."""
        return user_folder() / self.tr("Libraries") / self._name.text().strip()

    def _weigh(self) -> None:
        name = self._name.text().strip()
        good = bool(name) and not (_FORBIDDEN & set(name)) and not name.startswith(".")
        taken = good and self.place.exists()
        self._make.setEnabled(good and not taken)
        if taken:
            self._where.setText(self.tr("There is a library of this name already. Choose another."))
        elif good:
            self._where.setText(self.tr("It will lie at {0}").format(self.place))
        else:
            self._where.setText(self.tr("Give it a name that can be a folder’s."))
