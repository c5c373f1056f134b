"""What the window's process loads, and what it says where it cannot open."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.ui import display

_SCRIPT = """
import json, pathlib, sys, time
from PySide6.QtWidgets import QApplication
from workbench.ui.main import application, open_window
window = open_window(application())
window.show()
before = [name for name in ("numpy", "torch", "faiss", "reportlab") if name in sys.modules]
case, library = map(pathlib.Path, sys.argv[1:])
window.desk.create_matter(case)
window.desk.attach_library(library)
end = time.monotonic() + 30
while window.errands.standing(library) is None and time.monotonic() < end:
    QApplication.processEvents()
    time.sleep(0.01)
trouble = window.errands.standing(library).trouble
window.close()
heavy = ("numpy", "torch", "faiss", "transformers")
print(json.dumps([before, bool(trouble), [name for name in heavy if name in sys.modules]]))
"""


def test_the_window_shows_before_numpy_and_never_loads_a_model(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(f"if __name__ == '__main__':{_SCRIPT.replace(chr(10), chr(10) + '    ')}")
    ended = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "case.matter"), str(tmp_path / "none")],
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(ended.stdout) == [[], True, []]


def test_a_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(display, "_can_load", lambda _: False)
    with pytest.raises(display.NoDisplay) as fault:
        display.check_display()
    assert "libxcb-cursor0" in fault.value.message
    assert "apt install" in fault.value.remedy
    assert "libxcb-cursor0" in fault.value.remedy


def test_without_a_display_the_command_line_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(display.NoDisplay, match="workbench --help"):
        display.check_display()


def test_a_process_that_copied_text_ends_in_peace() -> None:
    script = (
        "from PySide6.QtWidgets import QPlainTextEdit\n"
        "from workbench.ui.document_pane import DocumentPane\n"
        "from workbench.ui.main import application\n"
        "from workbench.ui.theme import Theme\n"
        "from workbench.ui.fonts import document_font, interface_font\n"
        "app = application()\n"
        "pane = DocumentPane(Theme(app, interface_font(), document_font()))\n"
        "pane.show_text('some words', [])\n"
        "pane.selectAll()\n"
        "pane.copy()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
