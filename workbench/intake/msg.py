"""Outlook messages (MSG): the text, the headers and what is attached ([MS-OXMSG], within [MS-CFB])."""

import hashlib
import io
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.domain.work import Rights
from workbench.intake import rtf
from workbench.intake.attachments import MOST_DEPTH, Attachment, safe_name, taken_from, unread, within
from workbench.intake.flow import Flow, refuse_wordless
from workbench.intake.markup import Markup, html_root
from workbench.intake.package import damage_named, damaged
from workbench.intake.rtf_compression import decompress
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal
from workbench.intake.web_page import encoding_of

READER = "msg 1"
MEDIA_TYPE = "application/vnd.ms-outlook"
MOST_ATTACHMENTS = 1_000
MOST_BYTES = 512 * 1024 * 1024

_SUBJECT, _BODY, _HTML, _RTF, _SENDER, _ADDRESS, _TO, _CODE_PAGE, _SENT, _IDENTITY = (
    "0037", "1000", "1013", "1009", "0C1A", "0C1F", "0E04", "3FFD", "0039", "1035",
)  # fmt: skip
_FILE, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = "3701", "3707", "3704", "3001"
_EMBEDDED = "__substg1.0_3701000D"


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
    """The text of an Outlook message, and then what is attached, each as a document of its own.

    Plain text is preferred to HTML, and HTML to rich text. Raises UnreadableDocument for a damaged file, or
    one without words.
    """
    import olefile

    with (
        damage_named(
            name, OSError, ValueError, RecursionError, IndexError, struct.error, AttributeError, TypeError
        ),
        olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as compound,
    ):
        texts = list(_texts(name, content, _Storage(name, compound, ()), choices))
    yield from texts


class _Storage:
    """A message, a recipient or an attachment within the compound file: a folder of properties."""

    def __init__(self, name: str, compound: Any, path: tuple[str, ...]) -> None:
        self.path = path
        self._name = name
        self._compound = compound
        self._fixed = self._fixed_properties(8 if path and "__attach" in path[-1] else 24 if path else 32)
        number = int.from_bytes(self._fixed.get(_CODE_PAGE, b"")[:4], "little")
        self._code_page = {0: "cp1252", 65001: "utf-8", 1200: "utf-16-le"}.get(number, f"cp{number}")

    def text(self, tag: str) -> str:
        """A property of characters; empty where the message has none."""
        if wide := self.binary(f"{tag}001F"):
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self.binary(f"{tag}001E")
        try:
            return narrow.decode(self._code_page, "replace").rstrip("\x00")
        except LookupError:
            return narrow.decode("cp1252", "replace").rstrip("\x00")

    def binary(self, tag: str) -> bytes:
        """A property of bytes, by its number and type; empty where the message has none."""
        return self._stream(f"__substg1.0_{tag}")

    def sent(self) -> datetime | None:
        """When the message was sent; None where it does not say."""
        ticks = int.from_bytes(self._fixed.get(_SENT, b""), "little")
        try:
            return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def attachments(self) -> list["_Storage"]:
        """The folders of what is attached."""
        depth = len(self.path)
        names = dict.fromkeys(
            entry[depth]
            for entry in self._compound.listdir(streams=False, storages=True)
            if tuple(entry[:depth]) == self.path
            and len(entry) > depth
            and entry[depth].startswith("__attach_")
        )
        return [
            _Storage(self._name, self._compound, (*self.path, name))
            for name in list(names)[:MOST_ATTACHMENTS]
        ]

    def message(self) -> "_Storage | None":
        """The message that is attached here; None where it is a file."""
        path = (*self.path, _EMBEDDED)
        found = self._compound.exists(list(path)) and self._compound.get_type(list(path)) == 1
        return _Storage(self._name, self._compound, path) if found else None

    def _stream(self, last: str) -> bytes:
        path = [*self.path, last]
        if not self._compound.exists(path) or self._compound.get_type(path) != 2:
            return b""
        if self._compound.get_size(path) > MOST_BYTES:
            raise damaged(self._name)
        with self._compound.openstream(path) as stream:
            content: bytes = stream.read()
        return content

    def _fixed_properties(self, header: int) -> dict[str, bytes]:
        """The properties of fixed length, by number; an entry has 16 bytes, the last 8 of them the value."""
        stream = self._stream("__properties_version1.0")[header:]
        return {
            f"{struct.unpack_from('<H', stream, at + 2)[0]:04X}": stream[at + 8 : at + 16]
            for at in range(0, len(stream) - 15, 16)
        }


