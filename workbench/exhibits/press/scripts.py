"""Typefaces for further scripts, where they are at hand, and the shaping of those that need it.

Amiri for Arabic and Frank Ruhl Libre for Hebrew (both OFL), IPAex Gothic for Japanese and most of Chinese
(IPA Font License); any further TrueType font, for Korean say, from the user's own folder of fonts. Glyphs are
chosen and placed by HarfBuzz.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbench.places import fonts_folder, package_folder

_PACKAGES = (
    ("fontpkg_amiri", "files/Amiri-Regular.ttf"),
    ("fontpkg_frank_ruhl_libre", "files/FrankRuhlLibre[wght].ttf"),
    ("matplotlib_fontja", "fonts/ipaexg.ttf"),
)
PRIVATE = 0xF0000
"""A glyph that no character names alone is embedded as the character of private use at its number."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph to be drawn: its character in the embedded font, its place and advance in thousandths."""

    char: str
    first: int
    """Where in the text the letters begin that it shows, alone or with its neighbours."""
    x: float
    y: float
    advance: float


def script_fonts() -> list[tuple[str, Path]]:
    """Fonts for further scripts that are at hand: the name to be printed under, and the file."""
    found = []
    for package, file in _PACKAGES:
        folder = package_folder(package)
        if folder is not None and (folder / file).is_file():
            found.append((Path(file).stem.partition("[")[0], folder / file))
    return found + [(path.stem, path) for path in sorted(fonts_folder().glob("*.ttf"))]


def can_shape() -> bool:
    """Whether HarfBuzz is at hand, without which nothing that must be shaped can be printed."""
    return package_folder("uharfbuzz") is not None


@cache
def shaped(font: str, text: str, leftward: bool) -> tuple[Glyph, ...]:
    """The glyphs of a stretch in one font, from left to right."""
    import uharfbuzz
    from reportlab.pdfbase import pdfmetrics

    registered: Any = pdfmetrics.getFont(font)
    face = registered.face
    shaper = uharfbuzz.Font(registered.hbFace)
    scale = 1000 / registered.hbFace.upem
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    uharfbuzz.shape(shaper, buffer)
    glyphs = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        code = PRIVATE + info.codepoint
        if code not in face.charToGlyph:
            face.charToGlyph[code] = info.codepoint
            face.charWidths[code] = shaper.get_glyph_h_advance(info.codepoint) * scale
        glyphs.append(
            Glyph(
                chr(code),
                info.cluster,
                place.x_offset * scale,
                place.y_offset * scale,
                place.x_advance * scale,
            )
        )
    return tuple(glyphs)


def advance(font: str, text: str) -> float:
    """Width of a shaped stretch, in thousandths of its size."""
    return sum(glyph.advance for glyph in shaped(font, text, leftward=True))


def placed(font: str, text: str, size: float) -> Iterator[tuple[str, list[tuple[str, float, float]]]]:
    """The letters of a stretch that runs from right to left as seen from the left, with what shows them.

    That is character, x and y of every glyph at `size` points, from the left end of the stretch. Letters that
    share glyphs come together.
    """
    x = 0.0
    found: dict[int, list[tuple[str, float, float]]] = {}
    for glyph in shaped(font, text, leftward=True):
        shown = glyph.char, x + glyph.x * size / 1000, glyph.y * size / 1000
        found.setdefault(glyph.first, []).append(shown)
        x += glyph.advance * size / 1000
    firsts = sorted(found)
    for first, stop in reversed(list(zip(firsts, [*firsts[1:], len(text)], strict=True))):
        yield text[first:stop], found[first]
