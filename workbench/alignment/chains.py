"""Runs chained over small edits: near-verbatim text as one continuous passage."""

from math import inf

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from workbench.alignment.comparison import Stretch
from workbench.alignment.runs import LEAST_RUN, Run, equal_runs
from workbench.alignment.seeds import common_grams
from workbench.domain.tokens import Tokens

ANCHOR_WORDS = 4
"""Words in the shortest run that a chain is made of: what is left when every fifth word was changed."""

MOST_GAP = 12
"""Words between two runs of one chain, on either side, at most."""

MOST_READY = 32
"""Chains, at most, that a run may follow: the latest, so that repetition costs no more than its length."""

LEAST_CHAINED = 15
"""Equal words in a chain that has no run of 8 words."""

LEAST_DENSITY = 0.6
"""Share of equal words in a chain that has no run of 8 words, on the wider side."""


def chains(output: Tokens, source: Tokens) -> list[list[Run]]:
    """Runs of at least 4 words chained in order over gaps of at most 12 words, most equal words and fewest
    others first.

    They come in the order of the output. No word of it is in two chains; a word of the source may be, where
    it was copied twice.
    """
    seeds = common_grams(output.hashes, source.hashes, ANCHOR_WORDS)
    anchors = equal_runs(output, source, seeds, ANCHOR_WORDS, ANCHOR_WORDS)
    taken = np.zeros(len(output), dtype=np.bool_)
    accepted = []
    for chain in sorted(_linked(anchors), key=_solid, reverse=True):
        kept = [piece for run in chain for piece in _free(run, taken)]
        if acceptable(kept):
            filled = _filled(output, source, kept, _room(taken, kept))
            accepted.append(filled)
            taken[filled[0][0] : filled[-1][0] + filled[-1][2]] = True
    return sorted(accepted)


def _room(taken: npt.NDArray[np.bool_], chain: list[Run]) -> Stretch:
    """The output words around a chain that no other chain has taken."""
    first, stop = chain[0][0], _end(chain[-1])[0]
    before, after = np.flatnonzero(taken[:first]), np.flatnonzero(taken[stop:])
    return Stretch(
        int(before[-1]) + 1 if len(before) else 0, stop + int(after[0]) if len(after) else len(taken)
    )


def _linked(anchors: npt.NDArray[np.int64]) -> list[list[Run]]:
    """Chains of anchors in order on both sides; each follows the nearest chain that ends before it."""
    linked: list[list[Run]] = []
    ready: list[list[Run]] = []
    for first, other, count in anchors.tolist():
        run = (first, other, count)
        ready = [chain for chain in ready if first - _end(chain[-1])[0] <= MOST_GAP][-MOST_READY:]
        near = [(distance, chain) for chain in ready if (distance := _distance(chain[-1], run)) <= MOST_GAP]
        if not near:
            linked.append([run])
            ready.append(linked[-1])
            continue
        _, chain = min(near, key=lambda pair: pair[0])
        cut = _after(run, chain[-1])
        if cut[2] > 0:
            chain.append(cut)
    return linked


def _distance(before: Run, after: Run) -> float:
    """The wider of the two gaps between runs in order, which may share a few words; infinite out of order."""
    stop, other_stop = _end(before)
    gap, other_gap = after[0] - stop, after[1] - other_stop
    if after[1] <= before[1] or min(gap, other_gap) <= -ANCHOR_WORDS:
        return inf
    return max(abs(gap), abs(other_gap))


def _end(run: Run) -> tuple[int, int]:
    return run[0] + run[2], run[1] + run[2]


def _after(run: Run, before: Run) -> Run:
    """The part of `run` that begins where `before` ends on both sides."""
    cut = max(0, _end(before)[0] - run[0], _end(before)[1] - run[1])
    return run[0] + cut, run[1] + cut, run[2] - cut


