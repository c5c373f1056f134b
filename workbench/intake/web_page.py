"""Web pages (HTML): the text that a reader of the page would read, and what the page says of its rights."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from workbench.domain.work import Rights
from workbench.intake.flow import Flow
from workbench.intake.markup import Markup, html_root
from workbench.intake.taken import Choices, Taken

READER = "html 1"
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_LOOK_FOR_ENCODING = 4096
_AUTHOR = ("author", "dc.creator", "dcterms.creator", "citation_author", "article:author", "parsely-author")
_DATE = ("date", "dc.date", "dcterms.issued", "citation_publication_date", "article:published_time")
_HOLDER = ("copyright", "dcterms.rightsholder", "dc.publisher", "citation_publisher")


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """The one text of a web page; raises UnreadableDocument when it holds no words."""
    encoding, warnings = encoding_of(content, choices.encoding)
    root = html_root(name, content.decode(encoding, "replace"))
    flow = Flow()
    markup = Markup(flow)
    markup.write(root)
    document = flow.document(name, content, "text/html", READER, (*warnings, *markup.dropped()), encoding)
    yield Taken(document, content, rights=rights_of(root))


def encoding_of(content: bytes, chosen: str = "", declared: str = "") -> tuple[str, list[str]]:
    """The encoding of a page, and a warning where it had to be guessed.

    In this order: the reviewer's choice, a byte-order mark, `declared` (by whoever sent it), the page's own
    word, UTF-8 if it fits, windows-1252.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if not chosen and content.startswith(mark):
            return encoding, []
    own = _DECLARED.search(content[:_LOOK_FOR_ENCODING])
    for named in (chosen, declared, own[1].decode("ascii") if own else ""):
        if named and (known := text_encoding(named)):
            return known, []
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", ["The encoding cp1252 is a guess; it is not stated in the file."]
    return "utf-8", []


def text_encoding(name: str) -> str:
    """The name under which an encoding of characters is known here; empty for one that is not known."""
    try:
        found = codecs.lookup(name.strip())
        " ".encode(found.name)
    except (LookupError, ValueError):
        return ""
    if found.name in ("undefined", "idna", "punycode", "unicode_escape"):
        return ""
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}.get(
        found.name, found.name
    )


def rights_of(root: Any) -> Rights | None:
    """What a page says of itself; None when it says nothing."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").lower()
        said.setdefault(key, " ".join((meta.get("content") or "").split())[:1000])
    title = next((" ".join(found.text_content().split()) for found in root.iter("title")), "")
    links = {
        rel: link.get("href") or ""
        for link in root.iter("link", "a")
        for rel in (link.get("rel") or "").split()
    }
    record = {
        "title": title or said.get("og:title", ""),
        "author": _first(said, _AUTHOR),
        "holder": _first(said, _HOLDER),
        "year": (re.findall(r"\b[12]\d{3}\b", _first(said, _DATE)) or [""])[0],
        "source": links.get("canonical", "") or said.get("og:url", ""),
        "note": f"Licence named on the page: {links['license']}" if links.get("license") else "",
    }
    record = {key: value[:1000] for key, value in record.items() if value}
    return Rights(**record) if record else None


def _first(said: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")
