"""Exports of conversations with a language model: each answer an output, with prompt, model and time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.domain.review import Attempt
from workbench.intake.package import damage_named
from workbench.intake.taken import Choices, Taken

READER = "conversations 1"
MEDIA_TYPE = "application/json"
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer of a model, with what led to it."""

    conversation: str
    """The conversation's title, or its identity where it has none."""
    place: str
    """Where in the tree of the conversation: `turn 3, branch 2.1`."""
    identity: str
    """The message's own identity in the export."""
    text: str
    attempt: Attempt
    record: dict[str, Any]
    """The message as the export has it."""
    warnings: tuple[str, ...] = ()


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """Each answer in an export of ChatGPT or Claude, the regenerated ones too, as a text of its own.

    The original of each is its message, as canonical JSON. Raises UnreadableDocument for what is no such
    export, or one without answers.
    """
    text = content.decode(choices.encoding or "utf-8-sig", "replace")
    digest = sha256(content).hexdigest()
    found = False
    with damage_named(name, ValueError, RecursionError, TypeError, AttributeError, KeyError, OverflowError):
        for conversation in _conversations(text):
            for turn in _turns(conversation):
                if any(character.isalnum() for character in turn.text):
                    found = True
                    yield _taken(name, digest, turn)
    if not found:
        raise UnreadableDocument(
            f"{name} holds no answer of a language model.",
            "Choose the file conversations.json of an export of ChatGPT or Claude.",
        )


def _conversations(text: str) -> Iterator[dict[str, Any]]:
    """The conversations of an export, one at a time, so that a large export needs little memory."""
    at = _after_space(text, 0)
    if not text.startswith("[", at):
        while at < len(text):  # one conversation, or one a line
            whole, at = _DECODER.raw_decode(text, at)
            listed = whole.get("conversations") if isinstance(whole, dict) else None
            yield from listed if isinstance(listed, list) else [whole]
            at = _after_space(text, at)
        return
    at = _after_space(text, at + 1)
    while not text.startswith("]", at):
        conversation, at = _DECODER.raw_decode(text, at)
        yield conversation
        at = _after_space(text, at)
        if text.startswith(",", at):
            at = _after_space(text, at + 1)
        elif not text.startswith("]", at):
            raise ValueError


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _turns(conversation: dict[str, Any]) -> Iterator[Turn]:
    from workbench.intake import chatgpt, claude

    if not isinstance(conversation, dict):
        raise TypeError
    if isinstance(conversation.get("mapping"), dict):
        yield from chatgpt.turns(conversation)
    elif isinstance(conversation.get("chat_messages"), list):
        yield from claude.turns(conversation)


def _taken(name: str, digest: str, turn: Turn) -> Taken:
    original = json.dumps(turn.record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content = original.encode("utf-8", "surrogatepass")
    document = Document(
        name=f"{name}/{turn.conversation}, {turn.place}",
        text=turn.text,
        sha256=sha256(content).hexdigest(),
        media_type=MEDIA_TYPE,
        reader=READER,
        warnings=turn.warnings,
        origin=f"message {turn.identity} of {name} (SHA-256 {digest})",
    )
    return Taken(document, content, turn.attempt)


def time_of(said: Any) -> str:
    """A time of an export (seconds since 1970, or ISO 8601) as UTC to the second; empty where it has none."""
    try:
        if isinstance(said, int | float) and said:
            moment = datetime.fromtimestamp(said, UTC)
        elif isinstance(said, str) and said:
            moment = datetime.fromisoformat(said).astimezone(UTC)
        else:
            return ""
    except (ValueError, OverflowError, OSError):
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def when(said: Any) -> tuple[str, str]:
    """The date of a message, and a sentence with its time; both empty where the export says none."""
    moment = time_of(said)
    return moment[:10], f"Written at {moment} by the export." if moment else ""


def title_of(conversation: dict[str, Any], *keys: str) -> str:
    """The first of these fields that says something, on one line."""
    said = (" ".join(str(conversation.get(key) or "").split()) for key in keys)
    return next((words[:120] for words in said if words), "untitled conversation")
