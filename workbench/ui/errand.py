"""Long work, seen from the window: errands wait in lanes, each lane with a child process of its own."""

from collections import deque
from collections.abc import Callable
from enum import Enum
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.progress import Progress

if TYPE_CHECKING:
    from workbench.jobs import Job, Worker

_TICK = 8
"""Milliseconds between looks at a running job."""


class State(Enum):
    """Where an errand stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Errand(QObject):
    """One piece of long work: its title, how far it is, and what comes of it."""

    changed = Signal()
    """Its state, or how far it is."""
    begun = Signal()
    """It waits no more."""
    partial = Signal(object)
    """A partial result."""
    done = Signal(object)
    """The result."""
    failed = Signal(str, str)
    """What went wrong, and the remedy."""
    ended = Signal()
    """It is over, however it ended."""

    def __init__(
        self, title: str, workflow: str, arguments: dict[str, Any] | Callable[[], dict[str, Any]]
    ) -> None:
        """`arguments` may be made when it begins: many that wait need not hold the texts they are about."""
        super().__init__()
        self.title = title
        self.workflow = workflow
        self.arguments = arguments
        self.about: object = None
        """What it works on: one that was stopped is of no use any more once another about it begins."""
        self.again: Callable[[], object] | None = None
        """Takes it up anew after it was stopped or failed; None where that makes no sense."""
        self.state = State.WAITING
        self.progress = Progress(0, 0, "")
        self._job: Job | None = None
        self._step_began = 0.0

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (State.DONE, State.FAILED, State.CANCELLED)

    def seconds_left(self) -> float | None:
        """Time left of the step that runs, judged by its pace; None while that cannot be told."""
        spent = monotonic() - self._step_began
        if self.state is not State.RUNNING or self.progress.done < 1 or self.progress.total < 2 or spent < 2:
            return None
        return spent * (self.progress.total - self.progress.done) / self.progress.done

    def cancel(self) -> None:
        """Ask it to stop; one that waits is dropped."""
        if self._job is not None:
            self._job.cancel()
        elif self.state is State.WAITING:
            self._end(State.CANCELLED)

    def begin(self, worker: "Worker") -> None:
        """Start it in `worker`."""
        arguments = self.arguments() if callable(self.arguments) else self.arguments
        self.state = State.RUNNING
        self._step_began = monotonic()
        self._job = worker.run(self.workflow, **arguments)
        self.changed.emit()
        self.begun.emit()

    def fail(self, fault: WorkbenchError) -> None:
        """End it with a fault."""
        self.failed.emit(fault.message, fault.remedy)
        self._end(State.FAILED)

    def look(self) -> None:
        """Take in what its job has to tell."""
        from workbench.jobs import Cancelled, Done, Failed, Partial

        for news in self._job.poll() if self._job else ():
            if isinstance(news, Progress):
                self._step(news)
            elif isinstance(news, Partial):
                self.partial.emit(news.value)
            elif isinstance(news, Done):
                self.done.emit(news.value)
                self._end(State.DONE)
            elif isinstance(news, Failed):
                self.failed.emit(news.message, news.remedy)
                self._end(State.FAILED)
            elif isinstance(news, Cancelled):
                self._end(State.CANCELLED)

    def _step(self, progress: Progress) -> None:
        if progress.label != self.progress.label:
            self._step_began = monotonic()
        self.progress = progress
        self.changed.emit()

    def _end(self, state: State) -> None:
        self.state = state
        self._job = None
        self.changed.emit()
        self.ended.emit()


class Lane(QObject):
    """Errands one after the other, in one child process that is started with the first and kept warm."""

    def __init__(self, make_worker: "Callable[[], Worker]", parent: QObject) -> None:
        super().__init__(parent)
        self._make_worker = make_worker
        self._worker: Worker | None = None
        self._waiting: deque[Errand] = deque()
        self._running: Errand | None = None
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)

    def add(self, errand: Errand) -> None:
        """Take an errand, to begin at the next turn of the event loop or after those that wait."""
        if not self._stopped:
            self._waiting.append(errand)
            self._timer.start()
            QTimer.singleShot(0, self, self._tick)

    def warm(self, module: str) -> None:
        """Start the child process now and import `module` there, so that the first errand need not wait."""
        if not self._stopped:
            self._get().warm((module,))

    def stop(self) -> None:
        """End the child process; what runs in it is lost."""
        self._stopped = True
        self._timer.stop()
        self._waiting.clear()
        self._running = None
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def _tick(self) -> None:
        if self._running is not None:
            self._running.look()
            if self._running.over:
                self._running = None
        while self._running is None and self._waiting:
            self._begin(self._waiting.popleft())
        if self._running is None:
            self._timer.stop()

    def _begin(self, errand: Errand) -> None:
        if errand.over:
            return
        try:
            errand.begin(self._get())
            self._running = errand
        except WorkbenchError as fault:
            errand.fail(fault)

    def _get(self) -> "Worker":
        if self._worker is None:
            self._worker = self._make_worker()
        return self._worker
