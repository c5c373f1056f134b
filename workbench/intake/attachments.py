"""What is attached to a message: read through the table of formats, each as a document of its own."""

import hashlib
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import PurePath

from workbench.domain.errors import UnreadableDocument
from workbench.intake.reading import take
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal

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
) -> list[Taken | Refusal]:
    """The texts of what is attached to the message `name`, and a refusal for each that cannot be read."""
    if _depth.get() >= MOST_DEPTH:
        reason = f"{name} lies {MOST_DEPTH} messages deep; what is attached to it was not read."
        return [Refusal(f"{name}/{attachment.name}", reason) for attachment in attachments]
    texts: list[Taken | Refusal] = []
    digest = hashlib.sha256(content).hexdigest()
    mark = _depth.set(_depth.get() + 1)
    try:
        for number, attachment in enumerate(attachments, start=1):
            place = f"attachment {number} of {name} (SHA-256 {digest})"
            called = f"{name}/{attachment.name}"
            try:
                for taken in take(called, attachment.content, choices):
                    part = taken if isinstance(taken, Refusal) else within(taken, place)
                    texts.append(part)  # at once, so that what was read before a fault stays
            except UnreadableDocument as fault:
                texts.append(Refusal(called, fault.message))
    finally:
        _depth.reset(mark)
    return texts


def unread(texts: Sequence[Taken | Refusal]) -> list[str]:
    """A warning for the message that says what of it could not be read."""
    return [f"An attachment was not read: {part.reason}" for part in texts if isinstance(part, Refusal)]


def within(taken: Taken, place: str) -> Taken:
    """The same text, with `place` named as where it was found; places outside come after those inside."""
    origin = f"{taken.document.origin}; {place}" if taken.document.origin else place
    return replace(taken, document=replace(taken.document, origin=origin))


def safe_name(name: str, otherwise: str) -> str:
    """The last part of a file's name as a message gives it, without what no file's name holds."""
    last = PurePath(name.replace("\\", "/").replace("\x00", "")).name
    clean = "".join(character for character in last if character.isprintable())[-_LONGEST_NAME:].strip()
    return clean or otherwise
