"""The thread that looks after the child process: it starts it, feeds it, listens to it, and ends it."""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Pipe, wait
from typing import Protocol

from workbench.jobs import wire
from workbench.jobs.news import DIED, Cancelled, Done, Failed, News, unexpected
from workbench.jobs.process import Process


class Errand(Protocol):
    """What the tender must know of a job."""

    @property
    def number(self) -> int:
        """Higher than that of every errand before."""

    @property
    def order(self) -> wire.Message:
        """What the child is told."""

    def tell(self, news: News) -> None:
        """Take in what happened."""


class Tender:
    """Runs errands one after the other in a child process; every method but `stop` returns at once."""

    def __init__(self, grace: float) -> None:
        self._grace = grace
        self._wishes: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._bell, self._rope = Pipe(duplex=False)
        self._rope_lock = threading.Lock()
        self._waiting: deque[Errand] = deque()
        self._current: Errand | None = None
        self._deadline: float | None = None
        self._process: Process | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._tend, name="worker", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The child's process number; None while there is no child."""
        process = self._process
        return process.pid if process else None

    def run(self, errand: Errand) -> None:
        """Run it after those that wait."""
        self._wish(lambda: self._waiting.append(errand))

    def cancel(self, errand: Errand) -> None:
        """Stop it, or drop it if it waits; one that has ended stays as it is."""
        self._wish(lambda: self._cancel(errand))

    def warm(self, modules: tuple[str, ...]) -> None:
        """Start the child, and import these modules there beside whatever it does."""
        self._wish(lambda: self._warm(modules))

    def stop(self) -> None:
        """Cancel everything and end the child; returns when it is gone."""
        self._wish(self._begin_to_stop)
        self._thread.join()
        with self._rope_lock:
            self._rope.close()
            self._bell.close()

    def _wish(self, wish: Callable[[], None]) -> None:
        self._wishes.put(wish)
        with self._rope_lock:
            if not self._rope.closed:
                self._rope.send_bytes(b"")

    def _tend(self) -> None:
        while not self._stopping:
            self._start_next()
            ready = wait(
                [self._bell, *([self._process.connection] if self._process else [])],
                None if self._deadline is None else max(0.0, self._deadline - time.monotonic()),
            )
            if self._process and self._process.connection in ready:
                self._listen(self._process)
            if self._deadline is not None and time.monotonic() >= self._deadline:
                self._end_child(Cancelled())
            if self._bell in ready:
                self._bell.recv_bytes()
                self._wishes.get()()
        if self._process:
            self._process.leave()
            self._process = None

    def _start_next(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            if self._started():
                self._send(*self._current.order)

    def _started(self) -> bool:
        """Whether there is a child to send to; if there can be none, the current errand has failed."""
        if self._process is None:
            try:
                self._process = Process(self._grace)
            except OSError as fault:  # no memory or no room for another process
                self._tell(unexpected(fault))
        return self._process is not None

    def _send(self, *message: object) -> None:
        if self._process:
            self._process.send(*message)

    def _listen(self, process: Process) -> None:
        try:
            packed = process.connection.recv_bytes()
        except (EOFError, OSError):
            self._end_child(DIED if self._deadline is None else Cancelled())
            return
        try:
            number, news = wire.unpack(packed)
        except Exception as fault:  # a value that can be pickled there and not be built here
            self._tell(unexpected(fault))
            return
        if self._current and number == self._current.number:
            self._tell(news)

    def _tell(self, news: News) -> None:
        if self._current:
            self._current.tell(news)
        if isinstance(news, Done | Failed | Cancelled):
            self._current = self._deadline = None

    def _end_child(self, news: News) -> None:
        if self._process:
            self._process.kill()
            self._process = None
        self._tell(news)

    def _cancel(self, errand: Errand) -> None:
        if errand is self._current:
            self._send("cancel", errand.number)
            self._deadline = self._deadline or time.monotonic() + self._grace
        elif errand in self._waiting:
            self._waiting.remove(errand)
            errand.tell(Cancelled())

    def _warm(self, modules: tuple[str, ...]) -> None:
        if self._started():
            self._send("warm", modules)

    def _begin_to_stop(self) -> None:
        self._stopping = True
        for errand in (self._current, *self._waiting):
            if errand:
                errand.tell(Cancelled())
        self._current = None
        self._waiting.clear()
