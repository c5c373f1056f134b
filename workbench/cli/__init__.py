"""The `workbench` command: everything that the window does, without a window."""

import contextlib
import sys

from workbench.cli import terminal
from workbench.cli.app import app
from workbench.domain.errors import WorkbenchError

BAD_INPUT = 3
CHILD = "--read-in-sandbox"


def main() -> int:
    """Run the command line and return its exit status: 0 done, 2 usage, 3 bad input."""
    if sys.argv[1:] == [CHILD]:  # a frozen program is its own child process
        from workbench.intake.sandbox.child import main as read_in_sandbox

        read_in_sandbox()
        return 0
    _leave_no_core()
    try:
        app()
    except WorkbenchError as fault:
        return _say(fault.message, fault.remedy)
    except OSError as fault:
        if fault.strerror is None:  # not the system's word, but a bug
            raise
        return _say(
            f"{fault.filename or 'A file'} cannot be read or written: {fault.strerror}.",
            "Check the name, your rights and the room on the disk, or name another place.",
        )
    return 0


def _leave_no_core() -> None:
    """Let a crash of this process or of a child write no image of its memory: texts would be in it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _say(message: str, remedy: str) -> int:
    terminal.warn(message)
    terminal.warn(remedy)
    return BAD_INPUT
