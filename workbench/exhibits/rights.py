"""Whose words the outputs reproduce: by rights holder and licence, with what each licence asks."""

from collections.abc import Iterator

from workbench.domain.analysis import RightsShare
from workbench.domain.exhibit import Exhibit
from workbench.domain.rights_words import BASIS, asks_lines
from workbench.exhibits.heading import section_heading
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import BODY, HEADING, SMALL
from workbench.exhibits.press.tables import GAP, Column
from workbench.exhibits.press.typesetter import Typesetter

_FIGURES = 50.0


def rights(exhibit: Exhibit, setter: Typesetter, document: Node) -> Iterator[Item]:
    """A table with a row for each holder and licence, then what each licence asks."""
    section = document.add("Sect", title="Rights holders")
    yield section_heading("Rights holders", "rights", setter, section, above=34)
    shares = _summed(exhibit)
    if not shares:
        yield setter.prose("No words were summed up by rights holder.", BODY, section)
        return
    told = (
        f"{BASIS} “Also in” counts passages of other holders of which half or more stands in a work of this "
        "one, too."
    )
    if any(part.left_out for part in exhibit.parts):
        told += " The figures are those of the whole analyses, not of the selection."
    yield setter.prose(told, SMALL, section, width=400, above=4)
    yield _table(shares, setter, section)
    yield setter.prose("What each licence asks", HEADING, section, role="H2", above=16, keep=True)
    licences = {share.licence_name: share for share in shares}
    for place, (name, share) in enumerate(licences.items()):
        asks = " ".join(asks_lines(share.asks, share.asks_known))
        head = SMALL.but(face="sans-bold")
        yield setter.prose(name, head, section, above=8 if place else 2, keep=True)
        yield setter.prose(asks, SMALL, section, width=400)


def _table(shares: list[RightsShare], setter: Typesetter, section: Node) -> Item:
    left = setter.measure - 4 * (_FIGURES + GAP) - GAP
    columns = [Column(left * 0.54), Column(left * 0.46), *[Column(_FIGURES, "right")] * 4]
    heads = ["Rights holder", "Licence", "Words", "Passages", "Longest run", "Also in"]
    rows = [
        [
            share.holder or "Unknown",
            share.licence_name,
            f"{share.words:,}",
            f"{share.passages:,}",
            f"{share.longest_run:,}",
            f"{share.also_in:,}",
        ]
        for share in shares
    ]
    return setter.table(columns, heads, rows, section, above=8)


def _summed(exhibit: Exhibit) -> list[RightsShare]:
    """The shares of all outputs, one for each holder and licence, the most words first."""
    found: dict[tuple[str, str], list[RightsShare]] = {}
    for part in exhibit.parts:
        for share in part.screening.analysis.rights:
            found.setdefault((share.holder, share.licence), []).append(share)
    summed = [
        RightsShare(
            holder=shares[0].holder,
            licence=shares[0].licence,
            licence_name=shares[0].licence_name,
            asks=shares[0].asks,
            asks_known=shares[0].asks_known,
            words=sum(share.words for share in shares),
            passages=sum(share.passages for share in shares),
            longest_run=max(share.longest_run for share in shares),
            also_in=sum(share.also_in for share in shares),
            sources=tuple(dict.fromkeys(source for share in shares for source in share.sources)),
        )
        for shares in found.values()
    ]
    return sorted(summed, key=lambda share: (-share.words, -share.also_in, share.holder, share.licence))
