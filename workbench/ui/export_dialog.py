"""The exhibit before it is made: its caption, its page, what of the matter is in it, its form and place."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.exhibit import Caption, Selection
from workbench.exhibits import FORMS, profile_names
from workbench.ui.errand import Errand
from workbench.ui.furniture import label, push
from workbench.ui.page_preview import PagePreview

_PAUSE = 500
"""Milliseconds after the last change until the preview is drawn again."""
_NAMES = {"a4": "A4", "letter": "US Letter"}
Preview = Callable[[Caption, str, Selection], Errand]


def profiles() -> dict[str, str]:
    """The print profiles, the program's and the user's own: name to what a reader calls it."""
    names = sorted(profile_names(), key=lambda name: (name not in _NAMES, name != "letter", name))
    return {name: _NAMES.get(name, name) for name in names}


class ExportDialog(QDialog):
    """Asks what stands on the cover, what is in the exhibit and where the file goes; shows the pages."""

    def __init__(
        self,
        caption: Caption,
        matter: Path,
        parent: QWidget | None = None,
        choices: Sequence[tuple[str, Selection]] = (),
        preview: Preview | None = None,
    ) -> None:
        """`choices`: selections offered beside everything, with their names; `preview` draws the pages."""
        super().__init__(parent)
        self._draw = preview
        self._drawing: Errand | None = None
        self._preview = PagePreview()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask_preview)
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
        self._profiles = self._choice(self.tr("Page"), [*profiles().items()])
        wanted = self._profiles.findData(str(QSettings().value("profile", "letter")))
        self._profiles.setCurrentIndex(max(0, wanted))
        self._selection = self._choice(
            self.tr("Findings"),
            [(Selection(), self.tr("All")), *((chosen, name) for name, chosen in choices)],
        )
        self._forms = self._choice(self.tr("Form"), [(ending, form.name) for ending, form in FORMS.items()])
        self._per_source = QCheckBox(self.tr("One exhibit for each source"))
        self._export = push(self.tr("Export"), self.accept, "primary")
        self._export.setDefault(True)
        self._replaces = label(role="fault")
        self._lay_out()
        self._out.textChanged.connect(self._weigh)
        self._forms.currentIndexChanged.connect(self._take_form)
        for field in self._fields.values():
            field.textChanged.connect(self._pause.start)
        for choice in (self._profiles, self._selection):
            choice.currentIndexChanged.connect(self._pause.start)
        self._weigh()
        if preview is not None:
            self._ask_preview()

    @property
    def caption(self) -> Caption:
        """The cover's head as the reviewer left it."""
        return Caption(**{name: field.text().strip() for name, field in self._fields.items()})

    @property
    def out(self) -> Path:
        """Where the exhibit goes."""
        path = Path(self._out.text().strip())
        return path if path.suffix.lower() == self.form else path.with_name(f"{path.name}{self.form}")

    @property
    def form(self) -> str:
        """The ending of the chosen form."""
        return str(self._forms.currentData())

    @property
    def selection(self) -> Selection:
        """What of the matter is chosen."""
        chosen: Selection = self._selection.currentData()
        return chosen

    @property
    def per_source(self) -> bool:
        """Whether each source gets an exhibit of its own."""
        return self._per_source.isChecked()

    @property
    def profile(self) -> str:
        """Which print profile is chosen."""
        return str(self._profiles.currentData())

    def accept(self) -> None:
        """Remember the page that was chosen."""
        QSettings().setValue("profile", self.profile)
        super().accept()

    def done(self, result: int) -> None:
        """Draw no more pages."""
        self._pause.stop()
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing = None
        super().done(result)

    def _lay_out(self) -> None:
        both = QHBoxLayout(self)
        both.setContentsMargins(24, 24, 24, 16)
        both.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(8)
        both.addLayout(column, 1)
        if self._draw is not None:
            both.addWidget(self._preview, 1)
            self.setMinimumSize(1000, 560)
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
        for choice in (self._profiles, self._selection, self._forms):
            grid.addWidget(label(choice.accessibleName(), "second"), row, 0)
            grid.addWidget(choice, row, 1)
            row += 1
        grid.addWidget(self._per_source, row, 1)
        row += 1
        grid.addWidget(label(self._out.accessibleName(), "second"), row, 0)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._out, 1)
        place.addWidget(push(self.tr("Choose…"), self._ask_place))
        grid.addLayout(place, row, 1)
        column.addLayout(grid)
        column.addWidget(self._replaces)
        column.addStretch(1)
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(push(self.tr("Cancel"), self.reject))
        buttons.addWidget(self._export)
        column.addLayout(buttons)

    def _choice(self, name: str, entries: Sequence[tuple[Any, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for value, said in entries:
            made.addItem(said, value)
        return made

    def _take_form(self) -> None:
        """Let the file have the ending of the form."""
        path = Path(self._out.text().strip())
        if path.suffix.lower() in FORMS:
            self._out.setText(str(path.with_suffix(self.form)))
        self._weigh()

    def _ask_preview(self) -> None:
        if self._draw is None:
            return
        if self._drawing is not None:
            self._drawing.cancel()
        self._preview.say(self.tr("Drawing the pages…"))
        drawing = self._drawing = self._draw(self.caption, self.profile, self.selection)
        drawing.done.connect(lambda proof: self._preview.show_pages(proof.pictures, proof.pages))
        drawing.failed.connect(lambda sentence, _: self._preview.say(sentence))

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
            self, self.tr("Export the exhibit"), self._out.text(), self.tr("Files (*{0})").format(self.form)
        )
        if chosen:
            self._out.setText(chosen)
