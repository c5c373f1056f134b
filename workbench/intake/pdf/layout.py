"""Fragments of a page -> its lines in reading order: bands from the top down, columns from left to right.

A recursive cut along white space (Nagy, Seth and Viswanathan, "A Prototype Document Image Analysis System for
Technical Journals", 1992), with one change: bands that share a gutter are cut into columns together, so that
columns whose lines stand level are not read across.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from workbench.intake.pdf.fragments import Box, Fragment

_CORE = 0.3
"""Of a fragment's height, to either side of its middle: what counts as its band; ascenders touch the next."""
_GUTTER = 0.9
"""Heights of a letter: the least width of a gutter between columns."""
_FEWEST_ROWS = 3
_PROSE = 14
"""Characters in the usual fragment of a column of prose; in a column of a table there are fewer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is printed, and where."""

    text: str
    box: Box


def lines_in_order(fragments: Iterable[Fragment]) -> list[Line]:
    """The lines of a page in the order in which they are read; no character is lost."""
    return _order([fragment for fragment in fragments if fragment.text])


def _order(fragments: Sequence[Fragment]) -> list[Line]:
    if not fragments:
        return []
    lines: list[Line] = []
    for group, gutters in _groups(_bands(fragments), median(each.box.height for each in fragments)):
        columns = _columns(group, gutters)
        if len(columns) > 1:
            for column in columns:
                lines += _order(column)
        else:
            lines += _rows(group)
    return lines


def _bands(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments by horizontal strips with white between them, from the top down."""
    bands: list[list[Fragment]] = []
    foot = float("-inf")
    for fragment in sorted(fragments, key=lambda each: each.box.middle - _CORE * each.box.height):
        core = _CORE * fragment.box.height
        if fragment.box.middle - core >= foot:
            bands.append([])
        bands[-1].append(fragment)
        foot = max(foot, fragment.box.middle + core)
    return bands


def _groups(
    bands: list[list[Fragment]], height: float
) -> list[tuple[list[Fragment], list[tuple[float, float]]]]:
    """Bands joined as long as a gutter, white with ink on both sides, runs down through all of them."""
    left = min(each.box.left for band in bands for each in band)
    right = max(each.box.right for band in bands for each in band)
    groups: list[tuple[list[Fragment], list[tuple[float, float]]]] = []
    for band in bands:
        white = _white(band, left, right)
        if groups:
            joined = [*groups[-1][0], *band]
            shared = _wide(_shared(groups[-1][1], white), _GUTTER * height)
            if any(_has_ink_beside(gap, joined) for gap in shared):
                groups[-1] = (joined, shared)
                continue
        groups.append((list(band), _wide(white, _GUTTER * height)))
    return groups


def _white(band: Sequence[Fragment], left: float, right: float) -> list[tuple[float, float]]:
    gaps = []
    reached = left
    for fragment in sorted(band, key=lambda each: each.box.left):
        if fragment.box.left > reached:
            gaps.append((reached, fragment.box.left))
        reached = max(reached, fragment.box.right)
    return [*gaps, (reached, right)] if reached < right else gaps


def _shared(
    some: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    met = []
    mine, theirs = 0, 0
    while mine < len(some) and theirs < len(others):
        start, stop = max(some[mine][0], others[theirs][0]), min(some[mine][1], others[theirs][1])
        if start < stop:
            met.append((start, stop))
        if some[mine][1] < others[theirs][1]:
            mine += 1
        else:
            theirs += 1
    return met


def _has_ink_beside(gap: tuple[float, float], fragments: Iterable[Fragment]) -> bool:
    lefts = [fragment.box.left for fragment in fragments]
    return min(lefts) < gap[0] and max(lefts) >= gap[1]


def _wide(gaps: Iterable[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    return [(start, stop) for start, stop in gaps if stop - start >= least]


def _columns(group: Sequence[Fragment], gutters: Sequence[tuple[float, float]]) -> list[list[Fragment]]:
    """The columns of prose that the gutters part; one column if what stands there is no prose."""
    columns: list[list[Fragment]] = []
    rest = list(group)
    for start, _ in gutters:
        before = [fragment for fragment in rest if fragment.box.left < start]
        after = [fragment for fragment in rest if fragment.box.left >= start]
        if _is_prose(before) and _is_prose(after):
            columns.append(before)
            rest = after
    return [*columns, rest]


def _is_prose(fragments: Sequence[Fragment]) -> bool:
    return (
        len(_bands(fragments)) >= _FEWEST_ROWS
        and median(len(fragment.text) for fragment in fragments) >= _PROSE
    )


def _rows(fragments: Sequence[Fragment]) -> list[Line]:
    """The lines of one column: fragments whose middles are level, side by side."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda each: each.box.middle):
        level = rows[-1][0].box if rows else None
        if level and abs(level.middle - fragment.box.middle) < 0.5 * max(level.height, fragment.box.height):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [_line(row) for row in rows]


def _line(row: Sequence[Fragment]) -> Line:
    backwards = _reads_leftwards(row)
    ordered = sorted(row, key=lambda each: -each.box.right if backwards else each.box.left)
    text, box = ordered[0].text, ordered[0].box
    for fragment in ordered[1:]:
        gap = box.left - fragment.box.right if backwards else fragment.box.left - box.right
        text += (" " if gap > 0.1 * fragment.box.height else "") + fragment.text
        box = box.around(fragment.box)
    return Line(text, box)


def _reads_leftwards(row: Sequence[Fragment]) -> bool:
    strong = [unicodedata.bidirectional(letter) for fragment in row for letter in fragment.text]
    return sum(kind in ("R", "AL") for kind in strong) > strong.count("L")
