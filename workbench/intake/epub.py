"""E-books (EPUB): the chapters in reading order, and what the book says of its rights."""

import html.entities
import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from workbench.domain.errors import UnreadableDocument
from workbench.domain.work import Rights
from workbench.intake.flow import Flow
from workbench.intake.markup import Markup, html_root
from workbench.intake.package import Package, attribute, damaged, local
from workbench.intake.taken import Choices, Taken
from workbench.intake.web_page import encoding_of

READER = "epub 1"
MEDIA_TYPE = "application/epub+zip"
_TEXTS = (
    "application/xhtml+xml",
    "text/html",
    "application/x-dtbook+xml",
    "application/xml",
    "text/x-oeb1-document",
)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN = ("amp", "lt", "gt", "quot", "apos")
_OBFUSCATED_TYPEFACES = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """The one text of an e-book, with its printed page numbers where the book gives them.

    Raises UnreadableDocument for a damaged or copy-protected book, or one without words.
    """
    package = Package(name, content)
    _refuse_locked(name, package)
    folder, root = _contents(name, package)
    parts = {local(part): part for part in root}
    if "manifest" not in parts or "spine" not in parts:
        raise damaged(name)
    items = {attribute(item, "id"): item for item in parts["manifest"]}
    flow, missing, mended = Flow(), 0, 0
    markup = Markup(flow)
    for item in items.values():
        path = _path(folder, item)
        if attribute(item, "media-type") == "text/css" and path in package:
            markup.learn(package.read(path).decode("utf-8", "replace"))
    for reference in parts["spine"]:
        item = items.get(attribute(reference, "idref"))
        path = _path(folder, item) if item is not None else ""
        if item is None or path not in package:
            missing += 1
        elif attribute(item, "media-type") in _TEXTS:
            chapter, sound = _chapter(name, package.read(path), choices)
            mended += not sound
            markup.write(chapter)
            flow.end_if_begun()
    warnings = markup.dropped()
    if missing:
        warnings.append(f"Chapters that the book lists but does not hold: {missing:,}.")
    if mended:
        warnings.append(
            f"Chapters that break the rules of their format, read as a browser would: {mended:,}."
        )
    document = flow.document(name, content, MEDIA_TYPE, READER, warnings)
    yield Taken(document, content, rights=_rights(parts.get("metadata")))


def _refuse_locked(name: str, package: Package) -> None:
    if "META-INF/encryption.xml" not in package:
        return
    for element in package.xml("META-INF/encryption.xml").iter():
        algorithm = attribute(element, "Algorithm")
        if local(element) == "EncryptionMethod" and algorithm not in _OBFUSCATED_TYPEFACES:
            raise UnreadableDocument(
                f"{name} is locked by copy protection.", "Ask the publisher for a copy without it."
            )


def _contents(name: str, package: Package) -> tuple[str, Any]:
    """The folder and the root of the book's table of parts."""
    for element in package.xml("META-INF/container.xml").iter():
        if local(element) == "rootfile":
            path = posixpath.normpath(attribute(element, "full-path"))
            return posixpath.dirname(path), package.xml(path)
    raise damaged(name)


def _path(folder: str, item: Any) -> str:
    """Where in the package an item of the book lies."""
    return posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))


def _chapter(name: str, content: bytes, choices: Choices) -> tuple[Any, bool]:
    """The root of a chapter, and whether it is sound XML; one that is not is read as HTML."""
    encoding, _ = encoding_of(content, choices.encoding)
    text = content.decode(encoding, "replace")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    plain = _NAMED.sub(_character, re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1))
    if "<!ENTITY" not in text:
        try:
            return etree.fromstring(plain.encode("utf-8", "replace"), parser), True
        except (etree.LxmlError, ValueError):
            pass
    return html_root(name, text), False


def _character(entity: re.Match[str]) -> str:
    """HTML's own names of characters, which XML does not know; the five that XML knows stay."""
    if entity[1] in _XML_OWN:
        return entity[0]
    return html.entities.html5.get(f"{entity[1]};", entity[0])


def _rights(metadata: Any) -> Rights | None:
    if metadata is None:
        return None
    said: dict[str, list[str]] = {}
    for element in metadata.iter():
        if words := " ".join((element.text or "").split())[:1000]:
            said.setdefault(local(element), []).append(words)
    years = re.findall(r"\b[12]\d{3}\b", " ".join(said.get("date", [])))
    record = {
        "title": "; ".join(said.get("title", [])[:1]),
        "author": "; ".join(said.get("creator", [])),
        "holder": "; ".join(said.get("publisher", [])),
        "year": min(years, default=""),
        "source": "; ".join(said.get("source", []) + said.get("identifier", [])),
        "note": "; ".join(said.get("rights", [])),
    }
    record = {key: value[:1000] for key, value in record.items() if value}
    return Rights(**record) if record else None
