"""How long an exhibit takes: many findings, and how the time grows with their number."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.exhibit import Caption, Exhibit, ExhibitPart
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.exhibits import write_pdf

LETTERS = "etaoinshrdlu"


def prose(words: int, chance: Random) -> str:
    return " ".join("".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(words))


def exhibit_with(findings: int) -> Exhibit:
    """Findings of forty words each in one output and one source that are the same text."""
    text = "\n\n".join(prose(60, Random(number)) for number in range(findings))
    output, source = (
        Document(name, text, sha256(name.encode()).hexdigest()) for name in ("output.txt", "source.txt")
    )
    starts = [0]
    while (following := text.find("\n\n", starts[-1])) >= 0:
        starts.append(following + 2)
    found = tuple(
        Finding(number, "verbatim", source.id, span, span, ((span, span),), 40, 40, 40, 1.0, 300.0)
        for number, span in enumerate((Span(start, start + 220) for start in starts), start=1)
    )
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(text), 60 * findings),
        (SourceRecord(source.id, source.name, source.sha256, Rights()),),
        found,
        Coverage(60 * findings, 40 * findings, 40 * findings, (), 1, 60 * findings, None),
    )
    return Exhibit(
        Caption(), "", (ExhibitPart(Screening(output, analysis, {source.id: source}), Attempt(), {}),)
    )


def printed(exhibit: Exhibit, path: Path) -> None:
    for _ in write_pdf(exhibit, path):
        pass


def test_three_hundred_findings(benchmark: Any, tmp_path: Path) -> None:
    exhibit = exhibit_with(300)
    benchmark.pedantic(printed, (exhibit, tmp_path / "exhibit.pdf"), rounds=3, warmup_rounds=1)


def test_thirty_findings_for_comparison(benchmark: Any, tmp_path: Path) -> None:
    exhibit = replace(exhibit_with(30), dated="2026-01-01")
    benchmark.pedantic(printed, (exhibit, tmp_path / "exhibit.pdf"), rounds=3, warmup_rounds=1)
