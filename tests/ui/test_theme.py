"""Every contrast that is used, computed as WCAG 2.2 does (relative luminance, success criterion 1.4.3)."""

import pytest

from workbench.ui.theme import token_sets

_EVIDENCE = ("exact", "near", "paraphrase", "lead")

TEXT = [
    *((ink, ground) for ink in ("ink", "second") for ground in ("paper", "desk", "hover", "accent_wash")),
    *((family, f"{family}{wash}") for family in _EVIDENCE for wash in ("_wash", "_focus")),
    *(("ink", f"{family}{wash}") for family in _EVIDENCE for wash in ("_wash", "_focus")),
    *((family, "paper") for family in _EVIDENCE),
    *(("struck", f"{family}_focus") for family in _EVIDENCE),
    ("struck", "paper"),
    ("accent", "paper"),
    ("accent", "desk"),
    ("accent", "hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_deep"),
    ("paper", "ink"),
    ("fault", "fault_wash"),
    ("ink", "fault_wash"),
    ("sound", "desk"),
]
"""Text: 4.5 to 1."""

MARKS = [
    *((family, ground) for family in _EVIDENCE for ground in ("paper", "desk", "hover")),
    *((family, f"{family}_wash") for family in _EVIDENCE),
    ("struck", "desk"),
    ("edge", "paper"),
    ("edge", "desk"),
    ("accent", "paper"),
    ("accent", "desk"),
    ("accent", "accent_wash"),
    ("fault", "fault_wash"),
]
"""Marks, frames of entries, icons: 3 to 1."""


def _luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[place : place + 2]) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_knows_its_two_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_contrasts(name: str) -> None:
    colours = token_sets()[name]
    poor = [
        f"{ink} on {ground}: {contrast(colours[ink], colours[ground]):.2f}"
        for pairs, least in ((TEXT, 4.5), (MARKS, 3.0))
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < least
    ]
    assert not poor


def test_high_contrast_is_higher() -> None:
    colours = token_sets()["contrast"]
    assert min(contrast(colours[ink], colours[ground]) for ink, ground in TEXT) >= 7


def test_every_set_has_every_colour() -> None:
    light, *others = token_sets().values()
    assert all(colours.keys() == light.keys() for colours in others)
