"""The pairs: standing findings, leads, and the appendix of those that were struck or dismissed."""

from collections.abc import Iterator, Sequence

from workbench.exhibits.heading import section_heading
from workbench.exhibits.marks import ALTERED, BRACKET, COPIED, EQUAL
from workbench.exhibits.pairs import Numbered, pair
from workbench.exhibits.press.blocks import Item, PageBreak
from workbench.exhibits.press.pieces import Piece
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, CONTEXT, PART, SMALL
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.profile import Profile
from workbench.exhibits.wording import is_struck

_BETWEEN = 26.0
"""Points between two pairs."""


def standing(
    findings: Sequence[Numbered], setter: Typesetter, profile: Profile, document: Node
) -> Iterator[Item]:
    """The section of aligned findings that were neither struck nor dismissed, block by block."""
    section = document.add("Sect", title="Findings")
    yield section_heading("Findings, side by side", "findings", setter, section)
    chosen = [n for n in findings if n.finding.kind != "lead" and not is_struck(n.part, n.finding)]
    if not chosen:
        yield setter.prose("There are no findings that stand.", BODY, section)
        return
    yield from _key(setter, profile, section)
    yield from _pairs(chosen, setter, profile, section)


def leads(
    findings: Sequence[Numbered], setter: Typesetter, profile: Profile, document: Node
) -> Iterator[Item]:
    """The section of leads."""
    section = document.add("Sect", title="Leads")
    yield section_heading("Leads", "leads", setter, section)
    chosen = [n for n in findings if n.finding.kind == "lead" and not is_struck(n.part, n.finding)]
    if not chosen:
        yield setter.prose("There are no leads.", BODY, section)
        return
    yield setter.prose(
        "A lead is a pair of passages that lie near each other in meaning and that no alignment of words "
        "confirms. Leads are not counted in any figure of this exhibit.",
        BODY,
        section,
        width=400,
        keep=True,
    )
    yield from _pairs(chosen, setter, profile, section)


def struck(
    findings: Sequence[Numbered], setter: Typesetter, profile: Profile, document: Node
) -> Iterator[Item]:
    """The appendix."""
    section = document.add("Sect", title="Appendix")
    yield section_heading("Appendix: struck and dismissed findings", "struck", setter, section)
    chosen = [n for n in findings if is_struck(n.part, n.finding)]
    if not chosen:
        yield setter.prose("No findings were struck.", BODY, section)
        return
    yield setter.prose(
        "These were found, but their class takes them out of the count, or a reviewer dismissed them. "
        "Each is printed with the reason.",
        BODY,
        section,
        width=400,
        keep=True,
    )
    yield from _pairs(chosen, setter, profile, section)


def _pairs(chosen: Sequence[Numbered], setter: Typesetter, profile: Profile, section: Node) -> Iterator[Item]:
    """The pairs in order; where an exhibit binds several outputs, each begins a part of its own."""
    parts = [numbered.number.partition(".") for numbered in chosen]
    for place, numbered in enumerate(chosen):
        number, dot, _ = parts[place]
        begins = bool(dot) and (place == 0 or parts[place - 1][0] != number)
        if begins:
            if place:
                yield PageBreak()
            title = f"Part {number}: {setter.speller.line(numbered.part.screening.output.name)}"
            anchor = f"part-{section.title}-{number}"
            yield setter.prose(
                title, PART, section, role="H2", above=20, keep=True, anchor=anchor, bookmark=(1, title)
            )
        yield pair(numbered, setter, profile, section, _BETWEEN if place and not begins else 16.0)


def _key(setter: Typesetter, profile: Profile, section: Node) -> Iterator[Item]:
    """How a pair is read, shown in its own marks."""
    yield setter.prose(
        "The output stands to the left, its source to the right, each in its context. Nothing is added to "
        "the texts but the marks described here.",
        BODY,
        section,
        width=400,
    )
    size = SMALL.size
    red = "red, " if profile.ink == "red" else ""
    rows: list[tuple[str, list[Piece]]] = [
        (
            "Equal words",
            [
                Piece("words that are equal on both sides", COPIED.but(size=size)),
                Piece(f" are bold, {red}underlined; in a paraphrase only ", SMALL),
                Piece("underlined", EQUAL.but(size=size)),
                Piece(".", SMALL),
            ],
        ),
        (
            "Altered words",
            [
                Piece("[", BRACKET.but(size=size)),
                Piece("words that differ", ALTERED.but(size=size)),
                Piece("]", BRACKET.but(size=size)),
                Piece(" stand in brackets; ", SMALL),
                Piece("[\u00a0]", BRACKET.but(size=size)),
                Piece(" where only the other text has words.", SMALL),
            ],
        ),
        (
            "Side rules",
            [Piece("A solid rule beside the text marks a paraphrase, a dashed rule a lead.", SMALL)],
        ),
        (
            "Context",
            [
                Piece("Words around the finding", CONTEXT.but(size=size)),
                Piece(" are grey; \u2026 says that the text goes on.", SMALL),
            ],
        ),
    ]
    for place, (label, pieces) in enumerate(rows):
        yield setter.labelled(label, pieces, SMALL, section, above=0 if place else 8)


def break_before(items: Iterator[Item]) -> Iterator[Item]:
    """The items on a new page."""
    yield PageBreak()
    yield from items
