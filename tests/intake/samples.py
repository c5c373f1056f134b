"""Documents of many formats, each made here from a few words; `SAMPLES` has one for each kind of file."""

import csv
import io
import json
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from compound import Tree, compound_file

WORDS = "The quiet harbour kept its lamps lit until the last of the boats had come home."
MORE = "Nobody counted them, for everyone already knew the number by heart."

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file; a part called mimetype is stored as it is, as e-books and OpenDocument texts want it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), content, kind)
    return stream.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of a Word document; a run that is no markup is plain text."""
    made = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{made}</w:p>"


def run(text: str, properties: str) -> str:
    """A run of a Word document with these properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word(kind: str, content: str) -> str:
    """A part of a Word document: `document`, `footnotes`, `comments`, `styles` ..."""
    others = " ".join(f'xmlns:{key}="urn:{key}"' for key in ("mc", "a", "v", "m"))
    spaces = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" {others}'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {spaces}>{content}</w:{kind}>'


def relations(*entries: tuple[str, str, bool]) -> str:
    """Relations of a part: kind, target, and whether the target lies outside."""
    made = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for number, (kind, target, outside) in enumerate(entries)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">{made}</Relationships>'


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document with this body and these further parts."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
            "word/document.xml": word("document", f"<w:body>{body}</w:body>"),
            **(parts or {}),
        }
    )


def odt(body: str, styles: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text with this body and these automatic styles."""
    names = {"office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing"}
    names |= {"fo": "xsl-fo-compatible", "svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{value}:1.0"' for key, value in names.items()
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": content, **(parts or {})})


def rtf(body: str, head: str = "") -> bytes:
    """A Rich Text document with this body."""
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Serif;}}}}{head}\n{body}}}".encode("cp1252")


def page(body: str, head: str = "") -> bytes:
    """A web page in UTF-8."""
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def epub(
    chapters: Mapping[str, str],
    metadata: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    styles: str = "",
) -> bytes:
    """An e-book with these chapters, in this order, and with the style sheet `styles` among its parts."""
    items = "".join(f'<item id="{key}" href="{key}" media-type="application/xhtml+xml"/>' for key in chapters)
    items += f'<item id="styles" href="{styles}" media-type="text/css"/>' if styles else ""
    spine = "".join(f'<itemref idref="{key}"/>' for key in chapters)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="book/a.opf"/></rootfiles></container>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "book/a.opf": opf,
            **{f"book/{key}": chapter(body) for key, body in chapters.items()},
            **(parts or {}),
        }
    )


def chapter(body: str) -> str:
    """A chapter of an e-book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head><body>{body}</body></html>'
    )


def letter(text: str = WORDS, headers: str = "", kind: str = "text/plain; charset=utf-8") -> bytes:
    """A message with this text."""
    return (
        "From: A. Writer <writer@example.org>\r\nTo: reader@example.org\r\nSubject: The harbour\r\n"
        "Date: Tue, 5 Mar 2024 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
        f"{headers}Content-Type: {kind}\r\n\r\n{text}\r\n"
    ).encode()


def part(kind: str, content: str, headers: str = "") -> str:
    """A part of a message."""
    return f"--border\r\nContent-Type: {kind}\r\n{headers}\r\n{content}\r\n"


def attached(name: str, content: str, kind: str = "text/plain") -> str:
    """A part of a message that is a file."""
    return part(kind, content, f'Content-Disposition: attachment; filename="{name}"\r\n')


def letter_with(*parts: str, kind: str = "mixed") -> bytes:
    """A message of these parts."""
    return letter("".join(parts) + "--border--", kind=f'multipart/{kind}; boundary="border"')


def box(*letters: bytes) -> bytes:
    """A box of messages."""
    return b"\n".join(b"From writer@example.org Tue Mar  5 10:00:00 2024\n" + each for each in letters)


