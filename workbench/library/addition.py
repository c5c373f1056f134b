"""Adding works: in segments of a bounded size, each of which is stored whole or not at all."""

import os
import threading
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.domain.work import Rights
from workbench.library import compiled
from workbench.library.catalogue import Catalogue
from workbench.library.durable import storing
from workbench.library.indexing import NewWork
from workbench.library.manifest import write_manifest
from workbench.library.writer import SegmentWriter, Written

__all__ = ["SEGMENT_BYTES", "Addition", "NewWork", "add_works"]

SEGMENT_BYTES = 512 << 20
"""Text in a segment: its index takes about as much memory to build, and a search asks every segment."""

BATCH_BYTES = 1 << 20
"""Text that a thread is given at once."""

BATCH_WORKS = 1 << 11
"""Works that a thread is given at once, where they are short."""

COMPILED_BYTES = 8 << 20
"""Text from which on machine code is worth loading."""

_MOST_THREADS = 4
"""Each takes some 50 MB at the most."""

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
    """Store and index works; those of finished segments stay whatever happens later."""
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
    """Works on their way into the catalogue."""

    def __init__(self, catalogue: Catalogue, tally: _Tally) -> None:
        self._catalogue = catalogue
        self._tally = tally
        self._writer = SegmentWriter(catalogue.folder, SEGMENT_BYTES, threads())
        self._batch: list[NewWork] = []
        self._batched = self._taken = 0
        self._under_way: set[str] = set()

    def holds(self, work: str) -> bool:
        """Whether the work with this id was taken and is not in the catalogue yet."""
        return work in self._under_way

    def take(self, work: NewWork) -> None:
        """Let a work be written."""
        self._under_way.add(work.document.id)
        self._tally.added += 1
        self._batch.append(work)
        self._batched += len(work.document.text)
        if self._batched >= min(BATCH_BYTES, SEGMENT_BYTES) or len(self._batch) >= BATCH_WORKS:
            self._pass_on()

    def finish(self) -> None:
        """Bring all that was taken into the catalogue."""
        if self._batch:
            self._pass_on()
        self._settle(self._writer.finish())

    def close(self) -> None:
        """Drop what is not in the catalogue."""
        self._writer.close()

    def _pass_on(self) -> None:
        if self._taken <= COMPILED_BYTES < self._taken + self._batched:
            threading.Thread(target=compiled.load).start()
        self._taken += self._batched
        batch, self._batch, self._batched = self._batch, [], 0
        self._settle(self._writer.take(batch))

    def _settle(self, written: Written) -> None:
        """Count what was written, and bring whole segments into the catalogue."""
        tally, catalogue = self._tally, self._catalogue
        tally.words += written.words
        tally.refused += written.refused
        tally.added -= len(written.refused)
        for place, segment in enumerate(written.segments):
            try:
                with storing(catalogue.folder):
                    catalogue.add_segment(segment.works, segment.written)
                    write_manifest(catalogue)
            except BaseException:
                for lost in written.segments[place:]:
                    lost.discard()
                raise
            self._under_way.difference_update(work.work.id for work in segment.works)


def threads() -> int:
    """How many threads index: one for each processor, up to a few."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST_THREADS, usable)


def _settle_files(catalogue: Catalogue, tally: _Tally, line: _Line) -> None:
    """Note which works the files hold that were met, but for works that are on their way."""
    here = [file for file in tally.files if not line.holds(file[0])]
    with storing(catalogue.folder):
        catalogue.take_places(here)
    tally.files = [file for file in tally.files if line.holds(file[0])]
