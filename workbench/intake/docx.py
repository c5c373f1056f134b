"""Word documents (Office Open XML): what a reader of the document would read, with its notes."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from typing import Any

from workbench.intake.docx_styles import PLAIN, Look, Styles, look_of
from workbench.intake.flow import Flow, counted
from workbench.intake.package import Package, attribute, damage_named, local
from workbench.intake.taken import Choices, Taken

READER = "docx 1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_SKIPPED = {
    "pPr",
    "rPr",
    "tblPr",
    "tblGrid",
    "trPr",
    "tcPr",
    "sectPr",
    "instrText",
    "delText",
    "delInstrText",
}
_SKIPPED |= {"sdtPr", "sdtEndPr", "rt", "fldData", "proofErr"}
_DELETED = {"del", "moveFrom"}
_COUNTED = {
    "ins": "inserted",
    "moveTo": "inserted",
    "sym": "symbol",
    "ruby": "ruby",
    "altChunk": "inserted file",
    "subDoc": "inserted file",
}


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """The text of a Word document: body, tables and text boxes, then footnotes and endnotes.

    Tracked changes are read as if all were accepted. Raises UnreadableDocument for a damaged or locked file,
    or one without words.
    """
    del choices
    package = Package(name, content)
    with damage_named(name, RecursionError):
        reading = _Reading(package, _main_part(package))
        reading.body()
    document = reading.flow.document(name, content, MEDIA_TYPE, READER, reading.warnings())
    yield Taken(document, content)


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            if attribute(relation, "Type").endswith("/officeDocument"):
                return posixpath.normpath(attribute(relation, "Target").lstrip("/"))
    return "word/document.xml"


class _Reading:
    """One walk over a Word document."""

    def __init__(self, package: Package, main: str) -> None:
        self.flow = Flow()
        self._package = package
        self._main = main
        self._folder = posixpath.dirname(main)
        self._styles = Styles(self._part("styles.xml"))
        self._counts: Counter[str] = Counter()
        self._boxes: list[Any] = []
        self._notes: dict[str, list[str]] = {"footnote": [], "endnote": []}

    def body(self) -> None:
        """Read the body, then the notes in the order in which the body refers to them."""
        self._walk(self._package.xml(self._main), PLAIN)
        for kind, order in self._notes.items():
            root = self._part(f"{kind}s.xml")
            notes = {attribute(note, "id"): note for note in (root if root is not None else ())}
            real = {key for key, note in notes.items() if attribute(note, "type", "normal") == "normal"}
            placed = [key for key in dict.fromkeys(order) if key in real]
            for number, key in enumerate(placed, start=1):
                self.flow.section = f"{kind} {number}"
                self._walk(notes[key], PLAIN)
            self._counts["note"] += len(placed)
            self._counts["lost note"] += len(real) - len(placed)
        self.flow.section = ""

    def warnings(self) -> list[str]:
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
        dropped = [
            counted(number, noun, nouns)
            for noun, nouns, number in (
                (
                    "note without a place in the text",
                    "notes without a place in the text",
                    counts["lost note"],
                ),
                ("comment", "", self._elements("comments.xml", "comment")),
                ("picture", "", counts["picture"]),
                ("chart or diagram", "charts or diagrams", counts["chart"]),
                ("header or footer with text", "headers or footers with text", self._headers()),
                ("symbol of a special typeface", "symbols of a special typeface", counts["symbol"]),
                ("phonetic guide", "", counts["ruby"]),
                ("inserted file", "", counts["inserted file"] + self._embedded()),
            )
            if number
        ]
        if dropped:
            said.append(f"Left out: {', '.join(dropped)}.")
        return said + self._traps()

    def _traps(self) -> list[str]:
        said = []
        if "word/vbaProject.bin" in self._package:
            said.append("The document holds macros; they were not read.")
        outside = self._references_outside()
        if outside:
            kinds = ", ".join(sorted(outside))
            said.append(
                f"References to files outside the document, not followed: {outside.total():,} ({kinds})."
            )
        return said

    def _references_outside(self) -> Counter[str]:
        """The kinds of relation by which a program that opens the document would load something else."""
        kinds: Counter[str] = Counter()
        for part in self._package.parts:
            if part.endswith(".rels") and part.startswith(f"{self._folder}/"):
                for relation in self._package.xml(part):
                    kind = posixpath.basename(attribute(relation, "Type"))
                    if attribute(relation, "TargetMode") == "External" and kind != "hyperlink":
                        kinds[kind] += 1
        return kinds

    def _walk(self, element: Any, look: Look) -> None:
        for child in element:
            kind = local(child)
            if kind in _SKIPPED:
                continue
            if kind == "p":
                self._paragraph(child, look)
            elif kind == "r":
                self._run(child, look)
            elif kind == "t":
                self.flow.write(child.text or "", look.over(self._styles.default).hidden)
            elif kind in _CHARACTERS:
                self.flow.write(_CHARACTERS[kind])
            elif kind == "tbl":
                self._table(child, look)
            elif kind in _DELETED:
                self._counts["deleted"] += 1
            elif kind in ("drawing", "pict", "object"):
                self._drawing(child)
            else:
                self._note(child, kind)
                self._walk(child[:1] if kind == "AlternateContent" else child, look)

    def _note(self, child: Any, kind: str) -> None:
        """Count what is not text itself, and keep the order of the notes."""
        if kind in _COUNTED:
            self._counts[_COUNTED[kind]] += 1
        if kind == "sym":
            self.flow.write("\ufffd")
        elif kind in ("footnoteReference", "endnoteReference"):
            self._notes[kind.removesuffix("Reference")].append(attribute(child, "id"))

    def _paragraph(self, paragraph: Any, look: Look) -> None:
        properties = next((child for child in paragraph if local(child) == "pPr"), None)
        marks = {local(child): child for child in (properties if properties is not None else ())}
        if "pStyle" in marks:
            look = self._styles.named(attribute(marks["pStyle"], "val")).over(look)
        look = Look(shaded=look_of(properties).shaded).over(look)
        self._walk(paragraph, look)
        if not any(local(mark) in _DELETED for mark in marks.get("rPr", ())):
            self.flow.end()
        boxes, self._boxes = self._boxes, []
        within = self.flow.section
        for box in boxes:
            self._counts["box"] += 1
            self.flow.section = "text box"
            self._walk(box, PLAIN)
        self.flow.section = within

    def _run(self, run: Any, look: Look) -> None:
        properties = next((child for child in run if local(child) == "rPr"), None)
        own = look_of(properties)
        for mark in properties if properties is not None else ():
            if local(mark) == "rStyle":
                own = own.over(self._styles.named(attribute(mark, "val")))
        self._walk(run, own.over(look))

    def _table(self, table: Any, look: Look) -> None:
        """The rows of a table: a line feed between rows and paragraphs, a tab between cells."""
        for row in _below(table, "tr"):
            if any(local(mark) in _DELETED for mark in row.iterfind("./{*}trPr/{*}*")):
                self._counts["deleted"] += 1
                continue
            for number, cell in enumerate(_below(row, "tc")):
                if number:
                    self.flow.rejoin("\t")
                self._walk(cell, Look(shaded=look_of(cell.find("./{*}tcPr")).shaded).over(look))

    def _drawing(self, drawing: Any) -> None:
        kinds = Counter(local(element) for element in drawing.iter())
        self._counts["picture"] += max(kinds["pic"], kinds["imagedata"])
        self._counts["chart"] += kinds["chart"] + kinds["relIds"]
        self._boxes += [
            element
            for element in drawing.iter()
            if local(element) == "txbxContent" and not _within_box_or_fallback(element, drawing)
        ]

    def _part(self, name: str) -> Any:
        path = posixpath.join(self._folder, name)
        return self._package.xml(path) if path in self._package else None

    def _elements(self, part: str, kind: str) -> int:
        root = self._part(part)
        return sum(local(element) == kind for element in root) if root is not None else 0

    def _headers(self) -> int:
        prefixes = (f"{self._folder}/header", f"{self._folder}/footer")
        return sum(
            part.startswith(prefixes)
            and part.endswith(".xml")
            and any(local(element) == "t" and element.text for element in self._package.xml(part).iter())
            for part in self._package.parts
        )

    def _embedded(self) -> int:
        return sum(part.startswith(f"{self._folder}/embeddings/") for part in self._package.parts)


def _below(element: Any, kind: str) -> Iterator[Any]:
    """The nearest elements called `kind` below `element`, through content controls and tracked changes."""
    for child in element:
        if local(child) == kind:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _below(child, kind)


def _within_box_or_fallback(element: Any, top: Any) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        if local(ancestor) in ("txbxContent", "Fallback"):
            return True
    return False
