"""The JSON form of an analysis."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.analysis import (
    SCHEMA,
    Analysis,
    Coverage,
    Exclusion,
    OutputRecord,
    SourceRecord,
)
from workbench.domain.errors import UnreadableDocument
from workbench.domain.finding import KINDS, Competitor, Finding
from workbench.domain.span import Span
from workbench.domain.work import Rights

SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: Span(*sorted(pair)))
FINDINGS = st.builds(
    Finding,
    id=st.integers(1, 10**4),
    kind=st.sampled_from(KINDS),
    source=st.text("0123456789abcdef", min_size=16, max_size=16),
    output_span=SPANS,
    source_span=SPANS,
    pairs=st.lists(st.tuples(SPANS, SPANS), max_size=3).map(tuple),
    matched_words=st.integers(0, 999),
    output_words=st.integers(0, 999),
    source_words=st.integers(0, 999),
    similarity=st.floats(0, 1),
    weight_bits=st.floats(0, 10**6),
    classification=st.sampled_from(["counted", "boilerplate", "quotation"]),
    reason=st.text(max_size=20),
    competing=st.lists(
        st.builds(Competitor, source=st.text(max_size=5), source_span=SPANS, matched_words=st.integers(0, 9)),
        max_size=2,
    ).map(tuple),
    works=st.integers(1, 9),
    explanation=st.lists(st.text(max_size=9), max_size=2).map(tuple),
)
ANALYSES = st.builds(
    Analysis,
    output=st.builds(OutputRecord, st.text(max_size=9), st.just("0" * 64), st.integers(0), st.integers(0)),
    sources=st.lists(
        st.builds(
            SourceRecord,
            id=st.text(max_size=4),
            name=st.text(max_size=9),
            sha256=st.just("1" * 64),
            rights=st.builds(Rights, title=st.text(max_size=9), year=st.text(max_size=4)),
        ),
        max_size=2,
    ).map(tuple),
    findings=st.lists(FINDINGS, max_size=4).map(tuple),
    coverage=st.builds(
        Coverage,
        *[st.integers(0, 999)] * 3,
        excluded=st.lists(st.builds(Exclusion, st.just("boilerplate"), st.integers(0), st.integers(0))).map(
            tuple
        ),
        library_works=st.integers(0, 9),
        library_words=st.integers(0, 9),
        embedded_share=st.none() | st.floats(0, 1),
    ),
    parameters=st.dictionaries(st.text(max_size=5), st.integers() | st.booleans() | st.text(max_size=5)),
    versions=st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
)


@given(ANALYSES)
def test_an_analysis_comes_back_equal(analysis: Analysis) -> None:
    written = analysis.to_json()
    assert Analysis.from_json(written) == analysis
    assert Analysis.from_json(written).to_json() == written


@given(ANALYSES)
def test_the_json_has_the_published_form(analysis: Analysis) -> None:
    record = json.loads(analysis.to_json())
    assert record["schema"] == SCHEMA
    assert {"name", "sha256", "characters", "words"} <= set(record["output"])
    assert {"eligible_words", "matched_words", "excluded"} <= set(record["coverage"])
    for source in record["sources"]:
        assert {"id", "name", "sha256", "rights"} <= set(source)
    for written, finding in zip(record["findings"], analysis.findings, strict=True):
        assert written["class"] == finding.classification
        assert written["output_span"] == list(finding.output_span)
        assert written["pairs"] == [[list(output), list(source)] for output, source in finding.pairs]
        assert {"id", "kind", "source", "source_span", "matched_words", "similarity"} <= set(written)
        assert {"weight_bits", "competing"} <= set(written)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"schema": "workbench.analysis/2"}', "[" * 100_000]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocument):
        Analysis.from_json(text)


@given(FINDINGS)
def test_altered_words_lie_between_the_pairs(finding: Finding) -> None:
    for output, source in finding.altered():
        assert source.start <= source.stop
        assert any(pair.stop == output.start for pair, _ in finding.pairs)
