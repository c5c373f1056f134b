"""Search by meaning: which works to align because passages are near, and which nearness stays a lead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from workbench.alignment import Encode
from workbench.domain.span import Span
from workbench.evidence import Candidate, Lead
from workbench.library import Library, Section
from workbench.text.passages import passages

if TYPE_CHECKING:
    from workbench.models.embedder import Embedder

LEAST_WORDS, MOST_WORDS = 30, 80
"""Words in the passages of an output: shorter than a library's, for a borrowing may be a few sentences."""

NEIGHBOURS = 5
WORTH_ALIGNING = 0.5
"""Least cosine of two passages whose works are aligned; below it, works are mostly of the same topic only."""

WORTH_SHOWING = 0.7
"""Cosine of a lead. Cosines of unrelated passages on one topic reach 0.6."""

LEAST_SHOWN, LEAST_MARGIN = 0.5, 1.25
"""A lower cosine makes a lead, too, when it stands out: when it is at least this many times the mean of the
other neighbours (the ratio margin of Artetxe and Schwenk 2019)."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage of a source that is near to a passage of the output."""

    output: Span
    source: str
    span: Span
    cosine: float
    margin: float = 1.0
    """The cosine over the mean cosine of the other neighbours of the same passage."""

    @property
    def worth_showing(self) -> bool:
        """Whether it is near enough for a lead, by itself or beside the others."""
        return self.cosine >= WORTH_SHOWING or (self.cosine >= LEAST_SHOWN and self.margin >= LEAST_MARGIN)


def neighbours_of(output: Span, near: Sequence[tuple[str, Span, float]]) -> list[Neighbour]:
    """The neighbours of one passage of an output, given as source, span and cosine, each with its margin."""
    total = sum(max(0.0, cosine) for *_, cosine in near)
    found = []
    for source, span, cosine in near:
        others = (total - max(0.0, cosine)) / max(1, len(near) - 1)
        found.append(Neighbour(output, source, span, cosine, cosine / others if others > 0 else 1.0))
    return found


def neighbours_between(
    encode: Encode, output: str, source: str, source_id: str, there: Sequence[Span]
) -> list[Neighbour]:
    """For each passage of `output` the nearest of the passages `there` of a `source` without a library."""
    here = passages_of(output)
    cosines = encode([span.of(output) for span in here]) @ encode([span.of(source) for span in there]).T
    found = []
    for span, row in zip(here, cosines, strict=True):
        near = np.argsort(-row, kind="stable")[:NEIGHBOURS]
        found += neighbours_of(span, [(source_id, there[int(place)], float(row[place])) for place in near])
    return found


def remembered(encode: Encode) -> Encode:
    """As `encode`, each text once: an output's sentences are compared with those of many works."""
    known: dict[str, npt.NDArray[np.float32]] = {}

    def vectors(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new or not texts:
            made = encode(new)
            known.update(zip(new, made, strict=True))
            if not texts:
                return made
        return np.stack([known[text] for text in texts])

    return vectors


def places_near(neighbours: Sequence[Neighbour]) -> dict[str, list[tuple[Span, Span]]]:
    """Where an output and each work are so near in meaning that it is a lead, unless it is confirmed."""
    places: dict[str, list[tuple[Span, Span]]] = {}
    for neighbour in neighbours:
        if neighbour.worth_showing:
            places.setdefault(neighbour.source, []).append((neighbour.output, neighbour.span))
    return places


def passages_of(text: str) -> list[Span]:
    """The passages of an output that are looked up by meaning."""
    return passages(text, LEAST_WORDS, MOST_WORDS)


def how_embedded(embedder: "Embedder", libraries: Sequence[Library] = ()) -> dict[str, str]:
    """In which ways the vectors of an output and of the libraries were made, and how these were searched."""
    told = {"embedding of the output": embedder.backend.name}
    for library in libraries:
        ways = "; ".join(
            f"{way.vectors:,} vectors by {way.backend}, least cosine to float32 {way.least_cosine:.6f}"
            for way in library.encodings
        )
        if ways:
            told[f"embedding of {library.name}"] = ways
            index = library.index_in_use
            told[f"vectors searched in {library.name}"] = (
                f"by an index, 10-recall@10 {index.recall:.3f}" if index else "every one"
            )
    return told


def sections_near(
    neighbours: Sequence[Neighbour], section_of: Callable[[Neighbour], Section]
) -> list[Section]:
    """The sections of works that are worth aligning, the nearest first."""
    near: dict[Section, float] = {}
    for neighbour in neighbours:
        if neighbour.cosine >= WORTH_ALIGNING:
            section = section_of(neighbour)
            near[section] = max(near.get(section, 0.0), neighbour.cosine)
    return sorted(near, key=lambda section: (-near[section], section))


def leads_left(neighbours: Sequence[Neighbour], candidates: Sequence[Candidate]) -> list[Lead]:
    """The near neighbours of passages that no alignment explains, the nearest of each passage.

    A passage is explained when half of its characters lie in matches; two leads do not overlap.
    """
    taken = [candidate.match.output for candidate in candidates]
    leads: list[Lead] = []
    for near in sorted(neighbours, key=lambda near: (-near.cosine, near.output, near.source, near.span)):
        if near.worth_showing and near.output.covered(taken) < 0.5 * near.output.length:
            leads.append((near.source, near.output, near.span, near.cosine))
            taken.append(near.output)
    return leads
