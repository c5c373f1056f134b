"""The conversations of a ChatGPT export: a table of messages, each with its parent."""

from collections.abc import Iterator
from typing import Any

from workbench.domain.review import Attempt
from workbench.intake.conversations import Turn, title_of, when
from workbench.intake.flow import counted
from workbench.intake.tree import Kind, Message, Node, nodes

_TEXTS = ("text", "multimodal_text", "code")
_THOUGHTS = ("thoughts", "reasoning_recap")


def turns(conversation: dict[str, Any]) -> Iterator[Turn]:
    """Each answer of the model, on every branch, with the prompt before it."""
    mapping: dict[str, dict[str, Any]] = conversation["mapping"]
    messages = {key: entry.get("message") or {} for key, entry in mapping.items()}
    parents = {key: entry.get("parent") or "" for key, entry in mapping.items()}
    for node in nodes(messages, parents, _kind):
        if node.kind == "answer":
            yield _turn(conversation, node)


def _kind(message: Message) -> Kind:
    role = (message.get("author") or {}).get("role")
    content_type = (message.get("content") or {}).get("content_type")
    if content_type == "user_editable_context":
        return "instructions"
    if content_type in _THOUGHTS:
        return "reasoning"
    if role == "user":
        return "prompt"
    if role == "assistant" and message.get("recipient") in (None, "", "all") and content_type in _TEXTS:
        return "answer" if _text(message)[0] else "other"
    return "tool" if role in ("tool", "assistant") else "other"


def _turn(conversation: dict[str, Any], node: Node) -> Turn:
    message = node.message
    metadata = message.get("metadata") or {}
    made_on, time = when(message.get("create_time"))
    settings = [time] if time else []
    settings += node.ways()
    if assistant := conversation.get("gizmo_id"):
        settings.append(f"Custom assistant {assistant}.")
    if node.instructions and (standing := _instructions(node.instructions.message)):
        settings.append(f"Custom instructions: {standing}")
    return Turn(
        conversation=title_of(conversation, "title", "conversation_id", "id"),
        place=node.place(),
        identity=str(message.get("id") or node.key),
        text=_text(message)[0],
        attempt=Attempt(
            model=str(metadata.get("model_slug") or conversation.get("default_model_slug") or ""),
            prompt=_prompt(node.prompt.message) if node.prompt else "",
            made_on=made_on,
            settings="\n".join(settings),
        ),
        record=message,
        warnings=tuple(_warnings(node)),
    )


def _instructions(message: Message) -> str:
    content = message.get("content") or {}
    return "\n".join(str(content.get(key) or "") for key in ("user_profile", "user_instructions")).strip()


def _text(message: Message) -> tuple[str, int]:
    """The words of a message, and how many of its parts are none."""
    content = message.get("content") or {}
    parts = content.get("parts")
    if not isinstance(parts, list):
        text = content.get("text")
        return (text if isinstance(text, str) else "", 0)
    words = [
        part if isinstance(part, str) else part.get("text") for part in parts if isinstance(part, str | dict)
    ]
    texts = [text for text in words if isinstance(text, str) and text]
    return "\n".join(texts), sum(part is not None and part != "" for part in parts) - len(texts)


def _prompt(message: Message) -> str:
    text, _ = _text(message)
    files = (message.get("metadata") or {}).get("attachments") or []
    names = [f"[attached file: {file.get('name')}]" for file in files if isinstance(file, dict)]
    return "\n".join([text, *names])


def _warnings(node: Node) -> Iterator[str]:
    message = node.message
    metadata = message.get("metadata") or {}
    ending = (metadata.get("finish_details") or {}).get("type")
    if ending == "interrupted" or message.get("status") == "in_progress":
        yield "The answer was broken off."
    if metadata.get("is_visually_hidden_from_conversation"):
        yield "The conversation does not show this message."
    left_out = [
        counted(number, noun, nouns)
        for number, noun, nouns in (
            (_text(message)[1], "picture or sound", "pictures or sounds"),
            (node.since["reasoning"], "record of reasoning", "records of reasoning"),
            (node.since["tool"], "message to or from a tool", "messages to or from tools"),
        )
        if number
    ]
    if left_out:
        yield f"Left out: {', '.join(left_out)}."
