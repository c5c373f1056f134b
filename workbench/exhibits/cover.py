"""The cover: whose case, which exhibit, by whom; much white."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.domain.exhibit import Caption, Exhibit
from workbench.exhibits.press.blocks import Block, Fill, Item, PageBreak, Prose, Rule, Space
from workbench.exhibits.press.lines import Line
from workbench.exhibits.press.pieces import Piece
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, FINE, SMALL, TITLE, Style
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.profile import Profile
from workbench.exhibits.wording import counted, listed

_STAMP_WIDTH, _STAMP_HEIGHT = 118.0, 64.0
_PURPOSES = {
    "summary": "Offered as a summary of voluminous writings (Fed. R. Evid. 1006).",
    "illustrative-aid": "Offered as an illustrative aid; not evidence (Fed. R. Evid. 107).",
}
_COURT = Style("serif", 13.0, 19.0)
_CASE = Style("sans", 10.0, 14.0)
_PARTIES = Style("serif", 17.0, 24.0)


@dataclass(slots=True)
class Stamp:
    """The box in which the exhibit's number stands; takes no room in the text."""

    lines: list[Line]
    node: Node
    measure: float
    frame: str
    to_the_left: bool = False
    above: float = 0.0
    keep: bool = False
    anchor: str = ""
    bookmark: tuple[int, str] | None = None
    height: float = _STAMP_HEIGHT
    least: float = _STAMP_HEIGHT

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        return self, None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        left = x if self.to_the_left else x + self.measure - _STAMP_WIDTH
        foot = top - _STAMP_HEIGHT
        sheet.box(left, foot, _STAMP_WIDTH, _STAMP_HEIGHT, thickness=1.4, colour=self.frame)
        sheet.box(left + 3, foot + 3, _STAMP_WIDTH - 6, _STAMP_HEIGHT - 6, thickness=0.5, colour=self.frame)
        height = sum(line.segments[0].style.leading for line in self.lines)
        y = top - (_STAMP_HEIGHT - height) / 2
        for line in self.lines:
            style = line.segments[0].style
            y -= style.leading
            sheet.text(line, left + (_STAMP_WIDTH - line.width) / 2, y + style.leading * 0.26, self.node)


def cover(
    exhibit: Exhibit, setter: Typesetter, profile: Profile, document: Node, volumes: int = 1
) -> list[Item]:
    """The blocks of the first page; `volumes`: into how many the exhibit is split."""
    caption = exhibit.caption
    section = document.add("Sect", title="Cover")
    stamp = _stamp(caption, setter, profile, section)
    at_top = profile.stamp.startswith("top")
    items: list[Item] = [stamp if stamp and at_top else Space(_STAMP_HEIGHT, firm=True)]
    items.append(Space(56))
    items += _caption(caption, setter, section)
    items.append(Space(54))
    items.append(_titled("Comparison of texts", setter, section))
    items.append(setter.prose(_subject(exhibit), BODY, section, align="centre", above=6))
    for told in _limits(exhibit, volumes):
        items.append(setter.prose(told, SMALL, section, align="centre", above=6))
    if profile.purpose:
        items.append(setter.prose(_PURPOSES[profile.purpose], BODY, section, align="centre", above=6))
    items.append(Fill())
    if stamp and not at_top:
        items += [stamp, Space(12)]
    items += _foot(exhibit, setter, section)
    return [*items, PageBreak()]


def small_capitals(text: str, style: Style, setter: Typesetter) -> list[Piece]:
    """Capitals, those that stand for small letters a fifth smaller and a little apart."""
    small = style.but(size=round(style.size * 0.8, 2), tracking=style.size * 0.06)
    large = style.but(tracking=style.size * 0.06)
    pieces: list[Piece] = []
    for piece in setter.speller.pieces(text, style):
        if piece.whole or piece.text in "\n\f":
            pieces.append(piece)
            continue
        start = 0
        for place in range(1, len(piece.text) + 1):
            if place == len(piece.text) or piece.text[place].islower() != piece.text[start].islower():
                stretch = piece.text[start:place]
                lower = stretch[0].islower()
                capitals = stretch.upper() if lower else stretch
                pieces += setter.speller.pieces(capitals, small if lower else large)
                start = place
    return pieces


