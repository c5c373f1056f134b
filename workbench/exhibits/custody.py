"""Custody: every input with its digest, the library, the audit trail, characters printed by number."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from workbench.domain.document import Document, Locator
from workbench.domain.exhibit import Exhibit
from workbench.domain.wording import percent
from workbench.exhibits.heading import section_heading
from workbench.exhibits.marks import is_hard_wrapped
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, HEADING, SMALL
from workbench.exhibits.press.tables import GAP, Column
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.wording import counted

_DIGEST = 258.0
_SMALL_DIGEST = SMALL.but(size=7.5)


def custody(exhibit: Exhibit, setter: Typesetter, document: Node) -> Iterator[Item]:
    """Inputs, library, audit trail."""
    section = document.add("Sect", title="Custody")
    yield section_heading("Custody", "custody", setter, section)
    outputs = [part.screening.output for part in exhibit.parts]
    sources: dict[str, Document] = {}
    for part in exhibit.parts:
        sources.update(
            {record.id: part.screening.sources[record.id] for record in part.screening.analysis.sources}
        )
    yield from _inputs("Outputs", outputs, "No output was selected.", setter, section)
    yield from _inputs("Sources", list(sources.values()), "No source was cited.", setter, section)
    yield from _libraries(exhibit, setter, section)
    yield from _error_rates(exhibit, setter, section)
    yield from _decisions(exhibit, setter, section)
    yield from _trail(exhibit, setter, section)


def characters(setter: Typesetter, document: Node) -> Iterator[Item]:
    """The characters that were printed by number; to be made after everything else."""
    section = document.add("Sect", title="Characters printed by number")
    spelled = [row for row in setter.speller.spelled() if row[0] != "\t"]
    yield section_heading("Characters printed by number", "characters", setter, section, above=34)
    if not spelled:
        yield setter.prose("Every character printed as itself.", BODY, section)
        return
    yield setter.prose(
        "These characters cannot be seen, would act on their neighbours, or are in none of the typefaces. "
        "Where they stand in the texts, their number is printed in small grey letters instead.",
        BODY,
        section,
        width=400,
        keep=True,
    )
    rows = [
        [
            f"U+{ord(char):04X}",
            _name(char),
            f"\u201c{printed}\u201d" if printed.strip() else "a space",
            f"{count:,}",
        ]
        for char, printed, count in spelled
    ]
    columns = [
        Column(70.0),
        Column(setter.measure - 70 - 90 - 60 - 3 * GAP),
        Column(90.0),
        Column(60.0, "right"),
    ]
    yield setter.table(columns, ["Number", "Unicode name", "Printed as", "Times"], rows, section)


def _inputs(
    title: str, documents: list[Document], none: str, setter: Typesetter, section: Node
) -> Iterator[Item]:
    yield setter.prose(title, HEADING, section, role="H2", above=14, keep=True)
    if not documents:
        yield setter.prose(none, BODY, section)
        return
    rows = [
        [
            [
                *setter.speller.pieces(setter.speller.line(document.name), SMALL.but(face="sans-bold")),
                *setter.speller.pieces(f"\n{_reading(document)}", SMALL),
            ],
            [*setter.speller.pieces(document.sha256, _SMALL_DIGEST)],
        ]
        for document in documents
    ]
    columns = [Column(setter.measure - _DIGEST - GAP), Column(_DIGEST)]
    yield setter.table(columns, ["File", "SHA-256 of its bytes"], rows, section, above=2)


def _reading(document: Document) -> str:
    told = f"{counted(len(document.text), 'character')}; {document.media_type}, {document.encoding}"
    told += f"; read by {document.reader}." if document.reader else "."
    if document.origin:
        told += f" Taken from {document.origin}."
    if document.locator.starts:
        told += f" {_cited(document.locator)}"
    if is_hard_wrapped(document.text):
        told += " Its lines end at a width; single line ends are printed as spaces."
    return " ".join([told, *document.warnings])


def _cited(locator: Locator) -> str:
    """By what the text is cited, and how far that goes."""
    unit = "Bates number" if locator.unit == "bates" else locator.unit
    first, last = locator.labels[0], locator.labels[-1]
    return f"Cited by {unit}, {first} to {last}." if first != last else f"Cited by {unit}, {first} alone."


def _libraries(exhibit: Exhibit, setter: Typesetter, section: Node) -> Iterator[Item]:
    yield setter.prose("Library", HEADING, section, role="H2", above=16, keep=True)
    told = list(dict.fromkeys(_library(exhibit, place) for place in range(len(exhibit.parts))))
    for sentence in told or ["No library was asked."]:
        yield setter.prose(sentence, BODY, section, width=400, above=2)


def _library(exhibit: Exhibit, place: int) -> str:
    analysis = exhibit.parts[place].screening.analysis
    coverage = analysis.coverage
    names = sorted({record.library for record in analysis.sources if record.library})
    share = coverage.embedded_share
    meaning = (
        "Search by meaning was not asked for."
        if share is None
        else f"Search by meaning could see {percent(share, 1)} of its passages."
    )
    name = f" ({', '.join(names)})" if names else ""
    return (
        f"The library{name} held {counted(coverage.library_works, 'work')} with "
        f"{counted(coverage.library_words, 'word')}, all of them open to the search for equal words. "
        f"{meaning} Not found means not found in this library."
    )


def _error_rates(exhibit: Exhibit, setter: Typesetter, section: Node) -> Iterator[Item]:
    """What was measured on texts that cannot have been copied; where nothing was, that."""
    yield setter.prose("Measured error rates", HEADING, section, role="H2", above=16, keep=True)
    controls = [part.screening.analysis.parameters.get("control") for part in exhibit.parts]
    for control in dict.fromkeys(str(control) for control in controls if control):
        yield setter.prose(control, BODY, section, width=400, above=2)
    if not all(controls):
        told = "No control was run against the library, so no error rate can be stated."
        if any(controls):
            told = "For the other outputs no control was run, so no error rate can be stated for them."
        yield setter.prose(told, BODY, section, width=400, above=2)


def _decisions(exhibit: Exhibit, setter: Typesetter, section: Node) -> Iterator[Item]:
    """Which reviewer decided how many findings, and with which codes."""
    told: Counter[tuple[str, str]] = Counter()
    for part in exhibit.parts:
        for finding in part.screening.analysis.findings:
            code, decision = part.code(finding.id), part.decisions.get(finding.id)
            if code and decision:
                told[decision.reviewer or "a reviewer who gave no name", code.label] += 1
    total = sum(len(part.screening.analysis.findings) for part in exhibit.parts)
    yield setter.prose("Reviewers", HEADING, section, role="H2", above=16, keep=True)
    decided = f"Decided: {sum(told.values()):,} of {counted(total, 'finding')} in this exhibit."
    yield setter.prose(decided, BODY, section, width=400, above=2, keep=bool(told))
    if told:
        rows = [[who, code, f"{count:,}"] for (who, code), count in sorted(told.items())]
        columns = [Column(180.0), Column(120.0), Column(60.0, "right")]
        yield setter.table(columns, ["Reviewer", "Code", "Findings"], rows, section, above=4)


def _trail(exhibit: Exhibit, setter: Typesetter, section: Node) -> Iterator[Item]:
    yield setter.prose("Audit trail", HEADING, section, role="H2", above=16, keep=True)
    if not exhibit.audit_head:
        yield setter.prose("No matter was kept, so there is no audit trail.", BODY, section)
        return
    yield setter.prose(
        f"The matter’s audit trail has {counted(exhibit.audit_rows, 'row')}, each chained to the one before. "
        "Hash of its last row:",
        BODY,
        section,
        keep=True,
    )
    yield setter.prose(exhibit.audit_head, BODY, section, above=2)


def _name(char: str) -> str:
    controls = {
        "\x00": "NULL",
        "\x1b": "ESCAPE",
        "\x0c": "FORM FEED",
        "\x0b": "LINE TABULATION",
        "\x7f": "DELETE",
    }
    unnamed = "control character" if unicodedata.category(char) == "Cc" else "no name"
    return unicodedata.name(char, controls.get(char, unnamed))
