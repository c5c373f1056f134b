"""OpenDocument texts (ODT): what a reader of the document would read, with its notes."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from workbench.domain.errors import UnreadableDocument
from workbench.intake.flow import Flow, counted
from workbench.intake.package import Package, attribute, damage_named, damaged, local
from workbench.intake.taken import Choices, Taken

READER = "odt 1"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_LEFT_OUT = {
    "annotation": "comment",
    "image": "picture",
    "object": "inserted file",
    "object-ole": "inserted file",
    "plugin": "inserted file",
    "ruby-text": "phonetic guide",
    "equation": "formula",
}
_SILENT = {"tracked-changes", "annotation-end", "note-citation", "sequence-decls", "variable-decls", "forms"}
_SILENT |= {"user-field-decls", "script", "event-listeners", "soft-page-break"}
_PIECE = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+(?: [^ \t\r\n]+)*")
_MOST_SPACES = 10_000
_DEEPEST_STYLE = 50


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """The text of an OpenDocument text: body, tables and text boxes, then footnotes and endnotes.

    Tracked changes are read as if all were accepted. Raises UnreadableDocument for a damaged or locked file,
    or one without words.
    """
    del choices
    package = Package(name, content)
    if "META-INF/manifest.xml" in package:
        manifest = package.xml("META-INF/manifest.xml")
        if any(local(element) == "encryption-data" for element in manifest.iter()):
            raise UnreadableDocument(
                f"{name} is locked with a password.", "Open it with the password and save it without."
            )
    root = package.xml("content.xml")
    bodies = list(root.iterfind("./{*}body/{*}text"))
    if not bodies:
        raise damaged(name)
    styles = _hiding_styles([root, *([package.xml("styles.xml")] if "styles.xml" in package else [])])
    with damage_named(name, RecursionError):
        reading = _Reading(styles)
        reading.body(bodies[0])
    scripts = sum(part.startswith(("Basic/", "Scripts/")) for part in package.parts)
    document = reading.flow.document(name, content, MEDIA_TYPE, READER, reading.warnings(scripts))
    yield Taken(document, content)


class _Reading:
    """One walk over an OpenDocument text."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.flow = Flow()
        self._styles = styles
        self._counts: Counter[str] = Counter()
        self._notes: list[tuple[str, Any]] = []
        self._boxes: list[Any] = []
        self._space = False

    def body(self, root: Any) -> None:
        """Read the body, then the notes in the order in which they are called."""
        changes = Counter(
            local(element) for element in root.iterfind("./{*}tracked-changes/{*}changed-region/*")
        )
        self._counts["inserted"], self._counts["deleted"] = changes["insertion"], changes["deletion"]
        self._walk(root, "")
        numbers: Counter[str] = Counter()
        while self._notes:
            kind, note = self._notes.pop(0)
            numbers[kind] += 1
            self.flow.section = f"{kind} {numbers[kind]}"
            self._walk(note, "")
        self._counts["note"] = numbers.total()

    def warnings(self, scripts: int) -> list[str]:
        """What was taken beside the body, and what was left out, in sentences."""
        counts, said = self._counts, []
        if counts["note"]:
            said.append(
                f"Footnotes and endnotes taken, each marked as such, after the body: {counts['note']:,}."
            )
        if counts["box"]:
            said.append(f"Text boxes taken, each after the paragraph that holds it: {counts['box']:,}.")
        if counts["inserted"] or counts["deleted"]:
            said.append(
                "The document has tracked changes. It was read as if all were accepted: insertions taken, "
                f"{counts['inserted']:,}; deletions left out, {counts['deleted']:,}."
            )
        nouns = sorted(set(_LEFT_OUT.values()))
        if dropped := [counted(counts[noun], noun) for noun in nouns if counts[noun]]:
            said.append(f"Left out: {', '.join(dropped)}.")
        if scripts:
            said.append("The document holds macros; they were not read.")
        return said

    def _walk(self, element: Any, hidden: str) -> None:
        for child in element:
            kind = local(child)
            if kind in _LEFT_OUT:
                self._counts[_LEFT_OUT[kind]] += 1
            elif kind in ("p", "h"):
                self._paragraph(child, hidden)
            elif kind == "table-row":
                for number, cell in enumerate(child):
                    if number:
                        self.flow.rejoin("\t")
                    self._walk(cell, hidden)
                    if not len(cell):
                        self.flow.end()
            elif kind == "note":
                body = child.find("./{*}note-body")
                if body is not None:
                    self._notes.append((attribute(child, "note-class", "footnote"), body))
            elif kind == "text-box":
                self._boxes.append(child)
            elif kind and kind not in _SILENT and "svg-compatible" not in child.tag:
                self._inline(child, kind, hidden)
            self._text(child.tail, hidden)

    def _paragraph(self, paragraph: Any, hidden: str) -> None:
        self._space = True
        hidden = hidden or self._why_hidden(paragraph)
        self._text(paragraph.text, hidden)
        self._walk(paragraph, hidden)
        self.flow.end()
        boxes, self._boxes = self._boxes, []
        within = self.flow.section
        for box in boxes:
            self._counts["box"] += 1
            self.flow.section = "text box"
            self._walk(box, hidden)
        self.flow.section = within
        self._space = True

    def _inline(self, child: Any, kind: str, hidden: str) -> None:
        written = {"tab": "\t", "line-break": "\n"}.get(kind, "")
        if kind == "s":
            count = attribute(child, "c", "1")
            written = " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
        if written:
            self.flow.write(written, hidden)
            self._space = False
            return
        hidden = hidden or self._why_hidden(child)
        if kind in ("hidden-text", "hidden-paragraph"):
            hidden = "formatted as hidden"
        self._text(child.text, hidden)
        self._walk(child, hidden)

    def _why_hidden(self, element: Any) -> str:
        if attribute(element, "display") == "none":
            return "formatted as hidden"
        return self._styles.get(attribute(element, "style-name"), "")

    def _text(self, text: str | None, hidden: str) -> None:
        """Write text in which, as the format has it, any run of white space is one space."""
        for piece in _pieces(text or ""):
            if piece.isspace():
                if not self._space:
                    self.flow.write(" ", hidden)
                self._space = True
            else:
                self.flow.write(piece, hidden)
                self._space = False


def _pieces(text: str) -> Iterator[str]:
    """Words with the single spaces between them, cut where white space is more than a single space."""
    return (match[0] for match in _PIECE.finditer(text))


def _hiding_styles(roots: list[Any]) -> dict[str, str]:
    """Why text of each named style cannot be seen, for the styles whose text cannot."""
    own: dict[str, tuple[dict[str, str], str]] = {}
    for root in roots:
        for style in root.iter("{*}style"):
            stated = {local(key): value for part in style for key, value in part.attrib.items()}
            own.setdefault(attribute(style, "name"), (stated, attribute(style, "parent-style-name")))
    hiding = {}
    for name in own:
        stated, at = {}, name
        for _ in range(_DEEPEST_STYLE):
            if at not in own:
                break
            properties, at = own[at]
            stated = {**properties, **stated}
        if reason := _why(stated):
            hiding[name] = reason
    return hiding


def _why(stated: dict[str, str]) -> str:
    if stated.get("display") == "none":
        return "formatted as hidden"
    if stated.get("color", "").lower() == "#ffffff" and stated.get(
        "background-color", "transparent"
    ).lower() in (
        "transparent",
        "#ffffff",
    ):
        return "in white letters"
    size = stated.get("font-size", "").removesuffix("pt")
    return (
        "in letters of 2 points or less" if size.replace(".", "", 1).isdecimal() and float(size) <= 2 else ""
    )
