"""The summary: what corresponds, of how much, what was left out, and where it stands in the output."""

from collections.abc import Sequence

from workbench.domain.analysis import SourceRecord
from workbench.domain.exhibit import Exhibit, ExhibitPart
from workbench.domain.finding import KINDS
from workbench.exhibits.band import band
from workbench.exhibits.heading import section_heading
from workbench.exhibits.pairs import Numbered
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, HEADING, SMALL
from workbench.exhibits.press.tables import GAP, Column
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.wording import CLASS_NAMES, KIND_NAMES, counted, holder, is_struck, licence_name

_MOST_SOURCES = 8
"""Sources that the summary of one output has room for; each further output takes the room of three."""


def summary(exhibit: Exhibit, findings: Sequence[Numbered], setter: Typesetter, document: Node) -> list[Item]:
    """The blocks of the summary."""
    section = document.add("Sect", title="Summary")
    items: list[Item] = [section_heading("Summary", "summary", setter, section)]
    if not exhibit.parts:
        return [*items, setter.prose("No output was selected.", BODY, section)]
    items.append(_counts(exhibit.parts, setter, section))
    told = "Net leaves out the struck findings and their words; gross counts them. Each word counts once."
    items.append(setter.prose(told, SMALL, section, above=5))
    for place, part in enumerate(exhibit.parts):
        own = [numbered for numbered in findings if numbered.part is part]
        items += _picture(
            part, own, setter, section, named=len(exhibit.parts) > 1, key=place == len(exhibit.parts) - 1
        )
    items += _by_kind(findings, setter, section)
    items += _by_source(exhibit, findings, setter, section, _most_sources(exhibit))
    return items


def _counts(parts: Sequence[ExhibitPart], setter: Typesetter, section: Node) -> Item:
    """Words matched, net and gross, each beside the words that they are counted among."""
    rows = []
    for part in parts:
        analysis, coverage = part.screening.analysis, part.screening.analysis.coverage
        rows.append(
            [
                part.screening.output.name,
                f"{coverage.matched_words:,}",
                f"of {coverage.eligible_words:,} eligible",
                f"{coverage.gross_words:,}",
                f"of {analysis.output.words:,} in all",
            ]
        )
    widths = 76.0, 88.0, 76.0, 76.0
    columns = [
        Column(setter.measure - sum(widths) - 4 * GAP),
        *(Column(width, "left" if place % 2 else "right") for place, width in enumerate(widths)),
    ]
    heads = ["Words that stand in a source", "Net", "", "Gross", ""]
    return setter.table(columns, heads, rows, section, above=8)


def _picture(
    part: ExhibitPart, findings: Sequence[Numbered], setter: Typesetter, section: Node, named: bool, key: bool
) -> list[Item]:
    name = f"{part.screening.output.name}. " if named else ""
    words = part.screening.analysis.output.words
    return [
        setter.prose(f"{name}{_excluded(part)}", SMALL, section, above=8 if named else 0, keep=True),
        band(findings, words, part.screening.output.text, setter, section, key),
    ]


def _excluded(part: ExhibitPart) -> str:
    excluded = part.screening.analysis.coverage.excluded
    if not excluded:
        return "No words were excluded."
    told = "; ".join(
        f"{CLASS_NAMES[row.classification].lower()}, {counted(row.words, 'word')} "
        f"in {counted(row.findings, 'finding')}"
        for row in excluded
    )
    return f"Excluded from the eligible words, each with its reason in the appendix: {told}."


def _by_kind(findings: Sequence[Numbered], setter: Typesetter, section: Node) -> list[Item]:
    rows = []
    for kind in KINDS:
        of_kind = [numbered for numbered in findings if numbered.finding.kind == kind]
        struck = [numbered for numbered in of_kind if is_struck(numbered.part, numbered.finding)]
        standing = [numbered for numbered in of_kind if not is_struck(numbered.part, numbered.finding)]
        words = sum(numbered.finding.matched_words for numbered in standing)
        rows.append(
            [
                KIND_NAMES[kind] + (" (not aligned, never counted)" if kind == "lead" else ""),
                f"{len(standing):,}",
                "\u2013" if kind == "lead" else f"{words:,}",
                f"{len(struck):,}",
            ]
        )
    heading = setter.prose("By kind", HEADING, section, role="H2", above=14, keep=True)
    figures = 82.0
    columns = [
        Column(setter.measure - 3 * (figures + GAP)),
        *[Column(figures, "right")] * 3,
    ]
    heads = ["Kind", "Findings", "Equal words", "Struck, dismissed"]
    return [heading, setter.table(columns, heads, rows, section, above=2)]


def _by_source(
    exhibit: Exhibit, findings: Sequence[Numbered], setter: Typesetter, section: Node, most: int
) -> list[Item]:
    """The sources of findings by equal words, `most` of them, with their rights."""
    heading = setter.prose("By source", HEADING, section, role="H2", above=14, keep=True)
    records = _records(exhibit)
    cited = {numbered.finding.source for numbered in findings}
    rows = sorted(
        (_source_row(records[source], findings) for source in records if source in cited), key=_most_words
    )
    if not rows:
        return [heading, setter.prose("No source corresponds to the output.", SMALL, section)]
    rights_width, figures = 140.0, 52.0
    columns = [
        Column(setter.measure - rights_width - 2 * figures - 3 * GAP),
        Column(rights_width),
        Column(figures, "right"),
        Column(figures, "right"),
    ]
    heads = ["Source", "Rights", "Findings", "Equal words"]
    items: list[Item] = [heading]
    if most:
        items.append(setter.table(columns, heads, [row for _, row in rows[:most]], section, above=2))
    if len(rows) > most:
        told = f"In all {counted(len(rows), 'source')}: the whole table follows the index of findings."
        return [*items, setter.prose(told, SMALL, section, above=5)]
    rivals = [record.title for source, record in records.items() if source not in cited]
    if rivals:
        told = f"Named only as competing with one of these: {'; '.join(rivals)}."
        items.append(setter.prose(told, SMALL, section, above=5))
    return items


def more_sources(
    exhibit: Exhibit, findings: Sequence[Numbered], setter: Typesetter, document: Node
) -> list[Item]:
    """The whole table of sources, where the summary had no room for it; else nothing."""
    if len({numbered.finding.source for numbered in findings}) <= _most_sources(exhibit):
        return []
    section = document.add("Sect", title="Sources")
    return _by_source(exhibit, findings, setter, section, len(findings))


def _most_sources(exhibit: Exhibit) -> int:
    return max(0, _MOST_SOURCES - 3 * (len(exhibit.parts) - 1))


def _records(exhibit: Exhibit) -> dict[str, SourceRecord]:
    return {record.id: record for part in exhibit.parts for record in part.screening.analysis.sources}


def _source_row(record: SourceRecord, findings: Sequence[Numbered]) -> tuple[int, list[str]]:
    """Equal words of its standing findings, and the row that is printed."""
    own = [numbered for numbered in findings if numbered.finding.source == record.id]
    words = sum(n.finding.matched_words for n in own if not is_struck(n.part, n.finding))
    rights = record.rights
    origin = ", ".join(filter(None, (rights.author, rights.year)))
    lines = [record.title, origin], [_capital(licence_name(rights)), _capital(holder(rights))]
    return words, [*("\n".join(filter(None, pair)) for pair in lines), f"{len(own):,}", f"{words:,}"]


def _most_words(row: tuple[int, list[str]]) -> int:
    return -row[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
