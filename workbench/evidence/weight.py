"""How surprising it is that the words of a match agree, in bits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.domain.match import Match
from workbench.domain.tokens import Tokens
from workbench.evidence.changes import Gap
from workbench.evidence.followers import Followers, Place
from workbench.evidence.word_model import WordModel


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
        self._followers = Followers(output, model.neighbours) if len(output) > 1 else None

    def weigh(self, match: Match, gaps: Sequence[Gap], places: Sequence[Place]) -> Weight:
        """The surprise that the equal words of `match` agree by chance, less what chance had going for it.

        Surprise is the sum of minus the binary logarithms of the words' chances under an interpolated model
        of pairs. The first word of a run counts by itself (`WordModel.chances`); each other one given the
        word before it (`Followers.chances`), counted outside of `places`, where sources hold the match.
        Less the logarithm of the search space, output words times the model's words (Karlin and Altschul
        1990, "Methods for assessing the statistical significance of molecular sequence features", equation
        1: the expected number of chance matches grows with that product). Less the cost of saying how the
        alignment goes on after each of `gaps` (minimum description length, Rissanen 1978): the lengths of
        both sides in the gamma code of Elias (1975), or a word position where the order changes. The bits
        rank findings; they are no error rate.
        """
        if not match.pairs:
            return Weight(0.0, 0.0, 0.0)
        runs = [self._output.within(pair) for pair, _ in match.pairs]
        words = np.concatenate([np.arange(first, stop) for first, stop in runs])
        chances = self._chances[words]
        if self._followers is not None:
            following = np.concatenate([np.arange(first + 1, stop) for first, stop in runs])
            chances[np.isin(words, following)] = self._followers.chances(
                following, self._chances[following], places
            )
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
