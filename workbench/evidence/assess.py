"""All matches of one output -> its findings, numbered in reading order."""

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.finding import Competitor, Finding
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.evidence.classes import Classifier
from workbench.evidence.kind import kind_of
from workbench.evidence.rivals import Candidate, Contest, contests
from workbench.evidence.weight import Scale
from workbench.evidence.word_model import WordModel

Lead = tuple[str, Span, Span, float]
"""A neighbour by meaning that no alignment confirmed: source id, output span, source span, cosine."""


def assess(
    output: Tokens, candidates: Sequence[Candidate], leads: Sequence[Lead], model: WordModel
) -> tuple[Finding, ...]:
    """The findings of an output, in its order, numbered from 1.

    `candidates` are the aligned matches of all sources; those that tell of the same stretch become one
    finding with competing sources.
    """
    classifier, scale = Classifier(output), Scale(output, model)
    found = [_finding(contest, classifier, scale) for contest in contests(candidates)]
    found += [_lead(output, lead) for lead in leads]
    found.sort(key=lambda finding: (finding.output_span, finding.kind == "lead", finding.source))
    return tuple(replace(finding, id=number) for number, finding in enumerate(found, start=1))


def _finding(contest: Contest, classifier: Classifier, scale: Scale) -> Finding:
    match = contest.best.match
    verdict = classifier.classify(contest)
    return Finding(
        id=0,
        kind=kind_of(match),
        source=contest.best.source,
        output_span=match.output,
        source_span=match.source,
        pairs=match.pairs,
        matched_words=match.matched_words,
        output_words=match.output_words,
        source_words=match.source_words,
        similarity=round(match.similarity, 4),
        weight_bits=scale.weigh(match, _places(contest)).bits,
        classification=verdict.classification,
        reason=verdict.reason,
        competing=tuple(
            Competitor(rival.source, rival.match.source, rival.match.matched_words)
            for rival in contest.rivals
        ),
        works=contest.works,
    )


def _places(contest: Contest) -> list[tuple[str, Span]]:
    """All stretches of sources that hold the words of a finding."""
    return [
        (candidate.source, there)
        for candidate in (contest.best, *contest.rivals)
        for _, there in candidate.match.pairs
    ]


def _lead(output: Tokens, lead: Lead) -> Finding:
    source, output_span, source_span, cosine = lead
    first, stop = output.within(output_span)
    return Finding(
        id=0,
        kind="lead",
        source=source,
        output_span=output_span,
        source_span=source_span,
        pairs=(),
        matched_words=0,
        output_words=stop - first,
        source_words=0,
        similarity=round(cosine, 4),
        weight_bits=0.0,
    )
