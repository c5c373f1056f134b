"""Bytes kept by their digest: originals, texts, analyses."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from workbench.domain.document import LINES, Document, Locator
from workbench.domain.errors import MatterFault

LARGEST = 1_000_000_000
"""Bytes: SQLite keeps no larger value, and a small packed one that unfolds beyond it is a trap."""


class Altered(Exception):
    """Content that is missing, or is no longer what its digest says."""


def digest_of(content: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def encoded(text: str) -> bytes:
    """Any text as bytes, half surrogate pairs too: UTF-8 with `surrogatepass`."""
    return text.encode("utf-8", "surrogatepass")


def decoded(content: bytes) -> str:
    """The text of which `encoded` gave these bytes; raises UnicodeDecodeError."""
    return content.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Packed:
    """Content ready to be stored."""

    digest: str
    packed: bytes | None
    """Compressed; None where it was there already."""


def pack(connection: sqlite3.Connection, content: bytes) -> Packed:
    """Make `content` ready to be stored, which takes longer than storing it; raises MatterFault."""
    if len(content) > LARGEST:
        raise MatterFault("This is too large for a matter.", "Split it into parts of less than one gigabyte.")
    digest = digest_of(content)
    there = connection.execute("SELECT 1 FROM content WHERE digest = ?", (digest,)).fetchone()
    return Packed(digest, None if there else zlib.compress(content))


def put(connection: sqlite3.Connection, ready: Packed) -> str:
    """Store what was made ready, unless it is there; gives its digest."""
    if ready.packed is not None:
        connection.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (ready.digest, ready.packed))
    return ready.digest


def keep(connection: sqlite3.Connection, content: bytes) -> str:
    """Store `content`, compressed, unless it is there; gives its digest; raises MatterFault."""
    return put(connection, pack(connection, content))


def fetch(connection: sqlite3.Connection, digest: str) -> bytes:
    """The bytes with this digest, verified; raises Altered."""
    found = connection.execute("SELECT packed FROM content WHERE digest = ?", (digest,)).fetchone()
    if found is None:
        raise Altered(digest)
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(found[0], LARGEST)
    except (zlib.error, TypeError) as fault:
        raise Altered(digest) from fault
    if not unpacker.eof or unpacker.unused_data or digest_of(content) != digest:
        raise Altered(digest)
    return content


def fetch_text(connection: sqlite3.Connection, digest: str) -> str:
    """The text with this digest, verified; raises Altered."""
    try:
        return decoded(fetch(connection, digest))
    except UnicodeDecodeError as fault:
        raise Altered(digest) from fault


def keep_json(connection: sqlite3.Connection, canonical: str) -> str:
    """Store a record in its canonical JSON; gives its digest."""
    return keep(connection, encoded(canonical))


def fetch_json(connection: sqlite3.Connection, digest: str) -> Any:
    """The record with this digest, verified; raises Altered."""
    try:
        return json.loads(fetch(connection, digest))
    except ValueError as fault:
        raise Altered(digest) from fault


def keep_document(connection: sqlite3.Connection, document: Document) -> dict[str, Any]:
    """Store a document's text; gives all its other fields, with the text's digest in the text's place."""
    return filed_as(document, keep(connection, encoded(document.text)))


def filed_as(document: Document, digest: str) -> dict[str, Any]:
    """All fields of a document but its text, with the text's digest in the text's place."""
    record = {field.name: getattr(document, field.name) for field in fields(document)}
    record["locator"] = asdict(document.locator)
    return {**record, "text": digest}


def fetch_document(connection: sqlite3.Connection, record: Mapping[str, Any]) -> Document:
    """The document of which `keep_document` gave the record; raises Altered."""
    text = fetch_text(connection, record["text"])
    marks = record.get("locator", asdict(LINES))  # records of the first version have none
    locator = Locator(marks["unit"], tuple(marks["starts"]), tuple(marks["labels"]))
    return Document(**{**record, "text": text, "warnings": tuple(record["warnings"]), "locator": locator})
