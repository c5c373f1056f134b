"""Kinds, weights, rivals and coverage of findings."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.alignment import align, prepare
from workbench.alignment.prepared import Prepared
from workbench.domain.finding import Finding
from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.evidence import Candidate, Lead, WordModel, assess, coverage_of, standing_of
from workbench.evidence.kind import kind_of
from workbench.evidence.rivals import contests

SOURCE = prepare(
    "The harbour master kept two ledgers, one for the ships that came in and one for the ships that were "
    "expected. Each evening he struck a line through the names of vessels that had not been seen for a year, "
    "and each morning his clerk wrote them in again, because hope, the clerk maintained, was part of it all."
)


def _findings(
    output: Prepared, *sources: tuple[str, Prepared], leads: list[Lead] | None = None
) -> tuple[Finding, ...]:
    """The findings of `output` against `sources`, which may be given twice."""
    texts = {name: source.text for name, source in sources}
    candidates = [Candidate(name, match) for name, source in sources for match in align(output, source)]
    model = WordModel.of_tokens(SOURCE.tokens)
    standing = standing_of(output.text, output.tokens)
    return assess(standing, candidates, leads or [], model, texts.__getitem__, lambda _: Rights())


def _kind(output: str) -> list[str]:
    return [kind_of(match) for match in align(prepare(output), SOURCE)]


def test_equal_words_are_verbatim_whatever_their_case_and_punctuation() -> None:
    copied = SOURCE.text.upper().replace(",", " --").replace(".", "!")
    assert _kind(f"An opening of another hand. {copied} A close.") == ["verbatim"]


def test_small_edits_are_near_verbatim_and_one_finding() -> None:
    edited = (
        SOURCE.text.replace("ledgers", "books")
        .replace("evening", "night")
        .replace("vessels", "boats")
        .replace("maintained", "said")
    )
    assert _kind(f"An opening of another hand. {edited} A close.") == ["near-verbatim"]


def _match(output: tuple[int, int], words: int) -> Match:
    span = Span(*output)
    return Match(span, span, ((span, span),), words, words, words, "run")


def test_one_stretch_in_several_sources_is_one_finding_with_rivals() -> None:
    found = contests(
        [
            Candidate("short", _match((10, 90), 15)),
            Candidate("long", _match((0, 100), 20)),
            Candidate("elsewhere", _match((95, 200), 20)),
        ]
    )
    assert [(contest.best.source, [rival.source for rival in contest.rivals]) for contest in found] == [
        ("long", ["short"]),
        ("elsewhere", []),
    ]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40), st.sampled_from("abc")), max_size=20))
def test_no_candidate_is_lost_among_rivals(spans: list[tuple[int, int, str]]) -> None:
    candidates = [Candidate(source, _match((start, start + size), size)) for start, size, source in spans]
    found = contests(candidates)
    kept = [candidate for contest in found for candidate in (contest.best, *contest.rivals)]
    assert sorted(map(repr, kept)) == sorted(map(repr, candidates))
    for contest in found:
        assert all(rival.match.matched_words <= contest.best.match.matched_words for rival in contest.rivals)


def test_rarer_and_longer_agreement_weighs_more() -> None:
    halves = SOURCE.text[:101], SOURCE.text
    weights = [_findings(prepare(text), ("s", SOURCE))[0].weight_bits for text in halves]
    assert 0 < weights[0] < weights[1]


def test_coverage_counts_each_word_once_and_lists_what_is_left_out() -> None:
    blessing = "may God bless you and may God bless the United States of America"
    output = prepare(f"{SOURCE.text} To which the clerk added: {blessing}.")
    other = prepare(f"Closing words: {blessing}.")
    texts = {"a": SOURCE.text, "b": SOURCE.text, "c": other.text}
    findings = _findings(output, ("a", SOURCE), ("b", SOURCE), ("c", other))
    standing = standing_of(output.text, output.tokens)
    coverage = coverage_of(standing, findings, texts.__getitem__, 3, 500, None)
    assert coverage.matched_words == len(SOURCE)
    assert coverage.gross_words == len(SOURCE) + 13
    assert coverage.eligible_words == len(output) - 13
    assert [(row.classification, row.words) for row in coverage.excluded] == [("boilerplate", 13)]


def test_leads_are_numbered_with_the_rest_and_never_counted() -> None:
    output = prepare(f"{SOURCE.text} And then a summary in other words.")
    end = len(output.text)
    lead = ("s", Span(end - 20, end), Span(0, 50), 0.81)
    findings = _findings(output, ("s", SOURCE), leads=[lead])
    assert [(finding.id, finding.kind, finding.counted) for finding in findings] == [
        (1, "verbatim", True),
        (2, "lead", False),
    ]
    assert findings[1].similarity == 0.81
    assert "0.81" in findings[1].explanation[0]


def test_sentences_moved_as_wholes_are_near_verbatim_and_words_shuffled_are_not() -> None:
    moved = _reordered([(60, 100), (0, 60)])
    shuffled = _reordered([(place ^ 1, (place ^ 1) + 1) for place in range(100)])
    assert kind_of(moved) == "near-verbatim"
    assert kind_of(shuffled) == "paraphrase"


def _reordered(pieces: list[tuple[int, int]]) -> Match:
    """A match of a hundred words, each a character, whose output has these pieces in this order."""
    pairs, start = [], 0
    for first, stop in pieces:
        pairs.append((Span(start, start + stop - first), Span(first, stop)))
        start += stop - first
    return Match(Span(0, 100), Span(0, 100), tuple(pairs), 100, 100, 100, "passage")
