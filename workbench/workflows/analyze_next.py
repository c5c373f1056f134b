"""Screen one output after the other in one process: the libraries stay open in between.

Opening a library and reading its catalogue takes as long as finding the equal words of a page in it; a
reviewer who pastes page after page waits for the second alone.
"""

from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.evidence import Policy
from workbench.workflows.analyze import Steps, analyze_on
from workbench.workflows.open_shelf import OpenShelf, open_shelf

State = tuple[tuple[str, int, int], ...]
"""The files of some libraries: place, nanoseconds of the last change, bytes."""


def analyze_next(
    output: Document, libraries: Sequence[Path], semantic: bool = True, policy: Policy | None = None
) -> Steps:
    """As `analyze`, with the libraries of the last call kept open; one that was changed is opened anew."""
    opened = _HERE.shelf(libraries)
    return (yield from analyze_on(opened, output, semantic, policy))


def make_ready(libraries: Sequence[Path]) -> Generator[Progress, None, None]:
    """Open the libraries, so that the first output need not wait for it; raises LibraryFault."""
    yield Progress(0, 1, "opening libraries")
    opened = _HERE.shelf(libraries)
    _ = opened.model, opened.shelf.digest


@dataclass
class _Kept:
    """The shelf of the last call, and the state of the files that it was opened on."""

    libraries: tuple[Path, ...] = ()
    state: State = ()
    opened: OpenShelf | None = None
    held: ExitStack = field(default_factory=ExitStack)

    def shelf(self, libraries: Sequence[Path]) -> OpenShelf:
        """The libraries, open in the state in which they are."""
        wanted, state = tuple(libraries), _state(libraries)
        if self.opened is None or (wanted, state) != (self.libraries, self.state):
            self.opened = None
            self.held.close()
            opened = self.held.enter_context(open_shelf(wanted))
            self.libraries, self.state, self.opened = wanted, state, opened
        return self.opened


_HERE = _Kept()


def _state(libraries: Sequence[Path]) -> State:
    found = []
    for library in libraries:
        for path in sorted(library.glob("*")):
            told = path.stat()
            found.append((str(path), told.st_mtime_ns, told.st_size))
    return tuple(found)
