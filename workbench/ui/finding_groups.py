"""Findings under the headings of their works."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from workbench.domain.finding import Finding
from workbench.domain.review import Decision


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one work: a row of its own above them."""

    work: str
    places: tuple[int, ...]
    closed: bool


class Groups:
    """The groups of a table, and which of them are closed."""

    def __init__(self) -> None:
        self.on = False
        """Whether findings are grouped at all."""
        self._groups: list[Group] = []
        self._closed: set[str] = set()

    def switch(self, on: bool) -> None:
        """Group findings, all groups open, or do not."""
        self.on = on
        self._closed = set()

    def toggle(self, group: Group) -> None:
        """Close or open a group."""
        self._closed ^= {group.work}

    def at(self, place: int) -> Group:
        """The group of a place below 0: ~place is its number."""
        return self._groups[~place]

    def order(self, places: Iterable[int], works: Sequence[str]) -> list[int]:
        """Places of findings with a heading, below 0, above each work's; the work found first stands first.

        `works` names the work of each place.
        """
        self._groups = []
        if not self.on:
            return list(places)
        gathered: dict[str, list[int]] = {}
        for place in places:
            gathered.setdefault(works[place], []).append(place)
        order = []
        for work, those in gathered.items():
            closed = work in self._closed
            order.append(~len(self._groups))
            self._groups.append(Group(work, tuple(those), closed))
            order += [] if closed else those
        return order


def heading(group: Group, findings: Sequence[Finding], decisions: Mapping[int, Decision]) -> str:
    """What stands over the findings of a group."""
    words = sum(findings[place].matched_words for place in group.places)
    numbers = (findings[place].id for place in group.places)
    decided = sum(1 for number in numbers if number in decisions and decisions[number].code)
    many = len(group.places)
    tr = QCoreApplication.translate
    if many == 1:
        said = tr("FindingsModel", "{0} · 1 finding, {2:,} words, {3:,} decided")
    else:
        said = tr("FindingsModel", "{0} · {1:,} findings, {2:,} words, {3:,} decided")
    return said.format(group.work, many, words, decided)
