"""What stands on every page beside the text: running head, page number, Bates number, legend."""

from workbench.domain.exhibit import Caption
from workbench.exhibits.press.lines import Line
from workbench.exhibits.press.pieces import Piece
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.styles import FINE, Style
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.profile import Profile

_HEAD = FINE
_FOOT = FINE
_ABOVE = 18.0
"""Points from the text area to the hairline under the running head."""
_BELOW = 30.0
"""Points from the text area to the foot's baseline."""


class Furniture:
    """Draws head and foot; both lie within the margins' width."""

    def __init__(self, caption: Caption, setter: Typesetter, profile: Profile, volume: str = "") -> None:
        """`volume`: what stands behind the exhibit's number where there are several, as `vol. 1 of 3`."""
        self._setter = setter
        self._profile = profile
        two_thirds, third = profile.measure * 0.64, profile.measure * 0.32
        head = caption.parties.strip() or caption.case_number.strip() or "Comparison of texts"
        self._caption = self._fitted(head, _HEAD, two_thirds)
        number = ", ".join(filter(None, (caption.exhibit.strip(), volume)))
        self._exhibit = self._fitted(number, _HEAD.but(face="sans-bold"), third)
        self._legend = self._fitted(caption.legend, _FOOT, profile.measure * 0.36)

    def draw(self, sheet: Sheet, number: int, total: int) -> None:
        """Head and foot of page `number`, from 1; the cover has no head."""
        profile = self._profile
        left, right = profile.margin, profile.size[0] - profile.margin
        if number > 1:
            y = profile.size[1] - profile.margin + _ABOVE
            sheet.text(self._caption, left, y + 5, None)
            sheet.text(self._exhibit, right - self._exhibit.width, y + 5, None)
            sheet.rule((left, y), (right, y))
        foot = profile.margin - _BELOW
        sheet.text(self._legend, left, foot, None)
        pages = self._line(f"page {number} of {total}", _FOOT)
        sheet.text(pages, (left + right - pages.width) / 2, foot, None)
        if profile.bates_prefix:
            bates = self._fitted(
                profile.bates_number(number),
                _FOOT.but(face="sans-bold", ink="ink"),
                profile.measure * 0.36,
            )
            sheet.text(bates, right - bates.width, foot, None)

    def _fitted(self, text: str, style: Style, width: float) -> Line:
        """The text in one line, cut with three dots when it is too long."""
        faces, words = self._setter.faces, self._setter.speller.line(text)
        if faces.width(words, style) > width:
            while words and faces.width(words + "\u2026", style) > width:
                words = words[:-1]
            words = words.rstrip() + "\u2026"
        return self._line(words, style)

    def _line(self, words: str, style: Style) -> Line:
        lines = self._setter.lines([Piece(words, style, whole=True)], style, 10_000) if words else []
        return lines[0] if lines else Line((), -1)
