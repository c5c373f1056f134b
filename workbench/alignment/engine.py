"""The whole engine for two documents."""

from itertools import pairwise

from workbench.alignment.chains import acceptable, chains, extended
from workbench.alignment.comparison import Comparison, Stretch, compared
from workbench.alignment.passages import passages
from workbench.alignment.prepared import PARAGRAPH, Prepared
from workbench.alignment.runs import LEAST_RUN, Run
from workbench.alignment.summaries import summary
from workbench.alignment.ties import joined, ties
from workbench.domain.match import Match, Method

CHAIN_SIMILARITY = 0.5
"""Least Dice coefficient of a chain: with fewer equal words, or more than a tenth of them in another place, a
match is a passage."""

COPIED_WORDS = 200
"""Equal words of a chain that is taken for a copy before any passage is looked for."""

EXACT_SIMILARITY = 0.8
"""Dice coefficient from which on a match ends with its equal words; below it, reworded edges belong to it."""


def align(output: Prepared, source: Prepared) -> list[Match]:
    """What `output` and `source` have in common, in the order of the output.

    No word of the output is in two matches; a word of the source may be, where it was used twice.
    """
    if not len(output) or not len(source):
        return []
    comparison = compared(output, source)
    exact = chains(output.tokens, source.tokens)
    found = passages(comparison, [_hull(chain) for chain in exact if _is_copy(chain)])
    condensed = summary(comparison, found)
    matches = []
    if condensed:
        here, there = condensed.output, condensed.source
        found = [passage for passage in found if not passage.output.overlap(here)]
        exact = [chain for chain in exact if not _hull(chain)[0].overlap(here)]
        matches.append(_match(comparison, here, there, ties(comparison, here, there), "summary"))
    stretches, left = _merged(comparison, [passage[:2] for passage in found], exact)
    taken = [here for here, _ in stretches] + [_hull(chain)[0] for chain in left]
    taken += [condensed.output] if condensed else []
    for here, there in stretches:
        others = [other for other in taken if other != here]
        matches.append(_matched(comparison, here, there, others))
    matches += [_exact(comparison, chain) for chain in left]
    return sorted(matches, key=lambda match: (match.output, match.source))


Pair = tuple[Stretch, Stretch]


def _is_copy(chain: list[Run]) -> bool:
    """Whether a chain is long and dense enough that nothing is to be gained by growing passages in it."""
    here, there = _hull(chain)
    words = sum(count for _, _, count in chain)
    return words >= COPIED_WORDS and 2 * words >= EXACT_SIMILARITY * (here.length + there.length)


def _merged(
    comparison: Comparison, stretches: list[Pair], exact: list[list[Run]]
) -> tuple[list[Pair], list[list[Run]]]:
    """Stretches and chains that lie in each other made one, and what is left of the other chains."""
    merged = [pair for pair in stretches if not _is_reordered(comparison, pair, exact)]
    others = []
    for chain in exact:
        hull = _hull(chain)
        kin = [pair for pair in merged if _mostly_within(hull, pair) or _mostly_within(pair, hull)]
        rest = [pair for pair in merged if pair not in kin and not _within_copy(pair[0], chain)]
        union = hull
        for pair in kin:
            union = _union(union, pair)
        if (kin or _is_copy(chain)) and not any(union[0].overlap(pair[0]) for pair in rest):
            merged = [*rest, union]
        else:
            others.append(chain)
    for output, _ in merged:
        others = [_outside(chain, output) for chain in others]
    return merged, [chain for chain in others if acceptable(chain)]


def _is_reordered(comparison: Comparison, pair: Pair, exact: list[list[Run]]) -> bool:
    """Whether a stretch is no more than a few copied paragraphs in another order."""
    kin = sorted(hull for chain in exact if _mostly_within(hull := _hull(chain), pair))
    for side in (0, 1):
        if sum(hull[side].overlap(pair[side]) for hull in kin) < EXACT_SIMILARITY * pair[side].length:
            return False
    borders, source_borders = comparison.output.text.borders, comparison.source.text.borders
    return all(
        PARAGRAPH in (borders[here.first], source_borders[there.first]) for here, there in kin
    ) and any(before[1].first > after[1].first for before, after in pairwise(kin))


def _within_copy(output: Stretch, chain: list[Run]) -> bool:
    return _is_copy(chain) and 2 * output.overlap(_hull(chain)[0]) >= output.length


def _mostly_within(hull: Pair, pair: Pair) -> bool:
    return all(2 * mine.overlap(other) >= mine.length for mine, other in zip(hull, pair, strict=True))


def _union(hull: Pair, pair: Pair) -> Pair:
    here, there = (
        Stretch(min(mine.first, other.first), max(mine.stop, other.stop))
        for mine, other in zip(hull, pair, strict=True)
    )
    return here, there


def _outside(chain: list[Run], taken: Stretch) -> list[Run]:
    """The part of a chain before or after the taken words, whichever has more equal words."""
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


def _hull(runs: list[Run]) -> Pair:
    return (
        Stretch(runs[0][0], runs[-1][0] + runs[-1][2]),
        Stretch(min(other for _, other, _ in runs), max(other + count for _, other, count in runs)),
    )


def _matched(comparison: Comparison, here: Stretch, there: Stretch, taken: list[Stretch]) -> Match:
    """The match of two stretches, named by how its words are tied; no output word of it is `taken`."""
    pairs = ties(comparison, here, there)
    words = sum(count for _, _, count in pairs)
    moved = sum(following[2] for before, following in pairwise(pairs) if following[1] < before[1])
    if 2 * words < CHAIN_SIMILARITY * (here.length + there.length) or 10 * moved > words:
        return _match(comparison, here, there, pairs, "passage")
    if 2 * words < EXACT_SIMILARITY * (here.length + there.length):
        return _match(comparison, here, there, pairs, "chain")
    core = _core(pairs)
    longer = extended(comparison.output.text.tokens, comparison.source.text.tokens, core)
    free = not any(_hull(longer)[0].overlap(other) for other in taken)
    return _exact(comparison, joined(longer if free else core))


def _core(pairs: list[Run]) -> list[Run]:
    """The pairs without short ones at the ends that are no longer than the gap before them."""
    begin, end = 0, len(pairs)
    while end - begin > 1 and _is_stray(pairs[end - 1], _gap(pairs[end - 2], pairs[end - 1])):
        end -= 1
    while end - begin > 1 and _is_stray(pairs[begin], _gap(pairs[begin], pairs[begin + 1])):
        begin += 1
    return pairs[begin:end]


def _gap(before: Run, after: Run) -> int:
    return max(after[0] - before[0] - before[2], abs(after[1] - before[1] - before[2]))


def _is_stray(run: Run, gap: int) -> bool:
    return run[2] < LEAST_RUN and run[2] <= gap


def _exact(comparison: Comparison, pairs: list[Run]) -> Match:
    """A match that begins and ends with equal words."""
    here, there = _hull(pairs)
    whole = len(pairs) == 1
    return _match(comparison, here, there, pairs, "run" if whole else "chain")


def _match(comparison: Comparison, here: Stretch, there: Stretch, pairs: list[Run], method: Method) -> Match:
    output, source = comparison.output.text.tokens, comparison.source.text.tokens
    return Match(
        output.span(*here),
        source.span(*there),
        tuple(
            (output.span(first, first + count), source.span(other, other + count))
            for first, other, count in pairs
        ),
        sum(count for _, _, count in pairs),
        here.length,
        there.length,
        method,
    )
