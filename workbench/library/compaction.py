"""Writing segments anew: small ones as one, and none with a work that was removed."""

from collections.abc import Generator, Sequence

from workbench.domain.progress import Progress
from workbench.library.addition import SEGMENT_BYTES
from workbench.library.catalogue import Catalogue, SegmentRoom
from workbench.library.durable import storing
from workbench.library.joining import joinable
from workbench.library.manifest import write_manifest
from workbench.library.segment import Segment, SegmentDraft, WrittenSegment
from workbench.text.words import word_hashes


def join_small_segments(catalogue: Catalogue) -> Generator[Progress, None, None]:
    """Join the last segments when many small ones have gathered."""
    rooms = catalogue.segment_rooms()
    count = joinable([room.size for room in rooms], SEGMENT_BYTES // 2)
    if count:
        yield from _rewrite(catalogue, rooms[-count:])


def compact_segments(catalogue: Catalogue) -> Generator[Progress, None, None]:
    """Write anew whatever holds a removed work, or is small and not alone."""
    rooms = catalogue.segment_rooms()
    loose = [room for room in rooms if room.used < room.size]
    small = [room for room in rooms if room.used < SEGMENT_BYTES // 2]
    if loose or len(small) > 1:
        yield from _rewrite(catalogue, sorted({*loose, *small}, key=lambda room: room.number))


def _rewrite(catalogue: Catalogue, rooms: Sequence[SegmentRoom]) -> Generator[Progress, None, None]:
    """Write the works of whole segments into new ones, each of which replaces its old ones at once."""
    draft: SegmentDraft | None = None
    replaced: list[int] = []
    try:
        for done, room in enumerate(rooms):
            yield Progress(done, len(rooms), "joining segments")
            with storing(catalogue.folder):
                draft = draft or SegmentDraft(catalogue.folder)
                _copy(catalogue, room.number, draft)
            replaced.append(room.number)
            if draft.size >= SEGMENT_BYTES or room is rooms[-1]:
                full, draft = draft, None
                _replace(catalogue, replaced, full)
                replaced = []
    finally:
        if draft:
            draft.discard()


def _copy(catalogue: Catalogue, number: int, draft: SegmentDraft) -> None:
    """Append the works of one segment, their texts checked; their words are read again from these."""
    segment = Segment(catalogue, number)
    for work in catalogue.stored_works(number):
        placed = catalogue.placed(work)
        text = segment.text(placed)
        draft.add(placed.document(text), word_hashes(text), placed.work.rights)


def _replace(catalogue: Catalogue, replaced: Sequence[int], draft: SegmentDraft) -> None:
    """Bring a segment to the disk, then into the catalogue in the place of others."""
    with storing(catalogue.folder):
        number = catalogue.next_segment()
        if draft.works:
            written = draft.finish().settle(catalogue.folder, number)
        else:
            draft.discard()
            written = WrittenSegment((), ())
        catalogue.replace_segments(replaced, number, written.files, written.works)
        write_manifest(catalogue)
