"""How sure a count of false findings makes one, against tables and against exact fractions."""

from fractions import Fraction
from math import comb, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.calibration import Calibration, ControlText, FalseFinding, Trial
from workbench.domain.finding import Kind
from workbench.evidence.control import NO_CONTROL, Control, figure, rate, rates, summary, upper_bound


def _finding(bits: float, kind: Kind = "verbatim") -> FalseFinding:
    return FalseFinding(kind, bits, "novel.txt", "line 3", "The Log")


@pytest.mark.parametrize(
    ("found", "trials", "confidence", "bound"),
    [
        # Upper limits of the two-sided intervals at 95 % in the usual tables: 97.5 % on one side.
        (0, 10, 0.975, 0.3085),
        (1, 10, 0.975, 0.4450),
        (4, 10, 0.975, 0.7376),
        (9, 10, 0.975, 0.9975),
        (5, 100, 0.975, 0.1128),
        # One-sided at 95 %.
        (0, 10, 0.95, 0.2589),
        (1, 10, 0.95, 0.3942),
        (2, 20, 0.95, 0.2826),
    ],
)
def test_the_bound_is_that_of_the_tables(found: int, trials: int, confidence: float, bound: float) -> None:
    assert upper_bound(found, trials, confidence) == pytest.approx(bound, abs=5e-5)


@pytest.mark.parametrize(
    ("found", "mean"),
    [(0, 2.9957), (1, 4.7439), (2, 6.2958), (3, 7.7537), (10, 16.9622), (50, 63.2871)],
)
def test_in_many_words_the_bound_is_that_of_poisson(found: int, mean: float) -> None:
    assert upper_bound(found, 10_000_000) * 10_000_000 == pytest.approx(mean, abs=2e-4)


def test_without_a_finding_it_has_a_closed_form() -> None:
    for trials in (1, 7, 500, 200_000):
        assert upper_bound(0, trials) == pytest.approx(1 - 0.05 ** (1 / trials), rel=1e-9)
    assert 100_000 * upper_bound(0, 100_000) == pytest.approx(-log(0.05), rel=1e-4)  # the rule of three


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_at_the_bound_the_count_or_fewer_has_five_chances_in_a_hundred(data: st.DataObject) -> None:
    trials = data.draw(st.integers(1, 60))
    found = data.draw(st.integers(0, trials - 1))
    chance = Fraction(upper_bound(found, trials))
    tail = sum(
        comb(trials, number) * chance**number * (1 - chance) ** (trials - number)
        for number in range(found + 1)
    )
    assert float(tail) == pytest.approx(0.05, rel=1e-9)
    assert upper_bound(found + 1, trials) > upper_bound(found, trials) > found / trials


def test_the_ends() -> None:
    assert upper_bound(5, 5) == 1.0
    for found, trials in ((-1, 5), (6, 5)):
        with pytest.raises(ValueError, match="of 5"):
            upper_bound(found, trials)


def test_a_rate_counts_its_kind_at_its_weight_and_more() -> None:
    trial = Trial(50_000, (_finding(20.0), _finding(39.9), _finding(80.0), _finding(200.0, "paraphrase")))
    assert rate(trial, "verbatim", 20).found == 3
    assert rate(trial, "verbatim", 20.1).found == 2
    assert rate(trial, "verbatim", 80).found == 1
    assert rate(trial, "near-verbatim", 0).found == 0
    table = {(each.kind, each.least_bits): each.found for each in rates(trial)}
    assert table["verbatim", 30] == 2
    assert table["paraphrase", 120] == 1
    assert len(table) == 18


def test_the_sentence_says_what_was_counted() -> None:
    assert NO_CONTROL.sentence("verbatim", 90.0).endswith("no control texts were run.")
    control = Control((Trial(50_000, (_finding(41.0),)),))
    assert control.sentence("verbatim", 40.0) == (
        "At this weight or more, 1 false finding of its kind in 50,000 words of control text; at most 9.5 "
        "per 100,000 words with 95 % confidence."
    )
    assert control.sentence("verbatim", 42.0).startswith("At this weight or more, 0 false findings of its")
    assert "another state" in Control(stale=True).sentence("verbatim", 40.0)


def test_a_control_by_words_says_so_of_an_analysis_by_meaning() -> None:
    trials = (Trial(50_000, ()),)
    reserve = "the control was searched by words alone"
    for semantic, asked, said in ((False, True, True), (False, False, False), (True, True, False)):
        control = Control(trials, semantic=semantic).asked(asked)
        assert (reserve in control.sentence("verbatim", 40.0)) == said
    assert "by their words and by meaning: no false" in summary(["a"], [1], trials, semantic=True)


def test_of_several_libraries_the_worst_is_told() -> None:
    little, much = Trial(1_000, ()), Trial(500_000, (_finding(41.0), _finding(50.0)))
    said = Control((much, little)).sentence("verbatim", 10.0)
    assert "0 false findings of its kind in 1,000 words" in said  # a small control bounds least
    assert "the worst of 2 libraries" in said
    assert summary(["a", "b"], [1, 3], [little, much]) == (
        "1 text with 1,000 words, said not to derive from a, searched by their words alone: no false finding"
        "; 3 texts with 500,000 words, said not to derive from b, searched by their words alone: 2 false "
        "findings, the heaviest of 50 bits."
    )


def test_bounds_are_rounded_up() -> None:
    assert [figure(bound) for bound in (0.1401, 2.71, 9.5, 12.1, 1240.2, 100_000)] == [
        "0.15",
        "2.8",
        "9.5",
        "13",
        "1,241",
        "100,000",
    ]


def test_a_calibration_comes_back_from_its_text() -> None:
    texts = (ControlText("novel\udcff.txt", "ab" * 32, 900),)
    calibration = Calibration("state", "engine", texts, Trial(900, (_finding(33.3),)), Trial(898, ()))
    assert Calibration.from_json(calibration.to_json()) == calibration
