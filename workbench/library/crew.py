"""The processes that index beside this one, as this one sees them."""

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from workbench.domain.errors import LibraryFault, WorkbenchError
from workbench.library import builder
from workbench.library.writer import NewWork, Written

_COMMAND = "from workbench.library.builder import main; main()"


AHEAD = 2
"""Batches that a process has in hand at the most: the one that it indexes, and the next."""


class Crew:
    """Some processes that each take batches of works while they have few in hand.

    One that does not come to be is not missed; one that ends while it holds works is a LibraryFault.
    """

    def __init__(self, folder: Path, segment_bytes: int, count: int) -> None:
        self._replies: queue.SimpleQueue[tuple[_Builder, object]] = queue.SimpleQueue()
        self._builders = [_Builder(folder, segment_bytes, self._replies) for _ in range(count)]
        self._told: list[Written] = []

    @property
    def willing(self) -> bool:
        """Whether one of them would take a batch now."""
        self._hear(wait=False)
        return any(builder.willing for builder in self._builders)

    def give(self, batch: Sequence[NewWork]) -> None:
        """Give a batch to the one that is willing and has the least in hand."""
        willing = [builder for builder in self._builders if builder.willing]
        min(willing, key=lambda builder: builder.unanswered).send(batch)

    def written(self) -> list[Written]:
        """What they wrote since this was last asked; raises what one of them met."""
        self._hear(wait=False)
        told, self._told = self._told, []
        return told

    def finishing(self) -> None:
        """Let all finish what they began."""
        for chosen in self._builders:
            if chosen.holds_works:
                chosen.send(None)

    def finish(self) -> list[Written]:
        """Wait for all, and say what they wrote; raises what one of them met."""
        while any(builder.unanswered for builder in self._builders):
            self._hear(wait=True)
        return self.written()

    def close(self) -> None:
        """End them; what they had not finished is lost."""
        for chosen in self._builders:
            chosen.close()

    def _hear(self, wait: bool) -> None:
        while wait or not self._replies.empty():
            wait = False
            sender, reply = self._replies.get()
            if isinstance(reply, WorkbenchError):
                raise reply
            if sender.take(reply):
                self._told.append(reply)  # type: ignore[arg-type]  # checked by `take`


class _Builder:
    """One process, a thread that sends to it, and one that listens to it."""

    def __init__(
        self, folder: Path, segment_bytes: int, replies: "queue.SimpleQueue[tuple[_Builder, object]]"
    ) -> None:
        self.holds_works = False
        self.unanswered = 0
        self._ready = self._finishing = False
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-c", _COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **_ONE_THREAD},
        )
        self._orders: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._send, daemon=True),
            threading.Thread(target=self._listen, args=(replies,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._orders.put((str(folder.resolve()), segment_bytes))

    @property
    def willing(self) -> bool:
        """Whether it would take a batch now."""
        return self._ready and not self._finishing and self.unanswered < AHEAD

    def send(self, batch: Sequence[NewWork] | None) -> None:
        """Give it a batch, or None to make it finish."""
        self.holds_works = True
        self.unanswered += 1
        self._finishing = batch is None
        self._orders.put(batch)

    def take(self, reply: object) -> bool:
        """Note a reply, and whether it is of works. Raises LibraryFault when it ended with works in hand."""
        if reply == builder.READY:
            self._ready = True
            return False
        if isinstance(reply, Written):
            self.unanswered -= 1
            self.holds_works = not self._finishing or self.unanswered > 0
            return True
        self._ready = False
        if self.holds_works:
            raise LibraryFault(
                "A process that was indexing ended before it was done.",
                "Close other programs to free memory, and add the same files again: what was stored is kept.",
            )
        return False

    def close(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        self._orders.put(_NO_MORE)
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _send(self) -> None:
        assert self._process.stdin  # noqa: S101 - for the type checker
        try:
            while (order := self._orders.get()) is not _NO_MORE:
                pickle.dump(order, self._process.stdin, pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()
                del order  # a batch may be large, and the next one long in coming
        except OSError:
            pass  # a dead process shows at the other end of the pipe
        except MemoryError:
            self._process.kill()  # so that this shows there, too: it would wait for the batch for ever

    def _listen(self, replies: "queue.SimpleQueue[tuple[_Builder, object]]") -> None:
        assert self._process.stdout  # noqa: S101 - for the type checker
        try:
            while True:
                replies.put((self, pickle.load(self._process.stdout)))  # noqa: S301 - from this program
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            replies.put((self, None))


_NO_MORE = object()
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Indexing uses neither, and each would set memory aside for every processor."""
