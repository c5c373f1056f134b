"""How a passage grows from a place: the best stretch on one side, then on the other, until both stay."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.alignment.comparison import Comparison, Side, Stretch
from workbench.alignment.heaviest import heaviest
from workbench.alignment.support import AT_ONCE, support

REACH = 40
"""Words by which the other side is widened while a passage grows, or half of its length if that is more.

A rewording moves words, seldom further."""

SLACK = 3
"""Words by which it is widened when the borders are set."""

ROUNDS = 8
"""Growing ends after this many rounds, if the borders still move."""

HOPELESS, DOUBTFUL = 8.0, 14.0
"""Nats below which growing is given up, in the first round and in later ones."""

ONWARD = AT_ONCE // 2
"""Words of the room in which a passage grows on: it is known to be there, and lulls are leapt so."""

_NEVER = -50.0
"""Nats of a word that belongs to another passage."""


class Passage(NamedTuple):
    """Corresponding words of output and source, with the evidence in nats."""

    output: Stretch
    source: Stretch
    nats: float


class Taken(NamedTuple):
    """Words that belong to passages already, bool, by side."""

    output: npt.NDArray[np.bool_]
    source: npt.NDArray[np.bool_]


def whole(comparison: Comparison, here: Stretch, there: Stretch) -> Passage | None:
    """The passage around two places, however long it is: grown on from its ends where it filled its room."""
    room = _room(comparison, here, there)
    passage = grown(comparison, here, there)
    if passage is None:
        return None
    for end in (0, 1):
        reached, edges = passage, room
        while any(abs(side[end] - edge[end]) <= REACH for side, edge in zip(reached[:2], edges, strict=True)):
            place, other = (_around(side[end]) for side in reached[:2])
            edges = _room(comparison, place, other, ONWARD)
            tile = grown(comparison, place, other, words=ONWARD)
            if tile is None or not _goes_on(reached, tile, end):
                break
            reached = tile
            passage = Passage(
                passage.output.hull(tile.output), passage.source.hull(tile.source), passage.nats + tile.nats
            )
    return passage


def grown(
    comparison: Comparison, here: Stretch, there: Stretch, taken: Taken | None = None, words: int = AT_ONCE
) -> Passage | None:
    """The passage around two places, in a room of so many words on either side: the best stretch on one side,
    then on the other, until both stay."""
    output, source = comparison.output, comparison.source
    room, other_room = _room(comparison, here, there, words)
    output_taken, source_taken = taken if taken else (None, None)
    seen = {(here, there)}
    for turn in range(ROUNDS):
        slack = max(REACH, there.length // 2)
        here, nats = _best(comparison, output, source, here, there, 3 * slack, slack, room, output_taken)
        if nats < HOPELESS:
            return None
        slack = max(REACH, here.length // 2)
        there, other_nats = _best(
            comparison, source, output, there, here, 3 * slack, slack, other_room, source_taken
        )
        if other_nats < HOPELESS or (turn and min(nats, other_nats) < DOUBTFUL):
            return None
        if (here, there) in seen:
            break
        seen.add((here, there))
    for _ in range(2):
        here, nats = _best(comparison, output, source, here, there, REACH, SLACK, room, output_taken)
        if nats < DOUBTFUL:
            return None
        there, other_nats = _best(
            comparison, source, output, there, here, REACH, SLACK, other_room, source_taken
        )
        if other_nats < DOUBTFUL:
            return None
    return Passage(here, there, min(nats, other_nats))


def _room(
    comparison: Comparison, here: Stretch, there: Stretch, words: int = AT_ONCE
) -> tuple[Stretch, Stretch]:
    """The words around two places that a passage may take: so many, if the places are not longer."""
    return (
        here.widened(max(0, words - here.length) // 2, len(comparison.output)),
        there.widened(max(0, words - there.length) // 2, len(comparison.source)),
    )


def _around(border: int) -> Stretch:
    return Stretch(max(0, border - REACH), border + REACH)


def _goes_on(passage: Passage, tile: Passage, end: int) -> bool:
    """Whether a tile that was grown at an end of a passage leads on from it, on both sides."""
    step = 1 if end else -1
    return all(
        step * (after[end] - before[end]) > 0 and step * (after[1 - end] - before[end]) <= REACH
        for before, after in zip(passage[:2], tile[:2], strict=True)
    )


def _best(
    comparison: Comparison,
    side: Side,
    other: Side,
    here: Stretch,
    there: Stretch,
    reach: int,
    slack: int,
    room: Stretch,
    taken: npt.NDArray[np.bool_] | None,
) -> tuple[Stretch, float]:
    """The stretch near `here` for which the words `there`, widened by `slack`, speak most, and how much."""
    wide = here.widened(reach, len(side))
    window = Stretch(max(wide.first, room.first), min(wide.stop, room.stop))
    nats = support(comparison, side, window, other, there.widened(slack, len(other))).nats
    if taken is not None:
        nats[taken[window.first : window.stop]] = _NEVER
    first, stop, total = heaviest(nats, side.bonus[window.first : window.stop + 1])
    return Stretch(window.first + first, window.first + stop), total
