"""What a piece of text looks like: face, size, ink, underline."""

from dataclasses import dataclass, replace
from typing import Literal

Face = Literal["serif", "serif-bold", "serif-italic", "sans", "sans-bold", "sans-italic"]
Ink = Literal["ink", "second", "hairline", "accent", "exact", "near", "paraphrase"]

RED_PALETTE: dict[Ink, str] = {
    "ink": "#1B1B1A",
    "second": "#5C5A55",
    "hairline": "#D9D6CF",
    "accent": "#1F5FBF",
    "exact": "#A8001F",
    "near": "#0A5A9C",
    "paraphrase": "#6A4F00",
}
MONOCHROME_PALETTE: dict[Ink, str] = {
    **RED_PALETTE,
    "accent": "#1B1B1A",
    "exact": "#1B1B1A",
    "near": "#1B1B1A",
    "paraphrase": "#1B1B1A",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set; sizes and tracking in points."""

    face: Face
    size: float
    leading: float
    """Distance from line to line."""
    ink: Ink = "ink"
    underline: Literal["none", "solid", "dotted"] = "none"
    tracking: float = 0.0
    """Space added after every letter."""
    bar: bool = False
    """White letters in a black bar: for what was taken out."""

    def but(self, **changes: object) -> "Style":
        """The same style with some attributes changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # names and types are checked by the dataclass


EVIDENCE = Style("serif", 9.5, 13.0)
CONTEXT = EVIDENCE.but(ink="second")
BODY = Style("sans", 9.5, 13.5)
SMALL = Style("sans", 8.5, 11.5)
FINE = Style("sans", 7.5, 10.0, "second")
LABEL = Style("sans-bold", 7.0, 11.5, "second", tracking=0.5)
SECTION = Style("serif-bold", 17.0, 22.0)
PART = Style("serif-bold", 13.0, 18.0)
HEADING = Style("sans-bold", 10.5, 14.0)
TITLE = Style("serif", 21.0, 27.0)