def outlook(
    texts: Mapping[str, str | bytes],
    attachments: Mapping[str, "bytes | Tree"] | None = None,
    inside: bool = False,
) -> Tree:
    """The storage of an Outlook message with these properties, by number."""
    sent = (
        int((datetime(2024, 3, 5, 10, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    )
    entries = struct.pack("<HHIQ", 0x40, 0x39, 6, sent)
    tree: Tree = {}
    for key, value in texts.items():
        kind, content = ("001F", value.encode("utf-16-le")) if isinstance(value, str) else ("0102", value)
        tree[f"__substg1.0_{key}{kind}"] = content
        entries += _property(f"{key}{kind}", len(content))
    for number, (name, content) in enumerate((attachments or {}).items()):
        called = name.encode("utf-16-le")
        held = "3701000D" if isinstance(content, dict) else "37010102"
        described = _property("3707001F", len(called)) + _property(held, len(content))
        described += struct.pack("<HHIQ", 0x3, 0x3705, 6, 5 if isinstance(content, dict) else 1)
        file: Tree = {"__properties_version1.0": bytes(8) + described, "__substg1.0_3707001F": called}
        file[f"__substg1.0_{held}"] = content
        tree[f"__attach_version1.0_#{number:08X}"] = file
    tree["__properties_version1.0"] = bytes(24 if inside else 32) + entries
    return tree


def _property(tag: str, size: int) -> bytes:
    """What the storage says of a property whose value is a stream of its own."""
    return struct.pack("<IIQ", int(tag, 16), 6, size + 2 * tag.endswith("1F"))


def msg(texts: Mapping[str, str | bytes], attachments: Mapping[str, "bytes | Tree"] | None = None) -> bytes:
    """An Outlook message with these properties, by number."""
    return compound_file(outlook(texts, attachments))


def said(role: str, text: str, **more: object) -> dict[str, object]:
    """A message of a ChatGPT export."""
    content = {"content_type": "text", "parts": [text]}
    return {
        "author": {"role": role},
        "content": content,
        "create_time": 1709632800.5,
        "recipient": "all",
        **more,
    }


def chatgpt(*messages: tuple[str, str, dict[str, object] | None], title: str = "Harbours") -> bytes:
    """A ChatGPT export of one conversation: each message with its key and the key of the one before it."""
    mapping = {
        key: {
            "id": key,
            "parent": parent or None,
            "children": [],
            "message": message and {"id": key, **message},
        }
        for key, parent, message in messages
    }
    return json.dumps([{"title": title, "mapping": mapping, "default_model_slug": "gpt-4o"}]).encode()


def claude(*messages: dict[str, object], name: str = "Harbours") -> bytes:
    """A Claude export of one conversation."""
    return json.dumps([{"uuid": "c1", "name": name, "chat_messages": list(messages)}]).encode()


def jsonl(*rows: Mapping[str, object]) -> bytes:
    """A corpus with a JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def table(*rows: list[str], delimiter: str = ",") -> bytes:
    """A CSV file."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def parquet(columns: Mapping[str, list[object]]) -> bytes:
    """A Parquet file with these columns."""
    import pyarrow
    from pyarrow import parquet as writer

    stream = io.BytesIO()
    writer.write_table(pyarrow.table(dict(columns)), stream)
    return stream.getvalue()


def dat(*rows: list[str], encoding: str = "utf-8") -> bytes:
    """A Concordance load file."""
    kept = [[cell.replace("\n", "\u00ae") for cell in row] for row in rows]
    lines = ("\x14".join(f"\u00fe{cell}\u00fe" for cell in row) for row in kept)
    return "".join(line + "\r\n" for line in lines).encode(encoding)


def record(
    address: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    """A response in a web archive."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _notes() -> dict[str, str | bytes]:
    note = f'<w:footnote w:id="2">{paragraph("A note.")}</w:footnote>'
    return {"word/footnotes.xml": word("footnotes", note)}


def _with_prompt() -> bytes:
    return chatgpt(
        ("root", "", None),
        ("u", "root", said("user", "Tell me of a harbour.")),
        ("a", "u", said("assistant", WORDS, metadata={"model_slug": "gpt-4o-mini"})),
        ("b", "u", said("assistant", MORE)),
    )


SAMPLES: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: docx(
        paragraph(WORDS)
        + paragraph(MORE, '<w:r><w:footnoteReference w:id="2"/></w:r>', run("unseen", "<w:vanish/>")),
        _notes(),
    ),
    ".odt": lambda: odt(f"<text:p>{WORDS}</text:p><text:p>{MORE}<text:line-break/>Again.</text:p>"),
    ".rtf": lambda: rtf(rf"\pard {WORDS}\par {{\v unseen}} caf\'e9 \u8212?\par"),
    ".epub": lambda: epub({"one.xhtml": f"<p>{WORDS}</p>", "two.xhtml": f"<p>{MORE}</p>"}),
    ".html": lambda: page(f"<p>{WORDS}<p hidden>{MORE}</p><table><tr><td>a<td>b</table>", "<title>T</title>"),
    ".eml": lambda: letter_with(part("text/plain", WORDS), attached("more.html", f"<p>{MORE}", "text/html")),
    ".mbox": lambda: box(letter(), letter_with(part("text/html", f"<p>{MORE}"))),
    ".msg": lambda: msg(
        {"1000": WORDS, "0037": "Harbour"}, {"more.txt": MORE.encode(), "long.txt": b"word " * 2000}
    ),
    ".json": _with_prompt,
    ".jsonl": lambda: jsonl({"text": WORDS, "title": "One"}, {"text": MORE, "title": "Two"}),
    ".csv": lambda: table(["title", "text"], ["One", WORDS], ["Two", MORE]),
    ".parquet": lambda: parquet({"title": ["One", "Two"], "text": [WORDS, MORE]}),
    ".dat": lambda: dat(["BEGBATES", "ENDBATES", "TEXT"], ["AB0001", "AB0002", f"{WORDS}\n{MORE}"]),
    ".opt": lambda: b"AB0001,VOL1,IMAGES\\AB0001.TIF,Y,,,2\r\nAB0002,VOL1,IMAGES\\AB0002.TIF,,,,\r\n",
    ".warc": lambda: (
        record("https://example.org/a", page(f"<p>{WORDS}")) + record("https://example.org/b", b"-")
    ),
}
"""The bytes of an honest file of each format, by the first suffix of its row in the table of formats."""
