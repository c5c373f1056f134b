"""Writing works into segments: threads index them, batch by batch, and they are stored in their order."""

import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from workbench.library.durable import StoredFile, storing
from workbench.library.indexing import IndexedBatch, NewWork, indexed
from workbench.library.records import PlacedWork
from workbench.library.segment import SegmentDraft
from workbench.library.segment_files import settle

MOST_WORKS = 1 << 14
"""Works of a segment: they come into the catalogue in one transaction, which is to take seconds."""

MOST_SECONDS = 60
"""For which a segment is written: what is lost where the machine stops, however slowly works are read."""

AHEAD = 8
"""Batches that are in hand for each thread at the most: what it does while works come into the catalogue."""


class BegunSegment:
    """A segment whose works are known and whose files are being written."""

    def __init__(self, folder: Path, draft: SegmentDraft, pool: Executor) -> None:
        self._folder = folder
        self._draft = draft
        self._parts = [pool.submit(write) for write in (draft.write_rest, draft.write_index)]

    @property
    def works(self) -> Sequence[PlacedWork]:
        """Its works, in their order."""
        return self._draft.works

    @property
    def is_written(self) -> bool:
        """Whether its files are on the disk, or cannot be written."""
        return all(part.done() for part in self._parts)

    def written(self, number: int) -> list[StoredFile]:
        """Its files, under the names of segment `number`, as soon as they are on the disk."""
        files = [file for part in self._parts for file in part.result()]
        return settle(self._folder, files, number)

    def discard(self) -> None:
        """Remove what was written."""
        for part in self._parts:
            if not part.cancel():
                part.exception()  # it has begun, so wait for its end
        self._draft.discard()


@dataclass(frozen=True, slots=True)
class Written:
    """What became of some works."""

    words: int = 0
    """Words of those that were taken."""
    refused: tuple[str, ...] = ()
    """Names of those without a word, which cannot be found by words."""
    segments: tuple[BegunSegment, ...] = ()
    """The segments that are ready for the catalogue."""


class SegmentWriter:
    """Writes works into segments of a bounded size, which bounds the memory that it takes."""

    def __init__(self, folder: Path, segment_bytes: int, threads: int) -> None:
        self._folder = folder
        self._segment_bytes = segment_bytes
        self._in_hand = AHEAD * threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="indexing")
        self._indexing: deque[Future[IndexedBatch]] = deque()
        self._draft: SegmentDraft | None = None
        self._draft_began = 0.0
        self._begun: deque[BegunSegment] = deque()

    def take(self, works: Sequence[NewWork]) -> Written:
        """Take some works, and say what became of earlier ones; raises StorageFault."""
        self._indexing.append(self._pool.submit(indexed, works))
        return self._written(self._in_hand)

    def finish(self) -> Written:
        """Store all that was taken; raises StorageFault."""
        rest = self._written(0)
        self._end_draft()
        segments, self._begun = (*rest.segments, *self._begun), deque()
        return Written(rest.words, rest.refused, segments)

    def close(self) -> None:
        """Drop what was taken and not handed out."""
        self._pool.shutdown(cancel_futures=True)
        for segment in self._begun:
            segment.discard()
        if self._draft:
            self._draft.discard()

    def _written(self, in_hand: int) -> Written:
        """Store what is indexed, and wait until no more than so many batches are in hand."""
        words = 0
        refused: list[str] = []
        while self._indexing and (len(self._indexing) > in_hand or self._indexing[0].done()):
            batch = self._indexing.popleft().result()
            words += sum(work.words for work in batch.works)
            refused += batch.refused
            if batch.works:
                self._store(batch)
        segments = []
        while self._begun and (len(self._begun) > 1 or self._begun[0].is_written):
            segments.append(self._begun.popleft())
        return Written(words, tuple(refused), tuple(segments))

    def _store(self, batch: IndexedBatch) -> None:
        with storing(self._folder):
            if self._draft is None:
                self._draft, self._draft_began = SegmentDraft(self._folder), time.monotonic()
            self._draft.add(batch)
        is_large = self._draft.size >= self._segment_bytes or len(self._draft.works) >= MOST_WORKS
        if is_large or time.monotonic() > self._draft_began + MOST_SECONDS:
            self._end_draft()

    def _end_draft(self) -> None:
        draft, self._draft = self._draft, None
        if draft:
            self._begun.append(BegunSegment(self._folder, draft, self._pool))
