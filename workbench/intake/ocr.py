"""Recognition of scans by Tesseract, where it is installed: a program apart, run inside the sandbox."""

import csv
import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean

from workbench.domain.errors import UnreadableDocument

HOW_TO_INSTALL = (
    "Install Tesseract (on Debian the package tesseract-ocr, on macOS `brew install tesseract`, on Windows "
    "its installer), or choose a file with a text layer."
)
SECONDS_A_PAGE = 60.0
_DOUBTFUL = 60
"""Percent; a word that Tesseract trusts less is counted as doubtful."""
_MOST_LANGUAGES = 3


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of a picture, in the order in which Tesseract reads them."""

    text: str
    page: int
    """Of the picture, from 1: a TIFF file may hold several."""
    left: int
    top: int
    right: int
    bottom: int
    """In points of the picture, `top` < `bottom`."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of one picture, and how sure Tesseract is of each word."""

    lines: tuple[RecognisedLine, ...]
    confidences: tuple[float, ...]
    """Percent, one for each word."""


def programs() -> list[str]:
    """The programs that a reading may start."""
    found = shutil.which("tesseract")
    return [found] if found else []


def folders() -> list[str]:
    """Folders from which those programs and their models are read."""
    places = [str(Path(path).resolve().parent) for path in programs()]
    models = os.environ.get("TESSDATA_PREFIX", "")
    return [*places, *([models] if models and Path(models).is_dir() else [])]


@cache
def recogniser() -> str:
    """Tesseract with its version and languages, as a warning names it; empty where it is not installed."""
    if not programs():
        return ""
    version = _run(["--version"]).partition("\n")[0].replace("tesseract v", "tesseract ").strip()
    return f"{version} (languages {', '.join(_languages())})"


@cache
def _languages() -> tuple[str, ...]:
    listed = [line.strip() for line in _run(["--list-langs"]).splitlines()[1:]]
    named = [line for line in listed if line and line != "osd"]
    return tuple(sorted(named, key=lambda name: (name != "eng", name))[:_MOST_LANGUAGES])


def recognise(name: str, image: bytes, suffix: str) -> Recognised:
    """The words of an image, whose format `suffix` names; raises UnreadableDocument."""
    place = Path(f"scan{suffix}")
    place.write_bytes(image)
    try:
        languages = "+".join(_languages()) or "eng"
        table = _run([str(place), "stdout", "-l", languages, "tsv"], SECONDS_A_PAGE)
    except (subprocess.SubprocessError, OSError) as fault:
        raise UnreadableDocument(
            f"Tesseract could not read the scan {name}.", "Scan it anew, or check that the image opens."
        ) from fault
    finally:
        place.unlink(missing_ok=True)
    return _words(table)


def _words(table: str) -> Recognised:
    """The lines of Tesseract's table: its rows of level 5 are words, with their line, box and confidence."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == "5" and (row.get("text") or "").strip():
            place = (row["page_num"], row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(place, []).append(row)
    confidences = tuple(float(word["conf"]) for words in lines.values() for word in words)
    return Recognised(tuple(map(_line, lines.values())), confidences)


def _line(words: list[dict[str, str]]) -> RecognisedLine:
    return RecognisedLine(
        text=" ".join(word["text"].strip() for word in words),
        page=int(words[0]["page_num"]),
        left=min(int(word["left"]) for word in words),
        top=min(int(word["top"]) for word in words),
        right=max(int(word["left"]) + int(word["width"]) for word in words),
        bottom=max(int(word["top"]) + int(word["height"]) for word in words),
    )


def told(what: str, confidences: list[float]) -> str:
    """The sentence that marks a text as recognised, with how sure it is."""
    doubtful = sum(each < _DOUBTFUL for each in confidences)
    sure = f"mean confidence {mean(confidences):.0f}%" if confidences else "no word was found"
    return (
        f"{what}: recognised from a scan by {recogniser()}, not the author's own characters; "
        f"{sure}, {doubtful:,} of {len(confidences):,} words below {_DOUBTFUL}%."
    )


def _run(arguments: list[str], seconds: float = 20.0) -> str:
    (program,) = programs()
    done = subprocess.run(  # noqa: S603 - the program that was found, and arguments of our own
        [program, *arguments], capture_output=True, check=True, timeout=seconds, stdin=subprocess.DEVNULL
    )
    return done.stdout.decode("utf-8", "replace")
