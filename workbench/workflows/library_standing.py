"""How the libraries of a matter stand, for a list of them."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.domain.progress import Progress
from workbench.library import Library


@dataclass(frozen=True, slots=True)
class Standing:
    """How one library stands."""

    path: Path
    works: int
    embedded_share: float
    """The share of its passages that search by meaning can see, 0 to 1."""
    trouble: str = ""
    """Why it cannot be used, in one sentence; empty when it can."""


def library_standing(paths: Sequence[Path]) -> Generator[Progress, None, tuple[Standing, ...]]:
    """How each library in `paths` stands; one that cannot be opened says why."""
    standings = []
    for done, path in enumerate(paths):
        yield Progress(done, len(paths), "looking at libraries")
        try:
            with Library.open(path) as library:
                standings.append(Standing(path, len(library.works()), library.embedded_share))
        except WorkbenchError as fault:
            standings.append(Standing(path, 0, 0.0, fault.message))
    return tuple(standings)
