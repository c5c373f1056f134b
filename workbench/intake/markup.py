"""Marked-up text (HTML and its relatives) as it flows on a page."""

import re
from collections import Counter
from typing import Any

from lxml import etree, html

from workbench.domain.errors import UnreadableDocument
from workbench.intake.flow import Flow, counted
from workbench.intake.package import attribute, damage_named, local

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup
    option p pre section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905 easier to read
)
_DROPPED = {
    "script": "script",
    "style": "",
    "template": "template",
    "head": "",
    "svg": "picture",
    "canvas": "picture",
    "iframe": "page within the page",
    "object": "inserted file",
    "embed": "inserted file",
    "audio": "sound or film",
    "video": "sound or film",
    "math": "formula",
    "rt": "phonetic guide",
    "rp": "",
}
_COUNTED = {"img": "picture", "frame": "page within the page", "applet": "inserted file"}
_MANY = {
    "mark of a note": "marks of notes",
    "page within the page": "pages within the page",
    "remark in the source": "remarks in the source",
    "sound or film": "sounds or films",
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SIMPLE = re.compile(r"(?:[a-z0-9]*)([.#][\w-]+)")
_STYLES_READ = 1_000_000
MOST_CHARACTERS = 128 * 2**20
_WHITE = r"(?:#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255[^)]*\))"
_HIDING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:^|[;\s])(?:{pattern})\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE), reason)
    for pattern, reason in (
        (
            r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?",
            "set as not displayed",
        ),
        (
            r"font-size\s*:\s*(?:0*(?:[01](?:\.\d*)?|\.\d+|2(?:\.0*)?)(?:px|pt)|0+(?:\.0*)?(?:em|rem|%)?"
            r"|0*\.[01]\d*(?:em|rem))",
            "in letters of no legible size",
        ),
        (r"(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}(?:px|em|pt)?", "placed off the page"),
    )
)
_WHITE_LETTERS = re.compile(rf"(?:^|[;\s])color\s*:\s*{_WHITE}", re.IGNORECASE)
_WHITE_COLOUR = re.compile(rf"\s*{_WHITE}\s*", re.IGNORECASE)
_GROUND = re.compile(r"background", re.IGNORECASE)


