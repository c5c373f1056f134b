"""Workflows to be run in a child: a package of their own, as the program's are in `workbench.workflows`."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.jobs import Cancelled, Done, Failed, Job, News, Worker

WORKFLOWS = '''
"""Small workflows for the tests."""

import os
import signal
import sys
import time
from pathlib import Path

from workbench.domain.errors import LibraryFault
from workbench.domain.progress import Progress


def count(total):
    for done in range(total):
        yield Progress(done + 1, total, "Counting")
    return total


def steps():
    yield Progress(0, 2, "First")
    yield "one found"
    yield Progress(1, 2, "Second")
    yield "two found"
    yield Progress(2, 2, "Second")
    return ["one", "two"]


def quick_then_silent():
    for done in range(1, 101):
        yield Progress(done, 100, "Quick")
    time.sleep(1.0)
    return None


def echo(value):
    return value
    yield


def wait(mark, started=None):
    """Works in small steps until it is closed; then writes a file."""
    try:
        yield Progress(0, 0, "Waiting")
        while True:
            time.sleep(0.01)
            yield Progress(0, 0, "Waiting")
    finally:
        Path(mark).write_text("closed")


def hang():
    yield Progress(0, 0, "Hanging")
    time.sleep(600)


def expected_fault():
    yield Progress(0, 1, "Looking")
    raise LibraryFault("There is no library here.", "Choose another folder.")


def unexpected_fault(text):
    yield Progress(0, 1, "Looking")
    try:
        raise KeyError(text)
    except KeyError:
        raise ValueError(text)


def leave():
    yield Progress(0, 1, "Leaving")
    sys.exit(text if (text := "goodbye") else 1)


def too_large():
    yield Progress(0, 1, "Filling")
    raise MemoryError


def kill_itself():
    yield Progress(0, 1, "Dying")
    os.kill(os.getpid(), signal.SIGKILL)


def result_that_cannot_travel():
    return lambda: None
    yield


def surroundings():
    return {
        "offline": os.environ.get("HF_HUB_OFFLINE"),
        "nice": os.nice(0) if hasattr(os, "nice") else None,
        "modules": sorted(sys.modules),
        "pid": os.getpid(),
    }
    yield
'''


@pytest.fixture
def workflows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a package with workflows that do one odd thing each."""
    (tmp_path / "odd_workflows.py").write_text(WORKFLOWS)
    monkeypatch.syspath_prepend(tmp_path)
    return "odd_workflows"


@pytest.fixture
def worker(workflows: str) -> Iterator[Worker]:
    """A worker for those workflows."""
    with Worker(workflows, grace=0.5) as started:
        yield started


@pytest.fixture
def drain() -> Callable[[Job], list[News]]:
    """Everything that a job tells until it ends; fails the test when that takes longer than 20 seconds."""

    def drained(job: Job) -> list[News]:
        told: list[News] = []
        limit = time.monotonic() + 20
        while not (told and isinstance(told[-1], Done | Failed | Cancelled)):
            assert time.monotonic() < limit, told
            time.sleep(0.002)
            told.extend(job.poll())
        return told

    return drained


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Waits for a condition, 20 seconds at most."""

    def waited(condition: Callable[[], bool]) -> None:
        limit = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < limit
            time.sleep(0.005)

    return waited
