"""The line under the band: counts, never one percentage alone."""

from workbench.domain.analysis import Coverage, Exclusion
from workbench.ui.coverage_words import coverage_line


def test_a_whole_analysis() -> None:
    coverage = Coverage(1231, 64, 75, (Exclusion("boilerplate", 11, 1),), 14, 90_000, 0.5)
    assert coverage_line(coverage) == (
        "64 of 1,231 eligible words matched · 11 struck as boilerplate · 14 works searched"
        " · 50% by meaning, too"
    )


def test_meaning_that_was_not_asked_and_what_is_still_to_come() -> None:
    coverage = Coverage(10, 0, 0, (), 1, 10, None)
    assert coverage_line(coverage).endswith("meaning not asked")
    assert coverage_line(coverage, so_far=True).endswith("more may come")
