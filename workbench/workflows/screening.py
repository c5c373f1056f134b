"""Matches and leads of one output -> the Screening that a reviewer sees."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from workbench.alignment import Prepared
from workbench.domain.analysis import Analysis, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.finding import Finding
from workbench.domain.work import Rights
from workbench.evidence import (
    NO_CONTROL,
    Candidate,
    Control,
    Lead,
    Policy,
    WordModel,
    assess,
    coverage_of,
    rights_shares,
    standing_of,
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What an output is compared with: records and texts by id, and how common the words are."""

    record: Callable[[str], SourceRecord]
    document: Callable[[str], Document]
    model: WordModel
    works: int
    words: int


def screen(
    output: Document,
    prepared: Prepared,
    candidates: Sequence[Candidate],
    leads: Sequence[Lead],
    sources: Sources,
    embedded_share: float | None,
    parameters: Mapping[str, Any],
    policy: Policy | None = None,
    control: Control = NO_CONTROL,
    embedding: Mapping[str, str] | None = None,
) -> Screening:
    """The findings of `output` with their coverage, and the texts of the sources that they name.

    `embedded_share` is None when meaning was not asked. A `policy` is recorded among the parameters, and
    `embedding`, in which ways the vectors were made, among the versions.
    """
    standing = standing_of(output.text, prepared.tokens, policy)

    def text_of(source: str) -> str:
        return sources.document(source).text

    def rights_of(source: str) -> Rights:
        return sources.record(source).rights

    def edition_of(source: str) -> str:
        return sources.record(source).edition

    findings = assess(standing, candidates, leads, sources.model, text_of, rights_of, control, edition_of)
    named = _sources_of(findings)
    analysis = Analysis(
        output=OutputRecord(output.name, output.sha256, len(output.text), len(prepared.tokens)),
        sources=tuple(sources.record(source) for source in named),
        findings=findings,
        coverage=coverage_of(standing, findings, text_of, sources.works, sources.words, embedded_share),
        parameters={**parameters, **(asdict(policy) if policy else {})},
        versions={**_versions(semantic=bool(embedded_share)), **(embedding or {})},
        rights=rights_shares(standing, findings, sources.record, text_of),
    )
    return Screening(output, analysis, {source: sources.document(source) for source in named})


def _sources_of(findings: Sequence[Finding]) -> list[str]:
    """The ids of all sources in the findings, competing ones too, in the order in which they first appear."""
    ids: dict[str, None] = {}
    for finding in findings:
        ids[finding.source] = None
        ids.update((rival.source, None) for rival in finding.competing)
    return list(ids)


def _versions(semantic: bool) -> dict[str, str]:
    """The versions of the program and of the packages that the result depends on."""
    packages = ["attribution-workbench", "numpy", "rapidfuzz"]
    if semantic:
        packages += ["faiss-cpu", "sentence-transformers", "torch", "transformers"]
    return {package: version(package) for package in packages}
