"""All keys on one sheet over the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.domain.code import Code
from workbench.ui.actions import menus
from workbench.ui.furniture import label, push
from workbench.ui.settings import key_of


class KeysSheet(QDialog):
    """What can be done with which key, menu by menu."""

    def __init__(self, parent: QWidget, codes: Sequence[Code] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        page = QVBoxLayout(self)
        page.setContentsMargins(32, 24, 32, 16)
        page.setSpacing(16)
        page.addWidget(label(self.tr("Keys"), "title"))
        columns = QHBoxLayout()
        columns.setSpacing(48)
        for title, deeds in menus():
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(4)
            grid.addWidget(label(title.replace("&", ""), "section"), 0, 0, 1, 2)
            keyed = [
                (deed.words.replace("&", "").rstrip("…"), key)
                for deed in deeds
                if (key := key_of(deed.name, deed.key))
            ]
            if any(deed.name == "note" for deed in deeds):
                keyed.extend((code.label, code.key.upper()) for code in codes if code.key)
            for row, (words, key) in enumerate(keyed, 1):
                grid.addWidget(label(words), row, 0)
                grid.addWidget(label(key, "second"), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.setRowStretch(len(keyed) + 1, 1)
            if keyed:
                columns.addLayout(grid)
        page.addLayout(columns)
        foot = QHBoxLayout()
        foot.addWidget(
            label(self.tr("In the table the arrow keys go from finding to finding, too."), "second")
        )
        foot.addStretch(1)
        foot.addWidget(push(self.tr("Close"), self.accept))
        page.addLayout(foot)
