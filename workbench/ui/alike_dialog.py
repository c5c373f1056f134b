"""Where else the same source words were found, before one decision speaks for all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.desk import Desk, Place
from workbench.ui.finding_words import code_words
from workbench.ui.furniture import label, push

_MOST = 12
"""Outputs that are listed by name."""


class AlikeDialog(QDialog):
    """Says how many there are and where; those that are decided already are left alone unless asked for."""

    def __init__(self, desk: Desk, found: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Decide all like this one"))
        self.setMinimumWidth(480)
        self._found = found
        self._decided = _decided(desk, found)
        review = desk.review
        standing = review.decisions.get(review.focus or 0) if review else None
        said = code_words(standing.code, desk.codes()) if standing else ""
        self._code = said or self.tr("only a note")
        self._too = QCheckBox(self.tr("Those that are decided already, too"))
        self._too.setAccessibleName(self._too.text())
        self._too.toggled.connect(self._weigh)
        self._do = push("", self.accept, "primary")
        self._do.setDefault(True)
        self._lay_out(desk)
        self._weigh()
        self._do.setFocus()

    @property
    def chosen(self) -> list[Place]:
        """The findings to decide."""
        return [place for place in self._found if self._too.isChecked() or place not in self._decided]

    def _lay_out(self, desk: Desk) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        title = self.tr("The same source words stand in {0:,} more findings").format(len(self._found))
        column.addWidget(label(title, "heading"))
        words = self.tr("Each takes the decision of this one, “{0}”, with its note; one undo takes all back.")
        column.addWidget(label(words.format(self._code), "second", wrap=True))
        column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        heads = (self.tr("Output"), self.tr("Findings"), self.tr("Decided already"))
        for place, head in enumerate(heads):
            grid.addWidget(label(head, "section"), 0, place, _side(place))
        rows = self._rows(desk)
        for row, cells in enumerate(rows[:_MOST], 1):
            for place, cell in enumerate(cells):
                grid.addWidget(label(cell), row, place, _side(place))
        column.addLayout(grid)
        if len(rows) > _MOST:
            more = self.tr("and in {0:,} more outputs").format(len(rows) - _MOST)
            column.addWidget(label(more, "second"))
        column.addSpacing(8)
        column.addWidget(self._too)
        self._too.setVisible(bool(self._decided))
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(push(self.tr("Cancel"), self.reject))
        foot.addWidget(self._do)
        column.addLayout(foot)

    def _rows(self, desk: Desk) -> list[tuple[str, str, str]]:
        """Output, findings, decided ones; a line for each output that has any."""
        rows = []
        for entry in desk.outputs():
            own = [place for place in self._found if place[0] == entry.analysis]
            decided = sum(place in self._decided for place in own)
            if own:
                rows.append((entry.name, f"{len(own):,}", f"{decided:,}"))
        return rows

    def _weigh(self) -> None:
        count = len(self.chosen)
        self._do.setText(self.tr("Decide {0:,}: {1}").format(count, self._code.replace("&", "&&")))
        self._do.setAccessibleName(self._do.text())
        self._do.setEnabled(bool(count))


def _decided(desk: Desk, found: Sequence[Place]) -> set[Place]:
    """Those about which something stands already."""
    matter = desk.matter
    standing = (
        {number: matter.decisions(number) for number in {number for number, _ in found}} if matter else {}
    )
    return {
        (analysis, finding)
        for analysis, finding in found
        if (made := standing.get(analysis, {}).get(finding)) is not None and (made.code or made.note)
    }


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
