"""What the child tells its parent: everything, but progress at most twenty times a second."""

import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from workbench.domain.progress import Progress
from workbench.jobs import wire
from workbench.jobs.news import News

_PACE = 0.05
"""Seconds between two reports of progress."""


class Outbox:
    """Sends news in order; of progress that comes faster than its pace only the latest, but that always."""

    def __init__(self, connection: "Connection[Any, Any]") -> None:
        self._connection = connection
        self._held: bytes | None = None
        self._sent = 0.0
        self._changed = threading.Condition()
        threading.Thread(target=self._pace, name="progress", daemon=True).start()

    def tell(self, job: int, news: News) -> None:
        """Send `news` of a job, or hold it back for a moment; raises what pickling raises."""
        packed = wire.pack((job, news))
        with self._changed:
            if isinstance(news, Progress) and time.monotonic() < self._sent + _PACE:
                self._held = packed
                self._changed.notify()
                return
            if not isinstance(news, Progress):
                self._flush()
            self._held = None
            self._connection.send_bytes(packed)
            if isinstance(news, Progress):
                self._sent = time.monotonic()

    def _flush(self) -> None:
        if self._held is not None:
            self._connection.send_bytes(self._held)
            self._held = None
            self._sent = time.monotonic()

    def _pace(self) -> None:
        with self._changed:
            while True:
                self._changed.wait_for(lambda: self._held is not None)
                self._changed.wait(max(0.0, self._sent + _PACE - time.monotonic()))
                if time.monotonic() >= self._sent + _PACE:
                    self._flush()
