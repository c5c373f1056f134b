"""How the bytes of mail, conversations, load files and web archives say what they are."""

import codecs
import re
import zlib
from collections.abc import Callable
from typing import TypeAlias

Signature: TypeAlias = Callable[[bytes], bool]
"""Whether a file's bytes are of a format. It looks at bytes, never parses: it runs outside the sandbox."""


def begins(*marks: bytes) -> Signature:
    """A signature: the bytes begin with one of `marks`."""
    return lambda content: content.startswith(marks)


def begins_text(*marks: bytes) -> Signature:
    """A signature: after a byte-order mark and white space come, in either case, one of `marks`."""
    lowered = tuple(mark.lower() for mark in marks)
    return lambda content: content[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(lowered)


def is_pdf(content: bytes) -> bool:
    """A signature: the mark of PDF stands first, or, behind what a careless program put there, soon."""
    mark = b"%PDF-"
    return content.startswith(mark) or (mark in content[:1024] and b"startxref" in content)


def package(*parts: bytes) -> Signature:
    """A signature: a ZIP file in which each of `parts`, a member's name or its first bytes, occurs."""
    return lambda content: content.startswith(b"PK\x03\x04") and all(part in content for part in parts)


_LOOKED_AT = 64 * 1024
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n")
_BOX = re.compile(rb"From [^\r\n]{3,200}\r?\n[A-Za-z][A-Za-z0-9-]{1,60}:")
_MAIL_HEADERS = (b"from:", b"date:", b"message-id:", b"received:", b"subject:", b"return-path:")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTY = "__substg1.0_".encode("utf-16-le")
_THORN = (
    "\u00fe".encode("cp1252"),
    "\u00fe".encode(),
    "\ufeff\u00fe".encode(),
    "\ufeff\u00fe".encode("utf-16-le"),
)
_DEVICE_CONTROL_4 = b"\x14"
_GZIP = b"\x1f\x8b"


def is_picture(content: bytes) -> bool:
    """The marks of PNG, JPEG, TIFF, GIF, WEBP, and of BMP, whose letters may begin a text: the nulls, too."""
    if content.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")):
        return True
    if content.startswith(b"RIFF"):
        return content[8:12] == b"WEBP"
    return content.startswith(b"BM") and content[6:10] == bytes(4)


def is_mail(content: bytes) -> bool:
    """One message: header lines to begin with, three of those that every mail program writes, and MIME."""
    head, _, _ = content[:_LOOKED_AT].replace(b"\r\n", b"\n").partition(b"\n\n")
    lowered = b"\n" + head.lower()
    known = sum(b"\n" + header in lowered for header in _MAIL_HEADERS)
    return bool(_HEADER_LINE.match(content)) and known >= 3 and b"\nmime-version:" in lowered


def is_mail_box(content: bytes) -> bool:
    """Messages one after the other: a line that begins with `From `, and then a header line."""
    return bool(_BOX.match(content))


def is_outlook_message(content: bytes) -> bool:
    """A compound file in which properties of a message have their names."""
    return content.startswith(_COMPOUND_FILE) and _PROPERTY in content


def is_conversations(content: bytes) -> bool:
    """JSON with the fields that the exports of ChatGPT and of Claude have."""
    begins = content[:64].removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"[", b"{")
    return begins and ((b'"mapping"' in content and b'"author"' in content) or b'"chat_messages"' in content)


def is_load_file(content: bytes) -> bool:
    """A first field that is enclosed in thorns, and the control character that parts fields."""
    return content.startswith(_THORN) and _DEVICE_CONTROL_4 in content[:_LOOKED_AT]


def is_web_archive(content: bytes) -> bool:
    """A record's first word, in the clear or packed; no more than five bytes are unpacked to see it."""
    if not content.startswith(_GZIP):
        return content.startswith(b"WARC/")
    try:
        return zlib.decompressobj(31).decompress(content[:1024], 5) == b"WARC/"
    except zlib.error:
        return False
