"""The one table of the formats that can be read, and how a file's own bytes say which of them it is."""

import codecs
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from workbench.domain.errors import UnreadableDocument
from workbench.intake.encodings import wide_encoding
from workbench.intake.signatures import (
    Signature,
    begins,
    begins_text,
    is_conversations,
    is_load_file,
    is_mail,
    is_mail_box,
    is_outlook_message,
    is_pdf,
    is_picture,
    is_web_archive,
    package,
)
from workbench.intake.taken import Reader


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what its files are called, how they are recognised, and who reads them."""

    name: str
    """As a sentence names it: `PDF`, `OpenDocument text`."""
    suffixes: tuple[str, ...]
    """Lower case, with the dot."""
    media_type: str
    reader: str
    """`module:function`; the function is a `Reader`, loaded when the first such file is read."""
    remark: str
    """Which text is taken, and what is left out, for the page of help."""
    signature: Signature | None = None
    """None where the bytes do not tell, so that the suffix must."""
    is_text: bool = False
    """Whether the bytes are plain characters, so that a file of another name may be read as this one."""

    @property
    def needs_no_parser(self) -> bool:
        """Whether the bytes are only mapped to characters, which is done without a sandbox.

        Python's codecs give a character or an error for each byte; the guess of an encoding looks at the
        first 256 KB. Neither can be led to build, to open or to run anything, and the text is at most as long
        as the file. So a library of a gigabyte of text is not copied through a pipe.
        """
        return self.reader == PLAIN.reader

    def load(self) -> Reader:
        """The reader, imported when it is asked for."""
        module, function = self.reader.split(":")
        reader: Reader = getattr(import_module(module), function)
        return reader


PLAIN = Format(
    "plain text",
    (".txt", ".text"),
    "text/plain",
    "workbench.intake.plain_text:take",
    "The whole text, character for character. The encoding is told from a mark, from the bytes, or guessed; "
    "a guess is stated with its confidence and can be corrected.",
    is_text=True,
)
FORMATS: tuple[Format, ...] = (
    PLAIN,
    Format(
        "Markdown",
        (".md", ".markdown"),
        "text/markdown",
        "workbench.intake.plain_text:take",
        "As plain text, with its marks.",
        is_text=True,
    ),
    Format(
        "PDF",
        (".pdf",),
        "application/pdf",
        "workbench.intake.pdf:take",
        "The letters of each page in reading order, line by line as printed. Running heads, page numbers and "
        "line numbers are set apart; hidden text follows at the end, labelled; scans are recognised by "
        "Tesseract where it is installed. Pictures, remarks and form fields are counted, not taken.",
        is_pdf,
    ),
    Format(
        "a picture (PNG, JPEG, TIFF, BMP, GIF, WEBP)",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"),
        "image/png",
        "workbench.intake.image:take",
        "What Tesseract recognises, where it is installed, with its confidence.",
        is_picture,
    ),
    Format(
        "Word (DOCX)",
        (".docx", ".docm", ".dotx"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "workbench.intake.docx:read",
        "Body, tables and text boxes, then footnotes and endnotes, marked as such. Tracked changes are read "
        "as if all were accepted. Hidden, white and tiny letters are taken and reported. Comments, pictures, "
        "headers and footers are counted, not taken; nothing outside the document is fetched.",
        package(b"word/document.xml"),
    ),
    Format(
        "OpenDocument text (ODT)",
        (".odt", ".ott"),
        "application/vnd.oasis.opendocument.text",
        "workbench.intake.odt:read",
        "As Word: body, tables, text boxes and notes; tracked changes as if accepted; hidden text reported.",
        package(b"mimetypeapplication/vnd.oasis.opendocument.text", b"content.xml"),
    ),
    Format(
        "Rich Text (RTF)",
        (".rtf",),
        "application/rtf",
        "workbench.intake.rtf:read",
        "As Word: body and tables, then text boxes and notes; deleted text left out, hidden text reported.",
        begins_text(b"{\\rtf"),
    ),
    Format(
        "an e-book (EPUB)",
        (".epub",),
        "application/epub+zip",
        "workbench.intake.epub:read",
        "The chapters in reading order, with printed page numbers where the book has them; title, author and "
        "rights from its metadata. Pictures, scripts and styles are left out; copy protection is refused.",
        package(b"META-INF/container.xml"),
    ),
    Format(
        "a web page (HTML)",
        (".html", ".htm", ".xhtml", ".xht"),
        "text/html",
        "workbench.intake.web_page:read",
        "The text of the page, white space as a browser shows it; title and author for the rights. Scripts, "
        "styles and pictures are left out. What the page does not display is taken and reported.",
        begins_text(b"<!doctype html", b"<html"),
        is_text=True,
    ),
    Format(
        "a message (EML)",
        (".eml",),
        "message/rfc822",
        "workbench.intake.mail:read",
        "The text, plain before HTML; each attachment as a document of its own; subject, sender and date for "
        "the rights. Pictures within the text are left out.",
        is_mail,
        is_text=True,
    ),
    Format(
        "a box of messages (MBOX)",
        (".mbox", ".mbx"),
        "application/mbox",
        "workbench.intake.mail:read_box",
        "Each message, and what is attached to it, as for one message.",
        is_mail_box,
    ),
    Format(
        "an Outlook message (MSG)",
        (".msg",),
        "application/vnd.ms-outlook",
        "workbench.intake.msg:read",
        "The text of the message, plain before HTML; each attachment as a document of its own.",
        is_outlook_message,
    ),
    Format(
        "conversations exported from ChatGPT or Claude (JSON)",
        (".json",),
        "application/json",
        "workbench.intake.conversations:read",
        "Each answer on every branch, regenerated ones too, as an output of its own with prompt, model and "
        "time. Records of reasoning, tools' messages, pictures and sound are counted, not taken.",
        is_conversations,
    ),
    Format(
        "a corpus with a JSON object a line (JSONL)",
        (".jsonl", ".ndjson"),
        "application/jsonl",
        "workbench.intake.jsonl:read",
        "Each line as a text. The column with the longest texts is taken unless one is chosen; columns named "
        "title, author, holder, year, licence, source, url and the like go to the rights.",
        is_text=True,
    ),
    Format(
        "a table of texts (CSV)",
        (".csv", ".tsv"),
        "text/csv",
        "workbench.intake.delimited:read",
        "Each row below the first as a text, as for JSONL. The delimiter is told from the first row.",
        is_text=True,
    ),
    Format(
        "a table of texts (Parquet)",
        (".parquet",),
        "application/vnd.apache.parquet",
        "workbench.intake.parquet:read",
        "Each row as a text, as for JSONL, where the package pyarrow is installed.",
        begins(b"PAR1"),
    ),
    Format(
        "a Concordance load file (DAT)",
        (".dat",),
        "text/x-concordance-dat",
        "workbench.intake.load_file:read",
        "The text field of each row, cited by its Bates numbers, or the text file that the row names, if its "
        "folder was added, too; other fields for the rights.",
        is_load_file,
    ),
    Format(
        "an Opticon load file (OPT)",
        (".opt",),
        "text/x-opticon-opt",
        "workbench.intake.load_file:read_pages",
        "Nothing: it lists the pictures of pages. The message says which file to choose instead.",
        is_text=True,
    ),
    Format(
        "a web archive (WARC)",
        (".warc", ".warc.gz"),
        "application/warc",
        "workbench.intake.warc:read",
        "Each page of HTML or plain text that a response holds, named by its address, with its date. Other "
        "responses and failed ones are passed over.",
        is_web_archive,
    ),
    Format(
        "a ZIP archive",
        (".zip",),
        "application/zip",
        "workbench.intake.archive:take",
        "Every file in it, as if it were a folder; archives within archives up to three deep. Files that are "
        "locked, links, names that lead out of the archive and archives that unfold without end are refused "
        "by name.",
        begins(b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"),
    ),
    # One row for each format. Where the bytes fit several, the first row whose suffix fits, else the first.
)

_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
_BINARY = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Office program"),
    (b"SQLite format 3\x00", "a database"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"RIFF", "a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"wOFF", "a typeface"),
)


def choose(name: str, content: bytes, encoding: str = "") -> tuple[Format, tuple[str, ...]]:
    """The format of a file: what its bytes say, then what its name says; with warnings if the two differ.

    An `encoding` that the reviewer names says that bytes of no known format are text. Raises
    UnreadableDocument for a file of no format in the table.
    """
    suffix = PurePath(name).suffix.lower()
    named = [row for row in FORMATS if suffix in row.suffixes]
    seen = [row for row in FORMATS if row.signature and row.signature(content)]
    if seen:
        chosen = next((row for row in named if row in seen), seen[0])
        return chosen, _discord(name, named, chosen)
    if encoding or is_text(content):
        chosen = next((row for row in named if row.is_text), PLAIN)
        return chosen, _discord(name, named, chosen)
    raise _refusal(name, content, named)


def is_text(content: bytes) -> bool:
    """Whether the bytes can be characters: a byte-order mark, UTF-16 without one, or no byte of no text."""
    return (
        content.startswith(_MARKS)
        or len(content.translate(None, _BINARY)) == len(content)
        or bool(wide_encoding(content))
    )


def _discord(name: str, named: list[Format], chosen: Format) -> tuple[str, ...]:
    if not named or chosen in named:
        return ()
    return (
        f"The name {PurePath(name).name} says {named[0].name}, but the file is {chosen.name}; "
        "it was read as that.",
    )


def _refusal(name: str, content: bytes, named: list[Format]) -> UnreadableDocument:
    foreign = next((said for mark, said in _FOREIGN if content.startswith(mark)), None)
    if foreign is None and named and not named[0].is_text:
        return UnreadableDocument(
            f"{name} is not {named[0].name} in spite of its name, or is damaged.",
            "Open it in the program that made it, save it anew, and choose that file.",
        )
    return UnreadableDocument(
        f"{name} is {foreign or 'a binary file'}, not text.",
        "Save it as plain text (.txt), DOCX or PDF, and choose that file.",
    )
