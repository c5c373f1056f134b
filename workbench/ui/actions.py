"""Everything that can be done, once: its words, its key, where it stands in the menus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from workbench.domain.code import Code
from workbench.ui.settings import key_of


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done: its name here, its words, its key; a gap stands before it in its menu."""

    name: str
    words: str
    key: str = ""
    gap: bool = False
    ticked: bool = False
    """Whether it is something to be switched on and off."""


def menus() -> tuple[tuple[str, tuple[Deed, ...]], ...]:
    """The menus, left to right, with what stands in them."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Actions", text)

    return (
        (
            tr("&Matter"),
            (
                Deed("new", tr("&New matter…"), "Ctrl+N"),
                Deed("open", tr("&Open matter…"), "Ctrl+O"),
                Deed("sample", tr("Open the &sample matter")),
                Deed("export", tr("&Export the exhibit…"), "Ctrl+E", gap=True),
                Deed("verify", tr("&Verify the audit chain")),
                Deed("codes", tr("Codes, notes and ignored &words…"), gap=True),
                Deed("reviewer", tr("Change the &reviewer…")),
                Deed("alone", tr("Show &only my own decisions"), ticked=True),
                Deed("agreement", tr("A&greement of reviewers…")),
                Deed("close", tr("&Close matter"), "Ctrl+W", gap=True),
                Deed("quit", tr("&Quit"), "Ctrl+Q"),
            ),
        ),
        (
            tr("&Output"),
            (
                Deed("paste", tr("&Paste as new output"), "Ctrl+Shift+V"),
                Deed("files", tr("&Open documents…"), "Ctrl+Shift+O"),
                Deed("analyse", tr("&Analyse"), "F5", gap=True),
                Deed("analyse_all", tr("Analyse all that are &not analysed"), "Shift+F5"),
                Deed("attempts", tr("A&ttempts…"), "Ctrl+T", gap=True),
                Deed("privileged", tr("Pri&vileged: left out of exhibits"), ticked=True),
                Deed("library_page", tr("Page of a li&brary…"), "Ctrl+B", gap=True),
                Deed("library", tr("Add a &library…")),
                Deed("folder", tr("&Make a library from a folder…")),
                Deed("rights", tr("&Rights in the analysis…"), gap=True),
            ),
        ),
        (
            tr("&Finding"),
            (
                Deed("next", tr("&Next"), "J"),
                Deed("previous", tr("&Previous"), "K"),
                Deed("note", tr("Write a no&te"), "N", gap=True),
                Deed("preset", tr("Put in a note on &offer…"), "Shift+N"),
                Deed("withheld", tr("The note is pri&vileged"), "Shift+P", ticked=True),
                Deed("save_next", tr("Save, and go to the next un&decided"), "Ctrl+Return"),
                Deed("alike", tr("Decide all &like this one…"), "Shift+A", gap=True),
                Deed("accept", tr("&Accept what is proposed"), "Shift+Y"),
                Deed("ignore", tr("I&gnore these words from now on"), "Shift+I"),
                Deed("advance", tr("Go on to the next after deciding"), ticked=True),
                Deed("undo", tr("Undo"), "Ctrl+Z", gap=True),
                Deed("redo", tr("Redo"), "Ctrl+Shift+Z"),
                Deed("next_source", tr("Next &source"), "]", gap=True),
                Deed("previous_source", tr("Previous sou&rce"), "["),
                Deed("copy_place", tr("Cop&y with its place"), "Ctrl+Shift+C", gap=True),
                Deed("find", tr("Find &in both texts"), "Ctrl+F"),
                Deed("filter", tr("&Filter the findings"), "Ctrl+L"),
                Deed("by_work", tr("Group by &work"), "Ctrl+G", ticked=True),
            ),
        ),
        (
            tr("&View"),
            (
                Deed("outline", tr("&Outline"), "Ctrl+1", ticked=True),
                Deed("findings", tr("&Findings"), "Ctrl+2", ticked=True),
                Deed("card", tr("Finding &card"), "Ctrl+3", ticked=True),
                Deed("beside", tr("Findings at the ri&ght"), "Ctrl+4", ticked=True),
                Deed("in_step", tr("&Scroll both texts in step"), "L", gap=True, ticked=True),
                Deed("struck", tr("Stru&ck findings, dim"), "H", ticked=True),
                Deed("lines", tr("Line &numbers"), ticked=True),
                Deed("larger", tr("&Larger type"), "Ctrl++", gap=True),
                Deed("smaller", tr("&Smaller type"), "Ctrl+-"),
                Deed("system", tr("Colours of the s&ystem"), gap=True, ticked=True),
                Deed("light", tr("L&ight"), ticked=True),
                Deed("dark", tr("&Dark"), ticked=True),
                Deed("contrast", tr("&High contrast"), ticked=True),
                Deed("settings", tr("Se&ttings…"), "Ctrl+,", gap=True),
            ),
        ),
        (
            tr("&Help"),
            (
                Deed("how", tr("&How it works"), "F1"),
                Deed("keys", tr("&Keys"), "?"),
                Deed("about", tr("&About")),
            ),
        ),
    )


class Actions(QObject):
    """The actions of the window by name, put into menus."""

    def __init__(self, window: QWidget, bar: QMenuBar) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._window = window
        self._menus: list[QMenu] = []
        self._codes: dict[Code, QAction] = {}
        for title, deeds in menus():
            menu = bar.addMenu(title)
            self._menus.append(menu)
            for deed in deeds:
                if deed.gap:
                    menu.addSeparator()
                action = QAction(deed.words, window)
                action.setCheckable(deed.ticked)
                menu.addAction(action)
                self._actions[deed.name] = action
        self._finding_menu = self._menus[2]
        self.take_keys()

    def take_keys(self) -> None:
        """Give each action the key that the reviewer chose for it, or its usual one."""
        for _, deeds in menus():
            for deed in deeds:
                self._actions[deed.name].setShortcut(QKeySequence(key_of(deed.name, deed.key)))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_to(self, slots: dict[str, Callable[[], object]]) -> None:
        """Let each named action call its slot."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(lambda _=False, slot=slot: slot())

    def offer(self, codes: Sequence[Code], decide: Callable[[str], object]) -> None:
        """Let the menu of findings and the keys decide by these codes; a key that is taken stays as it is."""
        if list(self._codes) == list(codes):
            return
        for old in self._codes.values():
            self._finding_menu.removeAction(old)
            old.deleteLater()
        taken = self.taken_keys()
        self._codes = {}
        for code in codes:
            action = QAction(code.label.replace("&", "&&"), self._window)
            if code.key.upper() not in taken:
                action.setShortcut(QKeySequence(code.key.upper()))
            action.triggered.connect(lambda _=False, name=code.name: decide(name))
            self._finding_menu.insertAction(self._actions["note"], action)
            self._codes[code] = action

    def taken_keys(self) -> frozenset[str]:
        """The keys that the window has for itself, and no code can have."""
        return frozenset(action.shortcut().toString() for action in self._actions.values())

    def enable_codes(self, enabled: bool) -> None:
        """Allow or forbid deciding."""
        for action in self._codes.values():
            action.setEnabled(enabled)

    def enable(self, names: str, enabled: bool) -> None:
        """Allow or forbid the actions named, with spaces between."""
        for name in names.split():
            self._actions[name].setEnabled(enabled)
