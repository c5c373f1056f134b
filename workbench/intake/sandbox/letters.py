"""A Taken as a message, and back; what comes back is checked field by field."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, TypeVar

from workbench.domain.document import Document, Locator
from workbench.domain.review import Attempt
from workbench.domain.work import Rights
from workbench.intake.sandbox.frames import Torn
from workbench.intake.taken import Taken
from workbench.intake.tally import Elsewhere, Refusal

Record = TypeVar("Record")


def packed(taken: Taken | Refusal, content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The message of what the file with the bytes `content` gave; these bytes are not sent back again."""
    if isinstance(taken, Elsewhere):
        return {"kind": "elsewhere", **asdict(taken)}, []
    if isinstance(taken, Refusal):
        return {"kind": "part refused", "name": taken.name, "reason": taken.reason}, []
    document = taken.document
    whole = taken.original is content or taken.original == content
    record = {
        "kind": "taken",
        "document": {
            field.name: getattr(document, field.name)
            for field in fields(document)
            if field.name not in {"text", "locator"}
        },
        "locator": asdict(document.locator),
        "attempt": asdict(taken.attempt) if taken.attempt else None,
        "rights": asdict(taken.rights) if taken.rights else None,
        "whole": whole,
    }
    return record, [document.text.encode("utf-8", "surrogatepass"), *([] if whole else [taken.original])]


def unpacked(record: dict[str, Any], parts: Sequence[bytes], content: bytes) -> Taken | Refusal:
    """The text or refusal that a message holds; raises Torn for one that `packed` cannot have made."""
    try:
        if record["kind"] == "part refused":
            if not _all([record["name"], record["reason"]], str):
                raise Torn
            return Refusal(record["name"], record["reason"])
        if record["kind"] == "elsewhere":
            said = {name: value for name, value in record.items() if name not in {"kind", "rights"}}
            if not _all(list(said.values()), str):
                raise Torn
            return Elsewhere(**said, rights=_record(Rights, record["rights"]) or Rights())
        told = record["document"]
        original = content if record["whole"] else parts[1]
        marks = record["locator"]
        starts, labels = tuple(marks["starts"]), tuple(marks["labels"])
        text = parts[0].decode("utf-8", "surrogatepass")
        if not (_all(starts, int) and _all(labels, str) and _all(told["warnings"], str)):
            raise Torn
        if any(not 0 <= start <= len(text) for start in starts):
            raise Torn
        single = {name: value for name, value in told.items() if name != "warnings"}
        if not _all(list(single.values()), str) or told["sha256"] != hashlib.sha256(original).hexdigest():
            raise Torn
        document = Document(
            text=text,
            warnings=tuple(told["warnings"]),
            locator=Locator(marks["unit"], starts, labels),
            **single,
        )
        return Taken(
            document, original, _record(Attempt, record["attempt"]), _record(Rights, record["rights"])
        )
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as fault:
        raise Torn from fault


def _record(kind: type[Record], told: Any) -> Record | None:
    if told is None:
        return None
    if not isinstance(told, dict):
        raise Torn
    record = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return kind(**record)


def _all(values: Sequence[Any], kind: type) -> bool:
    return all(type(value) is kind for value in values)
