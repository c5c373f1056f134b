"""Whether this machine can show a window, asked before Qt is imported or aborts over it.

On a bare Linux some libraries of the system are missing. Python then ends with an import error, or Qt ends
the program without a word that helps; here they are named, all at once.
"""

import ctypes
import os
import sys

from workbench.domain.errors import WorkbenchError

_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Libraries that Qt needs even without a display, and the Debian packages that hold them."""

_ON_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Libraries that its X11 platform needs as well."""


class NoDisplay(WorkbenchError):
    """This machine cannot show a window."""


def check_display() -> None:
    """Raise NoDisplay, naming what is missing, where Qt would end the program without a word."""
    if not sys.platform.startswith("linux"):
        return
    on_x11 = _platform() == "xcb"
    if on_x11 and not os.environ.get("DISPLAY"):
        raise NoDisplay(
            "There is no display to show the window on.",
            "Start the program from a desktop session, or use the commands listed by `workbench --help`.",
        )
    needed = _ALWAYS | (_ON_X11 if on_x11 else {})
    missing = sorted(package for library, package in needed.items() if not _can_load(library))
    if missing:
        raise NoDisplay(
            f"The window needs what this system lacks: {', '.join(missing)}.",
            f"Install it (on Debian or Ubuntu: `sudo apt install {' '.join(missing)}`) and start again.",
        )
    if on_x11 and not _answers():
        raise NoDisplay(
            f"The display {os.environ['DISPLAY']} does not answer.",
            "Check DISPLAY, or start the program from a desktop session.",
        )


def _platform() -> str:
    """The Qt platform that will be used: the one asked for, else Wayland's where there is one, else X11's."""
    asked = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    return asked or ("wayland" if os.environ.get("WAYLAND_DISPLAY") else "xcb")


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _answers() -> bool:
    """Whether the X server can be reached; true, too, where libxcb is not there to ask it."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    fault: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return fault == 0
