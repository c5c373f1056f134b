"""Corpora with one JSON object a line (JSONL)."""

import io
import json
from collections.abc import Iterator

from workbench.intake.corpus import Row, texts
from workbench.intake.flow import counted
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal

READER = "jsonl 1"
MEDIA_TYPE = "application/jsonl"


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken | Refusal]:
    """A text for each line.

    Lines that are no JSON object are passed over, and named in a refusal when all others are read.
    """
    broken: list[int] = []
    yield from texts(name, content, _rows(content, choices, broken), choices, MEDIA_TYPE, READER)
    if broken:
        lines = counted(len(broken), "line")
        yield Refusal(
            name, f"{lines} of {name} could not be read as JSON, the first of them line {broken[0]:,}."
        )


def _rows(content: bytes, choices: Choices, broken: list[int]) -> Iterator[tuple[str, Row]]:
    for number, line in enumerate(io.BytesIO(content), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode(choices.encoding or "utf-8-sig"))
        except (ValueError, RecursionError, LookupError):
            broken.append(number)
            continue
        if isinstance(row, dict):
            yield f"row {number}", _flat(row)
        else:
            broken.append(number)


def _flat(row: Row) -> Row:
    """The row's own fields, and those of objects within it that it does not have itself (`meta`)."""
    flat = {key: value for key, value in row.items() if not isinstance(value, dict)}
    for value in row.values():
        if isinstance(value, dict):
            flat = {**{key: inner for key, inner in value.items() if not isinstance(inner, dict)}, **flat}
    return flat
