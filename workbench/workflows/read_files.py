"""Read the files that a reviewer chose as outputs."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.progress import Progress
from workbench.intake import Choices, Refusal, Taken, Tally, files_in, read_each


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of the chosen files: their texts, each with its original bytes, and what was refused."""

    taken: tuple[Taken, ...]
    refusals: tuple[Refusal, ...]


def read_files(paths: Sequence[Path], choices: Choices | None = None) -> Generator[Progress, None, Reading]:
    """Read every file in `paths` and in folders among them; raises UnreadableDocument if one is missing."""
    files = files_in(paths)
    tally = Tally()
    taken = []
    for each in read_each(files, tally, choices or Choices()):
        taken.append(each)
        yield Progress(tally.done, len(files), "reading files")
    return Reading(tuple(taken), tuple(tally.refusals))
