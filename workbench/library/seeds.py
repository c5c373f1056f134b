"""Places where an output and the works of a library have six words in a row in common."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Offsets
from workbench.library.exact_index import GRAM_WORDS, STEP, counted
from workbench.library.segment import Segment
from workbench.text.grams import grams

PAIRS_OF_A_GRAM = 1 << 15
"""How many pairs of places one gram may give in one segment; the rest are thinned, see `seeds`."""

Places = npt.NDArray[np.int64]


class Seeds(dict[str, Places]):
    """Pairs of places by work, each int64 (h, 2), with the count of all that there are.

    Attributes:
        pairs: how many pairs of places there are, those that were left out, too.
        given: how many of them are here.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pairs = self.given = 0

    def take(self, others: "Seeds") -> None:
        """Add those of other works; a work that is here already is replaced."""
        self.update(others)
        self.pairs += others.pairs
        self.given += others.given

    @property
    def repetition(self) -> str:
        """What was left out, as a clause; empty where nothing was."""
        if self.given == self.pairs:
            return ""
        return (
            f"words that repeat stand against each other at {self.pairs:,} pairs of places, of which "
            f"{self.given:,} were followed: every place in the output, and some in every work"
        )


def seeds(segments: Iterable[Segment], hashes: Hashes) -> Seeds:
    """Where the words with these hashes and the works have grams in common, by work.

    Each int64 (h, 2) holds output word and source word, sorted. Every gram of the output is looked up, so
    each run of 8 equal words and more has at least one pair in each work that holds it.

    A gram that stands r times in the output and p times in a work has r * p pairs there. All are given until
    a gram has more than PAIRS_OF_A_GRAM of them in a segment (a chant against a chant). Then its pairs are
    thinned alike in all works: every work keeps some, every place of the gram in the output is in some pair,
    and the place in the source that is paired moves along with the place in the output. `Seeds.pairs` counts
    all of them.
    """
    spoken = grams(hashes, GRAM_WORDS)
    order = np.argsort(spoken, kind="stable")
    wanted, first, repeats = np.unique(spoken[order], return_index=True, return_counts=True)
    found = Seeds()
    for segment in segments:
        which, work, numbers = segment.find(wanted)
        if len(which):
            pairs = int(repeats[which].sum())
            choose = _all_pairs if pairs <= PAIRS_OF_A_GRAM else _groups
            group, hit, turn = choose(which, work, repeats)
            output = order[first[group] + turn]
            found.update(_by_work(segment, work[hit], output, numbers[hit] * STEP))
            found.pairs += pairs
            found.given += len(group)
    return found


def _all_pairs(which: Offsets, work: Offsets, repeats: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """As `_groups`, where no gram can have too many pairs."""
    spoken = repeats[which]
    if int(spoken.max()) == 1:
        return which, np.arange(len(which)), np.zeros(len(which), dtype=np.int64)
    return np.repeat(which, spoken), np.repeat(np.arange(len(which)), spoken), counted(spoken)


def _groups(which: Offsets, work: Offsets, repeats: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """The pairs to give, as three int64 arrays of one length: gram, hit, and which place in the output.

    The pairs of a gram that has too many are thinned.
    """
    edges = np.flatnonzero((np.diff(which) != 0) | (np.diff(work) != 0)) + 1
    begin = np.concatenate(([0], edges))
    held = np.diff(np.append(begin, len(which)))
    gram = which[begin]
    _, works = np.unique(gram, return_counts=True)
    rank, works = counted(works), np.repeat(works, works)
    spoken = repeats[gram]
    allowed = -(-np.maximum(PAIRS_OF_A_GRAM, spoken) // works)
    given = np.minimum(spoken * held, allowed)

    group = np.repeat(np.arange(len(begin)), given)
    step = counted(given) + (rank * given)[group]  # each work begins where the one before it stopped
    turn, lap = step % spoken[group], step // spoken[group]
    take = (turn * held[group] // spoken[group] + lap) % held[group]
    return gram[group], begin[group] + take, turn


def _by_work(segment: Segment, work: Offsets, output: Offsets, source: Offsets) -> dict[str, Places]:
    order = _order(work, output, source)
    work, pairs = work[order], np.column_stack((output[order], source[order]))
    edges = np.flatnonzero(np.append(True, work[1:] != work[:-1]))
    numbers, firsts = work[edges].tolist(), edges.tolist()
    return {
        segment.works[number]: pairs[first:stop]
        for number, first, stop in zip(numbers, firsts, [*firsts[1:], len(pairs)], strict=True)
    }


def _order(work: Offsets, output: Offsets, source: Offsets) -> Offsets:
    """int64 (n,), the order by work, output and source: by one number made of all three, if it is one."""
    outputs, sources = int(output.max()) + 1, int(source.max()) + 1
    if (int(work.max()) + 1) * outputs * sources < 1 << 63:
        return np.argsort((work * outputs + output) * sources + source)
    return np.lexsort((source, output, work))
