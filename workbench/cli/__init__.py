"""The `workbench` command: everything that the window does, without a window."""

import errno
import sys

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
        if fault.errno not in (
            errno.ENOSPC,
            errno.EDQUOT,
            errno.EACCES,
            errno.EROFS,
            errno.ENOENT,
            errno.EISDIR,
        ):
            raise
        return _say(
            f"{fault.filename or 'A file'} cannot be written: {fault.strerror}.",
            "Make room, or name another place.",
        )
    return 0


def _say(message: str, remedy: str) -> int:
    sys.stderr.write(f"{message}\n{remedy}\n")
    return BAD_INPUT