def _stamp(caption: Caption, setter: Typesetter, profile: Profile, section: Node) -> Stamp | None:
    if profile.stamp == "none" or not caption.exhibit.strip():
        return None
    words = setter.speller.line(caption.exhibit)
    first, _, rest = words.partition(" ")
    heads = [(first.upper(), 9.0), (rest, 26.0)] if rest else [(words, 20.0)]
    lines = [
        line
        for text, size in heads
        for line in _fitted(text, Style("sans-bold", size, size * 1.25, tracking=0.8), setter)
    ]
    return Stamp(
        lines,
        section.add("P"),
        setter.measure,
        profile.stamp_colour if profile.ink == "red" else "",
        profile.stamp.endswith("left"),
    )


def _fitted(text: str, style: Style, setter: Typesetter) -> list[Line]:
    """One line in the stamp, set smaller until it fits; at the smallest size the rest is left to the head."""
    room = _STAMP_WIDTH - 20
    while style.size > 7 and setter.faces.width(text, style) > room:
        style = style.but(size=style.size - 0.5, leading=(style.size - 0.5) * 1.25)
    return setter.lines(text, style, room)[:1]


def _caption(caption: Caption, setter: Typesetter, section: Node) -> list[Item]:
    items: list[Item] = []
    if caption.court.strip():
        words = small_capitals(caption.court, _COURT, setter)
        items.append(setter.prose(words, _COURT, section, align="centre"))
        items.append(Space(30))
    if caption.parties.strip():
        items.append(Rule(setter.measure, 0.6, "second"))
        items.append(setter.prose(caption.parties, _PARTIES, section, align="centre", above=18))
        items.append(Rule(setter.measure, 0.6, "second", above=20))
    if caption.case_number.strip():
        items.append(setter.prose(caption.case_number, _CASE, section, align="centre", above=12))
    return items


def _titled(title: str, setter: Typesetter, section: Node) -> Prose:
    return setter.prose(
        title, TITLE, section, role="H1", align="centre", anchor="cover", bookmark=(0, "Cover")
    )


def _subject(exhibit: Exhibit) -> str:
    parts = exhibit.parts
    if not parts:
        return "No output was selected."
    sources = {record.id for part in parts for record in part.screening.analysis.sources}
    names = [part.screening.output.name for part in parts]
    outputs = listed(names) if len(names) <= 3 else counted(len(names), "output")
    return f"{outputs}, beside {counted(len(sources), 'source')}"


def _limits(exhibit: Exhibit, volumes: int) -> Iterator[str]:
    """What a reader must know before the first page is turned: a selection, redactions, volumes."""
    left_out = sum(part.left_out for part in exhibit.parts)
    if left_out or exhibit.outputs_left_out:
        shown = sum(len(part.screening.analysis.findings) for part in exhibit.parts)
        told = [f"{shown:,} of {counted(shown + left_out, 'finding')}"]
        if exhibit.outputs_left_out:
            total = len(exhibit.parts) + exhibit.outputs_left_out
            told.append(f"{len(exhibit.parts):,} of {counted(total, 'analysed output')}")
        yield f"A selection: {listed(told)}."
    if exhibit.redacted:
        yield "Redacted: what was taken out is marked by a bar."
    if volumes > 1:
        yield f"In {volumes} volumes; pages and numbers run on."


def _foot(exhibit: Exhibit, setter: Typesetter, section: Node) -> list[Item]:
    caption = exhibit.caption
    rows = [
        ("Prepared by", caption.prepared_by.strip() or "Not stated."),
        (
            "Date",
            f"{exhibit.dated} (the matter’s last change)"
            if exhibit.dated
            else "Not stated: no matter was kept.",
        ),
    ]
    items: list[Item] = [setter.labelled(label, words, BODY, section, above=3) for label, words in rows]
    if caption.legend.strip():
        items.append(Space(18))
        words = small_capitals(caption.legend, SMALL.but(face="sans-bold"), setter)
        items.append(setter.prose(words, SMALL, section, align="centre"))
    items.append(Space(6))
    items.append(
        setter.prose(
            "This exhibit reports correspondence between texts. It draws no conclusion of law.",
            FINE,
            section,
            align="centre",
        )
    )
    return items
