"""Copies, and passages that lie in them or around them: made one, or kept apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from workbench.alignment.chains import MOST_GAP, matched
from workbench.alignment.comparison import Comparison, Stretch
from workbench.alignment.drafts import EXACT_SIMILARITY, LEAST_BESIDE, Draft, beside, hull_of
from workbench.alignment.growth import REACH
from workbench.alignment.prepared import PARAGRAPH
from workbench.alignment.runs import Run
from workbench.alignment.score import score
from workbench.alignment.support import AT_ONCE
from workbench.alignment.ties import ties

COPIED_WORDS = 200
"""Equal words of a chain that is taken for a copy before any passage is looked for."""

ALONE_WORDS = 40
"""Equal words of a copy that stands by itself, two sentences; shorter ones are what a rewording kept."""

MOST_STRAYS = 4
"""Short copies of another place, at most, that may lie within a passage side by side."""

Pair = tuple[Stretch, Stretch]
_Apart = TypeVar("_Apart", bound=tuple[Any, ...])
"""Something whose first member is its stretch of the output."""


class Copy(NamedTuple):
    """A chain of equal runs, and the stretches from its first word to its last."""

    output: Stretch
    source: Stretch
    runs: list[Run]

    @classmethod
    def of(cls, chain: list[Run]) -> "Copy":
        """A chain with its stretches."""
        return cls(*hull_of(chain), chain)

    @property
    def is_long(self) -> bool:
        """Whether it is long and dense enough that nothing is to be gained by growing passages in it."""
        words = matched(self.runs)
        return words >= COPIED_WORDS and 2 * words >= EXACT_SIMILARITY * (
            self.output.length + self.source.length
        )


def merged(
    comparison: Comparison, stretches: Sequence[Pair], copies: Sequence[Copy]
) -> tuple[list[Pair], list[Copy]]:
    """Stretches and copies that lie in each other made one, and the copies that do not.

    Stretches, and copies, are in the order of the output and do not overlap there; what is returned, too.
    """
    pairs = [pair for pair in stretches if not _is_copies(comparison, pair, _meeting(copies, pair[0]))]
    others = []
    for copy in copies:
        near = _meeting(pairs, copy.output)
        kin = [pair for pair in near if _mostly_within(copy, pair) or _mostly_within(pair, copy)]
        union: Pair = copy[:2]
        for pair in kin:
            union = _union(union, pair)
        rest = [
            pair
            for pair in _meeting(pairs, union[0])
            if pair not in kin and not (pair in near and _says_less(comparison, pair, copy))
        ]
        if (kin or copy.is_long) and not rest:
            place = bisect_right(pairs, copy.output.first, key=lambda pair: pair[0].stop)
            pairs[place : place + len(near)] = [union]
        else:
            others.append(copy)
    return pairs, others


def bridged(
    comparison: Comparison, pairs: Sequence[Pair], copies: Sequence[Copy]
) -> tuple[list[Pair], list[Copy]]:
    """The pairs, which do not overlap in the output, and the copies, those made one that belong together.

    Short copies of another place that lie between two that do are part of what lies between.
    """
    ordered: list[Pair | Copy] = [*pairs, *copies]
    joined: list[Pair | Copy] = []
    for one in sorted(ordered, key=lambda one: one[0]):
        place = _kin_of(comparison, joined[-MOST_STRAYS - 1 :], one)
        if place:
            joined[place:] = [_union(joined[place], one)]
        else:
            joined.append(one)
    return (
        _apart([one for one in joined if not isinstance(one, Copy)]),
        [one for one in joined if isinstance(one, Copy)],
    )


def _kin_of(comparison: Comparison, before: Sequence[Pair | Copy], one: Pair | Copy) -> int:
    """Which of those before one belongs to it, counted from the last, -1; 0 if none does.

    Only short copies are passed over.
    """
    for place in range(-1, -len(before) - 1, -1):
        other = before[place]
        if _belong_together(comparison, other, one):
            return place
        if not isinstance(other, Copy) or matched(other.runs) >= ALONE_WORDS:
            return 0
    return 0


def _belong_together(comparison: Comparison, before: Pair | Copy, after: Pair | Copy) -> bool:
    """Whether two stretches that follow each other on both sides, or meet there, are one passage.

    They are if hardly anything lies between them; if no more does than a rewording leaps, and one of them is
    long; or if the words between them, no more than one of them has, speak for it: by any evidence, for their
    place was given, not looked for among others.
    """
    if not all(
        mine.first < theirs.first and mine.stop < theirs.stop for mine, theirs in _sides(before, after)
    ):
        return False
    lengths = [stretch.length for stretch in (*before[:2], *after[:2])]
    gap, other_gap = (theirs.first - mine.stop for mine, theirs in _sides(before, after))
    if max(gap, other_gap, abs(gap - other_gap)) <= (REACH if max(lengths) >= AT_ONCE else MOST_GAP):
        return True
    shorter, longer = sorted((gap, other_gap))
    if shorter <= 0 or longer > min(2 * shorter, max(AT_ONCE, *lengths)):
        return False
    here, there = (Stretch(mine.stop, theirs.first) for mine, theirs in _sides(before, after))
    return score(comparison, here, there) > 0


def _sides(
    before: Pair | Copy, after: Pair | Copy
) -> tuple[tuple[Stretch, Stretch], tuple[Stretch, Stretch]]:
    """The stretches of both on the one side, and on the other."""
    return (before[0], after[0]), (before[1], after[1])


def _apart(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs without the words of the output that one before has already, unless it has most of them."""
    apart: list[Pair] = []
    done = 0
    for here, there in pairs:
        free = Stretch(max(done, here.first), max(done, here.stop))
        if 2 * free.length >= here.length:
            apart.append((free, there))
            done = here.stop
    return apart


