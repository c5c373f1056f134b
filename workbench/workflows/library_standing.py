"""How the libraries of a matter stand, for a list of them."""

from collections.abc import Generator, Sequence
from pathlib import Path

from workbench.domain.errors import WorkbenchError
from workbench.domain.progress import Progress
from workbench.domain.standing import Standing
from workbench.library import Library


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
