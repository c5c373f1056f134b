"""The whole engine for two documents."""

from itertools import pairwise

from workbench.alignment.chains import acceptable, chains, matched
from workbench.alignment.comparison import Comparison, Stretch, compared
from workbench.alignment.drafts import (
    EXACT_SIMILARITY,
    LEAST_BESIDE,
    Draft,
    beside,
    completed,
    drafted,
    exact_draft,
    hull_of,
)
from workbench.alignment.passages import REACH, passages
from workbench.alignment.prepared import PARAGRAPH, Prepared
from workbench.alignment.retellings import with_retellings
from workbench.alignment.runs import Run
from workbench.alignment.sentences import Encode, Near
from workbench.alignment.summaries import LEAST_TIED, LEAST_TIED_SHARE, summary
from workbench.alignment.ties import ties
from workbench.domain.match import Match

COPIED_WORDS = 200
"""Equal words of a chain that is taken for a copy before any passage is looked for."""

ALONE_WORDS = 40
"""Equal words of a copy that stands by itself, two sentences; shorter ones are what a rewording kept."""


def align(output: Prepared, source: Prepared, encode: Encode | None = None, near: Near = ()) -> list[Match]:
    """What `output` and `source` have in common, in the order of the output.

    No word of the output is in two matches; a word of the source may be, where it was used twice. With
    `encode`, sentences are compared by meaning, too: where words leave it unsure whether one text sums up the
    other, and in the places `near`, spans of output and source, where words leave the output unexplained.
    """
    if not len(output) or not len(source):
        return []
    comparison = compared(output, source)
    exact = chains(output.tokens, source.tokens)
    found = passages(comparison, [hull_of(chain) for chain in exact if _is_copy(chain)])
    condensed = summary(comparison, found, [hull_of(chain)[0] for chain in exact], encode)
    drafts = []
    tied = ties(comparison, condensed.output, condensed.source) if condensed else []
    if condensed and _told(comparison, tied) >= max(LEAST_TIED, LEAST_TIED_SHARE * condensed.output.length):
        here, there = condensed.output, condensed.source
        found = [passage for passage in found if not passage.output.overlap(here)]
        exact = [chain for chain in exact if not hull_of(chain)[0].overlap(here)]
        drafts.append(Draft(here, there, tied, "summary"))
    stretches, left = _merged(comparison, [passage[:2] for passage in found], exact)
    drafts += [draft for pair in stretches if (draft := drafted(comparison, *_yielding(pair, left)))]
    for draft in drafts:
        left = [_outside(chain, draft.output) for chain in left]
    drafts += [exact_draft(chain) for chain in left if acceptable(chain)]
    if encode and near:
        drafts = with_retellings(comparison, drafts, near, encode)
    matches = [_match(comparison, draft) for draft in completed(comparison, drafts)]
    return sorted(matches, key=lambda match: (match.output, match.source))


Pair = tuple[Stretch, Stretch]


def _told(comparison: Comparison, tied: list[Run]) -> int:
    """The number of tied words, names counted as one word."""
    return matched(tied) - sum(
        int(comparison.output.named[first : first + count].sum()) for first, _, count in tied
    )


def _is_copy(chain: list[Run]) -> bool:
    """Whether a chain is long and dense enough that nothing is to be gained by growing passages in it."""
    here, there = hull_of(chain)
    words = matched(chain)
    return words >= COPIED_WORDS and 2 * words >= EXACT_SIMILARITY * (here.length + there.length)


def _merged(
    comparison: Comparison, stretches: list[Pair], exact: list[list[Run]]
) -> tuple[list[Pair], list[list[Run]]]:
    """Stretches and chains that lie in each other made one, and what is left of the other chains."""
    merged = [pair for pair in stretches if not _is_copies(comparison, pair, exact)]
    others = []
    for chain in exact:
        hull = hull_of(chain)
        kin = [pair for pair in merged if _mostly_within(hull, pair) or _mostly_within(pair, hull)]
        rest = [pair for pair in merged if pair not in kin and not _says_less(comparison, pair, chain)]
        union = hull
        for pair in kin:
            union = _union(union, pair)
        if (kin or _is_copy(chain)) and not any(union[0].overlap(pair[0]) for pair in rest):
            merged = [*rest, union]
        else:
            others.append(chain)
    return merged, others


def _is_copies(comparison: Comparison, pair: Pair, exact: list[list[Run]]) -> bool:
    """Whether a stretch is no more than copies that stand apart, or paragraphs in another order."""
    kin = [chain for chain in exact if _mostly_within(hull_of(chain), pair)]
    hulls = sorted(map(hull_of, kin))
    long = [hull_of(chain) for chain in kin if matched(chain) >= ALONE_WORDS]
    return (_are_reordered(comparison, hulls) or _are_apart(long)) and (
        beside(comparison, *pair, hulls) < LEAST_BESIDE
    )


def _are_reordered(comparison: Comparison, copies: list[Pair]) -> bool:
    """Whether copies begin with paragraphs, here or there, that changed places."""
    borders, source_borders = comparison.output.text.borders, comparison.source.text.borders
    return all(
        PARAGRAPH in (borders[here.first], source_borders[there.first]) for here, there in copies
    ) and any(before[1].first > after[1].first for before, after in pairwise(copies))


def _are_apart(copies: list[Pair]) -> bool:
    """Whether more words than a rewording leaps lie between two copies, here or there."""
    return any(
        after.first - before.stop > REACH
        for side in zip(*copies, strict=True)
        for before, after in pairwise(sorted(side))
    )


def _says_less(comparison: Comparison, pair: Pair, chain: list[Run]) -> bool:
    """Whether a stretch elsewhere in the source has no more equal words for the same output than a chain."""
    here, _ = hull_of(chain)
    if 2 * pair[0].overlap(here) < pair[0].length:
        return False
    return _is_copy(chain) or matched(chain) >= matched(ties(comparison, *pair))


def _mostly_within(hull: Pair, pair: Pair) -> bool:
    return all(2 * mine.overlap(other) >= mine.length for mine, other in zip(hull, pair, strict=True))


def _union(hull: Pair, pair: Pair) -> Pair:
    here, there = (
        Stretch(min(mine.first, other.first), max(mine.stop, other.stop))
        for mine, other in zip(hull, pair, strict=True)
    )
    return here, there


def _yielding(pair: Pair, copies: list[list[Run]]) -> Pair:
    """A stretch without the words at its ends that belong to copies which reach beyond it."""
    (first, stop), there = pair
    for copy, _ in map(hull_of, copies):
        if copy.first < first < copy.stop < (first + stop) // 2:
            first = copy.stop
        elif (first + stop) // 2 < copy.first < stop < copy.stop:
            stop = copy.first
    return Stretch(first, stop), there


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


def _match(comparison: Comparison, draft: Draft) -> Match:
    output, source = comparison.output.text.tokens, comparison.source.text.tokens
    return Match(
        output.span(*draft.output),
        source.span(*draft.source),
        tuple(
            (output.span(first, first + count), source.span(other, other + count))
            for first, other, count in draft.pairs
        ),
        matched(draft.pairs),
        draft.output.length,
        draft.source.length,
        draft.method,
    )
