"""Mail: the text of each message, what is attached to it, and what is said of the rest."""

import struct

import pytest
from compound import Tree
from samples import MORE, WORDS, attached, box, docx, letter, letter_with, msg, outlook, paragraph, part, rtf

from workbench.domain.errors import UnreadableDocument
from workbench.domain.work import Rights
from workbench.intake.attachments import MOST_DEPTH
from workbench.intake.reading import take
from workbench.intake.rtf_compression import decompress
from workbench.intake.taken import Taken
from workbench.intake.tally import Refusal

HTML = "text/html; charset=utf-8"


def texts(name: str, content: bytes) -> dict[str, str]:
    """The texts of a file by name."""
    return {
        taken.document.name: taken.document.text for taken in take(name, content) if isinstance(taken, Taken)
    }


def first(name: str, content: bytes) -> Taken:
    """The first text of a file."""
    taken = next(take(name, content))
    assert isinstance(taken, Taken)
    return taken


QUOTED = "Content-Transfer-Encoding: quoted-printable\r\n"
BASE64 = "Content-Transfer-Encoding: base64\r\n"
BOTH = (part("text/plain", WORDS), part("text/html", f"<p>{MORE}"))
MESSAGES = [
    # what the message holds, and the texts that come of it
    ("plain", letter(), {"a.eml": WORDS}),
    ("quoted", letter("caf=C3=A9 is=\r\n open", QUOTED), {"a.eml": "café is open"}),
    ("base64", letter("d29yZHM=", BASE64), {"a.eml": "words"}),
    ("old encoding", letter("caf=E9", QUOTED, "text/plain; charset=iso-8859-1"), {"a.eml": "café"}),
    ("HTML", letter(f"<p>{WORDS}<p>{MORE}", kind=HTML), {"a.eml": f"{WORDS}\n{MORE}"}),
    ("both: plain is preferred", letter_with(*BOTH, kind="alternative"), {"a.eml": WORDS}),
    ("one after the other", letter_with(*BOTH), {"a.eml": f"{WORDS}\n{MORE}"}),
    ("two plain parts", letter_with(part("text/plain", "a"), part("text/plain", "b")), {"a.eml": "a\nb"}),
    ("a file", letter_with(BOTH[0], attached("b.txt", MORE)), {"a.eml": WORDS, "a.eml/b.txt": MORE}),
    ("a file only", letter_with(attached("b.txt", MORE)), {"a.eml/b.txt": MORE}),
    (
        "a file that leads out",
        letter_with(BOTH[0], attached("../../b.txt", MORE)),
        {"a.eml": WORDS, "a.eml/b.txt": MORE},
    ),
    (
        "a picture in the text",
        letter_with(BOTH[0], part("image/png", "x", "Content-ID: <i>\r\n")),
        {"a.eml": WORDS},
    ),
    (
        "a message in a message",
        letter_with(BOTH[0], part("message/rfc822", letter(MORE).decode())),
        {"a.eml": WORDS, "a.eml/attachment 1.eml": MORE},
    ),
]


@pytest.mark.parametrize(
    ("content", "expected"), [pytest.param(*rest, id=label) for label, *rest in MESSAGES]
)
def test_a_message_gives_its_text_and_what_is_attached(content: bytes, expected: dict[str, str]) -> None:
    assert {name: text.strip() for name, text in texts("a.eml", content).items()} == expected


def test_a_message_says_who_wrote_it_and_when() -> None:
    taken = first("a.eml", letter(headers="X: =?utf-8?q?caf=C3=A9?=\r\n"))
    assert taken.rights == Rights(
        title="The harbour",
        author="A. Writer <writer@example.org>",
        year="2024",
        source="<1@example.org>",
        note="Sent on 2024-03-05, to reader@example.org",
    )
    encoded = letter().replace(b"The harbour", b"=?utf-8?q?caf=C3=A9?= and =?iso-8859-1?b?6Q==?=")
    rights = first("a.eml", encoded).rights
    assert rights is not None
    assert rights.title == "café and é"


def test_an_attachment_knows_the_message_and_the_message_says_what_was_not_read() -> None:
    content = letter_with(
        BOTH[0], attached("b.txt", MORE), attached("bad.docx", "no such thing"), attached("c.exe", "MZ\x00")
    )
    message, good, *refused = take("a.eml", content)
    assert isinstance(message, Taken)
    assert isinstance(good, Taken)
    assert good.document.origin == f"attachment 1 of a.eml (SHA-256 {message.document.sha256})"
    assert good.original == MORE.encode()
    names = [text.name if isinstance(text, Refusal) else text.document.name for text in refused]
    assert names == ["a.eml/bad.docx", "a.eml/c.exe"]
    assert message.document.warnings == (
        "An attachment was not read: a.eml/c.exe is a Windows program, not text.",
    )


def test_messages_within_messages_end_at_a_depth() -> None:
    content = letter(WORDS)
    for _ in range(MOST_DEPTH + 3):
        inner = content.decode().replace("border", "inner-border")
        content = letter_with(part("text/plain", MORE), part("message/rfc822", inner))
    found = list(take("a.eml", content))
    assert len([text for text in found if isinstance(text, Taken)]) == MOST_DEPTH + 1
    (refusal,) = [text for text in found if isinstance(text, Refusal)]
    assert f"{MOST_DEPTH} messages deep" in refusal.reason


