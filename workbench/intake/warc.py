"""Web archives (WARC): the pages of text that a crawler was sent (ISO 28500)."""

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from email.policy import compat32

from workbench.domain.errors import UnreadableDocument
from workbench.domain.work import Rights
from workbench.intake import plain_text, web_page
from workbench.intake.package import damage_named, damaged
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal

READER = "warc 1"
MOST_RECORD_BYTES = 64 * 1024 * 1024
MOST_BYTES = 4 * 1024 * 1024 * 1024
MOST_HEADER_BYTES = 64 * 1024
_PIECE = 256 * 1024
_LONGEST_NAME = 500
_PAGES = ("text/html", "application/xhtml+xml")
_END_OF_HEADER = b"\r\n\r\n"
_CHUNK = re.compile(rb"(?:\r\n)?([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: what it says of itself, and its first MOST_RECORD_BYTES."""

    header: Message
    content: bytes
    whole: bool


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
    """Each page of HTML or plain text that a response in the archive holds, named by its address.

    A page that cannot be read is refused by its address. Raises UnreadableDocument for a damaged archive.
    """
    digest = hashlib.sha256(content).hexdigest()
    found = False
    for number, record in enumerate(_records(name, content), start=1):
        if record.header.get("WARC-Type", "").strip().lower() not in ("response", "resource"):
            continue
        address = record.header.get("WARC-Target-URI", "").strip().strip("<>")
        place = f"record {number} of {name} (SHA-256 {digest})"
        called = f"{name}/{address[:_LONGEST_NAME] or f'record {number}'}"
        try:
            taken = _page(called, record, choices)
        except UnreadableDocument as fault:
            yield Refusal(called, fault.message)
            continue
        if taken is None:
            continue
        found = True
        when = record.header.get("WARC-Date", "").strip()
        rights = taken.rights or Rights()
        note = "; ".join(part for part in (rights.note, f"Fetched {when}" if when else "") if part)
        yield replace(
            taken,
            document=replace(taken.document, origin=place),
            rights=replace(rights, source=rights.source or address, note=note),
        )
    if not found:
        raise UnreadableDocument(f"{name} holds no page of text.", "Choose an archive with pages in it.")


def _records(name: str, content: bytes) -> Iterator[_Record]:
    """The records in their order, read one after the other and never unpacked as a whole."""
    packed = content.startswith(b"\x1f\x8b")
    stream: io.BufferedIOBase = gzip.GzipFile(fileobj=io.BytesIO(content)) if packed else io.BytesIO(content)
    left = MOST_BYTES
    with damage_named(name, OSError, EOFError, zlib.error, ValueError):
        while header := _header(name, stream):
            length = int(header.get("Content-Length", "").strip())
            left -= length
            if length < 0 or left < 0:
                raise damaged(name)
            record = stream.read(min(length, MOST_RECORD_BYTES))
            rest = length - len(record)
            while rest > 0 and (skipped := len(stream.read(min(rest, _PIECE)))):
                rest -= skipped
            yield _Record(header, record, whole=length == len(record))


def _header(name: str, stream: io.BufferedIOBase) -> Message | None:
    """The header of the next record; None at the end of the archive."""
    line = stream.readline(MOST_HEADER_BYTES)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(MOST_HEADER_BYTES)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise damaged(name)
    lines, size = [], 0
    while (line := stream.readline(MOST_HEADER_BYTES)) not in (b"\r\n", b"\n", b""):
        lines.append(line)
        size += len(line)
        if size > MOST_HEADER_BYTES:
            raise damaged(name)
    return _fields(b"".join(lines))


def _fields(header: bytes) -> Message:
    """The fields of a header; each byte is a character, and a line that is no field is passed over."""
    fields = Message(policy=compat32)
    for line in header.decode("latin-1").split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip()] = value.strip()
    return fields


def _page(name: str, record: _Record, choices: Choices) -> Taken | None:
    """The text of a record; None where it holds no page of text."""
    header, body = record.header, record.content
    if not record.whole:
        raise damaged(name)
    if "http" in header.get("Content-Type", ""):
        status, _, rest = body.partition(b"\n")
        head, _, body = rest.partition(_END_OF_HEADER)
        if not re.match(rb"HTTP/\d(?:\.\d)? 2\d\d", status):
            return None
        header = _fields(head)
        if header.get("Transfer-Encoding", "").strip().lower() == "chunked":
            body = _joined(body)
        body = _unpacked(name, body, header.get("Content-Encoding", "").strip().lower())
    kind = header.get_content_type()
    encoding = web_page.text_encoding(header.get_content_charset() or "")
    if kind in _PAGES:
        declared, _ = web_page.encoding_of(body, choices.encoding, encoding)
        return next(web_page.read(name, body, Choices(encoding=declared)))
    if kind == "text/plain":
        return next(plain_text.take(name, body, Choices(encoding=choices.encoding or encoding)))
    return None


def _joined(body: bytes) -> bytes:
    """A body that was sent in chunks (RFC 9112, section 7.1); one that was kept whole comes back as it is."""
    chunks: list[bytes] = []
    at = 0
    while line := _CHUNK.match(body, at):
        length = int(line[1], 16)
        if not length:
            return b"".join(chunks)
        chunks.append(body[line.end() : line.end() + length])
        at = line.end() + length
    return b"".join(chunks) if chunks else body


def _unpacked(name: str, body: bytes, coding: str) -> bytes:
    """A body without the compression in which it was sent."""
    if coding in ("", "identity"):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise damaged(name)
    with damage_named(name, zlib.error):
        try:
            unpacking = zlib.decompressobj(47)  # gzip or zlib, as its beginning says
            whole = unpacking.decompress(body, MOST_RECORD_BYTES)
        except zlib.error:
            if coding != "deflate":
                return body  # some crawlers keep the header and unpack the body
            unpacking = zlib.decompressobj(-15)
            whole = unpacking.decompress(body, MOST_RECORD_BYTES)
    if unpacking.unconsumed_tail:
        raise damaged(name)
    return whole
