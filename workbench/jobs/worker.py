"""The parent's side: workflows wait for one child process, which is started again when it dies."""

import itertools
import pickle
import queue
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from workbench.jobs import wire
from workbench.jobs.news import News
from workbench.jobs.tender import Tender


class Job:
    """A workflow that waits, runs, or has ended."""

    def __init__(self, number: int, order: wire.Message, tender: Tender) -> None:
        """Use `Worker.run`."""
        self.number = number
        self.order = order
        self._news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self._tender = tender

    def poll(self) -> list[News]:
        """What happened since the last call, in order; never waits."""
        news = []
        while not self._news.empty():
            news.append(self._news.get())
        return news

    def cancel(self) -> None:
        """Ask the workflow to stop; never waits. Cancelled follows, or Done if it had ended before.

        It is closed where it next yields, so that its `finally` clauses run; when that takes longer than
        the worker's grace, the child process is ended.
        """
        self._tender.cancel(self)

    def tell(self, news: News) -> None:
        """Put `news` where `poll` finds it."""
        self._news.put(news)


class Worker:
    """Runs the generators of one package, one after the other, in a child process that is kept warm.

    The child starts with the first job, or with `warm`. Its methods return at once, but `stop`.
    """

    def __init__(self, package: str = "workbench.workflows", grace: float = 2.0) -> None:
        """`grace`: seconds that a cancelled workflow has for its `finally` clauses."""
        self._package = package
        self._numbers = itertools.count(1)
        self._tender = Tender(grace)
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """The child's process number; None while there is no child."""
        return self._tender.pid

    def run(self, workflow: str, /, **arguments: Any) -> Job:
        """Start `module:function` of the package, or queue it; the arguments are pickled now.

        Raises ValueError for a name outside the package, and what pickling raises.
        """
        if self._stopped:
            raise RuntimeError("this worker was stopped")
        number = next(self._numbers)
        job = Job(number, ("run", number, *self._find(workflow), pickle.dumps(arguments)), self._tender)
        self._tender.run(job)
        return job

    def warm(self, modules: Iterable[str] = ()) -> None:
        """Start the child now, and import these modules there; a job that comes meanwhile does not wait."""
        self._tender.warm(tuple(modules))

    def stop(self) -> None:
        """Cancel all jobs and end the child; returns when it is gone, at the latest after the grace."""
        if not self._stopped:
            self._stopped = True
            self._tender.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _find(self, workflow: str) -> tuple[str, str]:
        module, _, function = workflow.partition(":")
        if module != self._package and not module.startswith(f"{self._package}."):
            module = f"{self._package}.{module}"
        if not function.isidentifier() or not all(part.isidentifier() for part in module.split(".")):
            raise ValueError(f"a workflow is named module:function, not {workflow}")
        return module, function
