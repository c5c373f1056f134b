"""Screen one output against libraries: exact findings first, near ones next, meaning last."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from workbench.alignment import Encode, Near, RareWords, align, prepare, run_is_held, runs
from workbench.domain.analysis import Screening
from workbench.domain.document import Document
from workbench.domain.match import Match
from workbench.domain.progress import Progress
from workbench.domain.span import Span
from workbench.evidence import Candidate, Lead, Policy
from workbench.library import Section
from workbench.workflows.meaning import (
    NEIGHBOURS,
    Neighbour,
    how_embedded,
    leads_left,
    neighbours_of,
    passages_of,
    places_near,
    remembered,
    sections_near,
)
from workbench.workflows.open_shelf import MOST_ALIGNED, MOST_SCANNED, OpenShelf, open_shelf
from workbench.workflows.screening import Sources, screen
from workbench.workflows.sections import Found, distinct, found_across, section_with, within

PART_WORDS = 2000
"""Words of a part of an output. Each part has its own works to align: a long output may have many sources."""

_DOCUMENTS_KEPT = 64
"""Works that are held whole from one stage to the next: those with findings are wanted in each."""

_SHARED_WORDS = 100
"""Words that a part has of the one before it, so that a passage lies whole in one of them."""

Steps = Generator[Progress | Screening, None, Screening]
Places = npt.NDArray[np.int64]


def analyze(
    output: Document, libraries: Sequence[Path], semantic: bool = True, policy: Policy | None = None
) -> Steps:
    """Screen `output` against `libraries`, yielding Progress and, after each stage, what was found so far.

    The last Screening is returned. Without `semantic` meaning is not asked; without it, or where nothing is
    embedded yet, no model is loaded. Raises LibraryFault, ModelFault, and PhraseFault for a policy
    that cannot be used.
    """
    with open_shelf(libraries) as opened:
        return (yield from analyze_on(opened, output, semantic, policy))


def analyze_on(
    opened: OpenShelf, output: Document, semantic: bool = True, policy: Policy | None = None
) -> Steps:
    """As `analyze`, against libraries that are open already, for those who have many outputs."""
    shelf = opened.shelf
    search = _Search(output, opened, policy)

    yield Progress(0, 1, "finding equal words")
    seeds = shelf.seeds(search.prepared.tokens)
    search.repetition = seeds.repetition
    search.find_runs(seeds)
    yield search.screening(asked_meaning=False)

    promising = yield from search.promising(seeds)
    yield from search.align_sections(promising)
    if semantic and shelf.embedded_share > 0:
        yield search.screening(asked_meaning=False)
        yield from search.follow_meaning()
    return search.screening(asked_meaning=semantic)


class _Search:
    """What was found so far of one output on one shelf."""

    def __init__(self, output: Document, opened: OpenShelf, policy: Policy | None) -> None:
        self.prepared = prepare(output.text)
        self._output = output
        self._opened = opened
        self._shelf = opened.shelf
        self._policy = policy
        self._source = opened.prepared
        self._document = lru_cache(_DOCUMENTS_KEPT)(opened.shelf.document)
        self._runs: dict[str, list[Match]] = {}
        self._matches: dict[str, list[Match]] = {}
        self._aligned: dict[Section, list[Match]] = {}
        self._leads: list[Lead] = []
        self.repetition = ""
        """What was left out of words that repeat, as a clause; empty where nothing was."""

    def find_runs(self, seeds: Mapping[str, Places]) -> None:
        """Every run of 8 equal words and more, in all works."""
        for work, places in seeds.items():

            def find(section: Section, places: Places = places) -> list[Match]:
                held = within(section, places)
                return runs(self.prepared, self._source(section), held) if len(held) else []

            sections = self._opened.sections(work)
            grown: list[Found] = []
            found = dict.fromkeys(
                run for section in sections for run in self._found_across(section, find, grown)
            )
            if found:
                self._runs[work] = self._matches[work] = list(found)

    def promising(self, seeds: Mapping[str, Places]) -> Generator[Progress, None, list[Section]]:
        """The sections of works to align, the most promising first, by rare words close together in both.

        Each part of the output has its own. In a library of more than MOST_SCANNED words they are ranked by
        the number of six words in a row that both have.
        """
        shelf, tokens = self._shelf, self.prepared.tokens
        parts = _parts(len(tokens))
        promise: list[dict[Section, float]] = [{} for _ in parts]
        if shelf.words > MOST_SCANNED:
            firsts, stops = zip(*parts, strict=True)
            for section, places in self._in_sections(seeds):
                spoken = np.unique(places[:, 0])
                shared = np.searchsorted(spoken, stops) - np.searchsorted(spoken, firsts)
                for part in np.flatnonzero(shared).tolist():
                    promise[part][section] = float(shared[part])
        else:
            surprise = -np.log2(self._opened.model.chances(tokens.hashes))
            rare = [RareWords(tokens.section(first, stop), surprise[first:stop]) for first, stop in parts]
            for number, work in enumerate(shelf.works):
                yield Progress(number, len(shelf.works), "looking for rare words")
                for section in self._opened.sections(work):
                    hashes = self._opened.hashes(section)
                    for words, bits in zip(rare, promise, strict=True):
                        bits[section] = words.affinity(hashes)
            yield Progress(len(shelf.works), len(shelf.works), "looking for rare words")
        return _in_turn([self._likeliest(bits) for bits in promise])

    def _in_sections(self, seeds: Mapping[str, Places]) -> Iterator[tuple[Section, Places]]:
        for work, places in seeds.items():
            for section in self._opened.sections(work):
                yield section, within(section, places)

    def _likeliest(self, promise: Mapping[Section, float]) -> list[Section]:
        likely = [section for section, bits in promise.items() if bits > 0]
        return self._to_align(sorted(likely, key=lambda section: (-promise[section], section)))

    def _to_align(self, ranked: Sequence[Section]) -> list[Section]:
        """The first MOST_ALIGNED of `ranked`: one edition of each work, further ones where there is room."""
        met: dict[str, str] = {}
        firsts: list[Section] = []
        further: list[Section] = []
        for section in ranked:
            if len(firsts) == MOST_ALIGNED:
                break
            edition = self._shelf.record(section.work).edition or section.work
            (firsts if met.setdefault(edition, section.work) == section.work else further).append(section)
        return [*firsts, *further][:MOST_ALIGNED]

    def align_sections(
        self,
        sections: Sequence[Section],
        encode: Encode | None = None,
        near: Mapping[str, Near] = MappingProxyType({}),
    ) -> Generator[Progress, None, None]:
        """Align the output with each of `sections`, word by word; a run that no alignment holds is kept.

        With `encode`, meaning is asked where words leave it unsure, and in the places `near` of each work.
        """

        def find(section: Section) -> list[Match]:
            places = [
                (here, there.moved(-section.start))
                for here, there in near.get(section.work, ())
                if Span(section.start, section.stop).contains(there)
            ]
            return align(self.prepared, self._source(section), encode, places)

        grown: dict[str, list[Found]] = {}
        for number, section in enumerate(sections):
            yield Progress(number, len(sections), "aligning works")
            known = grown.setdefault(section.work, [])
            self._aligned[section] = self._found_across(section, find, known)
            self._settle(section.work)
        yield Progress(len(sections), len(sections), "aligning works")

    def _found_across(
        self, section: Section, find: Callable[[Section], list[Match]], grown: list[Found]
    ) -> list[Match]:
        return found_across(section, self._opened.sections(section.work), find, len(self.prepared), grown)

    def _settle(self, work: str) -> None:
        """Take what was found in the sections of a work together."""
        aligned = [self._aligned.get(section, []) for section in self._opened.sections(work)]
        found = aligned[0] if len(aligned) == 1 else distinct(match for held in aligned for match in held)
        left = [run for run in self._runs.get(work, []) if not run_is_held(run, found)]
        if found or left:
            self._matches[work] = [*found, *left]

    def follow_meaning(self) -> Generator[Progress, None, None]:
        """Align the works that hold a passage of like meaning; what is near and not aligned is a lead."""
        yield Progress(0, 0, "loading the model")
        embedder = self._opened.embedder
        spans = passages_of(self._output.text)
        vectors = embedder.encode([span.of(self._output.text) for span in spans])
        neighbours = [
            neighbour
            for span, row in zip(spans, self._shelf.nearest(vectors, NEIGHBOURS), strict=True)
            for neighbour in neighbours_of(span, [(near.work, near.span, near.cosine) for near in row])
        ]
        parts: list[list[Neighbour]] = []
        for first, stop in _parts(len(self.prepared.tokens)):
            span = self.prepared.tokens.span(first, stop)
            parts.append([neighbour for neighbour in neighbours if neighbour.output.overlap(span)])
        sections = _in_turn([self._to_align(sections_near(part, self._section_of)) for part in parts])
        yield from self.align_sections(sections, remembered(embedder.encode), places_near(neighbours))
        self._leads = leads_left(neighbours, self._candidates())

    def _section_of(self, neighbour: Neighbour) -> Section:
        return section_with(self._opened.sections(neighbour.source), neighbour.span)

    def screening(self, asked_meaning: bool) -> Screening:
        """All that was found so far."""
        opened, shelf = self._opened, self._shelf
        works = {section.work for section in self._aligned}
        return screen(
            self._output,
            self.prepared,
            self._candidates(),
            self._leads,
            Sources(shelf.record, self._document, opened.model, len(shelf.works), shelf.words),
            shelf.embedded_share if asked_meaning else None,
            {
                "libraries": ", ".join(library.name for library in shelf.libraries),
                "works_sha256": shelf.digest,
                "gram_words": 6,
                "gram_step": 3,
                "least_run_words": 8,
                "works_scanned": len(shelf.works) if shelf.words <= MOST_SCANNED else 0,
                "works_aligned": len(works),
                **({"sections_aligned": len(self._aligned)} if len(self._aligned) > len(works) else {}),
                "most_works_aligned": MOST_ALIGNED * len(_parts(len(self.prepared.tokens))),
                "semantic": asked_meaning,
                **({"repetition": self.repetition} if self.repetition else {}),
                **({"control": opened.control_summary} if opened.control_summary else {}),
            },
            self._policy,
            opened.control(asked_meaning),
            how_embedded(opened.embedder, shelf.libraries)
            if asked_meaning and shelf.embedded_share
            else None,
        )

    def _candidates(self) -> list[Candidate]:
        return [Candidate(work, match) for work, found in self._matches.items() for match in found]


def _parts(words: int) -> list[tuple[int, int]]:
    """The parts of an output of so many words, as their first words and those after their last."""
    count = max(1, round(words / PART_WORDS))
    edges = np.linspace(0, words, count + 1).astype(np.int64).tolist()
    return [(max(0, first - _SHARED_WORDS), stop) for first, stop in pairwise(edges)]


def _in_turn(ranks: Sequence[Sequence[Section]]) -> list[Section]:
    """What is first in each of `ranks`, then what is second, each once."""
    return list(dict.fromkeys(held for turn in zip_longest(*ranks) for held in turn if held is not None))
