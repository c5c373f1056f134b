"""Maximal runs of equal words: the exact part of an alignment."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.alignment.prepared import Prepared
from workbench.alignment.seeds import common_grams
from workbench.domain.match import Match
from workbench.domain.tokens import Hashes, Tokens

Indices = npt.NDArray[np.int64]

Run = tuple[int, int, int]
"""Output word, source word, number of equal words."""

LEAST_RUN = 8
"""Words in the shortest run that is shown by itself."""

SEED_WORDS = 6
"""Words in a row whose equal hashes make a seed."""


def runs(output: Prepared, source: Prepared, seeds: Indices) -> list[Match]:
    """All maximal equal runs of 8 words or more through `seeds`, in the order of the output.

    `seeds` is int64 (h, 2): an output word and a source word from which on six words have equal hashes. Every
    run is verified letter for letter. The work is linear in the seeds and in the words of the runs.
    """
    found = equal_runs(output.tokens, source.tokens, seeds, SEED_WORDS, LEAST_RUN)
    return [_as_match(output.tokens, source.tokens, *run) for run in found.tolist()]


def all_runs(output: Prepared, source: Prepared) -> list[Match]:
    """All maximal equal runs of 8 words or more in two texts that are both at hand."""
    seeds = common_grams(output.tokens.hashes, source.tokens.hashes, SEED_WORDS)
    return runs(output, source, seeds)


def run_is_held(run: Match, aligned: Sequence[Match]) -> bool:
    """Whether most of the run's words are equal pairs of alignments, there in the source where the run is.

    That an alignment reaches over the run is not enough: in another order, its words may be in no pair.
    """
    held = 0
    for match in aligned:
        first = bisect_right(match.pairs, run.output.start, key=lambda pair: pair[0].start)
        for here, there in match.pairs[max(0, first - 1) :]:
            if here.start >= run.output.stop:
                break
            if there.overlap(run.source):
                held += here.overlap(run.output)
    return 2 * held >= run.output.length


def equal_runs(output: Tokens, source: Tokens, seeds: Indices, size: int, least: int) -> Indices:
    """int64 (r, 3): output word, source word and length of the maximal equal runs through `seeds`.

    A seed is `size` words. Runs have `least` words or more, are verified letter for letter, and are sorted
    by output, then source.
    """
    if not len(seeds):
        return np.zeros((0, 3), dtype=np.int64)
    blocks = _coalesced(np.asarray(seeds, dtype=np.int64), size)
    blocks = _joined(_extended(output.hashes, source.hashes, blocks))
    blocks = blocks[blocks[:, 2] >= least]
    verified = [piece for block in blocks.tolist() for piece in _verified(output, source, *block)]
    kept = np.array([piece for piece in verified if piece[2] >= least], dtype=np.int64).reshape(-1, 3)
    return kept[np.lexsort((kept[:, 1], kept[:, 0]))]


def _coalesced(seeds: Indices, size: int) -> Indices:
    """Seeds on one diagonal that touch, as blocks (output word, source word, length) sorted by diagonal."""
    diagonal = seeds[:, 0] - seeds[:, 1]
    order = np.lexsort((seeds[:, 0], diagonal))
    blocks = np.column_stack((seeds[order], np.full(len(seeds), size)))
    return _joined(blocks)


def _joined(blocks: Indices) -> Indices:
    """Blocks, sorted by diagonal and output, with those that touch made one."""
    diagonal = blocks[:, 0] - blocks[:, 1]
    stops = blocks[:, 0] + blocks[:, 2]
    begins = np.ones(len(blocks), dtype=np.bool_)
    begins[1:] = (diagonal[1:] != diagonal[:-1]) | (blocks[1:, 0] > stops[:-1])
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(blocks)) - 1
    joined = blocks[first]
    joined[:, 2] = stops[last] - joined[:, 0]
    return joined


def _extended(output: Hashes, source: Hashes, blocks: Indices) -> Indices:
    """Each block grown at its ends as far as words are equal, but not beyond the next block's end."""
    diagonal = blocks[:, 0] - blocks[:, 1]
    stops = blocks[:, :2] + blocks[:, 2:]
    room_after = np.minimum(len(output) - stops[:, 0], len(source) - stops[:, 1])
    room_before = np.minimum(blocks[:, 0], blocks[:, 1])
    same = diagonal[1:] == diagonal[:-1]
    between = blocks[1:, 0] - stops[:-1, 0]
    room_after[:-1][same] = between[same]
    room_before[1:][same] = between[same]
    after = _equal_words(output, source, stops, room_after, 1)
    before = _equal_words(output, source, blocks[:, :2] - 1, room_before, -1)
    grown = blocks.copy()
    grown[:, :2] -= before[:, None]
    grown[:, 2] += before + after
    return grown


def _equal_words(output: Hashes, source: Hashes, at: Indices, room: Indices, step: int) -> Indices:
    """How many words are equal from each place `at` on in direction `step`, at most `room` of them.

    Looks at 8 words of every place at once, then at twice as many of those where all were equal, and so on.
    """
    counts = np.zeros(len(at), dtype=np.int64)
    active = np.flatnonzero(room > 0)
    width = 8
    while len(active):
        ahead = np.arange(width)
        places = counts[active, None] + ahead
        inside = places < room[active, None]
        shift = np.where(inside, places, 0) * step
        here, there = at[active, 0, None] + shift, at[active, 1, None] + shift
        equal = inside & (output[here] == source[there])
        gained = np.where(equal.all(axis=1), width, equal.argmin(axis=1))
        counts[active] += gained
        active = active[gained == width]
        width = min(2 * width, 4096)
    return counts


def _verified(output: Tokens, source: Tokens, first: int, other: int, count: int) -> list[Run]:
    """The run as it is if its letters are equal, else the pieces between the words that are not."""
    if output.same_words(first, source, other, count):
        return [(first, other, count)]
    pieces, begin = [], 0
    for place in range(count + 1):
        if place == count or not output.same_words(first + place, source, other + place, 1):
            if place > begin:
                pieces.append((first + begin, other + begin, place - begin))
            begin = place + 1
    return pieces


def _as_match(output: Tokens, source: Tokens, first: int, other: int, count: int) -> Match:
    spans = output.span(first, first + count), source.span(other, other + count)
    return Match(*spans, (spans,), count, count, count, "run")
