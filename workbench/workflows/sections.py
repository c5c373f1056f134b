"""Works seen section by section: a long work is not read whole for the few places that matter."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.alignment import SEED_WORDS, Prepared
from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.library import Section, joined

Places = npt.NDArray[np.int64]

EDGE = 1000
"""Characters: a match that comes so near to the edge of a section may go on beyond it."""

GROWTH = 4
"""Times the words of an output that a section may grow by: nothing in it stands for more of a source."""


class Found(NamedTuple):
    """What was found in some sections of a work in a row, with spans of the whole work."""

    section: Section
    matches: list[Match]

    def of(self, section: Section) -> list[Match]:
        """What is in one of the sections, at least in part."""
        own = Span(section.start, section.stop)
        return [match for match in self.matches if match.source.overlap(own)]

    def goes_on(self, section: Section, sections: Sequence[Section]) -> bool:
        """Whether something in one of the sections may go on beyond all of these."""
        spans = [match.source for match in self.of(section)]
        return (sections[0].start < self.section.start and _before(spans, self.section.start + EDGE)) or (
            sections[-1].stop > self.section.stop and _beyond(spans, self.section.stop - EDGE)
        )


def found_across(
    section: Section,
    sections: Sequence[Section],
    find: Callable[[Section], list[Match]],
    output_words: int,
    grown_before: list[Found],
) -> list[Match]:
    """What `find` finds in a section, with spans of the whole work.

    While something stands at an edge where the work goes on, the section grows there by the next of
    `sections`, which are all of the work: by one, then by two, then by four, up to some times `output_words`.
    What lies in one that has grown already, of which `grown_before` is the list, is not looked for again.
    """
    for known in grown_before:
        within_it = known.section.start <= section.start and section.stop <= known.section.stop
        if within_it and not known.goes_on(section, sections):
            return known.of(section)
    most = GROWTH * output_words
    first = last = bisect_left(sections, section)
    step = 1
    grown = section
    while True:
        matches = [match.in_larger_source(grown.start) for match in find(grown)]
        spans = [match.source for match in matches]
        before = first > 0 and section.first_word - grown.first_word < most
        beyond = last + 1 < len(sections) and grown.stop_word - section.stop_word < most
        before = before and _before(spans, grown.start + EDGE)
        beyond = beyond and _beyond(spans, grown.stop - EDGE)
        if not before and not beyond:
            break
        first, last = max(0, first - before * step), min(len(sections) - 1, last + beyond * step)
        step *= 2
        grown = joined(sections[first : last + 1])
    found = Found(grown, matches)
    if grown != section:
        grown_before.append(found)
    return found.of(section)


def _before(spans: Iterable[Span], place: int) -> bool:
    return any(span.start < place for span in spans)


def _beyond(spans: Iterable[Span], place: int) -> bool:
    return any(span.stop > place for span in spans)


def within(section: Section, places: Places) -> Places:
    """Of int64 (h, 2) places, output word and source word, those in a section, whose words count from 0.

    Six words from each are in the section.
    """
    source = places[:, 1]
    held = places[(section.first_word <= source) & (source + SEED_WORDS <= section.stop_word)]
    held[:, 1] -= section.first_word
    return held


def distinct(matches: Iterable[Match]) -> list[Match]:
    """The matches of one work, less those of which another has more.

    What stands where two sections overlap is found in both, and may be cut short in one.
    """
    found = sorted(set(matches), key=lambda match: match.source)
    beside: dict[Match, list[Match]] = {match: [] for match in found}
    reaching: list[Match] = []
    for match in found:
        reaching = [other for other in reaching if other.source.overlap(match.source)]
        for other in reaching:
            if other.output.overlap(match.output):
                beside[match].append(other)
                beside[other].append(match)
        reaching.append(match)
    kept: set[Match] = set()
    for match in sorted(found, key=lambda match: (-match.matched_words, match.output, match.source)):
        if kept.isdisjoint(beside[match]):
            kept.add(match)
    return sorted(kept, key=lambda match: (match.output, match.source))


def section_with(sections: Sequence[Section], span: Span) -> Section:
    """The section that holds most of a span of the work."""
    return max(sections, key=lambda section: span.overlap(Span(section.start, section.stop)))


class KeptTexts:
    """Sections made ready for alignment: those that were last asked for, up to some number of words."""

    def __init__(self, make: Callable[[Section], Prepared], most_words: int) -> None:
        self._make = make
        self._most = most_words
        self._kept: OrderedDict[Section, Prepared] = OrderedDict()
        self._words = 0

    def __call__(self, section: Section) -> Prepared:
        """The section, as it is kept or made now."""
        found = self._kept.pop(section, None)
        if found is None:
            found = self._make(section)
            self._words += len(found)
        self._kept[section] = found
        while self._words > self._most and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._words -= len(dropped)
        return found
