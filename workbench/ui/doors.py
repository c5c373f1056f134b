"""The ways in: which matter, which files, which library. Asks the reviewer, then tells desk and errands."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from workbench.domain.errors import PassphraseNeeded, WorkbenchError
from workbench.domain.review import Attempt
from workbench.places import user_folder
from workbench.ui.desk import Desk
from workbench.ui.errand import Errand
from workbench.ui.errands import SAMPLE_MATTER, Errands
from workbench.ui.recent import remember_matter

_MATTER = "matter"


class Doors(QObject):
    """Opens what the reviewer names; bad input is told in a dialog, and nothing else changes."""

    def __init__(self, desk: Desk, errands: Errands, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._errands = errands
        self._window = window
        self._sample: Errand | None = None
        errands.sample_made.connect(self.open_matter)

    def new_matter(self) -> None:
        """Ask for a name and a place, and make a matter there."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("New matter"),
            str(user_folder() / self.tr("Untitled.matter")),
            self._matters(),
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix == f".{_MATTER}" else path.with_name(f"{path.name}.{_MATTER}")
            self._enter(lambda: self._desk.create_matter(path), path)

    def ask_matter(self) -> None:
        """Ask which matter to open."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open matter"), str(user_folder()), self._matters()
        )
        if chosen:
            self.open_matter(Path(chosen))

    def open_matter(self, path: Path) -> None:
        """Open the matter at `path`; ask for the passphrase of an encrypted one."""
        self._enter(lambda: self._unlock(path), path)

    def _unlock(self, path: Path) -> None:
        try:
            self._desk.open_matter(path)
        except PassphraseNeeded as needed:
            passphrase, given = QInputDialog.getText(
                self._window, self.tr("Passphrase"), needed.message, QLineEdit.EchoMode.Password
            )
            if not given:
                raise
            self._desk.open_matter(path, passphrase)

    def open_sample(self) -> None:
        """Open the sample matter; it is made first where it was not yet."""
        folder = user_folder() / self.tr("Sample")
        if (folder / SAMPLE_MATTER).is_file():
            self.open_matter(folder / SAMPLE_MATTER)
        elif self._sample is None or self._sample.over:
            self._sample = self._errands.make_sample(_fresh(folder))

    def ask_files(self) -> None:
        """Ask for documents, and read them as outputs."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open documents as outputs"),
            str(Path.home()),
            self._documents(),
        )
        if chosen:
            self._errands.read_files([Path(path) for path in chosen], Attempt())

    def take_in(self, paths: Sequence[Path]) -> None:
        """Open the matter among `paths`; else attach the libraries to the open one, and read what is left."""
        matters = [path for path in paths if path.suffix == f".{_MATTER}"]
        libraries = [path for path in paths if _is_library(path)]
        texts = [path for path in paths if path not in libraries]
        if matters:
            self.open_matter(matters[0])
        elif paths and self._desk.matter is None:
            self._desk.faulted.emit(
                self.tr("No matter is open that could take these files."),
                self.tr("Make a matter or open one, and drop them again."),
            )
        else:
            for library in libraries:
                self._desk.attach_library(library)
            if texts:
                self._errands.read_files(texts, Attempt())

    def ask_library(self) -> None:
        """Ask for a library that exists, and attach it."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Add a library"), str(user_folder()))
        if not chosen:
            return
        if _is_library(Path(chosen)):
            self._desk.attach_library(Path(chosen))
        else:
            self._tell(
                self.tr("The folder {0} is not a library.").format(Path(chosen).name),
                self.tr("Choose a folder that was made as a library, or make one from this folder."),
            )

    def ask_folder(self) -> None:
        """Ask for a folder of texts, and make a library from it."""
        from workbench.ui.library_dialog import LibraryDialog

        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Make a library from a folder"), str(Path.home())
        )
        if not chosen:
            return
        dialog = LibraryDialog(Path(chosen), self._window)
        if dialog.exec():
            self._errands.make_library(dialog.place, [Path(chosen)])

    def _enter(self, enter: Callable[[], None], path: Path) -> None:
        try:
            enter()
        except WorkbenchError as fault:
            self._tell(fault.message, fault.remedy)
        else:
            remember_matter(path)

    def _tell(self, message: str, remedy: str) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle("Attribution Workbench")
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setText(message)
        box.setInformativeText(remedy)
        box.setAccessibleDescription(f"{message} {remedy}")
        box.open()

    def _documents(self) -> str:
        from workbench.intake.formats import FORMATS

        patterns = " ".join(f"*{suffix}" for row in FORMATS for suffix in row.suffixes)
        return self.tr("Documents ({0});;All files (*)").format(patterns)

    def _matters(self) -> str:
        return self.tr("Matters (*.matter);;All files (*)")


def _is_library(path: Path) -> bool:
    return (path / "manifest.json").is_file()


def _fresh(folder: Path) -> Path:
    """The folder, or the first beside it with a number, that holds nothing: what was half made stays."""
    number = 1
    fresh = folder
    while fresh.exists() and any(fresh.iterdir()):
        number += 1
        fresh = folder.with_name(f"{folder.name} {number}")
    return fresh
