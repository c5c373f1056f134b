"""Whether a finding counts, and if not, why."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.finding import Class
from workbench.domain.tokens import Tokens
from workbench.evidence.phrases import stock_words
from workbench.evidence.rivals import Contest

COMMON_WORKS = 3
"""Independent works from which on a short stretch is a commonplace."""
COMMON_WORDS = 24
"""A stretch longer than this is no commonplace, in however many works it stands: it has an origin."""
STOCK_SHARE = 0.75
"""Share of the equal words in stock phrases from which on the rest is only what joins them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of a finding and the reason in a sentence; no reason for a counted one."""

    classification: Class
    reason: str = ""


class Classifier:
    """Decides the class of findings in one output."""

    def __init__(self, output: Tokens) -> None:
        self._output = output
        self._stock: npt.NDArray[np.bool_] = stock_words(output)

    def classify(self, contest: Contest) -> Verdict:
        """Boilerplate when the words are stock phrases, or stand in several independent works."""
        match = contest.best.match
        words = np.concatenate([np.arange(*self._output.within(pair)) for pair, _ in match.pairs])
        share = float(self._stock[words].mean())
        if share >= STOCK_SHARE:
            return Verdict(
                "boilerplate", f"{share:.0%} of its matched words stand in the list of stock phrases."
            )
        if contest.works >= COMMON_WORKS and match.output_words <= COMMON_WORDS:
            return Verdict("boilerplate", f"The words stand in {contest.works} works of the library.")
        return Verdict("counted")
