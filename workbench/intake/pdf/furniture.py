"""Running heads, page numbers, line numbers in the margin: known by their return, kept out of the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from workbench.intake.pdf.fragments import Fragment
from workbench.intake.pdf.layout import Line

_DEEP = 2
"""Lines at the head and at the foot of a page that may be furniture."""
_FEWEST_PAGES = 3
_APART = 1.25
"""Times the usual distance of two lines, at least, between furniture and text."""
_FEW = 3
"""Distances, below which there is nothing usual."""
_SAME_LINE = 2.0
"""Points; what stands closer is on one line."""
_LEVEL = 6.0
"""Points within which a line of another page stands at the same height."""
_FEWEST_LINE_NUMBERS = 8
_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.|pg\.?)?\s*(\d{1,5}|[ivxlcdm]{1,8})(?:\s*(?:of|von|de|/)\s*\d{1,5})?\W*",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(slots=True)
class Furniture:
    """What was taken out of the text."""

    heads: Counter[str] = field(default_factory=Counter)
    """Running heads and feet as printed, digits as `#`, with the number of pages that have them."""
    numbers: dict[int, str] = field(default_factory=dict)
    """By page, from 0: the number printed on it."""
    numbered_margins: int = 0
    """Pages with line numbers in the margin."""


def without_line_numbers(fragments: Sequence[Fragment]) -> tuple[list[Fragment], bool]:
    """The fragments of a page without a column of running numbers at their left, and whether it has one."""
    numbers = [each for each in fragments if re.fullmatch(r"\d{1,3}", each.text)]
    others = [each for each in fragments if not re.fullmatch(r"\d{1,3}", each.text)]
    if len(numbers) < _FEWEST_LINE_NUMBERS or not others:
        return list(fragments), False
    edge = min(each.box.left for each in others)
    margin = sorted((each for each in numbers if each.box.right <= edge), key=lambda each: each.box.middle)
    values = [int(each.text) for each in margin]
    steps = {after - before for before, after in pairwise(values)}
    if len(margin) < _FEWEST_LINE_NUMBERS or steps not in ({1}, {5}):
        return list(fragments), False
    taken = set(map(id, margin))
    return [each for each in fragments if id(each) not in taken], True


def set_apart(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], Furniture]:
    """The pages without their furniture; a line goes only if it, or one like it, stands so on other pages."""
    edges = [_edges(page) for page in pages]
    returning, counting = _returning(edges), _counting(edges)
    while True:
        kept, furniture = _without(pages, edges, returning, counting)
        rare = {head for head, count in furniture.heads.items() if count < _FEWEST_PAGES}
        if not rare:
            break
        returning = {key for key in returning if key[1] not in rare}
    if not any(kept):  # pages that are alike throughout have no text that their heads could stand apart from
        return [list(page) for page in pages], Furniture()
    return kept, furniture


def _without(
    pages: Sequence[list[Line]],
    edges: Sequence[Sequence[tuple[str, int, Line]]],
    returning: set[tuple[str, str, int]],
    counting: set[int],
) -> tuple[list[list[Line]], Furniture]:
    furniture = Furniture()
    kept = []
    for number, page in enumerate(pages):
        gone: set[int] = set()
        for place in ("head", "foot"):
            lines = [line for side, _, line in edges[number] if side == place]
            known = [_key(place, line) in returning or _runs_on(line, number, counting) for line in lines]
            deep = next((rank for rank, each in enumerate(known) if not each), len(lines))
            deep = next(
                (rank for rank in range(deep, 0, -1) if _stands_apart(page, lines[rank - 1], place)), 0
            )
            for line in lines[:deep]:
                gone.add(id(line))
                if _printed_number(line.text) is None:
                    furniture.heads[_pattern(line.text)] += 1
                else:
                    furniture.numbers[number] = _bare(line.text)
        kept.append([line for line in page if id(line) not in gone])
    return kept, furniture


def _runs_on(line: Line, page: int, counting: set[int]) -> bool:
    """Whether a line is a page number in step with those of other pages."""
    printed = _printed_number(line.text)
    return printed is not None and page - printed in counting


def _stands_apart(page: Sequence[Line], line: Line, place: str) -> bool:
    """Whether more white than between lines of the page lies between a line and the text."""
    middles = sorted(each.box.middle for each in page)
    pitches = [after - before for before, after in pairwise(middles) if after - before > _SAME_LINE]
    inner = [
        abs(middle - line.box.middle)
        for middle in middles
        if (middle > line.box.middle) == (place == "head") and abs(middle - line.box.middle) > _SAME_LINE
    ]
    return not inner or len(pitches) < _FEW or min(inner) > _APART * median(pitches)


def _edges(page: Sequence[Line]) -> list[tuple[str, int, Line]]:
    """The lines at head and foot with their rank from the edge, the outermost first."""
    level = sorted(page, key=lambda line: line.box.middle)
    if len(level) < 2 * _DEEP:
        head, foot = level[: (len(level) + 1) // 2], level[(len(level) + 1) // 2 :][::-1]
    else:
        head, foot = level[:_DEEP], level[-_DEEP:][::-1]
    ranked = [("head", rank, line) for rank, line in enumerate(head)]
    ranked += [("foot", rank, line) for rank, line in enumerate(foot)]
    return sorted(ranked, key=lambda each: each[1])


def _returning(edges: Iterable[Sequence[tuple[str, int, Line]]]) -> set[tuple[str, str, int]]:
    """The keys of lines that stand at the same height on several pages."""
    met: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(edges):
        for place, _, line in page:
            side, pattern, height = _key(place, line)
            for near in (height - 1, height, height + 1):
                met[side, pattern, near].add(number)
    return {key for key, pages in met.items() if len(pages) >= _FEWEST_PAGES}


def _counting(edges: Sequence[Sequence[tuple[str, int, Line]]]) -> set[int]:
    """The differences between page and printed number that hold on several pages."""
    differences: Counter[int] = Counter()
    for number, page in enumerate(edges):
        printed = {_printed_number(line.text) for _, rank, line in page if rank == 0} - {None}
        differences.update(number - each for each in printed if each is not None)
    return {difference for difference, pages in differences.items() if pages >= min(2, len(edges))}


def _key(place: str, line: Line) -> tuple[str, str, int]:
    return place, _pattern(line.text), round(line.box.middle / _LEVEL)


def _pattern(text: str) -> str:
    """A line with its numbers as `#`, so that `12 THE TRIAL` and `14 THE TRIAL` are one head."""
    plain = " ".join(text.split())
    if _NUMBER.fullmatch(plain):
        return "#"
    return re.sub(r"\d+", "#", plain)


def _printed_number(text: str) -> int | None:
    found = _NUMBER.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    number = found[1].lower()
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(
        -value if value < max(values[place:], default=0) else value for place, value in enumerate(values)
    )


def _bare(text: str) -> str:
    found = _NUMBER.fullmatch(" ".join(text.split()))
    return found[1] if found else text
