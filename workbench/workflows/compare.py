"""Compare an output with one source, without a library."""

from collections.abc import Generator

from workbench.alignment import Encode, Near, Prepared, align, all_runs, prepare, run_is_held
from workbench.domain.analysis import Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.domain.work import Rights
from workbench.evidence import Candidate, Lead, Policy, WordModel
from workbench.text.neighbours import Neighbours
from workbench.text.passages import passages_of_document
from workbench.workflows.meaning import how_embedded, leads_left, neighbours_between, places_near, remembered
from workbench.workflows.screening import Sources, screen

Steps = Generator[Progress | Screening, None, Screening]


def compare(output: Document, source: Document, semantic: bool = True, policy: Policy | None = None) -> Steps:
    """Align `output` with `source`; the result has the form of an analysis against a library of one work.

    With `semantic`, meaning is asked where words leave an alignment unsure or the output unexplained, and
    near passages that no alignment explains become leads. Raises ModelFault, and PhraseFault for a policy
    that cannot be used.
    """
    yield Progress(0, 1, "aligning")
    prepared, other = prepare(output.text), prepare(source.text)
    candidates = _candidates(prepared, other, source.id)
    record = SourceRecord(source.id, source.name, source.sha256, Rights())
    neighbours = Neighbours.count([(source.id, len(source.text), other.tokens.hashes)])
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
        encode = remembered(embedder.encode)
        near_passages = neighbours_between(
            encode, output.text, source.text, source.id, passages_of_document(source)
        )
        near = places_near(near_passages).get(source.id, ())
        candidates = _candidates(prepared, other, source.id, encode, near)
        leads = leads_left(near_passages, candidates)
        embedding = how_embedded(embedder)
    yield Progress(1, 1, "aligning")
    share = 1.0 if semantic else None
    return screen(
        output, prepared, candidates, leads, sources, share, parameters, policy, embedding=embedding
    )


def _candidates(
    output: Prepared, source: Prepared, source_id: str, encode: Encode | None = None, near: Near = ()
) -> list[Candidate]:
    """What the two have in common, with every run of 8 words that no alignment holds."""
    aligned = align(output, source, encode, near)
    left = [run for run in all_runs(output, source) if not run_is_held(run, aligned)]
    return [Candidate(source_id, match) for match in (*aligned, *left)]