def _solid(chain: list[Run]) -> int:
    """Equal words less the words in the gaps: a verbatim passage goes before a longer variant of it."""
    (stop, other_stop), (first, other, _) = _end(chain[-1]), chain[0]
    return 2 * matched(chain) - max(stop - first, other_stop - other)


def matched(chain: list[Run]) -> int:
    """Equal words of a chain."""
    return sum(count for _, _, count in chain)


def _free(run: Run, taken: npt.NDArray[np.bool_]) -> list[Run]:
    """The longest part of the run whose output words no chain has taken, if it is long enough."""
    first, other, count = run
    busy = taken[first : first + count]
    if not busy.any():
        return [run]
    edges = np.flatnonzero(np.concatenate(([True], busy, [True])))
    longest = int(np.argmax(np.diff(edges)))
    begin, length = int(edges[longest]), int(edges[longest + 1] - edges[longest] - 1)
    return [(first + begin, other + begin, length)] if length >= ANCHOR_WORDS else []


def acceptable(chain: list[Run]) -> bool:
    """Whether a chain is shown: a run of 8 words, or 15 equal words that lie close together."""
    if not chain:
        return False
    if max(count for _, _, count in chain) >= LEAST_RUN:
        return True
    words = matched(chain)
    stop, other_stop = _end(chain[-1])
    widest = max(stop - chain[0][0], other_stop - chain[0][1])
    return words >= LEAST_CHAINED and words >= LEAST_DENSITY * widest


def _filled(output: Tokens, source: Tokens, chain: list[Run], room: Stretch) -> list[Run]:
    """The chain with the equal words in its gaps, in order, and with those in `room` that follow its ends."""
    filled = [chain[0]]
    for run in chain[1:]:
        stop, other_stop = _end(filled[-1])
        filled += in_order(output, source, Stretch(stop, run[0]), Stretch(other_stop, run[1]))
        filled.append(run)
    return extended(output, source, filled, room)


def extended(output: Tokens, source: Tokens, chain: list[Run], room: Stretch) -> list[Run]:
    """The chain with the runs that follow its ends closely, each longer than the gap it leaps.

    They lie in `room`, words of the output.
    """
    before = _before(output, source, chain[0], room.first)
    return before + chain + _beyond(output, source, chain[-1], room.stop)


def _beyond(output: Tokens, source: Tokens, last: Run, limit: int) -> list[Run]:
    """Runs after the last one, each longer than the gap before it."""
    stop, other_stop = _end(last)
    here = Stretch(stop, min(limit, stop + MOST_GAP))
    there = Stretch(other_stop, min(len(source), other_stop + MOST_GAP))
    found: list[Run] = []
    for run in in_order(output, source, here, there):
        stop, other_stop = _end(found[-1] if found else last)
        if run[2] <= max(run[0] - stop, run[1] - other_stop):
            break
        found.append(run)
    return found


def _before(output: Tokens, source: Tokens, first: Run, limit: int) -> list[Run]:
    """Runs before the first one, each longer than the gap after it."""
    here = Stretch(max(limit, first[0] - MOST_GAP), first[0])
    there = Stretch(max(0, first[1] - MOST_GAP), first[1])
    found: list[Run] = []
    for run in reversed(in_order(output, source, here, there)):
        (stop, other_stop), (next_first, next_other, _) = _end(run), (found[-1] if found else first)
        if run[2] <= max(next_first - stop, next_other - other_stop):
            break
        found.append(run)
    return found[::-1]


def in_order(output: Tokens, source: Tokens, here: Stretch, there: Stretch) -> list[Run]:
    """The words of a longest common subsequence of two stretches, as runs, verified letter for letter."""
    blocks = LCSseq.opcodes(
        output.hashes[here.first : here.stop].tolist(), source.hashes[there.first : there.stop].tolist()
    )
    equal = [
        (here.first + block.src_start, there.first + block.dest_start, block.src_end - block.src_start)
        for block in blocks
        if block.tag == "equal"
    ]
    return [run for run in equal if output.same_words(run[0], source, run[1], run[2])]
