"""Text files and pasted text, read without any change of a code point."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.intake.encodings import is_western, wide_encoding
from workbench.intake.formats import is_text
from workbench.intake.suspicions import suspicions
from workbench.intake.taken import Choices, Taken

READER = "plain-text 1"
MOST_BYTES = 512 * 1024 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESS_AT = 256 * 1024
_OTHERS_NAMED = 4
GUESSED = "is a guess"
"""In the warning about an encoding that nothing states; where it stands, another may be chosen."""


def read_bytes(path: Path) -> bytes:
    """All bytes of the file at `path`; raises UnreadableDocument if there is none or it is too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableDocument(
                f"{path.name} is larger than {MOST_BYTES // 2**20} MB.", "Split it into smaller files."
            )
        if path.is_dir():
            next(path.iterdir(), None)  # one that may not be read says so
            raise UnreadableDocument(
                f"{path.name} is a folder, not a file.", "Name a file, or make a library from the folder."
            )
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise UnreadableDocument(f"There is no file {path}.", "Check the name and the folder.") from fault
    except (OSError, ValueError) as fault:
        raise cannot_open(path, fault) from fault


def cannot_open(path: Path, fault: OSError | ValueError) -> UnreadableDocument:
    """The fault of a file or folder that the system does not open; a ValueError is a null character's."""
    reason = getattr(fault, "strerror", None) or "no file can have this name"
    return UnreadableDocument(
        f"{path.name} cannot be opened: {reason}.", "Check that you may read it, and try again."
    )


def decode(name: str, content: bytes, encoding: str | None = None) -> Document:
    """The bytes of a text file as a Document.

    A byte-order mark decides, then UTF-8 where every byte is valid, then the likeliest encoding, which is
    stated as a guess among the warnings. Raises UnreadableDocument for text that is
    empty, binary or wordless, or whose encoding cannot be told.
    """
    if not content:
        raise UnreadableDocument(f"{name} is empty.", "Choose a file that holds text.")
    warnings: tuple[str, ...] = ()
    if encoding is None:
        encoding, warnings = _encoding_of(name, content)
    try:
        text = content.decode(encoding)
    except (LookupError, ValueError) as fault:
        raise UnreadableDocument(
            f"{name} is not text in the encoding {encoding}.", "Name another encoding, such as windows-1252."
        ) from fault
    _refuse_wordless(name, text)
    return Document(
        name=name,
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=encoding,
        reader=READER,
        warnings=warnings,
    )


def take(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """The one text of a text file. No parser is involved: bytes are mapped to characters, and no more."""
    yield Taken(decode(name, content, choices.encoding or None), content)


def from_text(name: str, text: str) -> Document:
    """Pasted text as a Document; its bytes are its UTF-8 form, lone surrogates kept."""
    _refuse_wordless(name, text)
    content = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(content).hexdigest()
    document = Document(name=name, text=text, sha256=digest, reader="pasted-text 1")
    return replace(document, warnings=suspicions(document))


def _refuse_wordless(name: str, text: str) -> None:
    if not any(character.isalnum() for character in text):
        raise UnreadableDocument(f"{name} holds no words.", "Choose or paste a text with words in it.")


def _encoding_of(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, ()
    if not is_text(content):
        raise UnreadableDocument(
            f"{name} is a binary file, not text.", "Save it as plain text (.txt) and choose that file."
        )
    if wide := wide_encoding(content):
        return wide, (f"The encoding {wide} {GUESSED}: every other byte is null, and no mark stands first.",)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(name, content)
    return "utf-8", ()


def _guess(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The likeliest encoding; windows-1252 where it is as likely as any, for it is by far the most used."""
    from charset_normalizer import from_bytes

    matches = from_bytes(content[:_GUESS_AT])
    best = matches.best()
    if best is None:
        raise UnreadableDocument(
            f"The encoding of {name} cannot be told.",
            "Name it (such as windows-1252), or save the file as UTF-8.",
        )
    likely = {match.encoding: match for match in matches if match.chaos <= best.chaos}
    chaos = {match.encoding: match.percent_chaos for match in matches}
    encoding = "cp1252" if "cp1252" in likely or is_western(content[:_GUESS_AT]) else best.encoding
    confidence = 100 - chaos.get(encoding, best.percent_chaos)
    others = [other for other in likely if other != encoding][:_OTHERS_NAMED]
    as_likely = f"; as likely: {', '.join(others)}" if others else ""
    return encoding, (
        f"The encoding {encoding} {GUESSED} (confidence {confidence:.0f}%, by {_guesser()}{as_likely}).",
    )


def _guesser() -> str:
    from charset_normalizer import __version__

    return f"charset-normalizer {__version__}"
