"""The picture: each output as a band, with the findings where they stand, patterned by kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.finding import KINDS, Finding, Kind
from workbench.exhibits.pairs import Numbered
from workbench.exhibits.press.blocks import BASELINE, Block
from workbench.exhibits.press.lines import Line
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import FINE
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.wording import KIND_NAMES, is_struck

_HEIGHT = 22.0
_NUMBERS = 12.0
_KEY = 20.0
_ROW_WORDS = 1500
_MOST_ROWS = 6


@dataclass(slots=True)
class Band:
    """One output drawn from left to right, in as many rows as its length asks for."""

    characters: int
    rows: int
    marks: Sequence[tuple[Numbered, Line]]
    width: float
    figure: Node
    key: Sequence[tuple[Kind | None, Line]]
    above: float = 0.0
    keep: bool = False
    anchor: str = ""
    bookmark: tuple[int, str] | None = None

    @property
    def height(self) -> float:
        return self.rows * (_HEIGHT + _NUMBERS) + (_KEY if self.key else 0.0)

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> tuple[Block | None, Block | None]:
        return (self, None) if self.height <= room + 0.01 else (None, self)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        for row in range(self.rows):
            self._draw_row(sheet, x, top - row * (_HEIGHT + _NUMBERS), row)
        foot = top - self.rows * (_HEIGHT + _NUMBERS)
        for kind, line in self.key:
            _swatch(sheet, kind, x, foot - 13, 22.0, 8.0, self.figure)
            sheet.text(line, x + 27, foot - 10 - FINE.leading * (BASELINE - 0.5), self.figure)
            x += 27 + line.width + 18

    def kind_of(self, numbered: Numbered) -> Kind | None:
        """The kind by which a finding is drawn; None for what is struck."""
        return None if is_struck(numbered.part, numbered.finding) else numbered.finding.kind

    def _draw_row(self, sheet: Sheet, x: float, top: float, row: int) -> None:
        low, high = row / self.rows, (row + 1) / self.rows
        sheet.box(x, top - _HEIGHT, self.width, _HEIGHT, "second", None, 0.5, node=self.figure)
        free = x
        for numbered, line in self.marks:
            span = numbered.finding.output_span
            first, last = (max(low, min(high, place / max(1, self.characters))) for place in span)
            if last <= first and not (first == last == high == 1.0):
                continue
            left = x + (first - low) * self.rows * self.width
            width = max(1.5, (last - first) * self.rows * self.width)
            left = min(left, x + self.width - width)
            _swatch(sheet, self.kind_of(numbered), left, top - _HEIGHT + 3, width, _HEIGHT - 6, self.figure)
            middle = min(max(x, left + (width - line.width) / 2), x + self.width - line.width)
            if middle >= free:
                sheet.text(line, middle, top - _HEIGHT - 8.5, self.figure)
                free = middle + line.width + 3


def band(
    findings: Sequence[Numbered], words: int, text: str, setter: Typesetter, parent: Node, key: bool
) -> Band:
    """The band of one output with `words` words; `key` adds the meaning of the patterns under it."""
    figure = parent.add("Figure", alternative=_in_words(findings, words))
    kinds: list[tuple[Kind | None, str]] = [(kind, KIND_NAMES[kind].lower()) for kind in KINDS]
    kinds.append((None, "struck or dismissed"))
    return Band(
        len(text),
        max(1, min(_MOST_ROWS, round(words / _ROW_WORDS))),
        [(numbered, setter.lines(numbered.number, FINE.but(size=6.5), 100)[0]) for numbered in findings],
        setter.measure,
        figure,
        [(kind, setter.lines(name, FINE, 200)[0]) for kind, name in kinds] if key else [],
        above=10,
    )


def _swatch(
    sheet: Sheet, kind: Kind | None, x: float, y: float, width: float, height: float, node: Node
) -> None:
    """A rectangle in the pattern of a kind; None for what is struck."""
    if kind == "verbatim":
        sheet.box(x, y, width, height, None, "exact", node=node)
    elif kind == "near-verbatim":
        sheet.hatch(x, y, width, height, "exact", node)
        sheet.box(x, y, width, height, "exact", None, 0.6, node=node)
    elif kind == "paraphrase":
        sheet.box(x, y, width, height, "paraphrase", None, 0.6, node=node)
        for step in (0.3, 0.5, 0.7):
            middle = y + height * step
            sheet.rule((x, middle), (x + width, middle), "paraphrase", 0.6, node=node)
    elif kind == "lead":
        sheet.box(x, y, width, height, "second", None, 0.7, (2.0, 1.6), node=node)
    else:
        sheet.box(x, y + height * 0.3, width, height * 0.4, "second", "hairline", 0.4, node=node)


def _in_words(findings: Sequence[Numbered], words: int) -> str:
    told = "; ".join(f"{numbered.number} {_kind_in_words(numbered.finding)}" for numbered in findings)
    return f"The output as a band of {words:,} words. Findings from left to right: {told or 'none'}."


def _kind_in_words(finding: Finding) -> str:
    return f"{finding.kind}, {finding.matched_words or finding.output_words} words"
