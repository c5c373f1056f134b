"""Writing segments anew: several as one, and none with a work that was removed."""

from collections.abc import Generator, Iterable, Sequence

from workbench.domain.progress import Progress
from workbench.library.catalogue import Catalogue
from workbench.library.durable import storing
from workbench.library.joining import joinable, large_joinable
from workbench.library.manifest import write_manifest
from workbench.library.merging import Merging
from workbench.library.records import SegmentRoom
from workbench.library.segment_files import settle

LARGE_BYTES = 32 << 20
"""Text of a segment that is joined with others of its size only."""

MERGED_BYTES = 4 << 30
"""Text in a segment that others are merged into: a search asks each segment, and a merge takes the room of
what it makes."""


def join_segments(catalogue: Catalogue) -> Generator[Progress, None, None]:
    """Join the last segments when many small ones have gathered, or some large ones."""
    while True:
        rooms = catalogue.segment_rooms()
        sizes = [room.size for room in rooms]
        count = joinable(sizes, LARGE_BYTES) or large_joinable(sizes, LARGE_BYTES, MERGED_BYTES)
        if not count:
            return
        yield from _merge(catalogue, rooms[-count:])


def compact_segments(catalogue: Catalogue) -> Generator[Progress, None, None]:
    """Write anew whatever holds a removed work, or is small and not alone."""
    rooms = catalogue.segment_rooms()
    small = [room for room in rooms if room.used < MERGED_BYTES // 2]
    chosen = [room for room in rooms if room.used < room.size or (len(small) > 1 and room in small)]
    for group in _groups(chosen):
        if len(group) > 1 or group[0].used < group[0].size:
            yield from _merge(catalogue, group)


def _groups(rooms: Iterable[SegmentRoom]) -> list[list[SegmentRoom]]:
    """The rooms in order, as many together as make one segment."""
    groups: list[list[SegmentRoom]] = []
    room_left = 0
    for room in rooms:
        if not groups or room.used > room_left:
            groups.append([])
            room_left = MERGED_BYTES
        groups[-1].append(room)
        room_left -= room.used
    return groups


def _merge(catalogue: Catalogue, rooms: Sequence[SegmentRoom]) -> Generator[Progress, None, None]:
    """Make one segment of several, which takes their place at once when all of it is on the disk."""
    numbers = [room.number for room in rooms]
    merging = Merging(catalogue, numbers)
    with storing(catalogue.folder):
        written = yield from merging.write()
        number = catalogue.next_segment()
        files = settle(catalogue.folder, written, number)
        catalogue.replace_segments(numbers, number, files, merging.moved)
        write_manifest(catalogue)
