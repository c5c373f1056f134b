"""The `workbench` command: everything that the window does, without a window."""

from workbench.cli import terminal
from workbench.cli.app import app
from workbench.domain.errors import WorkbenchError

BAD_INPUT = 3


def main() -> int:
    """Run the command line and return its exit status: 0 done, 2 usage, 3 bad input."""
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


def _say(message: str, remedy: str) -> int:
    terminal.warn(message)
    terminal.warn(remedy)
    return BAD_INPUT
