"""Which findings the filters let through: words in their row, and tags of every facet."""

from collections.abc import Iterator, Mapping, Sequence

from workbench.domain.code import CODES, Code
from workbench.domain.finding import Finding
from workbench.domain.review import Decision
from workbench.ui.facets import Facet, Marked, Tags, decision_tags
from workbench.ui.finding_words import decision_words


class Sieve:
    """Findings go by their place in the list; what is decided about them may change."""

    def __init__(self) -> None:
        self.words = ""
        """All must stand in the row, in lower case."""
        self.chosen: dict[Facet, Tags] = {}
        self.marked = Marked()
        self._findings: Sequence[Finding] = ()
        self._haystacks: Sequence[str] = ()
        self._tags: Sequence[Mapping[Facet, Tags]] = ()
        self._decisions: Mapping[int, Decision] = {}
        self._codes: Sequence[Code] = CODES

    def take(
        self, findings: Sequence[Finding], rows: Sequence[str], tags: Sequence[Mapping[Facet, Tags]]
    ) -> None:
        """Take other findings, their rows in lower case, and the tags that no decision changes."""
        self._findings = findings
        self._haystacks = rows
        self._tags = tags

    def decide(self, decisions: Mapping[int, Decision], codes: Sequence[Code]) -> None:
        """Look at these decisions from now on; the mapping may go on changing."""
        self._decisions = decisions
        self._codes = codes

    def choose(self, facet: Facet, tags: Tags) -> bool:
        """Let through what has one of these tags, or everything without tags; whether that is a change."""
        if tags == self.chosen.get(facet, Tags()):
            return False
        self.chosen = self._without(facet) | ({facet: tags} if tags else {})
        return True

    def passing(self) -> list[int]:
        """The places of the findings that are let through, in their order."""
        return list(self._filtered(self.chosen))

    def tags_left(self, facet: Facet) -> Iterator[Tags]:
        """The tags, of one facet, of every finding that all the other filters let through."""
        return (self._tags_of(place, facet) for place in self._filtered(self._without(facet)))

    def _filtered(self, chosen: Mapping[Facet, Tags]) -> Iterator[int]:
        words = self.words.split()
        for place in range(len(self._findings)):
            tagged = all(tags & self._tags_of(place, facet) for facet, tags in chosen.items())
            if tagged and (not words or self._has(place, words)):
                yield place

    def _has(self, place: int, words: Sequence[str]) -> bool:
        decided = decision_words(self._decisions.get(self._findings[place].id), self._codes).casefold()
        return all(word in self._haystacks[place] or word in decided for word in words)

    def _tags_of(self, place: int, facet: Facet) -> Tags:
        if facet is Facet.DECISION:
            number = self._findings[place].id
            return decision_tags(number, self._decisions.get(number), self.marked)
        return self._tags[place][facet]

    def _without(self, facet: Facet) -> dict[Facet, Tags]:
        return {other: tags for other, tags in self.chosen.items() if other is not facet}
