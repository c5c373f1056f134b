"""How an exhibit is laid out: paper, margins, numbering, stamp; read from a TOML file."""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from workbench.domain.errors import ExhibitFault
from workbench.places import profiles_folder, resource

_PAPERS = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout of an exhibit; lengths in points."""

    paper: Literal["letter", "a4"] = "letter"
    margin: float = 72.0
    gutter: float = 24.0
    ink: Literal["red", "monochrome"] = "red"
    links: bool = True
    notes: bool = True
    """Whether decisions and notes of the reviewer are printed."""
    context: int = 160
    """Characters of context shown before and after a finding, at most."""
    serif: Literal["source-serif", "plex-serif"] = "source-serif"
    """The typeface of the evidence."""
    stamp: Literal["top-left", "top-right", "bottom-left", "bottom-right", "none"] = "top-right"
    stamp_colour: str = "#1F5FBF"
    bates_prefix: str = ""
    """Empty for no Bates numbers."""
    bates_start: int = 1
    bates_digits: int = 6
    purpose: Literal["", "summary", "illustrative-aid"] = ""
    """Offered as a summary (FRE 1006) or as an illustrative aid (FRE 107); printed on the cover."""
    certificate: bool = False
    """Whether a draft certificate (FRE 902(13) and (14)) is printed, for a person to complete."""
    size_cap: float = 0.0
    """Megabytes (of 1,000,000 bytes) that a PDF may have; a larger one becomes volumes. 0 for no cap."""

    def bates_number(self, page: int) -> str:
        """The Bates number of a page, counted from 1."""
        return f"{self.bates_prefix}{self.bates_start + page - 1:0{self.bates_digits}d}"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        return _PAPERS[self.paper]

    @property
    def measure(self) -> float:
        """Width of the text in points."""
        return self.size[0] - 2 * self.margin

    @property
    def column(self) -> float:
        """Width of one of two columns in points."""
        return (self.measure - self.gutter) / 2


_CHOICES = {
    "paper": tuple(_PAPERS),
    "ink": ("red", "monochrome"),
    "serif": ("source-serif", "plex-serif"),
    "stamp": ("top-left", "top-right", "bottom-left", "bottom-right", "none"),
    "purpose": ("", "summary", "illustrative-aid"),
}
_PREFIX = re.compile(r"[\w.-]{0,30}")
_RANGES = {
    "margin": (36.0, 144.0),
    "gutter": (8.0, 72.0),
    "context": (0, 2000),
    "bates_start": (0, 10**12),
    "bates_digits": (1, 12),
    "size_cap": (0.0, 10_000.0),
}


def profile_names() -> list[str]:
    """The profiles that can be named: the program's own, and the user's own beside them."""
    return sorted(
        {path.stem for folder in (resource("profiles"), profiles_folder()) for path in folder.glob("*.toml")}
    )


def profile_file(name_or_path: str | Path) -> Path:
    """Where the profile of this name, or the TOML file of this path, lies; the user's own come first."""
    path = Path(name_or_path)
    if path.suffix.lower() == ".toml":
        return path
    own = profiles_folder() / f"{path.name}.toml"
    return own if own.is_file() else resource("profiles", own.name)


def load_profile(name_or_path: str | Path) -> Profile:
    """The profile of this name, the user's own or the program's, or of a TOML file; raises ExhibitFault."""
    path = profile_file(name_or_path)
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        known = ", ".join(profile_names())
        raise ExhibitFault(
            f"There is no profile {Path(name_or_path).name}.", f"Name a TOML file, or one of: {known}."
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ExhibitFault(
            f"The profile {path.name} is not valid TOML.", "Compare it with the profile letter."
        ) from fault
    return _profile(record, path.name)


def _profile(record: dict[str, Any], name: str) -> Profile:
    defaults = Profile()
    known = {field.name: type(getattr(defaults, field.name)) for field in fields(Profile)}
    for key in record:
        if key not in known:
            raise _fault(name, f"has no setting {key}", f"It knows: {', '.join(known)}.")
    values = {key: _checked(key, value, known[key], name) for key, value in record.items()}
    return Profile(**values)


def _checked(key: str, value: Any, kind: type[Any], name: str) -> Any:
    """The value if the setting `key` can take it; raises ExhibitFault."""
    if kind is float and type(value) is int:
        value = float(value)
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise _fault(name, f"gives {key} a value of another type", f"It must be of type {kind.__name__}.")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise _fault(name, f"gives {key} a value that it cannot take", f"Choose of {_CHOICES[key]}.")
    if key in _RANGES:
        low, high = _RANGES[key]
        if not low <= value <= high:
            raise _fault(name, f"gives {key} a value out of range", f"It runs from {low} to {high}.")
    if key == "stamp_colour" and not _is_colour(value):
        raise _fault(name, "gives no colour for the stamp", "Write it as #1F5FBF.")
    if key == "bates_prefix" and not _PREFIX.fullmatch(value):
        raise _fault(name, "gives no prefix for Bates numbers", "Take letters, digits, and . _ - at most.")
    return value


def _is_colour(value: str) -> bool:
    return (
        len(value) == 7 and value[0] == "#" and all(digit in "0123456789abcdefABCDEF" for digit in value[1:])
    )


def _fault(name: str, what: str, remedy: str) -> ExhibitFault:
    return ExhibitFault(f"The profile {name} {what}.", remedy)
