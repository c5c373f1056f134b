"""Pictures of the window's main states: `python -m tests.ui.screenshots FOLDER [STATE...]`."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui import dialog_states, window_states
from workbench.ui.main import application, open_window
from workbench.ui.window import Window

SIZE = (1280, 800)


def settle(app: QApplication) -> None:
    """Let every layout and zero timer have its turn."""
    for _ in range(12):
        app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # windows that were closed are dressed no more


def take(app: QApplication, folder: Path) -> list[Path]:
    """Make every picture; gives their paths."""
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for title, state in STATES.items():
            made.append(_picture(app, folder, home, title, state))
    return made


def _picture(
    app: QApplication, folder: Path, home: Path, title: str, state: Callable[[Window, Path], QDialog | None]
) -> Path:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / title))
    QSettings().setValue("reviewer", "R. Roe")
    place = home / title
    place.mkdir(exist_ok=True)
    window = open_window(app)
    window.errands.stop()  # a picture needs no worker
    window.resize(*SIZE)
    window.show()
    dialog = state(window, place)
    settle(app)
    path = folder / f"{title}.png"
    (dialog or window).grab().save(str(path))
    if dialog:
        dialog.close()
    window.theme.choose("light")
    window.close()
    window.deleteLater()
    settle(app)
    return path


STATES: dict[str, Callable[[Window, Path], QDialog | None]] = {
    state.__name__: state
    for state in (
        window_states.welcome, window_states.empty, window_states.pasted, window_states.not_analysed,
        window_states.running, window_states.light, window_states.dark, window_states.contrast,
        window_states.beside, window_states.competing, window_states.fault, window_states.larger,
        window_states.coloured, window_states.filtered, window_states.proposed, window_states.queue,
        window_states.nothing_found, window_states.refused, window_states.filtered_dark,
        dialog_states.export, dialog_states.keys, dialog_states.how_it_works, dialog_states.library,
        dialog_states.library_page, dialog_states.rights, dialog_states.attempts,
        dialog_states.attempt, dialog_states.codes, dialog_states.ignored_words,
        dialog_states.agreement, dialog_states.alike, dialog_states.settings,
        dialog_states.settings_analysis, dialog_states.settings_keys, dialog_states.attempts_dark,
        dialog_states.codes_dark, dialog_states.agreement_dark,
    )
}  # fmt: skip


if __name__ == "__main__":
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    chosen = sys.argv[2:]
    if chosen:
        STATES = {name: STATES[name] for name in chosen}
    for shot in take(application(), target):
        print(shot)
