"""A thread that kills a child whose time is over, or whose memory the system does not limit for us."""

import contextlib
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

from workbench.domain.errors import UnreadableDocument
from workbench.intake.sandbox import windows
from workbench.intake.sandbox.faults import broken, too_hungry, too_slow
from workbench.intake.sandbox.limits import Limits

_PACE = 0.1
"""Seconds between two looks at the clock."""
_PACE_OF_MEMORY = 0.5
_LOOKS_AT_MEMORY = sys.platform == "darwin"
"""Linux limits the address space, and Windows the job; macOS accepts such a limit and does not hold it."""


class Watch:
    """Counts the time that is spent waiting for a child; what its taker does with the texts is not."""

    def __init__(self, process: "subprocess.Popen[bytes]", limits: Limits, kill: Callable[[], None]) -> None:
        """`kill` ends the child with all that it started, which would else keep its pipe open."""
        self.size = 0
        self._kill = kill
        self._process = process
        self._limits = limits
        self._job = windows.confine(process, limits)
        self._granted = self._left = 0.0
        self._deadline: float | None = None
        self._overdue = self._overfed = False
        self._stopped = threading.Event()
        threading.Thread(target=self._look, name="reading watch", daemon=True).start()

    def grant(self, seconds: float) -> None:
        """Give the next file so much time."""
        self._granted = self._left = seconds

    def extend(self, seconds: float) -> None:
        """Give the file in hand more time, up to the most that any may have."""
        more = min(seconds, self._limits.most_seconds - self._granted)
        self._granted += more
        self._left += more

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """Count the time of the block."""
        began = time.monotonic()
        self._deadline = began + self._left
        try:
            yield
        finally:
            self._deadline = None
            self._left -= time.monotonic() - began

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        windows.release(self._job)

    def post_mortem(self, name: str, status: int) -> UnreadableDocument:
        """Why the child died while it read a file."""
        if self._overdue or status == -getattr(signal, "SIGXCPU", 0):
            return too_slow(name, self._granted)
        return too_hungry(name) if self._overfed else broken(name)

    def _look(self) -> None:
        looked = time.monotonic()
        while not self._stopped.wait(_PACE):
            now, deadline = time.monotonic(), self._deadline
            if deadline is not None and now > deadline:
                self._overdue = True
                self._kill()
            elif _LOOKS_AT_MEMORY and now > looked + _PACE_OF_MEMORY:
                looked = now
                if resident(self._process.pid) > self._limits.memory_for(self.size):
                    self._overfed = True
                    self._kill()


def resident(pid: int) -> int:
    """Bytes of memory that a process holds, as `ps` tells; 0 if it is gone."""
    ps = shutil.which("ps") or "/bin/ps"
    told = subprocess.run([ps, "-o", "rss=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S603 - a fixed command
    return int(told.stdout.strip() or 0) * 1024
