"""What the styles of a Word document say of letters that a reader cannot see."""

from dataclasses import dataclass
from typing import Any

from workbench.intake.package import attribute, local

_FALSE = ("0", "false", "off", "none")
_WHITE_FROM = 0xF5
_TINY_HALF_POINTS = 4
_DEEPEST_STYLE = 50


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look, as far as it decides whether they can be seen; None where nothing is said."""

    vanish: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    shaded: bool | None = None
    """Whether the ground has a colour of its own, so that white letters can be read."""

    def over(self, below: "Look") -> "Look":
        """This look where it says something, else the one below."""
        return Look(
            below.vanish if self.vanish is None else self.vanish,
            below.white if self.white is None else self.white,
            below.tiny if self.tiny is None else self.tiny,
            below.shaded if self.shaded is None else self.shaded,
        )

    @property
    def hidden(self) -> str:
        """Why the letters cannot be seen; empty when they can."""
        if self.vanish:
            return "formatted as hidden"
        if self.white and not self.shaded:
            return "in white letters"
        return "in letters of 2 points or less" if self.tiny else ""


PLAIN = Look()


def look_of(properties: Any) -> Look:
    """The look that an element `rPr`, `pPr` or `tcPr` states; an absent one states nothing."""
    look = PLAIN
    for child in properties if properties is not None else ():
        value = attribute(child, "val", "true")
        match local(child):
            case "vanish":
                look = Look(value not in _FALSE).over(look)
            case "color":
                look = Look(white=_is_white(value, attribute(child, "themeColor"))).over(look)
            case "sz" if value.isdigit():
                look = Look(tiny=int(value[:6]) <= _TINY_HALF_POINTS).over(look)
            case "highlight":
                look = Look(shaded=value not in ("none", "white")).over(look)
            case "shd":
                fill = attribute(child, "fill", "auto")
                look = Look(shaded=fill != "auto" and not _is_white(fill, "")).over(look)
    return look


def _is_white(value: str, theme: str) -> bool:
    if len(value) == 6:
        try:
            return all(part >= _WHITE_FROM for part in bytes.fromhex(value))
        except ValueError:
            return False
    return theme in ("background1", "light1", "bg1", "lt1")


class Styles:
    """The looks of the named styles of a document, each with those that it is based on."""

    def __init__(self, root: Any) -> None:
        self._own: dict[str, tuple[Look, str]] = {}
        self._whole: dict[str, Look] = {}
        self.default = PLAIN
        """What the document says of all its letters."""
        normal = PLAIN
        for style in root if root is not None else ():
            properties = {local(child): child for child in style}
            look = look_of(properties.get("rPr")).over(_shade_of(properties.get("pPr")))
            if local(style) == "docDefaults":
                self.default = look_of(next((child for child in style.iter() if local(child) == "rPr"), None))
            elif local(style) == "style":
                based = properties.get("basedOn")
                self._own[attribute(style, "styleId")] = (
                    look,
                    attribute(based, "val") if based is not None else "",
                )
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                    normal = look
        self.default = normal.over(self.default)

    def named(self, name: str) -> Look:
        """The look of the style called `name`; nothing for one that is not defined."""
        if name not in self._whole:
            look, at = PLAIN, name
            for _ in range(_DEEPEST_STYLE):
                if at not in self._own:
                    break
                own, at = self._own[at]
                look = look.over(own)
            self._whole[name] = look
        return self._whole[name]


def _shade_of(properties: Any) -> Look:
    return Look(shaded=look_of(properties).shaded)
