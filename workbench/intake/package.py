"""The parts of an office document or an e-book: a ZIP file and its XML, read within bounds."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from workbench.domain.errors import UnreadableDocument

MOST_PARTS = 20_000
MOST_PART_BYTES = 128 * 1024 * 1024
MOST_BYTES = 512 * 1024 * 1024

_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)


class Package:
    """An opened package. Nothing is written to disk, and no part is read beyond the bounds.

    Raises UnreadableDocument for a file that is no sound ZIP file, that is locked, or whose parts are larger
    than any honest document's.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._left = MOST_BYTES
        with damage_named(name, *_DAMAGE):
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self.parts = {
                entry.filename: entry
                for entry in self._zip.infolist()
                if entry.filename[-1:] not in ("", "/")
            }
        if len(self.parts) > MOST_PARTS:
            raise UnreadableDocument(
                f"{name} is made of more than {MOST_PARTS:,} parts.",
                "Save it as plain text and choose that file.",
            )

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def read(self, part: str) -> bytes:
        """The bytes of `part`; raises UnreadableDocument when it is missing, locked, damaged or too large."""
        entry = self.parts.get(part)
        if entry is None:
            raise damaged(self._name)
        if entry.flag_bits & 1:
            raise UnreadableDocument(
                f"{self._name} is locked with a password.", "Open it with the password and save it without."
            )
        most = min(MOST_PART_BYTES, self._left)
        with damage_named(self._name, *_DAMAGE), self._zip.open(entry) as stream:
            content = stream.read(most + 1)
        if len(content) > most or entry.file_size > most:
            raise UnreadableDocument(
                f"{self._name} unpacks to more than {most // 2**20:,} MB.",
                "Save it as plain text and choose that file.",
            )
        self._left -= len(content)
        return content

    def xml(self, part: str) -> Any:
        """The root element of the XML in `part`; raises UnreadableDocument as `read` and `xml_root` do."""
        return xml_root(self._name, self.read(part))


def xml_root(name: str, content: bytes) -> Any:
    """The root element of an XML text that declares no document type, so that no entity can be defined."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _entities(name)
    with damage_named(name, etree.LxmlError, ValueError):
        root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that the search above cannot read
        raise _entities(name)
    return root


def _entities(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} declares a document type of its own, which no program writes and which can be a trap.",
        "Ask for the text in another form, such as PDF or plain text.",
    )


def damaged(name: str) -> UnreadableDocument:
    """The fault of a file that does not keep to its own format."""
    return UnreadableDocument(
        f"{name} is damaged, or is not what its name says.",
        "Open it in the program that made it and save it again, or save it as plain text.",
    )


@contextmanager
def damage_named(name: str, *faults: type[Exception]) -> Iterator[None]:
    """Turns `faults`, met while reading the file `name`, into one UnreadableDocument."""
    try:
        yield
    except faults as fault:
        raise damaged(name) from fault


def local(element: Any) -> str:
    """An element's or an attribute's name without its namespace; empty for what is no element."""
    tag = element if isinstance(element, str) else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str, otherwise: str = "") -> str:
    """The attribute called `name` in whatever namespace; `otherwise` when there is none."""
    return next((value for key, value in element.attrib.items() if local(key) == name), otherwise)
