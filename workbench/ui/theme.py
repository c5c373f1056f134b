"""The colours of the window: read from one file, light, dark or high contrast, following the system."""

import tomllib
from collections.abc import Mapping
from string import Template

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from workbench.domain.finding import Kind
from workbench.places import resource

CHOICES = ("system", "light", "dark", "contrast")

_FAMILY: Mapping[Kind, str] = {
    "verbatim": "exact",
    "near-verbatim": "near",
    "paraphrase": "paraphrase",
    "lead": "lead",
}


def token_sets() -> dict[str, dict[str, str]]:
    """Every set of colours by its name: token to `#RRGGBB`."""
    with resource("styles", "tokens.toml").open("rb") as stream:
        return tomllib.load(stream)


class Theme(QObject):
    """The colours in use; `changed` is emitted when every view must paint itself anew."""

    changed = Signal()

    def __init__(self, app: QApplication, interface: QFont, document: QFont) -> None:
        super().__init__()
        self._app = app
        self._sets = token_sets()
        self._sheet = Template(resource("styles", "window.qss").read_text(encoding="utf-8"))
        self.interface = interface
        self.document = document
        self.choice = str(QSettings().value("theme", "system"))
        self._hints = QGuiApplication.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._accessibility.contrastPreferenceChanged.connect(self._follow)
        self.name = self._wanted()
        app.setFont(interface)
        app.setPalette(self._palette())

    def dress(self) -> None:
        """Give the application its sheet; first when all widgets are made, to dress each once."""
        self._app.setPalette(self._palette())
        on = "light" if self.name == "dark" else "dark"
        check = resource("icons", f"check-on-{on}.svg").as_posix()
        self._app.setStyleSheet(self._sheet.substitute(self._colours, check=check))
        self.changed.emit()

    def choose(self, choice: str) -> None:
        """Use the set `choice`, or follow the system with `system`; the choice is remembered."""
        self.choice = choice if choice in CHOICES else "system"
        QSettings().setValue("theme", self.choice)
        self._follow()

    def colour(self, token: str) -> QColor:
        """The colour of one token in the set in use."""
        return QColor(self._colours[token])

    def ink_of(self, kind: Kind, struck: bool = False) -> QColor:
        """The ink in which findings of a kind are marked."""
        return self.colour("struck" if struck else _FAMILY[kind])

    def wash_of(self, kind: Kind, focused: bool = False) -> QColor:
        """The wash behind findings of a kind; stronger for the pair in focus."""
        return self.colour(_FAMILY[kind] + ("_focus" if focused else "_wash"))

    @property
    def _colours(self) -> dict[str, str]:
        return self._sets[self.name]

    def _follow(self) -> None:
        if self._wanted() != self.name:
            self.name = self._wanted()
            self.dress()

    def _wanted(self) -> str:
        return self.choice if self.choice in self._sets else self._system()

    def _system(self) -> str:
        if self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for name, token in (
            (role.Window, "desk"),
            (role.WindowText, "ink"),
            (role.Base, "paper"),
            (role.AlternateBase, "desk"),
            (role.Text, "ink"),
            (role.Button, "desk"),
            (role.ButtonText, "ink"),
            (role.BrightText, "on_accent"),
            (role.ToolTipBase, "ink"),
            (role.ToolTipText, "paper"),
            (role.PlaceholderText, "second"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Link, "accent"),
            (role.LinkVisited, "accent"),
            (role.Accent, "accent"),
            (role.Light, "paper"),
            (role.Midlight, "hover"),
            (role.Mid, "hairline"),
            (role.Dark, "edge"),
            (role.Shadow, "edge"),
        ):
            palette.setColor(name, self.colour(token))
        disabled = QPalette.ColorGroup.Disabled
        for name in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(disabled, name, self.colour("second"))
        return palette
