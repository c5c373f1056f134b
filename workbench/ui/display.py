"""Whether this machine can show a window, asked before Qt aborts over it."""

import ctypes
import ctypes.util
import os
import sys

from workbench.domain.errors import WorkbenchError

_CURSOR_LIBRARY = "libxcb-cursor.so.0"
_CURSOR_PACKAGE = "libxcb-cursor0"


class NoDisplay(WorkbenchError):
    """This machine cannot show a window."""


def check_display() -> None:
    """Raise NoDisplay, naming what is missing, where Qt would end the program without a word."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not os.environ.get("DISPLAY"):
        raise NoDisplay(
            "There is no display to show the window on.",
            "Start the program from a desktop session, or use the commands listed by `workbench --help`.",
        )
    if not _can_load(_CURSOR_LIBRARY):
        raise NoDisplay(
            f"The window needs the system library {_CURSOR_PACKAGE}, which is not installed.",
            f"Install it (on Debian or Ubuntu: `sudo apt install {_CURSOR_PACKAGE}`) and start again.",
        )


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return ctypes.util.find_library("xcb-cursor") is not None
    return True
