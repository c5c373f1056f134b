"""The conversations of a ChatGPT export: a table of messages, each with its parent."""

from collections.abc import Iterator
from typing import Any

from workbench.domain.review import Attempt
from workbench.intake.conversations import Turn, title_of, when
from workbench.intake.flow import counted
from workbench.intake.tree import Node, nodes, place

_TEXTS = ("text", "multimodal_text", "code")
_THOUGHTS = ("thoughts", "reasoning_recap")


def turns(conversation: dict[str, Any]) -> Iterator[Turn]:
    """Each answer of the model, on every branch, with the prompt before it."""
    mapping: dict[str, dict[str, Any]] = conversation["mapping"]
    messages = {key: entry.get("message") or {} for key, entry in mapping.items()}
    parents = {key: entry.get("parent") or "" for key, entry in mapping.items()}
    for node in nodes(messages, parents):
        text, dropped = _text(node.message)
        if _is_answer(node.message) and text:
            yield _turn(conversation, node, text, dropped)


def _is_answer(message: dict[str, Any]) -> bool:
    role = (message.get("author") or {}).get("role")
    to_all = message.get("recipient") in (None, "", "all")
    return role == "assistant" and to_all and (message.get("content") or {}).get("content_type") in _TEXTS


def _turn(conversation: dict[str, Any], node: Node, text: str, dropped: int) -> Turn:
    prompt, number, part, between, thoughts, custom = None, 0, 1, 0, 0, ""
    for above in node.way():
        role = (above.message.get("author") or {}).get("role")
        content = above.message.get("content") or {}
        if content.get("content_type") == "user_editable_context":
            custom = "\n".join(str(content.get(key) or "") for key in ("user_profile", "user_instructions"))
        elif role == "user":
            prompt = prompt or above
            number += 1
        elif prompt is None and content.get("content_type") in _THOUGHTS:
            thoughts += 1
        elif prompt is None and _is_answer(above.message) and _text(above.message)[0]:
            part += 1
        elif prompt is None and role in ("tool", "assistant"):
            between += 1
    message = node.message
    metadata = message.get("metadata") or {}
    made_on, time = when(message.get("create_time"))
    attempt = Attempt(
        model=str(metadata.get("model_slug") or conversation.get("default_model_slug") or ""),
        prompt=_prompt(prompt.message) if prompt else "",
        made_on=made_on,
        settings="\n".join(_settings(conversation, node, prompt, custom, time)),
    )
    return Turn(
        conversation=title_of(conversation, "title", "conversation_id", "id"),
        place=place(max(1, number), part, node),
        identity=str(message.get("id") or node.key),
        text=text,
        attempt=attempt,
        record=message,
        warnings=tuple(_warnings(message, dropped, between, thoughts)),
    )


def _text(message: dict[str, Any]) -> tuple[str, int]:
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


def _prompt(message: dict[str, Any]) -> str:
    text, _ = _text(message)
    files = (message.get("metadata") or {}).get("attachments") or []
    names = [f"[attached file: {file.get('name')}]" for file in files if isinstance(file, dict)]
    return "\n".join([text, *names])


def _settings(
    conversation: dict[str, Any], node: Node, prompt: Node | None, custom: str, time: str
) -> list[str]:
    said = [time] if time else []
    first = node
    for above in node.way():
        if prompt is None or above.key == prompt.key:
            break
        first = above
    if first.again[1] > 1:
        said.append(f"Answer {first.again[0]} of {first.again[1]} to the same prompt.")
    if prompt is not None and prompt.again[1] > 1:
        said.append(f"Wording {prompt.again[0]} of {prompt.again[1]} of the prompt.")
    if assistant := conversation.get("gizmo_id"):
        said.append(f"Custom assistant {assistant}.")
    if custom.strip():
        said.append(f"Custom instructions: {custom.strip()}")
    return said


def _warnings(message: dict[str, Any], dropped: int, between: int, thoughts: int) -> Iterator[str]:
    metadata = message.get("metadata") or {}
    if (metadata.get("finish_details") or {}).get("type") == "interrupted" or message.get(
        "status"
    ) == "in_progress":
        yield "The answer was broken off."
    if metadata.get("is_visually_hidden_from_conversation"):
        yield "The conversation does not show this message."
    left_out = [
        counted(number, noun)
        for number, noun in (
            (dropped, "picture or sound"),
            (thoughts, "record of reasoning"),
            (between, "message to or from a tool"),
        )
        if number
    ]
    if left_out:
        yield f"Left out: {', '.join(left_out)}."
