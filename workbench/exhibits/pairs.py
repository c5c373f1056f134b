"""One finding, printed: its number and what is known of it, and under that output and source side by side."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from workbench.domain.document import Document
from workbench.domain.exhibit import ExhibitPart
from workbench.domain.finding import Finding
from workbench.exhibits.marks import anchors, marked
from workbench.exhibits.press.blocks import Block, Rule, Together
from workbench.exhibits.press.columns import Columns, Side, SideRule
from workbench.exhibits.press.lines import Line
from workbench.exhibits.press.pieces import Piece
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import EVIDENCE, FINE, HEADING, LABEL, SMALL
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.profile import Profile
from workbench.exhibits.wording import (
    CLASS_NAMES,
    KIND_NAMES,
    decision_sentence,
    kind_words,
    place,
    rights_sentence,
    weight_sentence,
)

SQUARE = 20.0
"""Side of the square that holds a finding's number, in points."""
_HANG = SQUARE + 10.0


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding of one output with the number that it has in this exhibit."""

    number: str
    """`3`, or `2.3` for the third finding of the second output."""
    part: ExhibitPart
    finding: Finding

    @property
    def anchor(self) -> str:
        """Where the pair stands."""
        return f"finding-{self.number}"

    @property
    def index_anchor(self) -> str:
        """Where the index speaks of it."""
        return f"index-{self.number}"

    @property
    def source(self) -> Document:
        """The text of its source."""
        return self.part.screening.sources[self.finding.source]

    @property
    def title(self) -> str:
        """The title of its source."""
        return self.part.screening.analysis.source(self.finding.source).title


@dataclass(slots=True)
class NumberSquare:
    """The number of a finding in a square; takes no height, the head stands beside it."""

    line: Line
    node: Node
    anchor: str
    bookmark: tuple[int, str] | None
    above: float
    keep: bool = True
    height: float = 0.0
    least: float = 0.0

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        return self, None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        width = max(SQUARE, self.line.width + 8)
        sheet.box(x, top - SQUARE, width, SQUARE, "ink", None, 0.9)
        middle = top - SQUARE / 2 - self.line.segments[0].style.size * 0.33
        sheet.text(self.line, x + (width - self.line.width) / 2, middle, self.node)


def pair(numbered: Numbered, setter: Typesetter, profile: Profile, parent: Node, above: float) -> Together:
    """The blocks of one finding, kept on one page when it has room."""
    section = parent.add("Sect", title=f"Finding {numbered.number}")
    head = _head(numbered, setter, section, above)
    columns = _columns(numbered, setter, profile, section)
    foot = _foot(numbered, setter, profile, section)
    columns.following = sum(block.above + block.height for block in foot)
    return Together([*head, columns, *foot])


def _head(numbered: Numbered, setter: Typesetter, section: Node, above: float) -> list[Block]:
    finding, source = numbered.finding, numbered.source
    number = setter.lines([Piece(numbered.number, HEADING, link=numbered.index_anchor)], HEADING, 400)[0]
    hang = max(_HANG, number.width + 18)
    heading = section.add("H2")
    kind = KIND_NAMES[finding.kind]
    square = NumberSquare(
        number,
        heading,
        numbered.anchor,
        (
            2 if "." in numbered.number else 1,
            setter.speller.line(f"{numbered.number}  {kind}: {numbered.title}"),
        ),
        above,
    )
    name = setter.prose(
        [
            *setter.speller.pieces(f"{kind}  ", HEADING),
            *setter.speller.pieces(kind_words(finding), SMALL.but(ink="second")),
        ],
        HEADING,
        section,
        indent=hang,
        keep=True,
    )
    name.node = heading
    work = setter.prose(
        [
            *setter.speller.pieces(numbered.title, SMALL.but(face="sans-bold")),
            *setter.speller.pieces(f", {place(source, finding.source_span)}", SMALL),
        ],
        SMALL,
        section,
        indent=hang,
        keep=True,
    )
    weight = setter.prose(
        weight_sentence(finding, numbered.part.screening.analysis.parameters),
        SMALL.but(ink="second"),
        section,
        indent=hang,
        keep=True,
    )
    rule = Rule(setter.measure, 0.5, "second", above=5, keep=True)
    return [square, name, work, weight, rule]


def _columns(numbered: Numbered, setter: Typesetter, profile: Profile, section: Node) -> Columns:
    finding, part = numbered.finding, numbered.part
    texts = (part.screening.output.text, numbered.source.text)
    return Columns(
        (_side(numbered, 0, setter, profile, section), _side(numbered, 1, setter, profile, section)),
        profile.column,
        profile.gutter,
        EVIDENCE.leading,
        setter.faces,
        cache(lambda: anchors(finding, *texts)),
        above=4,
    )


def _side(
    numbered: Numbered, side: Literal[0, 1], setter: Typesetter, profile: Profile, section: Node
) -> Side:
    finding = numbered.finding
    documents = (numbered.part.screening.output, numbered.source)
    document = documents[side]
    name = ("Output", "Source")[side]
    span = (finding.output_span, finding.source_span)[side]
    where = f"{document.name}, {place(document, span)}"
    rule = None
    if finding.kind in ("paraphrase", "lead"):
        dashed = finding.kind == "lead"
        rule = SideRule(span, "second" if dashed else "paraphrase", dashed)
    return Side(
        marked((documents[0].text, documents[1].text), finding, side, profile.context, setter.speller),
        _column_head(name, where, setter, profile.column),
        _column_head(name, f"finding {numbered.number}, continued", setter, profile.column),
        section.add("P"),
        rule,
    )


def _column_head(name: str, where: str, setter: Typesetter, width: float) -> list[Line]:
    pieces = [
        *setter.speller.pieces(f"{name.upper()}  ", LABEL),
        *setter.speller.pieces(where, FINE),
    ]
    return setter.lines(pieces, FINE, width)[:3]


def _foot(numbered: Numbered, setter: Typesetter, profile: Profile, section: Node) -> list[Block]:
    finding, part = numbered.finding, numbered.part
    analysis = part.screening.analysis
    rows = [("Why", " ".join(finding.explanation))] if finding.explanation else []
    rows.append(("Rights", rights_sentence(analysis.source(finding.source).rights)))
    if finding.classification != "counted":
        reason = f": {finding.reason}" if finding.reason else "."
        rows.append(("Struck", f"{CLASS_NAMES[finding.classification]}{reason}"))
    rows.append(("Competing", _competing(numbered)))
    if profile.notes:
        decision = part.decisions.get(finding.id)
        rows.append(("Decision", decision_sentence(decision, part.code(finding.id))))
        if decision and decision.note:
            rows.append(("Note", decision.note))
    blocks: list[Block] = [Rule(setter.measure, 0.4, "hairline", above=7, keep=True)]
    for row, (label, words) in enumerate(rows):
        blocks.append(
            setter.labelled(label, words, SMALL, section, above=0 if row else 4, keep=row == 0, indent=64)
        )
    return blocks


def _competing(numbered: Numbered) -> str:
    finding, part = numbered.finding, numbered.part
    if finding.kind == "lead":
        return "Not asked: a lead has no equal words."
    if not finding.competing:
        return (
            "No other source was aligned with these words."
            if finding.works <= 1
            else (f"The words stand in {finding.works:,} works of the library, this one included.")
        )
    analysis = part.screening.analysis
    places = [
        f"{analysis.source(rival.source).title}, "
        f"{place(part.screening.sources[rival.source], rival.source_span)} "
        f"({rival.matched_words:,} equal words)"
        for rival in finding.competing
    ]
    more = f" In all, some of the words or all stand in {finding.works:,} works."
    return f"{'; '.join(places)}.{more if finding.works > len(places) + 1 else ''}"
