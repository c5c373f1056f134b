"""Which libraries an output is analysed against, and whether search by meaning is asked too."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.desk import Desk
from workbench.ui.furniture import label, push


class LibraryChoice(QWidget):
    """A box to tick for each library of the matter; without one, the ways to get one."""

    changed = Signal()
    library_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._boxes: dict[Path, QCheckBox] = {}
        self._left_out: set[Path] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(label(self.tr("Libraries"), "section"))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._column.addLayout(self._list)
        self._none = label(
            self.tr("No library yet. Make one from a folder of documents, or add one that exists."),
            "second",
            wrap=True,
        )
        self._column.addWidget(self._none)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(push(self.tr("From a folder…"), self.folder_wanted.emit))
        ways.addWidget(
            push(self.tr("Add…"), self.library_wanted.emit, tip=self.tr("Add a library that exists"))
        )
        ways.addStretch(1)
        self._column.addLayout(ways)
        self._meaning = QCheckBox(self.tr("Search by meaning, too"))
        self._meaning.setAccessibleName(self._meaning.text())
        self._meaning.setToolTip(self.tr("Slower: paraphrases and leads, where the library is embedded"))
        self._meaning.setChecked(True)
        self._column.addWidget(self._meaning)
        desk.matter_changed.connect(self._show)
        desk.libraries_changed.connect(self._show)
        self._show()

    @property
    def chosen(self) -> Sequence[Path]:
        """The libraries that are ticked."""
        return [path for path, box in self._boxes.items() if box.isChecked()]

    @property
    def by_meaning(self) -> bool:
        """Whether search by meaning is asked."""
        return self._meaning.isChecked()

    def _show(self) -> None:
        self._left_out |= {path for path, box in self._boxes.items() if not box.isChecked()}
        for box in self._boxes.values():
            self._list.removeWidget(box)
            box.deleteLater()
        self._boxes = {path: self._box(path) for path in self._desk.libraries()}
        self._none.setVisible(not self._boxes)
        self._meaning.setVisible(bool(self._boxes))
        self.changed.emit()

    def _box(self, path: Path) -> QCheckBox:
        box = QCheckBox(path.name.replace("&", "&&"))
        box.setAccessibleName(self.tr("Analyse against {0}").format(path.name))
        box.setToolTip(str(path))
        box.setChecked(path not in self._left_out)
        box.toggled.connect(lambda ticked: self._on_toggle(path, ticked))
        self._list.addWidget(box)
        return box

    def _on_toggle(self, path: Path, ticked: bool) -> None:
        if ticked:
            self._left_out.discard(path)
        self.changed.emit()
