"""The codes of a matter in rows: what each is called, its key, what it does to the count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.code import Code, Effect, offered
from workbench.ui.furniture import empty, label, push
from workbench.ui.swatch import ColourChoice

_KEY_WIDTH = 48


@dataclass(slots=True)
class _Row:
    """One code, with the fields in which it is edited."""

    code: Code
    label: QLineEdit
    key: QLineEdit
    effect: QComboBox
    colour: ColourChoice

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields, left to right."""
        return (self.colour, self.label, self.key, self.effect)


class CodesEditor(QWidget):
    """Codes are added, renamed, coloured, put in order and retired; a decision made with one keeps it."""

    def __init__(self, codes: Sequence[Code], taken: frozenset[str]) -> None:
        super().__init__()
        self._taken = taken
        self._names = {code.name for code in codes}
        self._rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._said = label(role="fault", wrap=True)
        self._said.hide()
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.addLayout(self._grid)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 8)
        column.setSpacing(8)
        words = self.tr("A code that is retired is not offered any more; decisions made with it keep it.")
        column.addWidget(label(words, "second", wrap=True))
        column.addWidget(scroll, 1)
        column.addWidget(self._said)
        foot = QHBoxLayout()
        foot.addWidget(push(self.tr("Add a code"), self.add))
        foot.addStretch(1)
        column.addLayout(foot)
        for code in offered(codes):
            self._rows.append(self._row(code))
        self._lay_out()

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes as they stand in the rows."""
        made = []
        for row in self._rows:
            said = row.label.text().strip()
            effect: Effect = row.effect.currentData()
            name = row.code.name or self._name_for(said)
            made.append(Code(name, said, row.key.text().strip().upper(), effect, row.colour.colour))
        return tuple(made)

    def add(self) -> None:
        """A further row, empty."""
        self._rows.append(self._row(Code("", "")))
        self._lay_out()
        self._rows[-1].label.setFocus()

    def put(self, row: _Row, by: int) -> None:
        """Put a row `by` lines lower."""
        place = self._rows.index(row)
        wanted = min(max(place + by, 0), len(self._rows) - 1)
        self._rows.insert(wanted, self._rows.pop(place))
        self._lay_out()

    def retire(self, row: _Row) -> None:
        """Take a code from the list."""
        self._rows.remove(row)
        for field in row.fields:
            field.deleteLater()
        self._lay_out()
        self._weigh()

    def _row(self, code: Code) -> _Row:
        effect = QComboBox()
        for value, words in (
            ("counts", self.tr("counts")),
            ("strikes", self.tr("is struck")),
            ("open", self.tr("stays open")),
        ):
            effect.addItem(words, value)
        effect.setCurrentIndex(effect.findData(code.effect))
        row = _Row(code, QLineEdit(code.label), QLineEdit(code.key), effect, ColourChoice(code.colour))
        row.key.setMaxLength(1)
        row.key.setFixedWidth(_KEY_WIDTH)
        row.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.key.textChanged.connect(self._weigh)
        return row

    def _lay_out(self) -> None:
        for row in self._rows:
            for field in row.fields:
                self._grid.removeWidget(field)
        empty(self._grid)
        heads = (self.tr("Code"), self.tr("Key"), self.tr("A finding decided so"))
        for place, words in enumerate(heads, 1):
            self._grid.addWidget(label(words, "section"), 0, place)
        for line, row in enumerate(self._rows, 1):
            said = row.code.label or self.tr("new code")
            row.label.setAccessibleName(self.tr("Name of the code {0}").format(said))
            row.key.setAccessibleName(self.tr("Key of the code {0}").format(said))
            row.effect.setAccessibleName(self.tr("What the code {0} does").format(said))
            row.colour.setAccessibleName(self.tr("Colour of the code {0}").format(said))
            for place, field in enumerate(row.fields):
                self._grid.addWidget(field, line, place)
                field.show()
            for place, button in enumerate(self._buttons(row, said)):
                self._grid.addWidget(button, line, place + 4)

    def _buttons(self, row: _Row, said: str) -> list[QPushButton]:
        made = []
        for words, told, slot in (
            ("↑", self.tr("Move {0} up"), partial(self.put, row, -1)),
            ("↓", self.tr("Move {0} down"), partial(self.put, row, 1)),
            (self.tr("Retire"), self.tr("Retire {0}"), partial(self.retire, row)),
        ):
            button = push(words, slot, "quiet", tip=told.format(said))
            button.setAccessibleName(told.format(said))
            made.append(button)
        return made

    def _weigh(self) -> None:
        """Say which keys cannot decide, as the window has them for itself."""
        lost = sorted({code.key for code in self.codes if code.key and code.key in self._taken})
        self._said.setText(
            self.tr("The window has these keys for itself: {0}. Choose others.").format(", ".join(lost))
        )
        self._said.setVisible(bool(lost))

    def _name_for(self, said: str) -> str:
        """A name that no code of the matter has had: decisions know their code by it."""
        base = re.sub(r"\W+", "-", said.casefold()).strip("-")
        name, number = base, 1
        while name in self._names:
            number += 1
            name = f"{base}-{number}"
        return name
