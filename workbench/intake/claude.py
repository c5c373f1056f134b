"""The conversations of a Claude export: a list of messages, with their parents in newer exports."""

from collections.abc import Iterator
from typing import Any

from workbench.domain.review import Attempt
from workbench.intake.conversations import Turn, title_of, when
from workbench.intake.flow import counted
from workbench.intake.tree import Kind, Message, Node, nodes

_WRITTEN = ("content", "file_text", "new_str")
"""Fields in which an answer hands a text to a tool that shows it, as an artifact or a file."""


def turns(conversation: dict[str, Any]) -> Iterator[Turn]:
    """Each answer of the model, on every branch, with the prompt before it."""
    listed = [message for message in conversation["chat_messages"] if isinstance(message, dict)]
    messages = {str(message.get("uuid") or number): message for number, message in enumerate(listed)}
    keys = list(messages)
    if any(message.get("parent_message_uuid") in messages for message in listed):
        parents = {key: str(message.get("parent_message_uuid") or "") for key, message in messages.items()}
    else:
        parents = dict(zip(keys[1:], keys, strict=False))
    for node in nodes(messages, parents, _kind):
        if node.kind == "answer":
            yield _turn(conversation, node)


def _kind(message: Message) -> Kind:
    if message.get("sender") == "assistant":
        return "answer" if _text(message)[0] else "other"
    return "prompt" if message.get("sender") == "human" else "other"


def _turn(conversation: dict[str, Any], node: Node) -> Turn:
    text, left_out, written = _text(node.message)
    made_on, time = when(node.message.get("created_at"))
    settings = [time] if time else []
    warnings = []
    if written:
        warnings.append(f"Texts that the answer wrote as documents of their own, taken with it: {written:,}.")
    if left_out:
        warnings.append(f"Left out: {counted(left_out, 'part')} that the answer does not show as text.")
    if node.message.get("truncated"):
        warnings.append("The answer was broken off.")
    return Turn(
        conversation=title_of(conversation, "name", "uuid"),
        place=node.place(),
        identity=node.key,
        text=text,
        attempt=Attempt(
            model=str(node.message.get("model") or conversation.get("model") or ""),
            prompt=_prompt(node.prompt.message) if node.prompt else "",
            made_on=made_on,
            settings="\n".join([*settings, *node.ways()]),
        ),
        record=node.message,
        warnings=tuple(warnings),
    )


def _text(message: Message) -> tuple[str, int, int]:
    """The words of a message, how many of its parts show none, and how many are documents of their own."""
    blocks = [block for block in message.get("content") or [] if isinstance(block, dict)]
    texts, written, left_out = [], 0, 0
    for block in blocks:
        handed = block.get("input")
        document = (
            next((handed[key] for key in _WRITTEN if key in handed), "") if isinstance(handed, dict) else ""
        )
        if block.get("type") == "text" and isinstance(block.get("text"), str):
            texts.append(block["text"])
        elif block.get("type") == "tool_use" and document and isinstance(document, str):
            texts.append(document)
            written += 1
        else:
            left_out += 1
    whole = "\n\n".join(text for text in texts if text)
    plain = message.get("text")
    return whole or (plain if isinstance(plain, str) else ""), left_out, written


def _prompt(message: Message) -> str:
    """What the person wrote, with the text of what was attached, which the model was given as well."""
    pieces = [_text(message)[0]]
    attached = [*(message.get("attachments") or []), *(message.get("files") or [])]
    for file in attached:
        if isinstance(file, dict):
            pieces.append(f"[attached file: {file.get('file_name') or 'without a name'}]")
            pieces.append(str(file.get("extracted_content") or ""))
    return "\n".join(piece for piece in pieces if piece)
