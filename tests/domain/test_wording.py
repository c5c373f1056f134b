"""Shares, and what kinds and classes are called."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.finding import Class, Kind
from workbench.domain.wording import CLASS_WORDS, KIND_WORDS, percent


@pytest.mark.parametrize(
    ("share", "whole", "one_digit"),
    [
        (0.0, "0%", "0.0%"),
        (0.0004, "<1%", "<0.1%"),
        (0.004, "<1%", "0.4%"),
        (0.01, "1%", "1.0%"),
        (0.29, "29%", "29.0%"),
        (0.57, "57%", "57.0%"),
        (0.996, "99%", "99.6%"),
        (0.99999, "99%", "99.9%"),
        (1.0, "100%", "100.0%"),
    ],
)
def test_only_all_is_a_hundred_per_cent(share: float, whole: str, one_digit: str) -> None:
    assert (percent(share), percent(share, 1)) == (whole, one_digit)


@given(st.integers(1, 10**9), st.data())
def test_a_part_is_neither_all_nor_nothing(total: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, total))
    said = percent(part / total)
    assert (said == "100%") == (part == total)
    assert (said == "0%") == (part == 0)


def test_every_kind_and_class_has_its_word() -> None:
    assert tuple(KIND_WORDS) == get_args(Kind)
    assert set(CLASS_WORDS) == set(get_args(Class))
