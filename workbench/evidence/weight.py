"""How surprising it is that the words of a match agree, in bits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.evidence.changes import Gap
from workbench.evidence.followers import Followers
from workbench.evidence.word_model import WordModel

FOLLOWER_WORDS = 30
"""Strength of the prior for what follows a word: as many imagined followers, distributed as single words."""


@dataclass(frozen=True, slots=True)
class Weight:
    """The parts of a weight, all in bits."""

    surprise: float
    """Of the equal words under the model."""
    search_space: float
    edits: float

    @property
    def before_edits(self) -> float:
        """What chance would have to explain if the gaps were given, at least 0."""
        return max(0.0, self.surprise - self.search_space)

    @property
    def bits(self) -> float:
        """What is left of the surprise, at least 0."""
        return round(max(0.0, self.surprise - self.search_space - self.edits), 1)


class Scale:
    """Weighs the matches of one output."""

    def __init__(self, output: Tokens, model: WordModel) -> None:
        self._output = output
        self._model = model
        self._chances = model.chances(output.hashes)
        self._followers = Followers(output, model.sample) if model.sample and len(output) > 1 else None

    def weigh(self, match: Match, gaps: Sequence[Gap], places: Sequence[tuple[str, Span]]) -> Weight:
        """The surprise that the equal words of `match` agree by chance, less what chance had going for it.

        Surprise is the sum of minus the binary logarithms of the words' chances. The first word of a run
        counts by itself; each other one given the word before it, interpolated with its chance by itself:
        `(count of both + 30 chance) / (count of the first + 30)` (MacKay and Peto 1995), counted in the
        model's sample outside of `places`, the stretches of sources that hold the match. Without a sample,
        words are taken as independent. Less the logarithm of the search space, output words times the model's
        words (Karlin and Altschul 1990: the number of places where chance could have struck). Less the cost
        of saying how the alignment goes on after each of `gaps` (minimum description length, Rissanen 1978):
        the lengths of both sides in the gamma code of Elias (1975), or a word position where the order
        changes. The bits rank findings; they are no error rate.
        """
        if not match.pairs:
            return Weight(0.0, 0.0, 0.0)
        runs = [self._output.within(pair) for pair, _ in match.pairs]
        words = np.concatenate([np.arange(first, stop) for first, stop in runs])
        chances = self._chances[words]
        if self._followers is not None:
            following = np.concatenate([np.arange(first + 1, stop) for first, stop in runs])
            together, alone = self._followers.counts(following - 1, places)
            prior = FOLLOWER_WORDS * self._chances[following]
            chances[np.isin(words, following)] = (together + prior) / (alone + FOLLOWER_WORDS)
        return Weight(
            float(-np.log2(chances).sum()),
            float(np.log2(max(2, len(self._output))) + np.log2(max(2, self._model.words))),
            float(sum(_cost(gap, match) for gap in gaps)),
        )


def _cost(gap: Gap, match: Match) -> float:
    """The bits that say where both sides go on after a gap."""
    if gap.ordered:
        return _gamma(gap.output_words) + _gamma(gap.source_words)
    return _gamma(gap.output_words) + float(np.log2(max(2, match.source_words)))


def _gamma(words: int) -> float:
    """The length of Elias' gamma code for a number from 0."""
    return 2 * ((words + 1).bit_length() - 1) + 1
