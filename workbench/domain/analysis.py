"""All findings for one output against one state of its libraries: immutable, and the JSON form of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from workbench.domain.document import Document
from workbench.domain.errors import UnreadableDocument
from workbench.domain.finding import Competitor, Finding
from workbench.domain.span import Span
from workbench.domain.work import Rights

SCHEMA = "workbench.analysis/1"


@dataclass(frozen=True, slots=True)
class OutputRecord:
    """Which text was analysed."""

    name: str
    sha256: str
    characters: int
    words: int


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source that findings refer to."""

    id: str
    name: str
    sha256: str
    rights: Rights
    library: str = ""
    """The library's name; empty for a source that was given by itself."""
    edition: str = ""
    """What near-identical sources share; empty for one that stands alone."""

    @property
    def title(self) -> str:
        """The title by which a reader knows the source: from its rights record, else its name."""
        return self.rights.title or self.name


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Words that a class of findings, or of words within counted ones, takes out of the count."""

    classification: str
    words: int
    findings: int
    """How many lose a word by it, wholly or in part."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the output corresponds, and how much of the library was asked."""

    eligible_words: int
    """All words of the output, less the excluded ones."""
    matched_words: int
    """Net: words of the output in equal runs of counted findings, each word once, excluded ones left out."""
    gross_words: int
    """Words of the output in equal runs of all aligned findings, struck ones too, each word once."""
    excluded: tuple[Exclusion, ...]
    library_works: int
    library_words: int
    embedded_share: float | None
    """The share of the passages that search by meaning could see, 0 to 1; None when it was not asked."""


@dataclass(frozen=True, slots=True)
class RightsShare:
    """What an output reproduces of the works of one rights holder under one licence."""

    holder: str
    """Empty where the holder is unknown."""
    licence: str
    licence_name: str
    asks: tuple[str, ...]
    """What the licence asks of whoever publishes the words, in sentences."""
    asks_known: bool
    """Whether that is known; if it is, and nothing is asked, `asks` is empty."""
    words: int
    """Of counted findings, each word of the output once, excepted ones left out."""
    passages: int
    longest_run: int
    """Words in a row."""
    also_in: int
    """Passages of other holders' works of whose words half or more stand in a work of this one, too."""
    sources: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings for one output against one state of its libraries, with parameters and versions."""

    output: OutputRecord
    sources: tuple[SourceRecord, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    parameters: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    rights: tuple[RightsShare, ...] = ()
    """By rights holder and licence, the most words first; empty in analyses made before it was summed up."""

    def source(self, source_id: str) -> SourceRecord:
        """The record of the source with this id; KeyError if no finding refers to it."""
        for record in self.sources:
            if record.id == source_id:
                return record
        raise KeyError(source_id)

    def finding(self, number: int) -> Finding:
        """The finding with this number; KeyError if there is none."""
        for finding in self.findings:
            if finding.id == number:
                return finding
        raise KeyError(number)

    def to_json(self) -> str:
        """The analysis as JSON of schema `workbench.analysis/1`: the same analysis, the same characters.

        Each finding and each source stands on a line of its own.
        """
        coverage = asdict(self.coverage)
        coverage["excluded"] = [
            {"class": row.classification, "words": row.words, "findings": row.findings}
            for row in self.coverage.excluded
        ]
        members = {
            "schema": _line(SCHEMA),
            "output": _line(asdict(self.output)),
            "sources": _lines([asdict(source) for source in self.sources]),
            "parameters": _line(dict(self.parameters)),
            "versions": _line(dict(self.versions)),
            "findings": _lines([_finding_record(finding) for finding in self.findings]),
            "coverage": _line(coverage),
            "rights": _lines([asdict(share) for share in self.rights]),
        }
        return "{" + ",\n ".join(f'"{name}": {value}' for name, value in members.items()) + "}\n"

    @classmethod
    def from_json(cls, text: str) -> "Analysis":
        """The analysis that `to_json` wrote; raises UnreadableDocument for anything else."""
        try:
            return cls._from_record(json.loads(text))
        except (KeyError, TypeError, ValueError, RecursionError) as fault:
            raise UnreadableDocument(
                "This is not an analysis that this program can read.",
                f"Make it again with `workbench analyze`; its schema must be {SCHEMA}.",
            ) from fault

    @classmethod
    def _from_record(cls, record: dict[str, Any]) -> Self:
        if record["schema"] != SCHEMA:
            raise ValueError(SCHEMA)
        coverage = record["coverage"]
        excluded = tuple(
            Exclusion(row["class"], row["words"], row["findings"]) for row in coverage["excluded"]
        )
        return cls(
            output=OutputRecord(**record["output"]),
            sources=tuple(
                SourceRecord(**{**source, "rights": Rights.from_dict(source["rights"])})
                for source in record["sources"]
            ),
            findings=tuple(_finding(finding) for finding in record["findings"]),
            coverage=Coverage(**{**coverage, "excluded": excluded}),
            parameters=record["parameters"],
            versions=record["versions"],
            rights=tuple(
                RightsShare(**{**share, "asks": tuple(share["asks"]), "sources": tuple(share["sources"])})
                for share in record.get("rights", ())
            ),
        )


@dataclass(frozen=True, slots=True)
class Screening:
    """An analysis together with the texts that it speaks of: all that is needed to show or print it."""

    output: Document
    analysis: Analysis
    sources: Mapping[str, Document]
    """The full text of every source in the analysis, by its id."""


def _line(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def _lines(records: list[dict[str, Any]]) -> str:
    return "[\n  " + ",\n  ".join(map(_line, records)) + "\n ]" if records else "[]"


def _finding_record(finding: Finding) -> dict[str, Any]:
    record = {field.name: getattr(finding, field.name) for field in fields(Finding)}
    record["class"] = record.pop("classification")
    record["competing"] = [
        {"source": rival.source, "source_span": rival.source_span, "matched_words": rival.matched_words}
        for rival in finding.competing
    ]
    return record


def _finding(record: dict[str, Any]) -> Finding:
    values = {("classification" if name == "class" else name): value for name, value in record.items()}
    values["output_span"] = Span(*record["output_span"])
    values["source_span"] = Span(*record["source_span"])
    values["pairs"] = tuple((Span(*output), Span(*source)) for output, source in record["pairs"])
    values["competing"] = tuple(
        Competitor(row["source"], Span(*row["source_span"]), row["matched_words"])
        for row in record["competing"]
    )
    values["explanation"] = tuple(record.get("explanation", ()))
    return Finding(**values)
