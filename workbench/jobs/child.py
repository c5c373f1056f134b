"""The child process: takes orders from a pipe, runs one workflow at a time, tells how it goes."""

import contextlib
import importlib
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Generator, Iterable
from multiprocessing.connection import Connection
from multiprocessing.util import Finalize
from typing import Any

from workbench.domain.errors import WorkbenchError
from workbench.domain.progress import Progress
from workbench.jobs import wire
from workbench.jobs.news import Cancelled, Done, Failed, News, Partial, unexpected
from workbench.jobs.outbox import Outbox

_NICENESS = 5


def serve(connection: "Connection[Any, Any]", grace: float) -> None:
    """Run what the parent orders until the pipe ends; then stop within `grace` seconds, and leave."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt in a terminal is the parent's to handle
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    Finalize(None, _leave, exitpriority=-1)
    outbox, orders = Outbox(connection), Orders()
    threading.Thread(target=_listen, args=(connection, orders, grace), name="orders", daemon=True).start()
    while (order := orders.waiting.get()) is not None:
        number, module, function, packed = order
        with contextlib.suppress(OSError):  # the parent is gone: the listener knows it too
            _tell_end(outbox, number, _run(module, function, packed, outbox, orders, number))


class Orders:
    """What the parent wants, shared between the thread that listens and the one that works."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        self.closing = False
        self._cancelled = 0

    def cancel(self, number: int) -> None:
        """Take back the job with this number and those before it."""
        self._cancelled = max(self._cancelled, number)

    def cancelled(self, number: int) -> bool:
        """Whether the job is not wanted any more."""
        return self.closing or number <= self._cancelled


def _listen(connection: "Connection[Any, Any]", orders: Orders, grace: float) -> None:
    with contextlib.suppress(EOFError, OSError):
        while True:
            match wire.unpack(connection.recv_bytes()):
                case ("run", *order):
                    orders.waiting.put(tuple(order))
                case ("cancel", number):
                    orders.cancel(number)
                case ("warm", modules):
                    threading.Thread(target=_warm, args=(modules,), name="warm", daemon=True).start()
    orders.closing = True
    orders.waiting.put(None)
    time.sleep(grace)
    os._exit(0)


def _run(module: str, function: str, packed: bytes, outbox: Outbox, orders: Orders, number: int) -> News:
    try:
        workflow: Generator[Any, None, Any] = getattr(importlib.import_module(module), function)(
            **pickle.loads(packed)  # noqa: S301 - the parent pickled it
        )
        with contextlib.closing(workflow):
            while not orders.cancelled(number):
                try:
                    value = next(workflow)
                except StopIteration as end:
                    return Done(end.value)
                outbox.tell(number, value if isinstance(value, Progress) else Partial(value))
    except WorkbenchError as fault:
        return Failed(fault.message, fault.remedy)
    except BaseException as fault:  # sys.exit in a library too: the child outlives its jobs
        _report(fault)
        return unexpected(fault)
    return Cancelled()


def _tell_end(outbox: Outbox, number: int, news: News) -> None:
    try:
        outbox.tell(number, news)
    except OSError:
        raise
    except Exception as fault:  # a result that cannot be pickled
        _report(fault)
        outbox.tell(number, unexpected(fault))


def _report(fault: BaseException) -> None:
    """Write where a fault came from to stderr: places in the code and types, never values or messages."""
    if sys.stderr is None:  # a program without a console
        return
    told: BaseException | None = fault
    while told is not None:
        places = "".join(traceback.format_tb(told.__traceback__))
        print(f"{places}{type(told).__name__}", file=sys.stderr, flush=True)
        told = told.__cause__ or told.__context__


def _warm(modules: Iterable[str]) -> None:
    for module in modules:
        with contextlib.suppress(Exception):  # the workflow that needs it will say what is wrong
            importlib.import_module(module)


def _leave() -> None:
    """End at once, after multiprocessing has tidied up: the interpreter's own end is slow with torch."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(0)
