"""What speaks for a passage as a whole: its words, each name once, and that they stay near each other."""

import random

from workbench.alignment.comparison import Comparison, Stretch, compared
from workbench.alignment.prepared import prepare
from workbench.alignment.score import nearness, score

WORDS = [f"{first}{last}a" for first in "bcdfghklmn" for last in "aeiou"]


def whole(comparison: Comparison) -> tuple[Stretch, Stretch]:
    return Stretch(0, len(comparison.output)), Stretch(0, len(comparison.source))


def scored(output: str, source: str) -> float:
    comparison = compared(prepare(output), prepare(source))
    return score(comparison, *whole(comparison))


def test_a_name_says_no_more_than_one_word() -> None:
    name, words = "the Pacific Northwest Research Laboratory", "the pacific northwest research laboratory"
    assert scored(words, words) > scored(name, name)
    assert prepare(name).named.tolist() == [False, False, True, True, True]


def test_a_heading_in_capitals_is_no_name() -> None:
    heading = "The Whole Of This Heading Is Set In Capitals"
    assert not prepare(heading).named.any()


def test_a_name_ends_with_its_sentence() -> None:
    assert prepare("They met Ann Lee. Bob was late").named.tolist() == [
        False,
        False,
        False,
        True,
        False,
        False,
        False,
    ]


def near(output: list[str], source: list[str]) -> float:
    comparison = compared(prepare(" ".join(output)), prepare(" ".join(source)))
    return nearness(comparison, *whole(comparison))


def test_words_in_their_order_are_near_and_words_strewn_about_are_not() -> None:
    strewn = list(WORDS)
    random.Random(5).shuffle(strewn)
    inside = list(WORDS)
    for place in range(0, len(inside) - 1, 2):
        inside[place : place + 2] = inside[place : place + 2][::-1]
    assert near(WORDS, WORDS) > 0.8 * len(WORDS) / 2
    assert near(inside, WORDS) == near(WORDS, WORDS)  # so far within reach
    assert near(strewn, WORDS) < near(WORDS, WORDS) / 4


def test_nothing_is_near_in_texts_without_two_common_words() -> None:
    assert near(WORDS[:20], WORDS[20:40]) == 0.0
    assert near(WORDS[:1], WORDS) == 0.0
