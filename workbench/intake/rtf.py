"""Rich Text Format: what a reader of the document would read, with its notes (RTF Specification 1.9.1)."""

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.intake.flow import Flow, counted
from workbench.intake.package import damaged
from workbench.intake.rtf_words import (
    CHARACTERS,
    CODE_PAGES,
    DEEPEST,
    ENDS,
    LEFT_OUT,
    OPEN_STARRED,
    SILENT,
    SYMBOLS,
    TINY_HALF_POINTS,
    TOKEN,
    WHITE_FROM,
    Mark,
)
from workbench.intake.taken import Choices, Taken

READER = "rtf 1"
MEDIA_TYPE = "application/rtf"


def read(name: str, content: bytes, choices: Choices) -> Iterator[Taken]:
    """The text of an RTF document: body and tables, then text boxes and notes.

    Tracked changes are read as if all were accepted. Raises UnreadableDocument for a file that is not RTF or
    holds no words.
    """
    if not content.lstrip().startswith(b"{\\rtf"):
        raise damaged(name)
    reading = _Reading(name, content.decode("latin-1"), choices.encoding or "cp1252")
    reading.read()
    flow = Flow()
    reading.play(flow)
    document = flow.document(name, content, MEDIA_TYPE, READER, reading.warnings(), reading.code_page)
    yield Taken(document, content)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group of the file inherits from the one around it."""

    destination: str = ""
    """Why its text is not text of the document; empty when it is."""
    part: int = 0
    """Into which part the text goes: 0 is the body."""
    hidden: bool = False
    deleted: bool = False
    white: bool = False
    tiny: bool = False
    shaded: bool = False
    fallback: int = 1
    """How many characters stand after a Unicode character, for programs that know none."""
    font: int = -1

    @property
    def reason(self) -> str:
        """Why the letters cannot be seen; empty when they can."""
        if self.hidden:
            return "formatted as hidden"
        if self.white and not self.shaded:
            return "in white letters"
        return "in letters of 2 points or less" if self.tiny else ""


@dataclass(slots=True)
class _Part:
    """The body, a note or a text box: its kind and its pieces."""

    kind: str
    pieces: list[tuple[Mark, str, str]] = field(default_factory=list)
    """What each is, its text, and why it cannot be seen."""


class _Reading:
    """One pass over the words of an RTF file."""

    def __init__(self, name: str, source: str, code_page: str) -> None:
        self.code_page = code_page
        self._name = name
        self._source = source
        self._parts = [_Part("")]
        self._counts: Counter[str] = Counter()
        self._fonts: dict[int, str] = {}
        self._colours: list[bool] = []
        self._colour = [0, 0, 0]
        self._bytes = bytearray()
        self._units: list[int] = []
        self._skip = 0
        self._whole = True

    def read(self) -> None:
        """Read the file to its end, or to where it breaks off."""
        state, stack, at, starred = _State(), [], 0, False
        while at < len(self._source):
            token = TOKEN.match(self._source, at)
            if token is None:  # a backslash that ends the file
                break
            at = token.end()
            word, number, byte, symbol, brace, text = token.groups()
            if brace == "{":
                self._flush(state)
                stack.append(state)
                self._skip = 0
                if len(stack) > DEEPEST:
                    raise damaged(self._name)
            elif brace == "}":
                self._flush(state)
                self._skip = 0
                if not stack:
                    break
                state = stack.pop()
                if not stack:
                    break
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word:
                state = self._word(state, word, int(number) if number else None, starred=starred)
            elif symbol == "*":
                starred = True
                continue
            elif symbol:
                self._symbol(state, symbol)
            elif byte or text:
                self._characters(state, bytes.fromhex(byte) if byte else text.encode("latin-1"))
            starred = False
        self._flush(state)
        self._whole = not stack

    def play(self, flow: Flow) -> None:
        """Write what was read to `flow`: the body, then text boxes and notes, each named."""
        numbers: Counter[str] = Counter()
        for part in self._parts:
            numbers[part.kind] += 1
            flow.section = f"{part.kind} {numbers[part.kind]}" if part.kind else ""
            for mark, text, hidden in part.pieces:
                if mark == "text":
                    flow.write(text, hidden)
                elif mark == "cell":
                    flow.end("\t")
                elif mark == "row":
                    flow.rejoin("\n")
                else:
                    flow.end()
            flow.end_if_begun()
        flow.section = ""

    def warnings(self) -> list[str]:
        """What was taken beside the body, and what was left out, in sentences."""
        counts, said = self._counts, []
        kinds = Counter(part.kind for part in self._parts)
        if notes := kinds["footnote"] + kinds["endnote"]:
            said.append(f"Footnotes and endnotes taken, each marked as such, after the body: {notes:,}.")
        if boxes := kinds["text box"]:
            said.append(f"Text boxes taken, after the body: {boxes:,}.")
        if counts["inserted"] or counts["deleted"]:
            said.append(
                "The document has tracked changes. It was read as if all were accepted: insertions taken, "
                f"{counts['inserted']:,}; deletions left out, {counts['deleted']:,}."
            )
        if dropped := [
            counted(counts[noun], noun) for noun in dict.fromkeys(LEFT_OUT.values()) if counts[noun]
        ]:
            said.append(f"Left out: {', '.join(dropped)}.")
        if not self._whole:
            said.append("The file breaks off before its end; what it holds was taken.")
        return said

    def _word(self, state: _State, word: str, number: int | None, *, starred: bool) -> _State:
        if word == "u" and number is not None:
            self._flush_bytes(state)
            self._skip = 0
            self._units.append(number & 0xFFFF)
            self._skip = state.fallback
            return state
        self._flush(state)
        self._skip = 0
        if word == "uc":
            return replace(state, fallback=min(number or 0, 100))
        if (opened := self._destination(state, word, starred=starred)) is not None:
            return opened
        if state.destination:
            self._define(state, word, number)
            return replace(state, font=number or 0) if word == "f" else state
        if word in CHARACTERS:
            self._add(state, "text", CHARACTERS[word])
        elif word in ENDS:
            self._add(state, ENDS[word])
        elif word == "ansicpg" and number and _known(f"cp{number}"):
            self.code_page = f"cp{number}"
        return self._format(state, word, number)

    def _destination(self, state: _State, word: str, *, starred: bool) -> _State | None:
        """The state within a destination that `word` opens; None where it opens none."""
        if word in ("footnote", "shptxt") and state.destination in ("", "shpinst"):
            self._parts.append(_Part("text box" if word == "shptxt" else "footnote"))
            return _State(part=len(self._parts) - 1, fallback=state.fallback, font=state.font)
        if word == "ftnalt" and self._parts[state.part].kind == "footnote":
            self._parts[state.part].kind = "endnote"
        if word == "ud" and starred and state.destination == "upr":
            return replace(state, destination="")
        if state.destination:
            return None
        if word in LEFT_OUT:
            self._counts[LEFT_OUT[word]] += 1
        if word in LEFT_OUT or word in SILENT or (starred and word not in OPEN_STARRED):
            return replace(state, destination=word)
        return None

    def _define(self, state: _State, word: str, number: int | None) -> None:
        """Learn the typefaces' code pages and the colours."""
        if state.destination == "fonttbl" and word == "fcharset" and number in CODE_PAGES:
            self._fonts[state.font] = CODE_PAGES[number]
        elif state.destination == "colortbl" and word in ("red", "green", "blue"):
            self._colour[("red", "green", "blue").index(word)] = number or 0

    def _format(self, state: _State, word: str, number: int | None) -> _State:
        on, index = number != 0, number or 0
        changed: dict[str, Any] = {}
        match word:
            case "v":
                changed = {"hidden": on}
            case "deleted":
                self._counts["deleted"] += on
                changed = {"deleted": on}
            case "revised":
                self._counts["inserted"] += on
            case "plain":
                changed = dict.fromkeys(("hidden", "deleted", "white", "tiny", "shaded"), False)
            case "cf":
                changed = {"white": self._is_white(index)}
            case "cb" | "highlight" | "chcbpat":
                changed = {"shaded": index > 0 and not self._is_white(index)}
            case "fs":
                changed = {"tiny": index <= TINY_HALF_POINTS}
            case "f":
                changed = {"font": index}
        return replace(state, **changed) if changed else state

    def _is_white(self, colour: int) -> bool:
        return 0 <= colour < len(self._colours) and self._colours[colour]

    def _symbol(self, state: _State, symbol: str) -> None:
        self._flush(state)
        self._skip = 0
        if symbol in SYMBOLS:
            self._add(state, "text", SYMBOLS[symbol])
        elif symbol in "\r\n":
            self._add(state, "paragraph")

    def _characters(self, state: _State, characters: bytes) -> None:
        if state.destination == "colortbl":
            for _ in range(characters.count(b";")):
                self._colours.append(all(part >= WHITE_FROM for part in self._colour))
                self._colour = [0, 0, 0]
        if state.destination:
            return
        if self._skip:
            dropped = min(self._skip, len(characters))
            self._skip -= dropped
            characters = characters[dropped:]
        if characters:
            self._flush_units(state)
            self._bytes += characters

    def _flush(self, state: _State) -> None:
        self._flush_bytes(state)
        self._flush_units(state)

    def _flush_bytes(self, state: _State) -> None:
        if self._bytes:
            page = self._fonts.get(state.font, self.code_page)
            self._add(state, "text", bytes(self._bytes).decode(page, "replace"))
            self._bytes.clear()

    def _flush_units(self, state: _State) -> None:
        if self._units:
            units = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._add(state, "text", units.decode("utf-16-le", "replace"))
            self._units.clear()

    def _add(self, state: _State, mark: Mark, text: str = "") -> None:
        if not state.destination and not state.deleted:
            self._parts[state.part].pieces.append((mark, text, state.reason))


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True