def test_a_mail_bomb_of_parts_within_parts_is_refused() -> None:
    depth = 5_000
    head = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(depth))
    content = letter().split(b"Content-Type")[0] + head.encode() + b"\r\nwords"
    with pytest.raises(UnreadableDocument):
        list(take("a.eml", content))


@pytest.mark.parametrize(
    "kind", ["application/pkcs7-mime; smime-type=enveloped-data", 'multipart/encrypted; boundary="b"']
)
def test_an_encrypted_message_is_refused(kind: str) -> None:
    with pytest.raises(UnreadableDocument, match="is encrypted"):
        list(take("a.eml", letter(kind=kind)))


def test_each_message_of_a_box_is_a_text() -> None:
    quoted = letter("From the harbour: words.\r\n\r\n>From here on, more.")
    content = box(letter(WORDS), quoted, letter_with(BOTH[0], attached("b.txt", MORE)), letter(" "))
    found = list(take("a.mbox", content))
    assert {text.document.name: text.document.text.strip() for text in found if isinstance(text, Taken)} == {
        "a.mbox/message 1": WORDS,
        "a.mbox/message 2": "From the harbour: words.\r\n\r\nFrom here on, more.",
        "a.mbox/message 3": WORDS,
        "a.mbox/message 3/b.txt": MORE,
    }
    assert [text.reason for text in found if isinstance(text, Refusal)] == [
        "a.mbox/message 4 holds no words."
    ]
    origins = [text.document.origin for text in found if isinstance(text, Taken)]
    assert [origin.split(" of ")[0] for origin in origins] == [
        "message 1",
        "message 2",
        "message 3",
        "attachment 1",
    ]
    assert " message 3 of a.mbox (SHA-256 " in origins[3]


def compressed(text: bytes) -> bytes:
    """Rich text as Outlook keeps it, without using what makes it smaller."""
    pieces = b"".join(b"\0" + text[at : at + 8] for at in range(0, len(text), 8))
    return struct.pack("<II4sI", len(pieces) + 12, len(text), b"LZFu", 0) + pieces


INNER = outlook({"1000": "Inner words."}, {"deep.txt": b"Deep words."}, inside=True)
OUTLOOK = [
    ("plain", msg({"1000": WORDS}), {"a.msg": WORDS}),
    ("HTML", msg({"1013": f"<html><p>{WORDS}".encode()}), {"a.msg": WORDS}),
    ("plain before HTML", msg({"1000": WORDS, "1013": b"<html><p>x"}), {"a.msg": WORDS}),
    ("rich text", msg({"1009": compressed(rtf(WORDS))}), {"a.msg": WORDS}),
    ("long", msg({"1000": "word " * 3000}), {"a.msg": "word " * 3000}),
    (
        "files",
        msg({"1000": WORDS}, {"b.docx": docx(paragraph(MORE)), "c.txt": b"c"}),
        {"a.msg": WORDS, "a.msg/b.docx": MORE, "a.msg/c.txt": "c"},
    ),
    (
        "a message in a message",
        msg({"1000": WORDS}, {"Inner": INNER}),
        {"a.msg": WORDS, "a.msg/Inner": "Inner words.", "a.msg/Inner/deep.txt": "Deep words."},
    ),
]


@pytest.mark.parametrize(("content", "expected"), [pytest.param(*rest, id=label) for label, *rest in OUTLOOK])
def test_an_outlook_message_gives_its_text_and_what_is_attached(
    content: bytes, expected: dict[str, str]
) -> None:
    assert texts("a.msg", content) == expected


def test_an_outlook_message_says_who_wrote_it_and_when() -> None:
    fields = {
        "1000": WORDS,
        "0037": "Harbour",
        "0C1A": "A. Writer",
        "0C1F": "writer@example.org",
        "0E04": "B",
        "1035": "<1>",
    }
    assert first("a.msg", msg(fields)).rights == Rights(
        title="Harbour",
        author="A. Writer writer@example.org",
        year="2024",
        source="<1>",
        note="Sent on 2024-03-05, to B",
    )


def test_messages_within_an_outlook_message_end_at_a_depth() -> None:
    tree: Tree = outlook({"1000": WORDS}, inside=True)
    for _ in range(MOST_DEPTH + 2):
        tree = outlook({"1000": WORDS}, {"Inner": tree}, inside=True)
    found = list(take("a.msg", msg({"1000": WORDS}, {"Inner": tree})))
    assert [type(text) for text in found] == [Taken] * (MOST_DEPTH + 1) + [Refusal]


def test_rich_text_that_outlook_packed_comes_back_whole() -> None:
    """The example of [MS-OXRTFCP], section 3.1.1: its text refers back into what every text begins with."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompress("a.msg", packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    for cut in range(len(packed) - 2):  # the last two only mark the end
        try:
            assert decompress("a.msg", packed[:cut]) != b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
        except UnreadableDocument:
            assert cut < 16
