"""The findings of an exhibit as rows of a table: a line each, the same in CSV, in XLSX and in a load file."""

from collections.abc import Iterator

from workbench.domain.exhibit import Exhibit
from workbench.exhibits.composition import numbered_findings
from workbench.exhibits.pairs import Numbered
from workbench.exhibits.redaction import shown
from workbench.exhibits.wording import CLASS_NAMES, KIND_NAMES, is_struck, place

HEADS = (
    "finding",
    "output",
    "output_sha256",
    "kind",
    "class",
    "struck",
    "equal_words",
    "output_words",
    "source_words",
    "weight_bits",
    "similarity",
    "source",
    "source_file",
    "source_sha256",
    "author",
    "rights_holder",
    "year",
    "licence",
    "place_in_output",
    "output_start",
    "output_stop",
    "place_in_source",
    "source_start",
    "source_stop",
    "text_of_output",
    "text_of_source",
    "works",
    "competing",
    "decision",
    "reviewer",
    "decided_at",
    "note",
    "reason",
    "explanation",
)
"""Names of the columns. Offsets are code points of the texts as decoded, half-open."""

Cell = str | int | float


def rows(exhibit: Exhibit) -> Iterator[list[Cell]]:
    """One row for each finding, in the order of the exhibit; struck ones and leads are among them."""
    for numbered in numbered_findings(exhibit):
        row = _row(numbered)
        if exhibit.redacted:
            row = [shown(cell) if isinstance(cell, str) else cell for cell in row]
        yield row


def _row(numbered: Numbered) -> list[Cell]:
    finding, part, source = numbered.finding, numbered.part, numbered.source
    output, analysis = part.screening.output, part.screening.analysis
    rights = analysis.source(finding.source).rights
    decision, code = part.decisions.get(finding.id), part.code(finding.id)
    return [
        numbered.number,
        output.name,
        output.sha256,
        KIND_NAMES[finding.kind],
        CLASS_NAMES.get(finding.classification, "Counted"),
        "yes" if is_struck(part, finding) else "no",
        finding.matched_words,
        finding.output_words,
        finding.source_words,
        round(finding.weight_bits, 1),
        round(finding.similarity, 4),
        numbered.title,
        source.name,
        source.sha256,
        rights.author,
        rights.holder,
        rights.year,
        rights.licence,
        place(output, finding.output_span),
        finding.output_span.start,
        finding.output_span.stop,
        place(source, finding.source_span),
        finding.source_span.start,
        finding.source_span.stop,
        finding.output_span.of(output.text),
        finding.source_span.of(source.text),
        finding.works,
        "; ".join(analysis.source(rival.source).title for rival in finding.competing),
        code.label if code else "",
        decision.reviewer if decision else "",
        decision.decided_at if decision else "",
        decision.note if decision else "",
        finding.reason,
        " ".join(finding.explanation),
    ]
