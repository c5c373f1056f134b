"""All matches of one output -> its findings, numbered in reading order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from workbench.domain.finding import Competitor, Finding
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.evidence.changes import Gap, changes_of, gaps_of
from workbench.evidence.classes import Classifier
from workbench.evidence.control import NO_CONTROL, Control
from workbench.evidence.differences import differences
from workbench.evidence.editions import independent_works, other_editions
from workbench.evidence.excepted import Exceptions
from workbench.evidence.explanation import Measured, explain, explain_lead
from workbench.evidence.followers import Place
from workbench.evidence.kind import kind_of
from workbench.evidence.rarity import rarity_of
from workbench.evidence.rivals import Candidate, Contest, contests
from workbench.evidence.standing import Standing
from workbench.evidence.weight import Scale, Weight
from workbench.evidence.word_model import WordModel

Lead = tuple[str, Span, Span, float]
"""A neighbour by meaning that no alignment confirmed: source id, output span, source span, cosine."""

_TEXTS_KEPT = 64


def assess(
    standing: Standing,
    candidates: Sequence[Candidate],
    leads: Sequence[Lead],
    model: WordModel,
    text_of: Callable[[str], str],
    rights_of: Callable[[str], Rights],
    control: Control = NO_CONTROL,
    edition_of: Callable[[str], str] = lambda _: "",
) -> tuple[Finding, ...]:
    """The findings of an output, in its order, numbered from 1.

    `candidates` are the aligned matches of all sources; those that tell of the same stretch become one
    finding with competing sources. `text_of` and `rights_of` give the text and the rights of a source by id;
    `control` says how often nothing is found to be something, `edition_of` what near-identical sources share.
    """
    assessor = _Assessor(standing, model, lru_cache(_TEXTS_KEPT)(text_of), rights_of, control, edition_of)
    found = [assessor.finding(contest) for contest in contests(candidates)]
    found += [_lead(standing, lead) for lead in leads]
    found.sort(key=lambda finding: (finding.output_span, finding.kind == "lead", finding.source))
    return tuple(replace(finding, id=number) for number, finding in enumerate(found, start=1))


class _Assessor:
    """Makes findings of one output."""

    def __init__(
        self,
        standing: Standing,
        model: WordModel,
        text_of: Callable[[str], str],
        rights_of: Callable[[str], Rights],
        control: Control,
        edition_of: Callable[[str], str],
    ) -> None:
        self._standing = standing
        self._model = model
        self._text_of = text_of
        self._control = control
        self._edition_of = edition_of
        self._scale = Scale(standing.tokens, model)
        self._exceptions = Exceptions(standing, text_of)
        self._classifier = Classifier(standing, self._exceptions, rights_of)

    def finding(self, contest: Contest) -> Finding:
        """The finding of one contest, its number left at 0."""
        match, source = contest.best.match, contest.best.source
        gaps = gaps_of(match, self._standing.tokens, self._text_of(source))
        weight = self._scale.weigh(match, gaps, _places(contest))
        works = independent_works(contest.candidates, self._text_of, self._edition_of)
        verdict = self._classifier.classify(contest, works, weight.before_edits)
        finding = Finding(
            id=0,
            kind=kind_of(match),
            source=source,
            output_span=match.output,
            source_span=match.source,
            pairs=match.pairs,
            matched_words=match.matched_words,
            output_words=match.output_words,
            source_words=match.source_words,
            similarity=round(match.similarity, 4),
            weight_bits=weight.bits,
            classification=verdict.classification,
            reason=verdict.reason,
            competing=tuple(
                Competitor(rival.source, rival.match.source, rival.match.matched_words)
                for rival in contest.listed()
            ),
            works=works,
            editions=other_editions(contest.candidates, source, self._edition_of),
        )
        return replace(finding, explanation=explain(finding, self._measured(finding, contest, gaps, weight)))

    def _measured(self, finding: Finding, contest: Contest, gaps: Sequence[Gap], weight: Weight) -> Measured:
        match, standing, source = contest.best.match, self._standing, self._text_of(finding.source)
        excepted = (
            self._exceptions.within(finding.source, finding.source_span, finding.pairs)
            if finding.counted
            else {}
        )
        return Measured(
            match=match,
            changes=changes_of(match, gaps, standing.tokens),
            rarity=rarity_of(standing.tokens.hashes[standing.words_of(match.pairs)], self._model),
            weight=weight,
            control=self._control.sentence(finding.kind, finding.weight_bits),
            sample_texts=sum(len(each.texts) for each in self._model.neighbours),
            differences=differences(standing.text, source, match.pairs),
            excepted={name: len(words) for name, words in excepted.items()},
            matched_works=len({candidate.source for candidate in contest.candidates}),
            partial_works=contest.partial_works,
            unlisted=len(contest.rivals) - len(finding.competing),
            all_free=self._classifier.all_free(contest),
        )


def _places(contest: Contest) -> list[Place]:
    """All stretches of sources that hold words of a finding."""
    return [
        Place(candidate.source, here, there)
        for candidate in contest.candidates
        for here, there in candidate.match.pairs
    ]


def _lead(standing: Standing, lead: Lead) -> Finding:
    source, output_span, source_span, cosine = lead
    first, stop = standing.tokens.within(output_span)
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
        explanation=explain_lead(cosine),
    )
