"""Electronic mail: one message (EML) or a box of them (MBOX), with what is attached."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.generator import BytesGenerator
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.domain.work import Rights
from workbench.intake.attachments import Attachment, safe_name, taken_from, unread, within
from workbench.intake.flow import Flow, counted, refuse_wordless
from workbench.intake.markup import Markup, html_root
from workbench.intake.package import damage_named, damaged
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal
from workbench.intake.web_page import encoding_of, text_encoding

READER = "mail 1"
MEDIA_TYPE = "message/rfc822"
MOST_PARTS = 1_000
_BORDER = re.compile(rb"(?:\A|\r?\n\r?\n)(?=From [^\r\n]*\r?\n[!-9;-~]+:)")
_QUOTED_BORDER = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
    """The text of a message, and then what is attached, each as a document of its own.

    Plain text is preferred to HTML. Raises UnreadableDocument for what is no message, or one without words.
    """
    message = _parse(name, content)
    if not message.keys():
        raise damaged(name)
    yield from _texts(name, content, message, choices)


def read_box(name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
    """The messages of a box, each with what is attached; raises UnreadableDocument for what is no box."""
    digest = hashlib.sha256(content).hexdigest()
    borders = [match.end() for match in _BORDER.finditer(content)]
    if not borders:
        raise damaged(name)
    for number, (start, stop) in enumerate(zip(borders, [*borders[1:], len(content)], strict=True), start=1):
        _, _, letter = content[start:stop].rstrip(b"\r\n").partition(b"\n")
        letter = _QUOTED_BORDER.sub(rb"\1", letter) + b"\n"
        try:
            named = f"{name}/message {number}"
            for taken in _texts(named, letter, _parse(named, letter), choices):
                yield (
                    taken
                    if isinstance(taken, Refusal)
                    else within(taken, f"message {number} of {name} (SHA-256 {digest})")
                )
        except UnreadableDocument as fault:
            yield Refusal(named, fault.message)


def _parse(name: str, content: bytes) -> Message:
    with damage_named(name, MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError):
        return message_from_bytes(content, policy=policy.compat32)


def _texts(name: str, content: bytes, message: Message, choices: Choices) -> Iterator[Taken | Refusal]:
    """The message's own text, with a warning for each attachment that is not read; then the attachments."""
    _refuse_encrypted(name, message)
    with damage_named(name, MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError):
        bodies = _bodies(message)
        attached, pictures = _attached(message, bodies)
    texts = taken_from(name, content, attached, choices)
    warnings = unread(texts)
    if pictures:
        warnings.append(f"Left out: {counted(pictures, 'picture')}.")
    try:
        document = _document(name, content, bodies, choices)
    except UnreadableDocument:
        if not any(isinstance(text, Taken) for text in texts):
            raise
    else:
        document = replace(document, warnings=(*document.warnings, *warnings))
        yield Taken(document, content, rights=_rights(message))
    yield from texts


def _refuse_encrypted(name: str, message: Message) -> None:
    kind = message.get_content_type()
    opaque = (
        kind.endswith("pkcs7-mime") and message.get_param("smime-type", "enveloped-data") == "enveloped-data"
    )
    if opaque or kind == "multipart/encrypted":
        raise UnreadableDocument(
            f"{name} is encrypted.", "Open it in the mail program and save it unencrypted."
        )


def _bodies(message: Message) -> list[Message]:
    """The parts that make the text which a reader of the message sees; plain text before HTML."""
    kind = message.get_content_type()
    if message.is_multipart() and kind != "message/rfc822":
        parts = [_bodies(part) for part in _children(message)]
        if kind != "multipart/alternative":
            return [body for found in parts for body in found]
        plain = [
            found for found in parts if found and all(b.get_content_type() == "text/plain" for b in found)
        ]
        return next(iter(plain), next((found for found in reversed(parts) if found), []))
    shown = message.get_content_disposition() != "attachment" and message.get_filename() is None
    wanted = shown and kind in ("text/plain", "text/html")
    return [message] if wanted and _payload(message).strip() else []


def _attached(message: Message, bodies: list[Message]) -> tuple[list[Attachment], int]:
    """The files within a message, and the number of pictures that stand in its text."""
    attached: list[Attachment] = []
    pictures = 0
    waiting = [message]
    while waiting and len(attached) < MOST_PARTS:
        part = waiting.pop()
        kind, named = part.get_content_type(), part.get_filename() is not None
        wanted = named or part.get_content_disposition() == "attachment"
        if kind == "message/rfc822":
            called = f"{_file_name(part, len(attached) + 1)}.eml"
            attached += [Attachment(called, _bytes_of(inner)) for inner in _children(part)]
        elif part.is_multipart():
            waiting += reversed(_children(part))
        elif part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment":
            pictures += 1
        elif wanted and not any(part is body for body in bodies):
            attached.append(Attachment(_file_name(part, len(attached) + 1), _payload(part)))
    return attached, pictures


def _document(name: str, content: bytes, bodies: list[Message], choices: Choices) -> Document:
    """The text of a message: as it stands where it is plain, as it flows where it is HTML."""
    warnings: list[str] = []
    flow = Flow()
    markup = Markup(flow)
    texts = []
    for body in bodies:
        payload = _payload(body)
        declared = body.get_content_charset() or ""
        encoding, guessed = encoding_of(payload, choices.encoding, declared)
        warnings += [warning for warning in guessed if warning not in warnings]
        text = payload.decode(encoding, "replace")
        if body.get_content_type() == "text/html":
            markup.write(html_root(name, text))
        else:
            texts.append(text)
            for line in text.splitlines():
                flow.write(line)
                flow.end()
    if len(texts) < len(bodies) or not bodies:
        return flow.document(name, content, MEDIA_TYPE, READER, (*warnings, *markup.dropped()))
    whole = "\n".join(texts)
    refuse_wordless(name, whole)
    digest = hashlib.sha256(content).hexdigest()
    return Document(name, whole, digest, MEDIA_TYPE, reader=READER, warnings=tuple(warnings))


def _rights(message: Message) -> Rights:
    try:
        sent = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        sent = None
    said = {key: _header(message, key) for key in ("Subject", "From", "To", "Message-ID")}
    told = [f"Sent on {sent.date().isoformat()}" if sent else "", f"to {said['To']}" if said["To"] else ""]
    return Rights(
        title=said["Subject"],
        author=said["From"],
        year=str(sent.year) if sent else "",
        source=said["Message-ID"],
        note=", ".join(part for part in told if part),
    )


def _header(message: Message, key: str) -> str:
    """A header in plain characters, on one line."""
    try:
        parts = decode_header(str(message.get(key, "")))
        words = "".join(
            part.decode(text_encoding(charset or "ascii") or "utf-8", "replace")
            if isinstance(part, bytes)
            else part
            for part, charset in parts
        )
    except (MessageError, ValueError, LookupError):
        words = str(message.get(key, ""))
    return " ".join(words.split())[:1000]


def _children(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _file_name(part: Message, number: int) -> str:
    suffix = {"text/plain": ".txt", "text/html": ".html"}.get(part.get_content_type(), "")
    return safe_name(part.get_filename() or "", f"attachment {number}{suffix}")


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _bytes_of(message: Message) -> bytes:
    """A message within a message, as its bytes stood there but for the folding of damaged headers."""
    stream = io.BytesIO()
    BytesGenerator(stream, mangle_from_=False, maxheaderlen=0).flatten(message)
    return stream.getvalue()
