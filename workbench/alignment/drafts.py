"""A match in the making: two stretches, the pairs that tie them, and what it is to be called."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.alignment.chains import extended, matched
from workbench.alignment.comparison import Comparison, Stretch
from workbench.alignment.heaviest import heaviest
from workbench.alignment.order import in_order, is_backward
from workbench.alignment.runs import LEAST_RUN, Run
from workbench.alignment.support import support
from workbench.alignment.ties import joined, ties
from workbench.domain.match import Method

CHAIN_SIMILARITY = 0.5
"""Least Dice coefficient of a chain: with fewer equal words, or more than a tenth of them in another place, a
match is a passage."""

EXACT_SIMILARITY = 0.8
"""Dice coefficient from which on a match ends with its equal words; below it, reworded edges belong to it."""

LEAST_BESIDE = 12.0
"""Nats by which the words beside a copy must speak for a passage that is wider than the copy: some four
uncommon words. With fewer, coincidences would make a verbatim passage look reworded."""


class Draft(NamedTuple):
    """A match in words: its stretches, and its equal runs in the order of the output."""

    output: Stretch
    source: Stretch
    pairs: list[Run]
    method: Method


def drafted(comparison: Comparison, here: Stretch, there: Stretch) -> Draft | None:
    """What two stretches that correspond are to be called, by how their words are tied.

    None for words that run backwards from end to end: they are a word list, which nobody could read as the
    passage reworded.
    """
    pairs = ties(comparison, here, there)
    ordered = in_order(pairs)
    words, kept = matched(pairs), matched(ordered)
    core = _core(ordered)
    if (
        2 * words >= EXACT_SIMILARITY * (here.length + there.length)
        and matched(core) >= EXACT_SIMILARITY * words  # the others are stray words
    ):
        return exact_draft(joined(core))
    copy = _copy(ordered)
    if copy and beside(comparison, here, there, [hull_of(copy)]) < LEAST_BESIDE:
        return exact_draft(joined(copy))
    if 2 * words >= CHAIN_SIMILARITY * (here.length + there.length) and 10 * (words - kept) <= words:
        straight = set(ordered)
        return Draft(here, there, [run for run in pairs if run in straight or run[2] >= LEAST_RUN], "chain")
    return None if is_backward(pairs) else Draft(here, there, pairs, "passage")


def exact_draft(pairs: list[Run]) -> Draft:
    """A draft that begins and ends with equal words."""
    return Draft(*hull_of(pairs), pairs, "run" if len(pairs) == 1 else "chain")


def hull_of(runs: list[Run]) -> tuple[Stretch, Stretch]:
    """The words from the first to the last of `runs`, on either side."""
    return (
        Stretch(runs[0][0], runs[-1][0] + runs[-1][2]),
        Stretch(min(other for _, other, _ in runs), max(other + count for _, other, count in runs)),
    )


def completed(comparison: Comparison, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the equal words beyond their ends that no other draft holds.

    Where two matches meet, both were cut short: what was cut goes to the one that it fits.
    """
    taken = np.zeros(len(comparison.output), dtype=np.bool_)
    for draft in drafts:
        taken[draft.output.first : draft.output.stop] = True
    return [_lengthened(comparison, _leaping(comparison, draft, taken), taken) for draft in drafts]


def _leaping(comparison: Comparison, draft: Draft, taken: npt.NDArray[np.bool_]) -> Draft:
    """A draft of equal words with the runs that follow its ends closely, if their words are free."""
    here = draft.output
    if draft.method not in ("run", "chain") or (here, draft.source) != hull_of(draft.pairs):
        return draft
    output = comparison.output.text.tokens
    longer = extended(output, comparison.source.text.tokens, draft.pairs, Stretch(0, len(output)))
    wider, _ = hull_of(longer)
    if taken[wider.first : here.first].any() or taken[here.stop : wider.stop].any():
        return draft
    taken[wider.first : wider.stop] = True
    return exact_draft(joined(longer))


def _lengthened(comparison: Comparison, draft: Draft, taken: npt.NDArray[np.bool_]) -> Draft:
    """A draft with the free words before its first and after its last word that continue an equal run."""
    output, source = comparison.output.text.tokens, comparison.source.text.tokens
    here, there, pairs, method = draft
    used = {other + place for _, other, count in pairs for place in range(count)} if pairs else set()
    pairs = list(pairs)
    for step in (-1, 1):
        while pairs:
            first, other, count = pairs[0 if step < 0 else -1]
            word, other_word = (first - 1, other - 1) if step < 0 else (first + count, other + count)
            if (
                word != (here.first - 1 if step < 0 else here.stop)
                or not 0 <= word < len(output)
                or not 0 <= other_word < len(source)
                or taken[word]
                or other_word in used
                or not output.same_words(word, source, other_word, 1)
            ):
                break
            taken[word] = True
            used.add(other_word)
            if step < 0:
                pairs[0] = (word, other_word, count + 1)
            else:
                pairs[-1] = (first, other, count + 1)
            here = Stretch(min(here.first, word), max(here.stop, word + 1))
            there = Stretch(min(there.first, other_word), max(there.stop, other_word + 1))
    return Draft(here, there, pairs, method)


def _copy(ordered: list[Run]) -> list[Run]:
    """The longest run of 8 words or more, with those beside it that are longer than the gap to them."""
    longest = max(range(len(ordered)), key=lambda index: ordered[index][2], default=0)
    if not ordered or ordered[longest][2] < LEAST_RUN:
        return []
    begin, end = longest, longest + 1
    while begin and ordered[begin - 1][2] > _gap(ordered[begin - 1], ordered[begin]):
        begin -= 1
    while end < len(ordered) and ordered[end][2] > _gap(ordered[end - 1], ordered[end]):
        end += 1
    return ordered[begin:end]


def beside(
    comparison: Comparison, here: Stretch, there: Stretch, copies: list[tuple[Stretch, Stretch]]
) -> float:
    """Nats by which words of two stretches beside the copies in them speak for each other: the heaviest."""
    output, source = comparison.output, comparison.source
    nats = support(comparison, output, here, source, there).nats
    other_nats = support(comparison, source, there, output, here).nats
    for mine, theirs in copies:
        nats[max(0, mine.first - here.first) : max(0, mine.stop - here.first)] = 0.0
        other_nats[max(0, theirs.first - there.first) : max(0, theirs.stop - there.first)] = 0.0
    return min(heaviest(nats)[2], heaviest(other_nats)[2])


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
