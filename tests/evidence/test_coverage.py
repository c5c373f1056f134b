"""Net, gross and excluded words against a count word by word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.finding import Class, Finding
from workbench.domain.span import Span
from workbench.evidence import coverage_of, standing_of
from workbench.text.words import tokenise

TEXT = (
    "Plain words come first in this line of them. “Seven words stand here between two marks,” he said, and "
    "the plain ones go on, including but not limited to a stock phrase, until (Smith, 2001, p. 4) ends them."
)
TOKENS = tokenise(TEXT)
STANDING = standing_of(TEXT, TOKENS)
QUOTED, STOCK = range(9, 16), range(24, 29)
"""Words of TEXT that are excepted within a counted finding, when all of five in a row are in it."""

_CLASSES: tuple[Class, ...] = ("counted", "boilerplate", "quotation", "ignored", "public-domain")
_FINDINGS = st.lists(
    st.tuples(st.integers(0, len(TOKENS) - 2), st.integers(1, 30), st.sampled_from(_CLASSES)), max_size=6
)


def _finding(first: int, stop: int, classification: Class) -> Finding:
    here = TOKENS.span(first, stop)
    count = stop - first
    pairs = ((here, Span(0, here.length)),)
    return Finding(
        1, "verbatim", "s", here, pairs[0][1], pairs, count, count, count, 1.0, 99.0, classification
    )


def _excepted(first: int, stop: int) -> set[int]:
    lost: set[int] = set()
    for held in (QUOTED, STOCK):
        within = set(range(first, stop)) & set(held)
        lost |= within if len(within) >= 5 else set()
    return lost


def test_the_text_is_as_this_test_says() -> None:
    assert " ".join(TOKENS.words(QUOTED.start, QUOTED.stop)) == "7 words stand here between 2 marks"
    assert " ".join(TOKENS.words(STOCK.start, STOCK.stop)) == "including but not limited to"


@settings(deadline=None)
@given(_FINDINGS)
def test_coverage_is_that_of_a_count_word_by_word(rows: list[tuple[int, int, Class]]) -> None:
    placed = [(first, min(first + length, len(TOKENS)), name) for first, length, name in rows]
    net: set[int] = set()
    gross: set[int] = set()
    for first, stop, name in placed:
        words = set(range(first, stop))
        gross |= words
        if name == "counted":
            net |= words - _excepted(first, stop)
    coverage = coverage_of(
        STANDING, [_finding(*row) for row in placed], lambda _: "plain words " * 99, 1, 9, None
    )
    assert coverage.matched_words == len(net)
    assert coverage.gross_words == len(gross)
    assert coverage.eligible_words == len(TOKENS) - len(gross - net)
    assert sum(row.words for row in coverage.excluded) == len(gross - net)
