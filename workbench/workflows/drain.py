"""Running a workflow to its end, for those who do not care how far it is."""

from collections.abc import Generator
from typing import Any, TypeVar

Result = TypeVar("Result")


def drain(workflow: Generator[Any, None, Result]) -> Result:
    """What `workflow` returns, without what it yields on the way."""
    while True:
        try:
            next(workflow)
        except StopIteration as finished:
            result: Result = finished.value
            return result
