"""What can be done with an output, a library or an exhibit of the outline."""

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu

from workbench.domain.errors import WorkbenchError
from workbench.domain.exhibit import ExhibitRecord
from workbench.ui.desk import Desk
from workbench.ui.errands import Errands

if TYPE_CHECKING:
    from workbench.ui.outline import Outline


class OutlineMenus(QObject):
    """Fills the menus of the rows, and does what they say."""

    def __init__(self, desk: Desk, errands: Errands, outline: "Outline") -> None:
        super().__init__(outline)
        self._desk = desk
        self._errands = errands
        self._outline = outline

    def of_output(self, menu: QMenu, number: int) -> None:
        """Analyse, attempts, privilege."""
        entry = next(entry for entry in self._desk.outputs() if entry.id == number)
        errand = self._errands.analysis_of(number)
        if errand:
            menu.addAction(self.tr("Cancel the analysis"), errand.cancel)
        else:
            words = self.tr("Analyse") if entry.analysis is None else self.tr("Analyse again")
            menu.addAction(words, partial(self._outline.analysis_wanted.emit, number))
        menu.addAction(self.tr("Attempts…"), partial(self._outline.attempts_wanted.emit, number))
        menu.addSeparator()
        withheld = menu.addAction(self.tr("Privileged: left out of exhibits"))
        withheld.setCheckable(True)
        withheld.setChecked(entry.privileged)
        withheld.triggered.connect(lambda ticked: self._desk.mark_output(number, ticked))

    def of_library(self, menu: QMenu, place: Path) -> None:
        """Its page; go on with the embedding."""
        menu.addAction(self.tr("Open its page"), partial(self._outline.library_opened.emit, place))
        embed = menu.addAction(self.tr("Go on embedding"), partial(self._errands.embed_library, place))
        standing = self._errands.standing(place)
        embed.setEnabled(standing is not None and not standing.trouble and standing.embedded_share < 1)
        menu.addAction(self.tr("Show in folder"), partial(_show, place.parent))

    def of_exhibit(self, menu: QMenu, number: int) -> None:
        """Open, show, verify, or take the bytes out of the matter."""
        exhibit = self._exhibit(number)
        place = self._desk.place_of(exhibit)
        for words, slot in (
            (self.tr("Open"), partial(self.open_exhibit, number)),
            (self.tr("Show in folder"), partial(_show, place.parent if place else Path())),
            (self.tr("Verify its bytes"), partial(self.verify_exhibit, number)),
        ):
            menu.addAction(words, slot).setEnabled(place is not None)
        menu.addAction(self.tr("Save a copy from the matter…"), partial(self._save, exhibit)).setEnabled(
            exhibit.kept
        )

    def open_exhibit(self, number: int) -> None:
        """Open the file of an exhibit."""
        exhibit = self._exhibit(number)
        place = self._desk.place_of(exhibit)
        if place:
            _show(place)
        else:
            self._miss(exhibit)

    def verify_exhibit(self, number: int) -> None:
        """Say whether the file of an exhibit has the bytes that were made."""
        exhibit = self._exhibit(number)
        place = self._desk.place_of(exhibit)
        if place is None:
            self._miss(exhibit)
            return
        try:
            digest = hashlib.sha256(place.read_bytes()).hexdigest()
        except OSError:
            self._miss(exhibit)
            return
        if digest == exhibit.sha256:
            said = self.tr("{0} has the bytes that were made: SHA-256 {1}…").format(place, digest[:16])
            self._desk.noted.emit(said)
        else:
            self._desk.faulted.emit(
                self.tr("{0} is not the file that was made.").format(place),
                self.tr("Save a copy from the matter, or export the exhibit again."),
            )

    def _save(self, exhibit: ExhibitRecord) -> None:
        matter = self._desk.matter
        chosen, _ = QFileDialog.getSaveFileName(
            self._outline, self.tr("Save a copy of the exhibit"), str(Path.home() / exhibit.name)
        )
        if not chosen or matter is None:
            return
        try:
            Path(chosen).write_bytes(matter.exhibit_bytes(exhibit.number))
        except WorkbenchError as fault:
            self._desk.say(fault)
        except OSError:
            self._desk.faulted.emit(
                self.tr("{0} cannot be written.").format(chosen), self.tr("Choose another place.")
            )

    def _miss(self, exhibit: ExhibitRecord) -> None:
        self._desk.faulted.emit(
            self.tr("{0} is not where it was printed to, nor beside the matter.").format(exhibit.name),
            self.tr("Save a copy from the matter, or export the exhibit again."),
        )

    def _exhibit(self, number: int) -> ExhibitRecord:
        return next(exhibit for exhibit in self._desk.exhibits() if exhibit.number == number)


def _show(place: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
