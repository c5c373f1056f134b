"""What findings can be filtered by: each facet gives every finding tags, and lets through those chosen."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from workbench.domain.code import Code
from workbench.domain.finding import KINDS, Finding
from workbench.domain.review import Decision
from workbench.domain.wording import CLASS_WORDS
from workbench.ui.finding_words import class_words, code_words, kind_words

UNDECIDED, NOTED, DIFFERING, PROPOSED = "-undecided", "-noted", "-differing", "-proposed"
"""Tags of the facet of decisions that are no codes."""

WEIGHTS = (20, 50, 100, 200, 500)
"""Bits, at least."""

Tags = frozenset[str]

_REACHED = tuple(Tags(map(str, WEIGHTS[:count])) for count in range(len(WEIGHTS) + 1))


class Facet(Enum):
    """One way to filter."""

    KIND = "kind"
    CLASS = "class"
    DECISION = "decision"
    WORK = "work"
    HOLDER = "holder"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Option:
    """A tag that can be chosen, what it is called, and how many findings have it."""

    tag: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What the desk knows of findings beside their decisions, by number."""

    differing: frozenset[int] = frozenset()
    """Two reviewers have coded them differently."""
    proposed: frozenset[int] = frozenset()
    """An earlier decision is proposed for them."""


def facet_words(facet: Facet) -> str:
    """What a facet is called."""
    tr = QCoreApplication.translate
    return {
        Facet.KIND: tr("Facets", "Kind"),
        Facet.CLASS: tr("Facets", "Class"),
        Facet.DECISION: tr("Facets", "Decision"),
        Facet.WORK: tr("Facets", "Work"),
        Facet.HOLDER: tr("Facets", "Holder"),
        Facet.WEIGHT: tr("Facets", "Weight"),
    }[facet]


def fixed_tags(finding: Finding, work: str, holder: str) -> dict[Facet, Tags]:
    """The tags of a finding that no decision changes."""
    return {
        Facet.KIND: _only(finding.kind),
        Facet.CLASS: _only(finding.classification),
        Facet.WORK: _only(work),
        Facet.HOLDER: _only(holder),
        Facet.WEIGHT: _REACHED[0 if finding.kind == "lead" else bisect_right(WEIGHTS, finding.weight_bits)],
    }


@lru_cache
def _only(tag: str) -> Tags:
    """One set for all findings that have the tag: there are many findings and few tags."""
    return Tags((tag,))


def decision_tags(number: int, decision: Decision | None, marked: Marked) -> Tags:
    """The tags of a finding by what was decided about it."""
    tags = {decision.code or UNDECIDED} if decision else {UNDECIDED}
    if decision and decision.note:
        tags.add(NOTED)
    if number in marked.differing:
        tags.add(DIFFERING)
    if number in marked.proposed and UNDECIDED in tags:
        tags.add(PROPOSED)
    return Tags(tags)


def options(facet: Facet, tags: Iterable[Tags], codes: Sequence[Code]) -> list[Option]:
    """The tags that occur, in the order of the field; works and holders with the most findings first."""
    counts = Counter(tag for each in tags for tag in each)
    found = sorted(counts, key=_order(facet, codes, counts))
    return [Option(tag, tag_words(facet, tag, codes), counts[tag]) for tag in found]


def tag_words(facet: Facet, tag: str, codes: Sequence[Code]) -> str:
    """What a tag is called."""
    tr = QCoreApplication.translate
    if facet is Facet.KIND:
        return next(kind_words(kind) for kind in KINDS if kind == tag)
    if facet is Facet.CLASS:
        return class_words(tag)
    if facet is Facet.HOLDER:
        return tag or tr("Facets", "unknown")
    if facet is Facet.WEIGHT:
        return tr("Facets", "{0} bits and more").format(tag)
    if facet is Facet.DECISION:
        return {
            UNDECIDED: tr("Facets", "undecided"),
            NOTED: tr("Facets", "with a note"),
            DIFFERING: tr("Facets", "reviewers differ"),
            PROPOSED: tr("Facets", "proposed"),
        }.get(tag) or code_words(tag, codes)
    return tag


def _order(
    facet: Facet, codes: Sequence[Code], counts: Mapping[str, int]
) -> Callable[[str], tuple[int, str]]:
    if facet in (Facet.WORK, Facet.HOLDER):
        return lambda tag: (-counts[tag], tag.casefold())
    orders: dict[Facet, list[str]] = {
        Facet.KIND: [*KINDS],
        Facet.CLASS: [*CLASS_WORDS],
        Facet.WEIGHT: [str(least) for least in WEIGHTS],
        Facet.DECISION: [UNDECIDED, *(code.name for code in codes), NOTED, DIFFERING, PROPOSED],
    }
    known = orders[facet]
    return lambda tag: (known.index(tag) if tag in known else len(known), tag)
