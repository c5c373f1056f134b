"""Redaction: words are taken out of all that an exhibit says; the made file is searched for them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from workbench.domain.errors import ExhibitFault
from workbench.domain.exhibit import REDACTED, Exhibit
from workbench.domain.span import Span

SHOWN = "[redacted]"
"""What stands for a stretch that was taken out, whatever its length."""
_KEPT = frozenset(
    {"id", "sha256", "source", "kind", "classification", "code", "codes", "audit_head", "dated", "decided_at"}
    | {"unit", "media_type", "encoding", "outcome"}
)
"""Fields that hold names of the program's own, digests and dates: no words of people."""
_RUN = re.compile(f"{REDACTED}+")
_PLACE = re.compile(r"@(?P<id>[0-9a-f]{8,64})\s+(?P<start>\d+)-(?P<stop>\d+)\s*")


@dataclass(frozen=True, slots=True)
class Redactions:
    """What must not be read in an exhibit."""

    phrases: tuple[str, ...] = ()
    """Wherever these words stand one after the other, in any case and with any marks between them."""
    spans: tuple[tuple[str, Span], ...] = ()
    """The first digits of a text's SHA-256, at least eight, and a place in it."""
    notes: bool = False
    """All notes of reviewers."""

    def __bool__(self) -> bool:
        return bool(self.phrases or self.spans or self.notes)


def read_redactions(text: str) -> Redactions:
    """One phrase a line; `@DIGEST 120-180` for a place in a text; empty lines and `#` lines are passed."""
    phrases, spans = [], []
    for line in text.lstrip("\ufeff").splitlines():
        place = _PLACE.fullmatch(line)
        if place:
            start, stop = int(place["start"]), int(place["stop"])
            spans.append((place["id"], Span(min(start, stop), max(start, stop))))
        elif line.strip() and not line.startswith("#"):
            phrases.append(line.strip())
    return Redactions(tuple(phrases), tuple(spans))


def redact(exhibit: Exhibit, redactions: Redactions) -> Exhibit:
    """The exhibit without what must not be read: each letter of it is `REDACTED`; places stay true."""
    if not redactions:
        return exhibit
    eraser = _Eraser(redactions)
    erased: Exhibit = eraser.erased(exhibit)
    return replace(erased, redacted=max(1, eraser.count))


def shown(text: str) -> str:
    """A text as exports print it: each stretch that was taken out as `[redacted]`."""
    return _RUN.sub(SHOWN, text)


def check_redacted(path: Path, redactions: Redactions) -> None:
    """Read the made file again, and raise ExhibitFault if a redacted phrase can still be found in it."""
    phrases = [words for phrase in redactions.phrases if (words := _folded(phrase))]
    for told in _readings(path):
        words = _folded(told)
        for phrase in phrases:
            if f" {phrase} " in f" {words} ":
                raise ExhibitFault(
                    f"{path.name} would still hold a phrase that was to be redacted; it was not kept.",
                    "Print it without the part in which the phrase stands.",
                )


class _Eraser:
    """Takes words out of texts, and counts how often."""

    def __init__(self, redactions: Redactions) -> None:
        self.count = 0
        self._redactions = redactions
        self._phrases = [words.split() for phrase in redactions.phrases if (words := _folded(phrase))]
        self._plain = [
            re.compile(r"\s+".join(map(re.escape, phrase.split())), re.IGNORECASE)
            for phrase in redactions.phrases
        ]

    def erased(self, value: Any, digest: str = "") -> Any:
        """Any value of an exhibit, the words taken out of every text in it."""
        if isinstance(value, str):
            return self._text(value, digest)
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value)
        if isinstance(value, Mapping):
            return {key: self.erased(part) for key, part in value.items()}
        if isinstance(value, tuple) and not isinstance(value, Span):
            return tuple(map(self.erased, value))
        return value

    def _record(self, record: Any) -> Any:
        changes = {}
        for field in fields(record):
            if field.name in _KEPT:
                continue
            value = getattr(record, field.name)
            if field.name == "note" and self._redactions.notes and value:
                changes[field.name] = REDACTED * len(value)
                self.count += 1
            else:
                digest = getattr(record, "sha256", "") if field.name == "text" else ""
                new = self.erased(value, digest)
                if new is not value:
                    changes[field.name] = new
        return replace(record, **changes) if changes else record

    def _text(self, text: str, digest: str) -> str:
        kept = text.replace(REDACTED, "\ufffd")
        spans = list(self._found(kept))
        spans += [place for start, place in self._redactions.spans if digest and digest.startswith(start)]
        if not spans:
            return kept if kept != text else text
        letters = list(kept)
        for start, stop in spans:
            end = min(stop, len(letters))
            letters[start:end] = REDACTED * max(0, end - start)
        erased = "".join(letters)
        self.count += len(_RUN.findall(erased))
        return erased

    def _found(self, text: str) -> Iterator[Span]:
        from workbench.text.words import tokenise

        for pattern in self._plain:
            for match in pattern.finditer(text):
                yield Span(match.start(), match.end())
        if not self._phrases or not text.strip():
            return
        tokens = tokenise(text)
        words = tokens.words(0, len(tokens))
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            places.setdefault(word, []).append(place)
        for phrase in self._phrases:
            for place in places.get(phrase[0], ()):
                if words[place : place + len(phrase)] == phrase:
                    yield tokens.span(place, place + len(phrase))


def _folded(text: str) -> str:
    """The words of a text as they are compared, a space between two."""
    from workbench.text.words import tokenise

    tokens = tokenise(text)
    return " ".join(tokens.words(0, len(tokens)))


def _readings(path: Path) -> Iterator[str]:
    """Everything that can be read in a file: text of pages, and every text beside them."""
    if path.suffix.lower() == ".pdf":
        yield from _of_pdf(path)
    elif is_zipfile(path):
        with ZipFile(path) as packed:
            for name in packed.namelist():
                yield re.sub(r"<[^>]*>", "", packed.read(name).decode("utf-8", "replace"))
    else:
        told = path.read_bytes().decode("utf-8", "replace")
        yield re.sub(r"<[^>]*>", "", told) if path.suffix.lower() == ".html" else told


def _of_pdf(path: Path) -> Iterator[str]:
    import pikepdf
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        yield "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    with pikepdf.open(path) as pdf:
        yield from _strings(pdf.objects)
        for kept in pdf.objects:
            if isinstance(kept, pikepdf.Stream) and kept.get("/Type") == "/Metadata":
                yield kept.read_bytes().decode("utf-8", "replace")


def _strings(objects: Iterable[Any]) -> Iterator[str]:
    """Every string of a PDF's objects: titles, alternative texts, outlines, names."""
    import pikepdf

    waiting: list[Any] = list(objects)
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.String):
            yield str(found)
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [part for _, part in found.items() if not getattr(part, "is_indirect", False)]
        elif isinstance(found, pikepdf.Array):
            waiting += [part for part in found if not getattr(part, "is_indirect", False)]
