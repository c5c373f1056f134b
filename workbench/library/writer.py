"""Turning works into segments, in the process that adds them or in one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from workbench.domain.document import Document
from workbench.domain.work import Rights
from workbench.library.durable import storing
from workbench.library.segment import SegmentDraft, WrittenSegment
from workbench.text.pieces import pieces_of_all

MOST_WORKS = 1 << 14
"""Works of a segment: they come into the catalogue in one transaction, which is to take seconds."""


class NewWork(NamedTuple):
    """A work that is to be added."""

    document: Document
    rights: Rights
    tree: str = ""
    """The folder that the document was read from, as a digest of its path: another text under the same name
    in the same tree is a newer version. Empty for a text that is not followed."""
    number: int | None = None
    """Its place in the order of the library's works; None for the next one."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of some works."""

    words: int = 0
    """Words of those that were taken."""
    refused: tuple[str, ...] = ()
    """Names of those without a word, which cannot be found by words."""
    segments: tuple[WrittenSegment, ...] = ()
    """The segments that were finished meanwhile."""


class SegmentWriter:
    """Writes works into segments of a bounded size, which bounds the memory that it takes."""

    def __init__(self, folder: Path, segment_bytes: int) -> None:
        self._folder = folder
        self._segment_bytes = segment_bytes
        self._draft: SegmentDraft | None = None

    def take(self, works: Sequence[NewWork]) -> Written:
        """Write some works; raises StorageFault."""
        words = 0
        refused: list[str] = []
        segments: list[WrittenSegment] = []
        for work, pieces in zip(works, pieces_of_all([work.document.text for work in works]), strict=True):
            if not len(pieces.hashes):
                refused.append(work.document.name)
                continue
            words += len(pieces.hashes)
            with storing(self._folder):
                self._draft = self._draft or SegmentDraft(self._folder)
                self._draft.add(work.document, pieces, work.rights, work.tree, work.number)
            if self._draft.size >= self._segment_bytes or len(self._draft.works) >= MOST_WORKS:
                segments += self.finish().segments
        return Written(words, tuple(refused), tuple(segments))

    def finish(self) -> Written:
        """Finish the segment that was begun, if one was; raises StorageFault."""
        draft, self._draft = self._draft, None
        if draft is None:
            return Written()
        try:
            with storing(self._folder):
                return Written(segments=(draft.finish(),))
        except BaseException:
            draft.discard()
            raise

    def discard(self) -> None:
        """Remove what was begun and not finished."""
        if self._draft:
            self._draft.discard()
            self._draft = None
