"""Long work of the window's own thread, done a turn of the event loop at a time: the window never stalls."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Signal

SLICE = 500
"""Things that are gone through before the event loop may have its turn; fewer are done at once."""

_BUDGET = 0.006
"""Seconds that a turn takes."""

_FIRST_BUDGET = 0.003
"""Seconds of the first turn: what is short is there at once."""

_APART = 0.001
"""Seconds within which two works are at the same turn of the event loop: only one of them goes on then."""


class Turns(QObject):
    """A work in steps: the first turn at once, the others as the event loop comes by."""

    finished = Signal()

    _line: ClassVar[list[int]] = []
    """Works that wait for their turn."""
    _last: ClassVar[tuple[int, float]] = (0, 0.0)
    """Whose turn was the last of all, and when it ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_timer)
        self.destroyed.connect(partial(_forget, id(self)))

    @property
    def busy(self) -> bool:
        """Whether a part is still to be done."""
        return self._steps is not None

    def begin(self, steps: Iterator[None]) -> None:
        """Do these steps in place of those that are left of the last ones."""
        self._steps = steps
        self._turn(_FIRST_BUDGET)
        if self.busy:
            self._timer.start()

    def finish(self) -> None:
        """Do at once what is left."""
        if self.busy:
            self._turn(float("inf"))

    def stop(self) -> None:
        """Leave what is left undone."""
        self._steps = None
        self._timer.stop()
        _forget(id(self))

    def _on_timer(self) -> None:
        line, (worker, ended) = Turns._line, Turns._last
        if id(self) not in line:
            line.append(id(self))
        if line[0] == id(self) and (worker == id(self) or perf_counter() > ended + _APART):
            del line[0]
            self._turn(_BUDGET)

    def _turn(self, budget: float) -> None:
        steps, end = self._steps, perf_counter() + budget
        for _ in steps or ():
            if perf_counter() > end or steps is not self._steps:
                break
        else:
            self.stop()
            self.finished.emit()
        Turns._last = (id(self), perf_counter())


def _forget(work: int, _gone: object = None) -> None:
    """Take a work out of the line."""
    if work in Turns._line:
        Turns._line.remove(work)
