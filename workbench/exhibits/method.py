"""The method statement, the parameters and the versions."""

import json
from collections.abc import Iterator
from typing import Any

from workbench.domain.exhibit import Exhibit
from workbench.exhibits.heading import section_heading
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, HEADING
from workbench.exhibits.press.tables import GAP, Column
from workbench.exhibits.press.typesetter import Typesetter
from workbench.places import resource

_MEASURE = 380.0
"""Width of running prose in points: about eighty characters."""


def method(exhibit: Exhibit, setter: Typesetter, document: Node) -> Iterator[Item]:
    """What was done, in words that a judge can follow, and with which settings."""
    section = document.add("Sect", title="Method")
    yield section_heading("Method", "method", setter, section)
    for place, (title, paragraphs) in enumerate(statement()):
        yield setter.prose(
            title,
            HEADING,
            section,
            role="H2",
            above=14 if place else 2,
            keep=True,
            anchor=f"method-{place + 1}",
            bookmark=(1, title),
        )
        for number, paragraph in enumerate(paragraphs):
            yield setter.prose(paragraph, BODY, section, width=_MEASURE, above=5 if number else 2)
    settings = ("Parameters", "parameters"), ("Versions", "versions")
    for title, name in settings:
        yield setter.prose(
            title, HEADING, section, role="H2", above=16, keep=True, anchor=name, bookmark=(1, title)
        )
        rows = _rows(exhibit, name)
        if rows:
            columns = [Column(150.0), Column(setter.measure - 150.0 - GAP)]
            yield setter.table(columns, ["Name", "Value"], rows, section, above=2)
        else:
            yield setter.prose(f"The analysis names no {name}.", BODY, section)


def statement() -> list[tuple[str, list[str]]]:
    """The sections of the method statement: title, paragraphs."""
    sections = []
    for path in sorted(resource("method").glob("*.txt"), key=lambda path: path.name):
        title, *paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
        sections.append((title, [" ".join(paragraph.split()) for paragraph in paragraphs]))
    return sections


def _rows(exhibit: Exhibit, name: str) -> list[list[str]]:
    """Names and values, once for all outputs that agree, else with the outputs' names."""
    values: dict[str, dict[str, list[str]]] = {}
    for part in exhibit.parts:
        analysis = part.screening.analysis
        record: Any = analysis.parameters if name == "parameters" else analysis.versions
        for key in sorted(record):
            value = record[key]
            written = (
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
            )
            values.setdefault(key, {}).setdefault(written, []).append(part.screening.output.name)
    rows = []
    for key in sorted(values):
        for written, outputs in values[key].items():
            same = len(values[key]) == 1
            rows.append([key, written if same else f"{written} ({', '.join(outputs)})"])
    return rows
