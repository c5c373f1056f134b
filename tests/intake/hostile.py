"""Files that were made to do harm, and honest ones of the same formats; each made anew, none kept."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable

WORDS = "The tenants shall keep the hedges trimmed, and the landlord shall mend the gates."


def archive(members: dict[str, bytes] | Iterable[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    """A ZIP file of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items() if isinstance(members, dict) else members:
            opened.writestr(name, content)
    return made.getvalue()


def nested(depth: int) -> bytes:
    """A text within so many archives."""
    content = WORDS.encode()
    for level in range(depth):
        content = archive({f"level{level}.{'zip' if level else 'txt'}": content})
    return content


def link(target: str) -> bytes:
    """An archive with a good file, and a symbolic link."""
    member = zipfile.ZipInfo("link.txt")
    member.create_system = 3
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive([("good.txt", WORDS.encode()), (member, target.encode())])


def locked() -> bytes:
    """An archive whose one member says that it is encrypted."""
    content = bytearray(archive({"secret.txt": WORDS.encode()}))
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    return bytes(content)


def lying(declared: int) -> bytes:
    """An archive whose member unfolds to more than it says."""
    content = bytearray(archive({"small.txt": WORDS.encode() * 1000}))
    central = content.index(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", declared)
    content[22:26] = struct.pack("<I", declared)
    return bytes(content)


def overlapping(count: int) -> bytes:
    """An archive whose members are all the same bytes: small, and unfolding to much."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    words = WORDS.encode() * 20_000
    packed = kernel.compress(words) + kernel.flush()
    head = struct.pack(
        "<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0x21, zlib.crc32(words), len(packed), len(words), 1, 0
    )
    body = head + b"a" + packed
    central = b"".join(
        struct.pack(
            "<IHHHHHHIIIHHHHHII",
            *(0x02014B50, 20, 20, 0, 8, 0, 0x21, zlib.crc32(words), len(packed), len(words)),
            *(1, 0, 0, 0, 0, 0, 0),
        )
        + b"a"
        for _ in range(count)
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), len(body), 0)
    return body + central + end


def pdf(*objects: str, pages: int = 1, words: str = WORDS, catalog: str = "") -> bytes:
    """A small PDF file; `objects` are numbered from 10, and `catalog` stands in the catalogue."""
    kids = " ".join(f"{20 + 2 * number} 0 R" for number in range(pages))
    parts = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    }
    parts |= {10 + number: each for number, each in enumerate(objects)}
    for number in range(pages):
        drawn = words.replace("(", "\\(").replace(")", "\\)")
        stream = f"BT /F1 11 Tf 72 700 Td ({drawn}) Tj ET"
        parts[20 + 2 * number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {21 + 2 * number} 0 R >>"
        )
        parts[21 + 2 * number] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, part in parts.items():
        places[number] = len(made)
        made += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    table = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        made += f"{number} 1\n{place:010} 00000 n \n".encode()
    made += f"trailer\n<< /Size {max(parts) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)


def scripted_pdf() -> bytes:
    """A PDF with a script, an action that starts a program, and an embedded program."""
    return pdf(
        "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        "<< /S /Launch /F << /Type /Filespec /F (calc.exe) >> >>",
        "<< /Type /Filespec /F (invoice.exe) /UF (invoice.exe) /EF << /F 13 0 R >> >>",
        "<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream",
        catalog="/OpenAction 10 0 R /AA << /WC 11 0 R >> "
        "/Names << /EmbeddedFiles << /Names [(invoice.exe) 12 0 R] >> >>",
    )