def _texts(
    name: str, content: bytes, message: _Storage, choices: Choices, depth: int = 0
) -> Iterator[Taken | Refusal]:
    texts: list[Taken | Refusal] = []
    files = []
    for number, attachment in enumerate(message.attachments(), start=1):
        shown = attachment.text(_LONG_NAME) or attachment.text(_SHORT_NAME) or attachment.text(_SHOWN_NAME)
        called = safe_name(shown, f"attachment {number}")
        inner = attachment.message()
        if inner is None:
            files.append(Attachment(called, attachment.binary(f"{_FILE}0102")))
        else:
            texts += _attached(f"{name}/{called}", inner, choices, depth, f"attachment {number} of {name}")
    texts += taken_from(name, content, files, choices)
    try:
        document = _document(name, content, message, choices)
    except UnreadableDocument:
        if not any(isinstance(text, Taken) for text in texts):
            raise
    else:
        original = content or document.text.encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(original).hexdigest()
        document = replace(document, sha256=digest, warnings=(*document.warnings, *unread(texts)))
        yield Taken(document, original, rights=_rights(message))
    yield from texts


def _attached(
    name: str, message: _Storage, choices: Choices, depth: int, place: str
) -> Iterator[Taken | Refusal]:
    """The texts of a message within a message; its original is its text, for it has no bytes of its own."""
    if depth >= MOST_DEPTH:
        yield Refusal(name, f"{name} lies more than {MOST_DEPTH} messages deep, and was not read.")
        return
    try:
        for taken in _texts(name, b"", message, choices, depth + 1):
            yield taken if isinstance(taken, Refusal) else within(taken, place)
    except UnreadableDocument as fault:
        yield Refusal(name, fault.message)


def _document(name: str, content: bytes, message: _Storage, choices: Choices) -> Document:
    plain = message.text(_BODY)
    if plain.strip():
        refuse_wordless(name, plain)
        return Document(name, plain, "", MEDIA_TYPE, reader=READER)
    if page := message.binary(f"{_HTML}0102") or message.text(_HTML).encode():
        encoding, guessed = encoding_of(page, choices.encoding)
        flow = Flow()
        markup = Markup(flow)
        markup.write(html_root(name, page.decode(encoding, "replace")))
        return flow.document(name, content, MEDIA_TYPE, READER, (*guessed, *markup.dropped()))
    if rich := message.binary(f"{_RTF}0102"):
        document = next(rtf.read(name, decompress(name, rich), choices)).document
        return replace(document, media_type=MEDIA_TYPE, reader=READER)
    raise UnreadableDocument(f"{name} holds no words.", "Choose a message with text in it.")


def _rights(message: _Storage) -> Rights:
    sent = message.sent()
    to = message.text(_TO)
    told = [f"Sent on {sent.date().isoformat()}" if sent else "", f"to {to}" if to else ""]
    sender = [message.text(_SENDER), message.text(_ADDRESS)]
    return Rights(
        title=_line(message.text(_SUBJECT)),
        author=_line(" ".join(part for part in dict.fromkeys(sender) if part)),
        year=str(sent.year) if sent else "",
        source=_line(message.text(_IDENTITY)),
        note=_line(", ".join(part for part in told if part)),
    )


def _line(text: str) -> str:
    return " ".join(text.split())[:1000]
