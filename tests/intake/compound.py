"""Compound files ([MS-CFB]), written in the plainest way that readers accept."""

import struct

_SECTOR, _SMALL = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CUT = 4096

Tree = dict[str, "bytes | Tree"]


def compound_file(tree: Tree) -> bytes:
    """A compound file with these streams and storages."""
    entries: list[list[object]] = [["Root Entry", 5, _FREE, _FREE, _FREE, 0, 0]]
    small, large = bytearray(), bytearray()
    small_chain: list[int] = []
    sectors: list[int] = []  # the chain of the large streams, from sector 0

    def add(content: Tree, parent: int) -> None:
        before = parent
        for name, part in content.items():
            number = len(entries)
            entries[before][4 if before == parent else 3] = number
            before = number
            if isinstance(part, dict):
                entries.append([name, 1, _FREE, _FREE, _FREE, 0, 0])
                add(part, number)
                continue
            if len(part) < _CUT:
                start = len(small) // _SMALL if part else _END
                _append(small, small_chain, part, _SMALL)
            else:
                start = len(large) // _SECTOR
                _append(large, sectors, part, _SECTOR)
            entries.append([name, 2, _FREE, _FREE, _FREE, start, len(part)])

    add(tree, 0)
    entries[0][5], entries[0][6] = len(large) // _SECTOR if small else _END, len(small)
    _append(large, sectors, bytes(small), _SECTOR)
    directory_at = len(large) // _SECTOR
    _append(large, sectors, b"".join(map(_entry, entries)).ljust(-len(entries) % 4 * 128), _SECTOR)
    small_fat_at = len(large) // _SECTOR if small_chain else _END
    _append(large, sectors, struct.pack(f"<{len(small_chain)}I", *small_chain), _SECTOR, b"\xff")
    small_fat_count = -(-len(small_chain) * 4 // _SECTOR)
    fat_count = 1
    while fat_count * 128 < len(sectors) + fat_count:
        fat_count += 1
    fat_at = len(sectors)
    fat = [*sectors, *[_FAT] * fat_count]
    fat += [_FREE] * (fat_count * 128 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        fat_count,
        directory_at,
        0,
        _CUT,
        small_fat_at,
        small_fat_count,
        _END,
        0,
    )
    places = [fat_at + number for number in range(fat_count)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - fat_count))
    return header + bytes(large) + struct.pack(f"<{len(fat)}I", *fat)


def _append(where: bytearray, chain: list[int], content: bytes, unit: int, filling: bytes = b"\0") -> None:
    """Put `content` at the end, in whole units, each pointing to the next."""
    count = -(-len(content) // unit)
    first = len(chain)
    chain += [first + number + 1 for number in range(count)]
    if count:
        chain[-1] = _END
    where += content.ljust(count * unit, filling)


def _entry(entry: list[object]) -> bytes:
    name, kind, left, right, child, start, size = entry
    encoded = str(name).encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        encoded,
        len(encoded) + 2,
        kind,
        1,
        left,
        right,
        child,
        bytes(16),
        0,
        0,
        0,
        start,
        size,
    )
