"""What the table has to show of the findings of one output: gathered in steps, for there may be thousands."""

from collections.abc import Iterator, Mapping

from workbench.domain.code import CODES
from workbench.domain.finding import Finding
from workbench.ui.facets import Facet, Tags, fixed_tags
from workbench.ui.finding_columns import row_of
from workbench.ui.review import Review
from workbench.ui.rights_words import licence_short
from workbench.ui.turns import SLICE


class FindingRows:
    """The findings that are to be seen, with their cells, their words for a search, and their tags."""

    def __init__(self, review: Review | None = None) -> None:
        self.findings: list[Finding] = list(review.shown) if review else []
        self.decisions = dict(review.decisions) if review else {}
        self.codes = review.codes if review else CODES
        self.cells: list[tuple[str, ...]] = []
        self.haystacks: list[str] = []
        """The words of each row, in lower case."""
        self.tags: list[Mapping[Facet, Tags]] = []
        """Those that no decision changes."""
        analysis = review.screening.analysis if review and review.screening else None
        self._sources = {record.id: record for record in analysis.sources} if analysis else {}

    def gather(self) -> Iterator[None]:
        """Fill cells, words and tags; the event loop may have its turn at every step."""
        works = {
            number: (record.title, licence_short(record.rights)) for number, record in self._sources.items()
        }
        for place, finding in enumerate(self.findings):
            if place and place % SLICE == 0:
                yield
            cells = row_of(finding, *works[finding.source])
            record = self._sources[finding.source]
            self.cells.append(cells)
            self.haystacks.append(" ".join(cells).casefold())
            self.tags.append(fixed_tags(finding, record.title, record.rights.holder))
