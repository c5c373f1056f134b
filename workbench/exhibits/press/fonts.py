"""The typefaces: where their files lie, which characters they hold, how wide a text is.

Source Serif Pro for evidence and Source Sans Pro for the program's words, both by Adobe; IBM Plex Serif for
characters that they lack. All are installed from packages with their licences and embedded in the file.
"""

import threading
import unicodedata
from pathlib import Path
from typing import Any

from workbench.domain.errors import ExhibitFault
from workbench.exhibits.press.direction import RIGHT_TO_LEFT
from workbench.exhibits.press.scripts import PRIVATE, advance, can_shape, script_fonts
from workbench.exhibits.press.styles import Face, Style
from workbench.places import package_folder

_SERIF, _SANS, _PLEX = "font_source_serif_pro", "font_source_sans_pro", "fontpkg_ibm_plex_serif"
_LAST = (
    (_SERIF, "SourceSerifPro-Regular"),
    (_PLEX, "IBMPlexSerif-Regular"),
    (_SANS, "SourceSansPro-Regular"),
)
_CHAINS: dict[Face, tuple[tuple[str, str], ...]] = {
    "serif": _LAST,
    "serif-bold": (
        (_SERIF, "SourceSerifPro-Bold"),
        (_PLEX, "IBMPlexSerif-Bold"),
        (_SANS, "SourceSansPro-Bold"),
        *_LAST,
    ),
    "serif-italic": ((_SERIF, "SourceSerifPro-It"), (_PLEX, "IBMPlexSerif-Italic"), *_LAST),
    "sans": ((_SANS, "SourceSansPro-Regular"), *_LAST),
    "sans-bold": ((_SANS, "SourceSansPro-Semibold"), *_LAST),
    "sans-italic": ((_SANS, "SourceSansPro-It"), (_SANS, "SourceSansPro-Regular"), *_LAST),
}
BASE_FONT = "SourceSansPro-Regular"
"""The font that a page begins with, so that none of the unembedded standard fonts is ever named."""
_REGISTERING = threading.Lock()


class Faces:
    """The faces of an exhibit; a character missing from a face comes from the next font of its chain."""

    def __init__(self, serif: str = "source-serif") -> None:
        """`serif`: which typeface the serif faces take first; the other one helps out."""
        self._chains: dict[Face, list[tuple[str, dict[int, float]]]] = {
            face: [
                (name, _advances(package, name)) for package, name in dict.fromkeys(_ordered(chain, serif))
            ]
            for face, chain in _CHAINS.items()
        }
        self._places: dict[Face, dict[str, tuple[str, float]]] = {face: {} for face in _CHAINS}
        further = [(name, _widths(name, path, "scripts")) for name, path in script_fonts()]
        for face in self._chains:
            self._chains[face] += further
        self._further = [advances for _, advances in further] if can_shape() else []

    def prints(self, char: str) -> bool:
        """Whether some font has a glyph for it; the same for every face.

        Marks that must be placed over a letter, and letters that run from right to left, print where there is
        a font of their script, and what shapes it.
        """
        if is_shaped(char):
            return any(ord(char) in advances for advances in self._further)
        if unicodedata.combining(char):
            return False
        chain = self._chains["serif"]
        if unicodedata.east_asian_width(char) not in ("W", "F"):
            chain = chain[: len(_LAST)]
        return any(ord(char) in advances for _, advances in chain)

    def width(self, text: str, style: Style) -> float:
        """Width in points, tracking after every letter included."""
        if RIGHT_TO_LEFT.search(text):
            return sum(
                self._shaped_width(font, run, style.size)
                if is_shaped(run[0])
                else self._plain_width(run, style)
                for font, run in self.runs(text, style.face)
            )
        return self._plain_width(text, style)

    def _shaped_width(self, font: str, run: str, size: float) -> float:
        return advance(font, run) * size / 1000

    def _plain_width(self, text: str, style: Style) -> float:
        places = self._places[style.face]
        total = 0.0
        for char in text:
            place = places.get(char)
            if place is None:
                place = self._place(style.face, char)
            total += place[1]
        return total * style.size + style.tracking * len(text)

    def runs(self, text: str, face: Face) -> list[tuple[str, str]]:
        """`text` cut where the font changes: (font name, characters)."""
        runs: list[tuple[str, str]] = []
        first, font = 0, ""
        for position, char in enumerate(text):
            name = (self._places[face].get(char) or self._place(face, char))[0]
            if name != font:
                if position > first:
                    runs.append((font, text[first:position]))
                first, font = position, name
        if first < len(text):
            runs.append((font, text[first:]))
        return runs

    def _place(self, face: Face, char: str) -> tuple[str, float]:
        chain = self._chains[face]
        if is_shaped(char):
            chain = [font for font in chain[-len(self._further) :] if ord(char) in font[1]] or chain
        for name, advances in chain:
            if ord(char) in advances:
                place = name, advances[ord(char)]
                break
        else:  # never reached for text that a Speller has seen
            place = chain[0][0], chain[0][1][ord("?")]
        self._places[face][char] = place
        return place


def _ordered(chain: tuple[tuple[str, str], ...], serif: str) -> list[tuple[str, str]]:
    """The fonts of a face, those of the chosen serif first."""
    if serif == "source-serif" or chain[0][0] != _SERIF:
        return list(chain)
    return sorted(chain[:2], key=lambda font: font[0] != _PLEX) + list(chain[2:])


def is_shaped(char: str) -> bool:
    """Whether a character is of a script that is shaped, and so never drawn letter by letter."""
    return bool(RIGHT_TO_LEFT.match(char))


def _advances(package: str, name: str) -> dict[int, float]:
    """Width of every character of a font at a size of one point; the font is registered for printing."""
    folder = package_folder(package)
    if folder is None:
        raise ExhibitFault(
            f"The typeface {name} is not installed.",
            f"Install it with `pip install {package.replace('_', '-')}`.",
        )
    return _widths(name, folder / "files" / f"{name}.ttf", package.replace("_", "-"))


def _widths(name: str, path: Path, package: str) -> dict[int, float]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    with _REGISTERING:
        if name not in pdfmetrics.getRegisteredFontNames():
            try:
                pdfmetrics.registerFont(TTFont(name, str(path)))
            except (OSError, TTFError) as fault:
                raise ExhibitFault(
                    f"The typeface {name} cannot be read.",
                    f"Install it again with `pip install --force-reinstall {package}`, or remove it.",
                ) from fault
        face: Any = pdfmetrics.getFont(name).face
    return {
        code: width / 1000
        for code, width in face.charWidths.items()
        if code in face.charToGlyph and code < PRIVATE
    }
