"""Honest files of every format in the table, and what chance makes of them.

A format joins by its row in the table and a sample: an honest file, by the row's first suffix.
"""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import hostile
import samples

from workbench.domain.errors import UnreadableDocument
from workbench.intake import Refusal, ocr
from workbench.intake.formats import FORMATS
from workbench.intake.sandbox import Limits, Sandbox

LIMITS = Limits(seconds=20, seconds_per_megabyte=0, memory=1 << 30, most_text=64 << 20, most_texts=100_000)
_SPLINTERS = (
    *(
        b"\x00",
        b"\xff\xff\xff\xff",
        b"\x7f\xff\xff\xff",
        b"\x80\x00\x00\x00",
        b"\xfe\xff",
        b"%s%n",
        b"../../",
    ),
    *(
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
        b"&b;",
        b"<a " * 50,
        b"((((" * 20,
        b"{" * 500,
    ),
    *(
        b"[" * 500,
        b"99999999999999999999",
        b"-1",
        b"1e999",
        b"\r\n\r\n",
        b"\xed\xa0\x80",
        b"endobj",
        b"stream\n",
    ),
    *(
        b"\\bin9999999 ",
        b"{\\*\\",
        b"\\u-99999?",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"http://localhost/",
    ),
)


def _picture() -> bytes:
    """The smallest PNG file: one grey point."""

    def part(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\x00\x80")) + part(b"IEND", b"")


SAMPLES: dict[str, Callable[[], bytes]] = {
    ".txt": hostile.WORDS.encode,
    ".md": f"# Lease\n\n{hostile.WORDS} “Café” – naïve.\n".encode("cp1252").strip,
    ".pdf": hostile.scripted_pdf,
    ".png": _picture,
    ".zip": lambda: hostile.archive(
        {"a.txt": hostile.WORDS.encode(), "b/c.zip": hostile.nested(2), "d.pdf": hostile.pdf()}
    ),
    **samples.SAMPLES,
}
NAMES = tuple(row.suffixes[0] for row in FORMATS)


@cache
def sample(suffix: str) -> bytes:
    """The honest file of a format."""
    return SAMPLES[suffix]()


def mutated(suffix: str, number: int) -> bytes:
    """The file of this format that comes of its sample by the chance that has this number."""
    chance = random.Random(f"{suffix} {number}")
    content = sample(suffix)
    if content.startswith(b"PK\x03\x04") and chance.random() < 0.7:  # else the checksums stop all but a few
        return _repacked(content, chance)
    if content.startswith(b"\x1f\x8b"):
        content = zlib.decompress(content, wbits=31)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        content = _changed(content, chance)
    return content


def enough(suffix: str, many: int) -> int:
    """How many mutations of a format to read: fewer where another program is begun for each of them."""
    return many // 100 if suffix == ".png" and ocr.programs() else many


def outcomes(suffix: str, numbers: range) -> Iterator[str]:
    """What becomes of each mutated file in the sandbox: `read`, or the sentence with which it is refused."""
    with Sandbox(LIMITS) as sandbox:
        for number in numbers:
            try:
                taken = list(sandbox.take(f"a{suffix}", mutated(suffix, number)))
            except UnreadableDocument as fault:
                yield fault.message
            else:
                reasons = [each.reason for each in taken if isinstance(each, Refusal)]
                yield reasons[0] if reasons else "read"


def _repacked(content: bytes, chance: random.Random) -> bytes:
    """The archive with one member changed, and sound around it."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        members = [(member, opened.read(member)) for member in opened.infolist()]
    place = chance.randrange(len(members))
    member, part = members[place]
    for _ in range(chance.choice((1, 2, 5))):
        part = _changed(part, chance)
    members[place] = (member, part)
    if chance.random() < 0.1:
        del members[chance.randrange(len(members))]
    return hostile.archive(members)


def _changed(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return chance.choice(_SPLINTERS)
    start = chance.randrange(len(content))
    stop = min(len(content), start + chance.choice((1, 2, 4, 16, 100)))
    way = chance.randrange(9)
    if way == 0:
        return content[:start]
    if way == 1:
        return _renumbered(content, chance)
    return content[:start] + _instead(content, start, stop, way, chance) + content[stop:]


def _instead(content: bytes, start: int, stop: int, way: int, chance: random.Random) -> bytes:
    """What stands in the place of a stretch."""
    stretch = content[start:stop]
    other = chance.randrange(len(content))
    ways: dict[int, Callable[[], bytes]] = {
        2: bytes,
        3: lambda: stretch * chance.choice((2, 3, 50)),
        4: lambda: chance.choice(_SPLINTERS) + stretch,
        5: lambda: chance.choice(_SPLINTERS),
        6: lambda: chance.randbytes(len(stretch)),
        7: lambda: content[other : other + len(stretch)],
        8: lambda: bytes([stretch[0] ^ (1 << chance.randrange(8))]) + stretch[1:],
    }
    return ways[way]()


def _renumbered(content: bytes, chance: random.Random) -> bytes:
    """One of the numbers that are written out becomes another."""
    numbers = list(re.finditer(rb"\d+", content))
    if not numbers:
        return content
    number = chance.choice(numbers)
    written = chance.choice((b"0", b"-1", b"65536", b"4294967295", b"99999999999", number[0] + b"0"))
    return content[: number.start()] + written + content[number.end() :]