def html_root(name: str, text: str) -> Any:
    """The root of an HTML text; what is malformed is mended as browsers do, and nothing is fetched.

    Raises UnreadableDocument for a text that is too large or nested too deeply to be a page.
    """
    if len(text) > MOST_CHARACTERS:
        raise UnreadableDocument(
            f"{name} is larger than {MOST_CHARACTERS // 2**20} million characters.",
            "Split it into smaller pages.",
        )
    # HTML defines no entities, so that huge_tree opens no door; without it ten million letters are too many.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    content = text.replace("\x00", "\ufffd").encode("utf-8", "replace")
    with damage_named(name, etree.LxmlError, ValueError, AssertionError):
        root = html.document_fromstring(content, parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableDocument(
            f"{name} is nested deeper than any page that people read.", "Save what it shows as plain text."
        )
    return root


class Markup:
    """Writes marked-up text to a Flow: blocks are paragraphs, cells stand apart by tabs, white space is one.

    Scripts, styles and pictures are left out and counted. What is set not to be displayed is taken, and the
    Flow is told why it could not be seen.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._counts: Counter[str] = Counter()
        self._hiding: dict[str, str] = {}
        self._space = False
        self._row = 0
        self._tabbed = False
        """Whether nothing was written since the last cell began."""

    def write(self, root: Any) -> None:
        """Write everything below `root`; the walk keeps its own stack, so depth is no danger."""
        for sheet in root.iter("style", "{*}style"):
            self.learn(sheet.text or "")
        hidden: list[str] = []
        preserved: list[bool] = []
        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in walk:
            if event == "comment":
                self._counts["remark in the source"] += 1
                self._text(
                    element.tail, hidden[-1] if hidden else "", preserved=bool(preserved and preserved[-1])
                )
                continue
            kind = local(element).lower()
            if event == "start":
                above = hidden[-1] if hidden else ""
                hidden.append(above or self._why_hidden(element))
                preserved.append((preserved[-1] if preserved else False) or kind in ("pre", "textarea"))
                if self._begin(element, kind, hidden[-1], preserved=preserved[-1]):
                    walk.skip_subtree()
            else:
                hidden.pop()
                preserved.pop()
                if kind in _BLOCKS:
                    self._break()
                if element is not root:
                    inside = bool(preserved and preserved[-1])
                    self._text(element.tail, hidden[-1] if hidden else "", preserved=inside)
        self._break()

    def learn(self, sheet: str) -> None:
        """Note which classes and identities a style sheet hides; only simple selectors are understood."""
        for rule in sheet[:_STYLES_READ].split("}"):
            before, _, declarations = rule.rpartition("{")
            if reason := _why(declarations):
                for selector in before.rpartition("{")[2].split(","):
                    if simple := _SIMPLE.fullmatch(selector.strip()):
                        self._hiding[simple[1]] = reason

    def dropped(self) -> list[str]:
        """A sentence that counts what was left out, if anything was."""
        parts = [counted(number, noun, _MANY.get(noun, "")) for noun, number in sorted(self._counts.items())]
        return [f"Left out: {', '.join(parts)}."] if parts else []

    def _begin(self, element: Any, kind: str, hidden: str, *, preserved: bool) -> bool:
        """Whether what stands inside the element is left out."""
        noun = _DROPPED.get(kind, _COUNTED.get(kind))
        if noun:
            self._counts[noun] += 1
        if kind in _DROPPED or self._is_mark(element, kind):
            return True
        if kind in _BLOCKS:
            self._break()
        if kind == "tr":
            self._row, self._tabbed = self.flow.length, False
        if kind in ("td", "th") and element.getprevious() is not None:
            if self.flow.length > self._row and not self._tabbed:
                self.flow.rejoin("\t")
            else:
                self.flow.end("\t")
            self._tabbed = True
        elif kind == "br":
            self._space = False
            self.flow.write("\n")
        self._text(element.text, hidden, preserved=preserved)
        return False

    def _is_mark(self, element: Any, kind: str) -> bool:
        """Whether the element only marks a printed page, or the place or the number of a note."""
        role = f"{attribute(element, 'type')} {attribute(element, 'role')}" if element.attrib else ""
        if "pagebreak" in role:
            self._page(element)
            return True
        if "noteref" in role or (kind == "sup" and _is_link_to_note(element)):
            self._counts["mark of a note"] += 1
            return True
        return False

    def _page(self, element: Any) -> None:
        label = (
            attribute(element, "title") or attribute(element, "aria-label") or (element.text or "").strip()
        )
        label = label.removeprefix("Page").removeprefix("page").strip(" .")
        if label:
            self.flow.turn_page(label)

    def _text(self, text: str | None, hidden: str, *, preserved: bool) -> None:
        if not text:
            return
        if preserved:
            self.flow.write(text, hidden)
            return
        words = _SPACE.sub(" ", text)
        if words.startswith(" "):
            self._space = True
        if core := words.strip(" "):
            self._tabbed = False
            if self._space and self.flow.begun and not self.flow.at_line_start:
                core = " " + core
            self.flow.write(core, hidden)
            self._space = words.endswith(" ")

    def _break(self) -> None:
        self._space = False
        self.flow.end_if_begun()

    def _why_hidden(self, element: Any) -> str:
        if not element.attrib:
            return ""
        if "hidden" in element.attrib and element.get("hidden") != "false":
            return "set as not displayed"
        reason = _why(element.get("style") or "")
        if not reason and _WHITE_COLOUR.fullmatch(element.get("color") or ""):
            reason = "in white letters"
        names = [f".{name}" for name in (element.get("class") or "").split()] + [f"#{element.get('id')}"]
        return reason or next((self._hiding[name] for name in names if name in self._hiding), "")


def _is_link_to_note(element: Any) -> bool:
    """Whether a raised number is nothing but a link within the page or the book."""
    links = element.findall("./{*}a")
    text = "".join(element.itertext()).strip(" []().")
    return len(links) == 1 and "#" in (links[0].get("href") or "") and len(text) <= 4


def _why(declarations: str) -> str:
    """Why text with these style declarations cannot be seen; empty when it can."""
    if not declarations:
        return ""
    for pattern, reason in _HIDING:
        if pattern.search(declarations):
            return reason
    return (
        "in white letters" if _WHITE_LETTERS.search(declarations) and not _GROUND.search(declarations) else ""
    )
