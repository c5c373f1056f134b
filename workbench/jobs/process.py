"""The child process as its parent holds it."""

import contextlib
import multiprocessing
from multiprocessing.connection import Connection
from typing import Any

from workbench.jobs import wire
from workbench.jobs.child import serve

_SLACK = 0.5
"""Seconds that the child gets beyond its own grace before it is killed."""


class Process:
    """One spawned child; it leaves by itself when the pipe ends, so also when this process dies."""

    def __init__(self, grace: float) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection: Connection[Any, Any]
        self.connection, theirs = context.Pipe()
        self._grace = grace
        self._process = context.Process(target=serve, args=(theirs, grace), name="workbench job", daemon=True)
        try:
            self._process.start()
        except BaseException:
            self.connection.close()
            raise
        finally:
            theirs.close()

    @property
    def pid(self) -> int | None:
        """The number by which the system knows it."""
        return self._process.pid

    def send(self, *message: Any) -> None:
        """Send an order; a dead child loses it, and its death shows at the other end of the pipe."""
        with contextlib.suppress(OSError):
            self.connection.send_bytes(wire.pack(message))

    def leave(self) -> None:
        """Let it stop what it runs and leave; after its grace it is killed."""
        self.connection.close()
        self._process.join(self._grace + _SLACK)
        self.kill()

    def kill(self) -> None:
        """End it at once, if it has not ended by itself, and forget it."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()
