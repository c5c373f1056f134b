"""Bates numbers: what each page of a production in litigation is called."""

import re
from dataclasses import dataclass

from workbench.domain.document import Locator

_NUMBER = re.compile(r"(.*?)(\d+)$")
_MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Bates:
    """The Bates numbers of one document of a production."""

    first: str
    last: str = ""

    def __str__(self) -> str:
        return f"{self.first}-{self.last}" if self.last and self.last != self.first else self.first

    def pages(self) -> list[str]:
        """The number of each page; only the first where the two do not count up from one to the other."""
        first, last = _NUMBER.fullmatch(self.first), _NUMBER.fullmatch(self.last)
        if first is None or last is None or first[1] != last[1]:
            return [self.first]
        start, stop, width = int(first[2][-15:]), int(last[2][-15:]), len(first[2])
        if width > 15 or not 0 <= stop - start < _MOST_PAGES:
            return [self.first]
        return [f"{first[1]}{number:0{width}d}" for number in range(start, stop + 1)]

    def locator(self, text: str) -> Locator:
        """Where each page begins in a text whose pages a form feed parts; else one mark for all of it."""
        breaks = [match.end() for match in re.finditer("\f", text)]
        starts = [0, *(start for start in breaks if start < len(text))]
        pages = self.pages()
        if len(pages) == len(starts) > 1:
            return Locator("bates", tuple(starts), tuple(pages))
        return Locator("bates", (0,), (str(self),))
