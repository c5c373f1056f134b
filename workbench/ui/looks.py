"""The character formats of marks and numbers in the colours of the theme."""

from PySide6.QtGui import QFont, QTextCharFormat

from workbench.domain.finding import Kind
from workbench.ui.theme import Theme

_SMALLER = 3
"""Pixels that a number is smaller than the words."""


class Looks:
    """Character formats, each made once."""

    def __init__(self, theme: Theme, size: int) -> None:
        """`size`: of the document's type, in pixels."""
        self._theme = theme
        self._size = size
        self._made: dict[tuple[Kind, bool], QTextCharFormat] = {}
        self._numbers = {struck: self._number(struck) for struck in (False, True)}
        self.plain = self._plain()

    def mark(self, kind: Kind, struck: bool) -> QTextCharFormat:
        """How words under a mark look."""
        look = (kind, struck)
        if look not in self._made:
            self._made[look] = self._mark(kind, struck)
        return self._made[look]

    def number(self, struck: bool) -> QTextCharFormat:
        """How a number `[3]` looks."""
        return self._numbers[struck]

    def _plain(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._theme.colour("ink"))
        return made

    def _mark(self, kind: Kind, struck: bool) -> QTextCharFormat:
        made = self._plain()
        ink = self._theme.ink_of(kind, struck)
        if kind == "verbatim":
            made.setFontUnderline(True)
            made.setUnderlineColor(ink)
            if not struck:
                made.setFontWeight(QFont.Weight.Bold)
        if kind in ("verbatim", "near-verbatim") or struck:
            made.setForeground(ink)
        if not struck and kind != "lead":
            made.setBackground(self._theme.wash_of(kind))
        return made

    def _number(self, struck: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._theme.colour("struck" if struck else "ink"))
        made.setFontFamilies(self._theme.interface.families())
        made.setProperty(QTextCharFormat.Property.FontPixelSize, max(9, self._size - _SMALLER))
        made.setFontWeight(QFont.Weight.DemiBold)
        return made
