"""Screen one output against libraries: exact findings first, near ones next, meaning last."""

from collections.abc import Generator, Mapping, Sequence
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
from workbench.evidence import Candidate, Lead, Policy
from workbench.workflows.meaning import (
    NEIGHBOURS,
    Neighbour,
    how_embedded,
    leads_left,
    neighbours_of,
    passages_of,
    places_near,
    remembered,
    works_near,
)
from workbench.workflows.open_shelf import MOST_ALIGNED, MOST_SCANNED, OpenShelf, open_shelf
from workbench.workflows.screening import Sources, screen

PART_WORDS = 2000
"""Words of a part of an output. Each part has its own works to align: a long output may have many sources."""

_SHARED_WORDS = 100
"""Words that a part has of the one before it, so that a passage lies whole in one of them."""

Steps = Generator[Progress | Screening, None, Screening]
Seeds = Mapping[str, npt.NDArray[np.int64]]


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

    promising = yield from search.promising_works(seeds)
    yield from search.align_works(promising)
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
        self._runs: dict[str, list[Match]] = {}
        self._matches: dict[str, list[Match]] = {}
        self._aligned: set[str] = set()
        self._leads: list[Lead] = []
        self.repetition = ""
        """What was left out of words that repeat, as a clause; empty where nothing was."""

    def find_runs(self, seeds: Seeds) -> None:
        """Every run of 8 equal words and more, in all works."""
        for work, places in seeds.items():
            found = runs(self.prepared, self._source(work), places)
            if found:
                self._runs[work] = self._matches[work] = found

    def promising_works(self, seeds: Seeds) -> Generator[Progress, None, list[str]]:
        """The works to align, the most promising first, by rare words that stand close together in both.

        Each part of the output has its own. In a library of more than MOST_SCANNED words they are ranked by
        the number of six words in a row that both have.
        """
        shelf, tokens = self._shelf, self.prepared.tokens
        parts = _parts(len(tokens))
        promise: list[dict[str, float]] = [{} for _ in parts]
        if shelf.words > MOST_SCANNED:
            firsts, stops = zip(*parts, strict=True)
            for work, places in seeds.items():
                spoken = np.unique(places[:, 0])
                shared = np.searchsorted(spoken, stops) - np.searchsorted(spoken, firsts)
                for part in np.flatnonzero(shared).tolist():
                    promise[part][work] = float(shared[part])
        else:
            surprise = -np.log2(self._opened.model.chances(tokens.hashes))
            rare = [RareWords(tokens.section(first, stop), surprise[first:stop]) for first, stop in parts]
            for number, work in enumerate(shelf.works):
                yield Progress(number, len(shelf.works), "looking for rare words")
                hashes = self._opened.hashes(work)
                for words, bits in zip(rare, promise, strict=True):
                    bits[work] = words.affinity(hashes)
            yield Progress(len(shelf.works), len(shelf.works), "looking for rare words")
        return _in_turn([self._likeliest(bits) for bits in promise])

    def _likeliest(self, promise: Mapping[str, float]) -> list[str]:
        likely = [work for work, bits in promise.items() if bits > 0]
        return self._to_align(sorted(likely, key=lambda work: (-promise[work], work)))

    def _to_align(self, ranked: Sequence[str]) -> list[str]:
        """The first MOST_ALIGNED of `ranked`: one edition of each work, further ones where there is room."""
        seen: set[str] = set()
        firsts: list[str] = []
        further: list[str] = []
        for work in ranked:
            if len(firsts) == MOST_ALIGNED:
                break
            edition = self._shelf.record(work).edition
            (further if edition and edition in seen else firsts).append(work)
            seen.add(edition)
        return [*firsts, *further][:MOST_ALIGNED]

    def align_works(
        self,
        works: Sequence[str],
        encode: Encode | None = None,
        near: Mapping[str, Near] = MappingProxyType({}),
    ) -> Generator[Progress, None, None]:
        """Align the output with each of `works`, word by word; a run that no alignment holds is kept.

        With `encode`, meaning is asked where words leave it unsure, and in the places `near` of each work.
        """
        for number, work in enumerate(works):
            yield Progress(number, len(works), "aligning works")
            aligned = align(self.prepared, self._source(work), encode, near.get(work, ()))
            left = [run for run in self._runs.get(work, []) if not run_is_held(run, aligned)]
            if aligned or left:
                self._matches[work] = [*aligned, *left]
            self._aligned.add(work)
        yield Progress(len(works), len(works), "aligning works")

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
        works = _in_turn([self._to_align(works_near(part)) for part in parts])
        yield from self.align_works(works, remembered(embedder.encode), places_near(neighbours))
        self._leads = leads_left(neighbours, self._candidates())

    def screening(self, asked_meaning: bool) -> Screening:
        """All that was found so far."""
        opened, shelf = self._opened, self._shelf
        return screen(
            self._output,
            self.prepared,
            self._candidates(),
            self._leads,
            Sources(shelf.record, shelf.document, opened.model, len(shelf.works), shelf.words),
            shelf.embedded_share if asked_meaning else None,
            {
                "libraries": ", ".join(library.name for library in shelf.libraries),
                "works_sha256": shelf.digest,
                "gram_words": 6,
                "gram_step": 3,
                "least_run_words": 8,
                "works_scanned": len(shelf.works) if shelf.words <= MOST_SCANNED else 0,
                "works_aligned": len(self._aligned),
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


def _in_turn(ranks: Sequence[Sequence[str]]) -> list[str]:
    """What is first in each of `ranks`, then what is second, each once."""
    return list(dict.fromkeys(work for turn in zip_longest(*ranks) for work in turn if work is not None))
