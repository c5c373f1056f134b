"""A page's characters as PDFium gives them -> fragments: stretches of one line that stand together."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Hidden = Literal["", "invisible", "white", "tiny", "off the page"]

_APART = 1.3
"""Heights of a letter between two neighbours of one line that belong to different columns or cells."""
_TINY = 1.6
"""Points; type below it cannot be read."""
_SAMPLE = 300
"""Letters that are asked how they lie."""
_WHITE = 243
_FAINT = 12
"""Of 255: opacity below which nothing is seen."""
_INVISIBLE_MODES = {3, 7}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; `top` < `bottom`, counted from the head of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way from top to bottom."""
        return (self.top + self.bottom) / 2

    def around(self, other: "Box") -> "Box":
        """The smallest that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def holds(self, other: "Box", slack: float = 1.0) -> bool:
        """Whether `other` lies within it."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text on one line, and where it stands."""

    text: str
    box: Box
    hidden: Hidden = ""


@dataclass(slots=True)
class _Look:
    hidden: Hidden
    turned: bool


class PageText:
    """The characters of one page; raw PDFium is used, for its Python layer has no call for a character."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self._raw = pdfium
        self._page = page
        self._text = page.get_textpage()
        self._looks: dict[int, _Look] = {}
        self._grounds: list[Box] | None = None
        left, bottom, right, top = page.get_cropbox()
        self._left, self._top, self._right, self._bottom = left, top, right, bottom
        self._turn = self._usual_turn()
        width, height = right - left, top - bottom
        self.size = (height, width) if self._turn in (90, 270) else (width, height)

    def fragments(self) -> Iterator[Fragment]:
        """The fragments in the order of the file, which need not be that of reading."""
        letters: list[str] = []
        box: Box | None = None
        last: Box | None = None
        look: _Look | None = None
        for letter, place, its_look in self._letters():
            if letter in "\r\n" or (
                place is not None
                and last is not None
                and look is not None
                and (its_look != look or not (look.turned or _together(last, place)))
            ):
                if box is not None and look is not None:
                    yield Fragment("".join(letters).strip(), box, look.hidden)
                letters, box, last, look = [], None, None, None
            if letter in "\r\n" or (place is None and not letters):
                continue
            letters.append(letter)
            if place is not None and its_look is not None:
                last, look = place, its_look
                box = place if box is None else box.around(place)
        if box is not None and look is not None:
            yield Fragment("".join(letters).strip(), box, look.hidden)

    def _letters(self) -> Iterator[tuple[str, Box | None, _Look | None]]:
        """Each character with its box and look; those that PDFium puts in between have neither."""
        raw, text = self._raw, self._text.raw
        edges = raw.FS_RECTF()
        for index in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, index)
            letter = _letter(code)
            if not letter:
                continue
            if letter.isspace():
                yield (letter if letter in "\r\n" else " "), None, None
                continue
            if not raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(edges)):
                continue
            box = self._upright(edges.left, edges.top, edges.right, edges.bottom)
            yield letter, box, self._look(index, box)

    def _usual_turn(self) -> int:
        """The turn of most letters, which is how the page is meant to be held, whatever its file says."""
        count = self._raw.FPDFText_CountChars(self._text.raw)
        turns = [self._turn_of(index) for index in range(0, count, max(1, count // _SAMPLE))]
        return max(turns, key=turns.count, default=0)

    def _turn_of(self, index: int) -> int:
        """Quarter turns, as degrees against the clock, by which a letter lies in the file's page."""
        angle = self._raw.FPDFText_GetCharAngle(self._text.raw, index)
        return round(-math.degrees(angle) / 90) * 90 % 360

    def _upright(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A rectangle of the file's page, whose y grows upwards, on the page as it is read."""
        top, bottom = max(top, bottom), min(top, bottom)
        if self._turn == 90:
            return Box(bottom - self._bottom, left - self._left, top - self._bottom, right - self._left)
        if self._turn == 180:
            return Box(self._right - right, bottom - self._bottom, self._right - left, top - self._bottom)
        if self._turn == 270:
            return Box(self._top - top, self._right - right, self._top - bottom, self._right - left)
        return Box(left - self._left, self._top - top, right - self._left, self._top - bottom)

    def _look(self, index: int, box: Box) -> _Look:
        raw = self._raw
        thing = raw.FPDFText_GetTextObject(self._text.raw, index)
        address = ctypes.cast(thing, ctypes.c_void_p).value or 0
        look = self._looks.get(address)
        if look is None:
            look = self._looks[address] = _Look(self._hidden(thing, box), self._turn_of(index) != self._turn)
        if not look.hidden and not self._on_page(box):
            return _Look("off the page", look.turned)
        return look

    def _on_page(self, box: Box) -> bool:
        width, height = self.size
        return box.right > 0 and box.left < width and box.bottom > 0 and box.top < height

    def _hidden(self, thing: Any, box: Box) -> Hidden:
        raw = self._raw
        if not thing:
            return ""
        if raw.FPDFTextObj_GetTextRenderMode(thing) in _INVISIBLE_MODES:
            return "invisible"
        if 0 < box.height < _TINY:
            return "tiny"
        red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
        if raw.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, (red, green, blue, opacity))):
            if opacity.value < _FAINT:
                return "invisible"
            if min(red.value, green.value, blue.value) >= _WHITE and not self._on_ground(box):
                return "white"
        return ""

    def _on_ground(self, box: Box) -> bool:
        """Whether something was painted where white letters stand, so that they can be read."""
        if self._grounds is None:
            raw = self._raw
            shapes = self._page.get_objects(
                filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING), max_depth=3
            )
            self._grounds = [
                self._upright(left, top, right, bottom)
                for shape in shapes
                if not self._is_white(shape)
                for left, bottom, right, top in [shape.get_bounds()]
            ]
        return any(ground.holds(box, box.height / 2) for ground in self._grounds)

    def _is_white(self, shape: Any) -> bool:
        raw = self._raw
        if shape.type != raw.FPDF_PAGEOBJ_PATH:
            return False
        red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(shape.raw, ctypes.byref(filled), ctypes.byref(stroked))
        raw.FPDFPageObj_GetFillColor(shape.raw, *map(ctypes.byref, (red, green, blue, opacity)))
        return not filled.value or opacity.value < _FAINT or min(red.value, green.value, blue.value) >= _WHITE


def _letter(code: int) -> str:
    """The character of a code; PDFium's mark for a line-end hyphen is a hyphen, and no character is none."""
    if code in (0, 0xFFFE, 0xFFFF):
        return "-" if code == 0xFFFE else ""
    if code == 2:
        return "-"
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _together(before: Box, after: Box) -> bool:
    """Whether two letters that follow each other in the file stand side by side."""
    height = max(before.height, after.height, 0.1)
    if abs(before.middle - after.middle) > height / 2:
        return False
    return max(after.left - before.right, before.left - after.right) < _APART * height