def yielding(pair: Pair, copies: Sequence[Copy]) -> Pair:
    """A stretch without the words at its ends that belong to copies which reach beyond it."""
    (first, stop), there = pair
    for copy, _, _ in _meeting(copies, pair[0]):
        if copy.first < first < copy.stop < (first + stop) // 2:
            first = copy.stop
        elif (first + stop) // 2 < copy.first < stop < copy.stop:
            stop = copy.first
    return Stretch(first, stop), there


def beside_drafts(copies: Sequence[Copy], drafts: Sequence[Draft]) -> list[list[Run]]:
    """What the drafts, which do not overlap, leave of each copy: the part with the most equal words."""
    ordered = sorted(drafts, key=lambda draft: draft.output)
    left = []
    for copy in copies:
        runs = copy.runs
        for draft in _meeting(ordered, copy.output):
            runs = _outside(runs, draft.output)
        left.append(runs)
    return left


def _meeting(stretches: Sequence[_Apart], here: Stretch) -> Sequence[_Apart]:
    """Those that meet `here`, of some in the order of the output that do not overlap there."""
    first = bisect_right(stretches, here.first, key=lambda one: one[0].stop)
    return stretches[first : bisect_left(stretches, here.stop, first, key=lambda one: one[0].first)]


def _is_copies(comparison: Comparison, pair: Pair, near: Sequence[Copy]) -> bool:
    """Whether a stretch is no more than copies that stand apart, or paragraphs in another order."""
    kin = [copy for copy in near if _mostly_within(copy, pair)]
    return (_are_reordered(comparison, kin) or _are_apart(_between_long(kin))) and (
        beside(comparison, *pair, [copy[:2] for copy in kin]) < LEAST_BESIDE
    )


def _between_long(copies: Sequence[Copy]) -> Sequence[Copy]:
    """The copies from the first long one to the last."""
    long = [place for place, copy in enumerate(copies) if matched(copy.runs) >= ALONE_WORDS]
    return copies[long[0] : long[-1] + 1] if long else []


def _are_reordered(comparison: Comparison, copies: Sequence[Copy]) -> bool:
    """Whether copies begin with paragraphs, here or there, that changed places."""
    borders, source_borders = comparison.output.text.borders, comparison.source.text.borders
    return all(
        PARAGRAPH in (borders[copy.output.first], source_borders[copy.source.first]) for copy in copies
    ) and any(before.source.first > after.source.first for before, after in pairwise(copies))


def _are_apart(copies: Sequence[Copy]) -> bool:
    """Whether more words than a rewording leaps lie between two copies, here or there."""
    return any(
        after.first - before.stop > REACH
        for side in ([copy.output for copy in copies], [copy.source for copy in copies])
        for before, after in pairwise(sorted(side))
    )


def _says_less(comparison: Comparison, pair: Pair, copy: Copy) -> bool:
    """Whether a stretch elsewhere in the source has no more equal words for the same output than a copy."""
    if 2 * pair[0].overlap(copy.output) < pair[0].length:
        return False
    return copy.is_long or matched(copy.runs) >= matched(ties(comparison, *pair))


def _mostly_within(inner: Copy | Pair, outer: Copy | Pair) -> bool:
    return all(
        2 * mine.overlap(other) >= mine.length for mine, other in zip(inner[:2], outer[:2], strict=True)
    )


def _union(pair: Pair | Copy, other: Pair | Copy) -> Pair:
    return pair[0].hull(other[0]), pair[1].hull(other[1])


def _outside(chain: list[Run], taken: Stretch) -> list[Run]:
    """The part of a chain before or after the taken words, whichever has more equal words."""
    if not chain or not hull_of(chain)[0].overlap(taken):
        return chain
    before = [
        (first, other, min(count, taken.first - first))
        for first, other, count in chain
        if first < taken.first
    ]
    after = []
    for first, other, count in chain:
        cut = max(0, taken.stop - first)
        if cut < count:
            after.append((first + cut, other + cut, count - cut))
    return max(before, after, key=lambda part: sum(count for _, _, count in part))
