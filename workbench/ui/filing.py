"""Large things put into the open matter beside the window's own thread, one after the other."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from workbench.matter import Matter


class Filing(QObject):
    """Packing and writing megabytes takes longer than a reviewer is to wait for a key.

    It is done in one thread of this process, over a connection of its own.
    """

    _ended = Signal()

    def __init__(self, say: Callable[[WorkbenchError], object]) -> None:
        """`say` is told what could not be filed."""
        super().__init__()
        self._say = say
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: deque[tuple[Future[Any], Callable[[Any], object]]] = deque()
        self._ended.connect(self._take_in)

    def file(
        self, matter: "Matter", change: "Callable[[Matter], Any]", then: Callable[[Any], object]
    ) -> None:
        """Make a change of `matter`; `then` gets what it gives, or None after a fault that was said."""
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "filing")
        future = self._thread.submit(_make, matter, change)
        self._under_way.append((future, then))
        future.add_done_callback(lambda _: self._ended.emit())

    def finish(self) -> None:
        """Wait until everything is filed, and tell it."""
        while self._under_way:
            self._under_way[0][0].exception()
            self._take_in()

    def _take_in(self) -> None:
        while self._under_way and self._under_way[0][0].done():
            future, then = self._under_way.popleft()
            try:
                made = future.result()
            except WorkbenchError as fault:
                self._say(fault)
                made = None
            then(made)


def _make(matter: "Matter", change: "Callable[[Matter], Any]") -> Any:
    with matter.again() as own:
        return change(own)
