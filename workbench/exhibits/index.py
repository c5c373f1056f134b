"""The index of findings: every one of them, with its page."""

from collections.abc import Sequence

from workbench.exhibits.heading import section_heading
from workbench.exhibits.pairs import Numbered
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.pieces import Piece
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, SMALL
from workbench.exhibits.press.tables import GAP, Column
from workbench.exhibits.press.typesetter import Typesetter, Words
from workbench.exhibits.profile import Profile
from workbench.exhibits.wording import CLASS_NAMES, KIND_NAMES, place

_PAGE_ROOM = "0000"
_VOLUME_ROOM = "vol. 00, 0000"


def index(
    findings: Sequence[Numbered], setter: Typesetter, profile: Profile, document: Node, volumes: int = 1
) -> list[Item]:
    """The blocks of the index; with several volumes a page is named with its volume."""
    section = document.add("Sect", title="Index of findings")
    items: list[Item] = [section_heading("Index of findings", "index", setter, section)]
    if not findings:
        return [*items, setter.prose("There are no findings.", BODY, section)]
    widths = {
        "no": 20.0,
        "kind": 58.0,
        "words": 28.0,
        "bits": 28.0,
        "place": 46.0,
        "standing": 54.0,
        "page": 20.0 if volumes == 1 else 58.0,
    }
    title_width = setter.measure - sum(widths.values()) - 7 * GAP
    columns = [
        Column(widths["no"], "right"),
        Column(widths["kind"]),
        Column(widths["words"], "right"),
        Column(widths["bits"], "right"),
        Column(title_width),
        Column(widths["place"]),
        Column(widths["standing"]),
        Column(widths["page"], "right"),
    ]
    heads = ["No.", "Kind", "Words", "Bits", "Source", "In output", "Standing", "Page"]
    room = _PAGE_ROOM if volumes == 1 else _VOLUME_ROOM
    rows = [_row(numbered, setter, profile, room) for numbered in findings]
    anchors = [numbered.index_anchor for numbered in findings]
    return [*items, setter.table(columns, heads, rows, section, anchors=anchors)]


def _row(numbered: Numbered, setter: Typesetter, profile: Profile, room: str) -> list[Words]:
    finding = numbered.finding
    lead = finding.kind == "lead"
    return [
        [Piece(numbered.number, SMALL, link=numbered.anchor)],
        KIND_NAMES[finding.kind],
        f"{finding.output_words if lead else finding.matched_words:,}",
        "\u2013" if lead else f"{finding.weight_bits:,.0f}",
        setter.speller.line(numbered.title),
        place(numbered.part.screening.output, finding.output_span),
        _standing(numbered, profile),
        [Piece(room, SMALL.but(ink="accent"), link=numbered.anchor, page=True, whole=True)],
    ]


def _standing(numbered: Numbered, profile: Profile) -> str:
    """What its class and the reviewer say of it."""
    finding = numbered.finding
    code = numbered.part.code(finding.id)
    told = []
    if finding.classification != "counted":
        told.append(CLASS_NAMES[finding.classification])
    if code and (profile.notes or code.effect == "strikes"):
        told.append(code.label)
    return ", ".join(told) or "Open"
