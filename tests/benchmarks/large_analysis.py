"""An analysis of 10,000 findings as the window meets it: from the worker, first in part, then whole."""

from collections.abc import Generator

from tests.benchmarks.large_matter import large_screening
from workbench.domain.analysis import Screening
from workbench.domain.progress import Progress


def large_analysis() -> Generator[Progress | Screening, None, Screening]:
    """Yield all findings, as exact search does before anything is aligned, and return them."""
    screening = large_screening()
    yield screening
    for step in range(10):
        yield Progress(step, 10, "aligning works")
    return screening
