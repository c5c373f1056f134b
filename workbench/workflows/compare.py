"""Compare an output with one source, without a library."""

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np

from workbench.alignment import Encode, Prepared, align, all_runs, prepare, run_is_held
from workbench.domain.analysis import Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.domain.work import Rights
from workbench.evidence import Candidate, Lead, Policy, WordModel
from workbench.text.neighbours import Neighbours
from workbench.text.passages import passages_of_document
from workbench.workflows.meaning import (
    NEIGHBOURS,
    Neighbour,
    how_embedded,
    leads_left,
    neighbours_of,
    passages_of,
)
from workbench.workflows.screening import Sources, screen

if TYPE_CHECKING:
    from workbench.models.embedder import Embedder

Steps = Generator[Progress | Screening, None, Screening]


def compare(output: Document, source: Document, semantic: bool = True, policy: Policy | None = None) -> Steps:
    """Align `output` with `source`; the result has the form of an analysis against a library of one work.

    With `semantic`, meaning is asked where words leave an alignment unsure, and near passages that no
    alignment explains become leads. Raises ModelFault, and
    PhraseFault for a policy that cannot be used.
    """
    yield Progress(0, 1, "aligning")
    prepared, other = prepare(output.text), prepare(source.text)
    candidates = _candidates(prepared, other, source.id, None)
    record = SourceRecord(source.id, source.name, source.sha256, Rights())
    neighbours = Neighbours.count([(source.id, other.tokens.hashes)])
    model = WordModel.of_tokens(prepared.tokens, other.tokens, neighbours=(neighbours,))
    sources = Sources(lambda _: record, lambda _: source, model, works=1, words=len(other))
    parameters = {"least_run_words": 8, "semantic": semantic}
    leads: list[Lead] = []
    embedding: dict[str, str] = {}
    if semantic:
        unasked = parameters | {"semantic": False}
        yield screen(output, prepared, candidates, leads, sources, None, unasked, policy)
        yield Progress(0, 0, "loading the model")
        from workbench.models.embedder import Embedder

        embedder = Embedder.load()
        candidates = _candidates(prepared, other, source.id, embedder.encode)
        leads = leads_left(_neighbours(embedder, output, source), candidates)
        embedding = how_embedded(embedder)
    yield Progress(1, 1, "aligning")
    share = 1.0 if semantic else None
    return screen(
        output, prepared, candidates, leads, sources, share, parameters, policy, embedding=embedding
    )


def _candidates(output: Prepared, source: Prepared, source_id: str, encode: Encode | None) -> list[Candidate]:
    """What the two have in common, with every run of 8 words that no alignment holds."""
    aligned = align(output, source, encode)
    left = [run for run in all_runs(output, source) if not run_is_held(run, aligned)]
    return [Candidate(source_id, match) for match in (*aligned, *left)]


def _neighbours(embedder: "Embedder", output: Document, source: Document) -> list[Neighbour]:
    """For each passage of the output the nearest passages of the source."""
    here, there = passages_of(output.text), passages_of_document(source)
    cosines = embedder.encode([span.of(output.text) for span in here]) @ (
        embedder.encode([span.of(source.text) for span in there]).T
    )
    found = []
    for span, row in zip(here, cosines, strict=True):
        near = np.argsort(-row, kind="stable")[:NEIGHBOURS]
        found += neighbours_of(span, [(source.id, there[int(place)], float(row[place])) for place in near])
    return found
