"""A text as it flows from a document, paragraph by paragraph, with the places of its paragraphs."""

import hashlib
from collections.abc import Sequence

from workbench.domain.document import LINES, Document, Locator
from workbench.domain.errors import UnreadableDocument

_PLACES_NAMED = 5


class Flow:
    """Collects the text of a document: a line feed between paragraphs, each paragraph numbered from 1.

    Only paragraphs with something in them are numbered. Text that its document hides is taken, too; the
    reason and the place are kept for the warnings.
    """

    def __init__(self) -> None:
        self.section = ""
        """What the next paragraphs belong to, where that is not the body: `footnote 3`."""
        self.length = 0
        """Code points written so far."""
        self._pieces: list[str] = []
        self._waiting = ""
        self._open = False
        self._paragraphs: dict[int, str] = {}
        self._pages: dict[int, str] = {}
        self._hidden: dict[str, list[tuple[int, int, str]]] = {}

    def write(self, text: str, hidden: str = "") -> None:
        """Add `text` to the paragraph; `hidden` says why a reader of the document would not see it."""
        if not text:
            return
        if self._waiting:
            self._add(self._waiting)
            self._waiting = ""
        if not self._open and not text.isspace():
            self._open = True
            number = str(len(self._paragraphs) + 1)
            self._paragraphs[self.length] = f"{number} ({self.section})" if self.section else number
        if hidden and not text.isspace():
            self._hide(hidden, len(text))
        self._add(text)

    def end(self, separator: str = "\n") -> None:
        """End the paragraph; the separator is written when another one follows."""
        self._waiting += separator
        self._open = False

    def rejoin(self, separator: str) -> None:
        """Put `separator` in the place of the last one, as between the cells of a row."""
        self._waiting = self._waiting[:-1] + separator

    def end_if_begun(self) -> None:
        """End the paragraph unless nothing was written since the last one ended."""
        if self.length and not self._waiting:
            self.end()

    def turn_page(self, label: str) -> None:
        """Say that the printed page `label` begins here."""
        self._pages[self.length + len(self._waiting)] = label

    @property
    def begun(self) -> bool:
        """Whether something was written in this paragraph."""
        return self._open

    @property
    def at_line_start(self) -> bool:
        """Whether the last character written ends a line."""
        return not self._pieces or bool(self._waiting) or self._pieces[-1].endswith("\n")

    def hidden(self) -> list[str]:
        """A sentence for each way in which text was hidden, with its amount and its first places."""
        sentences = []
        for reason, stretches in self._hidden.items():
            characters = sum(length for _, length, _ in stretches)
            places = list(dict.fromkeys(place for _, _, place in stretches))
            more = f" and {len(places) - _PLACES_NAMED} more" if len(places) > _PLACES_NAMED else ""
            noun = "paragraph" if len(places) == 1 else "paragraphs"
            sentences.append(
                f"Hidden text was taken: {counted(len(stretches), 'stretch', 'stretches')} {reason}, "
                f"{counted(characters, 'character')} in all, in {noun} "
                f"{', '.join(places[:_PLACES_NAMED])}{more}."
            )
        return sentences

    def document(
        self,
        name: str,
        content: bytes,
        media_type: str,
        reader: str,
        warnings: Sequence[str] = (),
        encoding: str = "utf-8",
    ) -> Document:
        """The Document of what was written; raises UnreadableDocument when that holds no words."""
        text = "".join(self._pieces)
        refuse_wordless(name, text)
        return Document(
            name=name,
            text=text,
            sha256=hashlib.sha256(content).hexdigest(),
            media_type=media_type,
            encoding=encoding,
            reader=reader,
            warnings=(*self.hidden(), *warnings),
            locator=self._locator(),
        )

    def _locator(self) -> Locator:
        pages = {start: label for start, label in self._pages.items() if start < self.length}
        if pages:
            pages = {0: "before the first numbered one", **pages}
            return Locator("page", tuple(sorted(pages)), tuple(pages[start] for start in sorted(pages)))
        if not self._paragraphs:
            return LINES
        return Locator("paragraph", tuple(self._paragraphs), tuple(self._paragraphs.values()))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def _hide(self, reason: str, length: int) -> None:
        """Note a hidden stretch; one that follows the last without a gap is the same stretch."""
        stretches = self._hidden.setdefault(reason, [])
        place = next(reversed(self._paragraphs.values()), "1")
        if stretches and stretches[-1][0] == self.length and stretches[-1][2] == place:
            _, before, _ = stretches.pop()
            stretches.append((self.length + length, before + length, place))
        else:
            stretches.append((self.length + length, length, place))


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 comment`, `2,000 comments`, `2 headers or footers`."""
    several = many or " or ".join(f"{noun}s" for noun in one.split(" or "))
    return f"{number:,} {one if number == 1 else several}"


def refuse_wordless(name: str, text: str) -> None:
    """Raise UnreadableDocument when `text` holds no letter and no digit."""
    if not any(character.isalnum() for character in text):
        raise UnreadableDocument(f"{name} holds no words.", "Choose a file with text in it.")
