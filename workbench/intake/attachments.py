"""What is attached to a message: read through the table of formats, each as a document of its own."""

import hashlib
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import PurePath

from workbench.domain.errors import UnreadableDocument
from workbench.intake.reading import take
from workbench.intake.taken import Choices, Taken

MOST_DEPTH = 5
"""Messages within messages; what lies deeper is named and left."""
_LONGEST_NAME = 120
_depth: ContextVar[int] = ContextVar("depth of the message being read", default=0)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within a message."""

    name: str
    content: bytes


def taken_from(
    name: str, content: bytes, attachments: Sequence[Attachment], choices: Choices
) -> tuple[list[Taken], list[str]]:
    """The texts of what is attached to the message `name`, and a warning for each that could not be read."""
    if not attachments:
        return [], []
    if _depth.get() >= MOST_DEPTH:
        return [], [f"Attachments deeper than {MOST_DEPTH} messages within each other were not read."]
    texts: list[Taken] = []
    warnings: list[str] = []
    digest = hashlib.sha256(content).hexdigest()
    mark = _depth.set(_depth.get() + 1)
    try:
        for number, attachment in enumerate(attachments, start=1):
            place = f"attachment {number} of {name} (SHA-256 {digest})"
            try:
                for taken in take(f"{name}/{attachment.name}", attachment.content, choices):
                    texts.append(within(taken, place))  # noqa: PERF401 what was read before a fault stays
            except UnreadableDocument as fault:
                warnings.append(f"An attachment was not read: {fault.message}")
    finally:
        _depth.reset(mark)
    return texts, warnings


def within(taken: Taken, place: str) -> Taken:
    """The same text, with `place` named as where it was found; places outside come after those inside."""
    origin = f"{taken.document.origin}; {place}" if taken.document.origin else place
    return replace(taken, document=replace(taken.document, origin=origin))


def safe_name(name: str, otherwise: str) -> str:
    """The last part of a file's name as a message gives it, without what no file's name holds."""
    last = PurePath(name.replace("\\", "/").replace("\x00", "")).name
    clean = "".join(character for character in last if character.isprintable())[-_LONGEST_NAME:].strip()
    return clean or otherwise
