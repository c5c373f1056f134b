"""Runs chained over small edits: near-verbatim text as one continuous passage."""

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

LEAST_CHAINED = 15
"""Equal words in a chain that has no run of 8 words."""

LEAST_DENSITY = 0.6
"""Share of equal words in a chain that has no run of 8 words, on the wider side."""


def chains(output: Tokens, source: Tokens) -> list[list[Run]]:
    """Runs of at least 4 words chained in order over gaps of at most 12 words, longest chain first.

    No word of the output is in two chains; a word of the source may be, where it was copied twice.
    """
    seeds = common_grams(output.hashes, source.hashes, ANCHOR_WORDS)
    anchors = equal_runs(output, source, seeds, ANCHOR_WORDS, ANCHOR_WORDS)
    taken = np.zeros(len(output), dtype=np.bool_)
    accepted = []
    for chain in sorted(_linked(anchors), key=_matched, reverse=True):
        kept = [piece for run in chain for piece in _free(run, taken)]
        if acceptable(kept):
            filled = _filled(output, source, kept)
            accepted.append(filled)
            taken[filled[0][0] : filled[-1][0] + filled[-1][2]] = True
    return accepted


def _linked(anchors: npt.NDArray[np.int64]) -> list[list[Run]]:
    """Chains of anchors in order on both sides; each follows the nearest chain that ends before it."""
    order: list[Run] = [(first, other, count) for first, other, count in anchors.tolist()]
    chains_: list[list[Run]] = []
    open_chains: list[int] = []
    for run in order:
        first, other, _ = run
        open_chains = [i for i in open_chains if first - _end(chains_[i][-1])[0] <= MOST_GAP]
        best, least = -1, MOST_GAP + 1
        for i in open_chains[-32:]:
            gap_here = first - chains_[i][-1][0] - chains_[i][-1][2]
            gap_there = other - chains_[i][-1][1] - chains_[i][-1][2]
            distance = max(abs(gap_here), abs(gap_there))
            if other > chains_[i][-1][1] and min(gap_here, gap_there) > -ANCHOR_WORDS and distance < least:
                best, least = i, distance
        if best < 0:
            open_chains.append(len(chains_))
            chains_.append([run])
        else:
            trimmed = _after(run, chains_[best][-1])
            if trimmed[2] > 0:
                chains_[best].append(trimmed)
    return chains_


def _end(run: Run) -> tuple[int, int]:
    return run[0] + run[2], run[1] + run[2]


def _after(run: Run, before: Run) -> Run:
    """The part of `run` that begins where `before` ends on both sides."""
    cut = max(0, _end(before)[0] - run[0], _end(before)[1] - run[1])
    return run[0] + cut, run[1] + cut, run[2] - cut


def _matched(chain: list[Run]) -> int:
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
    matched = _matched(chain)
    stop, other_stop = _end(chain[-1])
    widest = max(stop - chain[0][0], other_stop - chain[0][1])
    return matched >= LEAST_CHAINED and matched >= LEAST_DENSITY * widest


def _filled(output: Tokens, source: Tokens, chain: list[Run]) -> list[Run]:
    """The chain with the equal words in its gaps, in order."""
    filled = [chain[0]]
    for run in chain[1:]:
        stop, other_stop = _end(filled[-1])
        filled += in_order(output, source, Stretch(stop, run[0]), Stretch(other_stop, run[1]))
        filled.append(run)
    return filled


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
