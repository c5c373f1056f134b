"""The exhibit before it is printed: its caption, its page, its place."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.exhibit import Caption
from workbench.places import resource
from workbench.ui.furniture import label, push


def profiles() -> dict[str, str]:
    """The print profiles of the program: name to what a reader calls it."""
    names = sorted((path.stem for path in resource("profiles").glob("*.toml")), reverse=True)
    return {name: {"a4": "A4", "letter": "US Letter"}.get(name, name) for name in names}


class ExportDialog(QDialog):
    """Asks what stands on the cover and where the file goes."""

    def __init__(self, caption: Caption, matter: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export the exhibit"))
        self.setMinimumWidth(560)
        self._fields = {
            "court": self._line(self.tr("Court"), caption.court),
            "parties": self._line(self.tr("Parties"), caption.parties),
            "case_number": self._line(self.tr("Case number"), caption.case_number),
            "exhibit": self._line(self.tr("Exhibit"), caption.exhibit),
            "prepared_by": self._line(self.tr("Prepared by"), caption.prepared_by),
            "legend": self._line(self.tr("Legend"), caption.legend),
        }
        self._out = self._line(self.tr("File"), str(matter.with_suffix(".pdf")))
        self._profiles = QButtonGroup(self)
        self._export = push(self.tr("Export"), self.accept, "primary")
        self._export.setDefault(True)
        self._replaces = label(role="fault")
        self._lay_out()
        self._out.textChanged.connect(self._weigh)
        self._weigh()

    @property
    def caption(self) -> Caption:
        """The cover's head as the reviewer left it."""
        return Caption(**{name: field.text().strip() for name, field in self._fields.items()})

    @property
    def out(self) -> Path:
        """Where the exhibit goes."""
        path = Path(self._out.text().strip())
        return path if path.suffix == ".pdf" else path.with_name(f"{path.name}.pdf")

    @property
    def profile(self) -> str:
        """Which print profile is chosen."""
        chosen = self._profiles.checkedButton()
        return str(chosen.property("profile")) if chosen else "letter"

    def accept(self) -> None:
        """Remember the page that was chosen."""
        QSettings().setValue("profile", self.profile)
        super().accept()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Export the exhibit"), "heading"))
        column.addWidget(label(self.tr("What stands on its cover; an empty line is left out."), "second"))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for row, field in enumerate(self._fields.values()):
            grid.addWidget(label(field.accessibleName(), "second"), row, 0)
            grid.addWidget(field, row, 1)
        row = len(self._fields)
        grid.addWidget(label(self.tr("Page"), "second"), row, 0)
        grid.addLayout(self._pages(), row, 1)
        grid.addWidget(label(self._out.accessibleName(), "second"), row + 1, 0)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._out, 1)
        place.addWidget(push(self.tr("Choose…"), self._ask_place))
        grid.addLayout(place, row + 1, 1)
        column.addLayout(grid)
        column.addWidget(self._replaces)
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(push(self.tr("Cancel"), self.reject))
        buttons.addWidget(self._export)
        column.addLayout(buttons)

    def _pages(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        wanted = str(QSettings().value("profile", "letter"))
        for name, title in profiles().items():
            button = QRadioButton(title)
            button.setAccessibleName(title)
            button.setProperty("profile", name)
            button.setChecked(name == wanted)
            self._profiles.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _line(self, name: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(name)
        return made

    def _weigh(self) -> None:
        named = bool(self._out.text().strip())
        there = named and self.out.exists()
        self._replaces.setText(self.tr("The file that is there will be replaced.") if there else "")
        self._export.setEnabled(named)

    def _ask_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the exhibit"), self._out.text(), self.tr("PDF files (*.pdf)")
        )
        if chosen:
            self._out.setText(chosen)
