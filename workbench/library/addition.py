"""Adding works: in segments of a bounded size, each of which is stored whole or not at all."""

import os
import sys
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.domain.work import Rights
from workbench.library.catalogue import Catalogue
from workbench.library.crew import Crew
from workbench.library.durable import storing
from workbench.library.manifest import write_manifest
from workbench.library.writer import NewWork, SegmentWriter, Written

__all__ = ["SEGMENT_BYTES", "Addition", "NewWork", "add_works"]

SEGMENT_BYTES = 64 << 20
"""Text in a segment: what is held in memory while it is built is about five times as much."""

CREW_BYTES = 8 << 20
"""Text from which on further processes are worth starting: each takes a fifth of a second to begin."""

BATCH_BYTES = 2 << 20
"""Text that another process is given at once."""

_HERE_BYTES = 256 << 10
"""Text that is indexed at once here: short works are read together."""

_MOST_PROCESSES = 4
"""Each takes some 300 MB at the most."""

_FILES = 1000
"""Files whose works are here already that are noted in one transaction."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of the works that were to be added."""

    added: int
    present: int
    """Works that were there already, by their digest."""
    words: int
    """Words of the works that were added."""
    refused: tuple[str, ...] = ()
    """Names of the works without a word, which cannot be found by words."""
    replaced: int = 0
    """Works that were here and have a newer version now."""


@dataclass(slots=True)
class _Tally:
    added: int = 0
    present: int = 0
    words: int = 0
    refused: list[str] = field(default_factory=list)
    replaced: int = 0
    files: list[tuple[str, str, str]] = field(default_factory=list)
    """What files hold whose works are here already, or on their way: work, name and tree."""
    trees: set[str] = field(default_factory=set)

    @property
    def seen(self) -> int:
        return self.added + self.present + len(self.refused)

    def known(self, total: int) -> int:
        """The total for a progress report, which stays 0 while it is not known."""
        return max(total, self.seen) if total else 0


def add_works(
    catalogue: Catalogue, items: Iterable[tuple[Document, Rights] | NewWork], total: int
) -> Generator[Progress, None, Addition]:
    """Store and index works; those of finished segments stay whatever happens later.

    A large addition is shared with further processes.
    """
    tally = _Tally()
    line = _Line(catalogue, tally)
    try:
        for item in items:
            work = NewWork(*item)
            document = work.document
            tally.trees.add(work.tree)
            yield Progress(tally.seen, tally.known(total), f"adding {document.name}")
            if line.holds(document.id) or catalogue.holds(document.id):
                tally.present += 1
                if work.tree:
                    tally.files.append((document.id, document.name, work.tree))
                if len(tally.files) >= _FILES and not line.holds(document.id):
                    _settle_files(catalogue, tally, line)
            else:
                line.take(work)
        yield Progress(tally.seen, tally.known(total), "writing the index")
        line.finish()
        _settle_files(catalogue, tally, line)
        with storing(catalogue.folder):
            tally.replaced = catalogue.settle_places(tally.trees)
        return Addition(tally.added, tally.present, tally.words, tuple(tally.refused), tally.replaced)
    finally:
        line.close()


class _Line:
    """Works on their way into the catalogue: written here, or by a crew where they are many."""

    def __init__(self, catalogue: Catalogue, tally: _Tally) -> None:
        self._catalogue = catalogue
        self._tally = tally
        self._writer = SegmentWriter(catalogue.folder, SEGMENT_BYTES)
        self._crew: Crew | None = None
        self._batch: list[NewWork] = []
        self._batched = self._taken = 0
        self._next = catalogue.next_work()
        self._under_way: set[str] = set()

    def holds(self, work: str) -> bool:
        """Whether the work with this id was taken and is not in the catalogue yet."""
        return work in self._under_way

    def take(self, work: NewWork) -> None:
        """Write a work, or let it be written."""
        self._under_way.add(work.document.id)
        work = work._replace(number=self._next)
        size = len(work.document.text)
        self._next += 1
        self._taken += size
        self._tally.added += 1
        if self._crew is None and self._taken > CREW_BYTES and processes() > 1:
            self._crew = Crew(self._catalogue.folder, SEGMENT_BYTES, processes() - 1)
        self._batch.append(work)
        self._batched += size
        at_once = BATCH_BYTES if self._crew and self._crew.willing else min(_HERE_BYTES, SEGMENT_BYTES)
        if self._batched >= at_once:
            self._pass_on()
        if self._crew:
            self._settle(*self._crew.written())

    def finish(self) -> None:
        """Bring all that was taken into the catalogue."""
        crew = self._crew
        self._pass_on()
        if crew:
            crew.finishing()
        self._settle(self._writer.finish())
        if crew:
            self._settle(*crew.finish())

    def close(self) -> None:
        """Drop what is not in the catalogue."""
        self._writer.discard()
        if self._crew:
            self._crew.close()

    def _pass_on(self) -> None:
        """Give the batch to a process that is willing, or index it here."""
        batch, self._batch, self._batched = self._batch, [], 0
        if self._crew and self._crew.willing:
            self._crew.give(batch)
        else:
            self._settle(self._writer.take(batch))

    def _settle(self, *outcomes: Written) -> None:
        """Count what was written, and bring whole segments into the catalogue."""
        tally, catalogue = self._tally, self._catalogue
        for written in outcomes:
            tally.words += written.words
            tally.refused += written.refused
            tally.added -= len(written.refused)
            for segment in written.segments:
                with storing(catalogue.folder):
                    number = catalogue.next_segment()
                    settled = segment.settle(catalogue.folder, number)
                    catalogue.add_segment(number, settled.files, settled.works)
                    write_manifest(catalogue)
                self._under_way.difference_update(work.work.id for work in settled.works)


def processes() -> int:
    """How many processes index a large addition: one for each processor, as memory allows."""
    if getattr(sys, "frozen", False):
        return 1  # a packed program is no Python to start others with
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST_PROCESSES, usable)


def _settle_files(catalogue: Catalogue, tally: _Tally, line: _Line) -> None:
    """Note which works the files hold that were met, but for works that are on their way."""
    here = [file for file in tally.files if not line.holds(file[0])]
    with storing(catalogue.folder):
        catalogue.take_places(here)
    tally.files = [file for file in tally.files if line.holds(file[0])]
