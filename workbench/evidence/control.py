"""How often the engine finds something where there is nothing, and how sure that is."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.domain.calibration import Trial
from workbench.domain.finding import Kind

THRESHOLDS = (20, 30, 40, 60, 80, 120)
"""Bits for which the false findings are tabled."""

CONFIDENCE = 0.95
UNIT_WORDS = 100_000
"""Words for which a rate is told."""

CONTROLLED: tuple[Kind, ...] = ("verbatim", "near-verbatim", "paraphrase")


@dataclass(frozen=True, slots=True)
class Rate:
    """False findings of one kind with one weight or more."""

    kind: Kind
    least_bits: float
    found: int
    words: int
    at_most: float
    """Upper bound of the rate for 100,000 words, with 95 % confidence."""


@dataclass(frozen=True, slots=True)
class Control:
    """What control texts say of findings.

    Attributes:
        trials: one for each library; none where no control was run on all of them.
        stale: whether a control was run, but on another state of a library or by another engine.
        semantic: whether the control texts were searched by meaning, too, as an analysis may be.
        asked_meaning: whether the analysis that it speaks of was.
    """

    trials: tuple[Trial, ...] = ()
    stale: bool = False
    semantic: bool = False
    asked_meaning: bool = False

    def asked(self, meaning: bool) -> "Control":
        """The same, for an analysis by meaning or without."""
        return replace(self, asked_meaning=meaning)

    def sentence(self, kind: Kind, bits: float) -> str:
        """What the control says of a finding of this kind and weight; of several libraries, the worst."""
        if self.stale:
            return (
                "The weight is a model’s figure and no error rate; the control texts were run on another "
                "state of the library or by another version of the program, and say nothing of this one."
            )
        if not self.trials:
            return "The weight is a model’s figure and no error rate; no control texts were run."
        worst = max((rate(trial, kind, bits) for trial in self.trials), key=lambda each: each.at_most)
        several = len(self.trials)
        basis = f" (the worst of {several} libraries, each by itself)" if several > 1 else ""
        return (
            f"At this weight or more, {worst.found:,} false {'finding' if worst.found == 1 else 'findings'} "
            f"of its kind in {worst.words:,} words of control text{basis}; at most {figure(worst.at_most)} "
            f"per {UNIT_WORDS:,} words with 95 % confidence{self._reserve()}."
        )

    def _reserve(self) -> str:
        """What the control leaves open of an analysis that asked more."""
        if self.asked_meaning and not self.semantic:
            return "; the control was searched by words alone, this output by meaning, too"
        return ""


NO_CONTROL = Control()


def rate(trial: Trial, kind: Kind, least_bits: float) -> Rate:
    """How many false findings of `kind` with `least_bits` or more a trial holds, and how many it may mean."""
    found = sum(each.kind == kind and each.weight_bits >= least_bits for each in trial.findings)
    return Rate(kind, least_bits, found, trial.words, UNIT_WORDS * upper_bound(found, trial.words))


def rates(trial: Trial) -> Iterator[Rate]:
    """The rate of each kind at each of THRESHOLDS."""
    for kind in CONTROLLED:
        for bits in THRESHOLDS:
            yield rate(trial, kind, bits)


@lru_cache(4096)
def upper_bound(found: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """The one-sided upper bound of Clopper and Pearson (Biometrika 26, 1934) for a proportion.

    It is the proportion p at which `found` or fewer of `trials` have the chance 1 - `confidence`, which is
    the quantile of Beta(found + 1, trials - found) at `confidence`; found by bisection of the binomial tail.
    Each word counts as one trial. False findings that come in clusters, as quotations of one work do, are
    fewer independent events than the bound takes them for. Raises ValueError unless 0 <= found <= trials.
    """
    if not 0 <= found <= trials:
        raise ValueError(f"{found} of {trials}")
    if found == trials:
        return 1.0
    target = math.log1p(-confidence)
    low, high = found / trials, 1.0
    while low < (middle := (low + high) / 2) < high:
        if _log_tail(found, trials, middle) > target:
            low = middle
        else:
            high = middle
    return high


def _log_tail(found: int, trials: int, chance: float) -> float:
    """The logarithm of the binomial chance of at most `found` in `trials`; 0 < chance < 1."""
    term = trials * math.log1p(-chance)
    odds = math.log(chance) - math.log1p(-chance)
    terms = [term]
    for number in range(found):
        term += math.log((trials - number) / (number + 1)) + odds
        terms.append(term)
    largest = max(terms)
    return largest + math.log(math.fsum(math.exp(term - largest) for term in terms))


def figure(bound: float) -> str:
    """An upper bound in two digits or more, rounded up: `0.15`, `2.8`, `1,240`."""
    digits = max(0, 1 - math.floor(math.log10(bound)))
    return f"{math.ceil(bound * 10**digits - 1e-9) / 10**digits:,.{digits}f}"


def summary(
    names: Sequence[str], texts: Sequence[int], trials: Sequence[Trial], semantic: bool = False
) -> str:
    """What was run as control, for the parameters of an analysis: one clause for each library."""
    parts = []
    way = "by their words and by meaning" if semantic else "by their words alone"
    for name, count, trial in zip(names, texts, trials, strict=True):
        found = len(trial.findings)
        heaviest = max((each.weight_bits for each in trial.findings), default=0.0)
        told = (
            f"{found:,} false {'finding' if found == 1 else 'findings'}, the heaviest of {heaviest:.0f} bits"
            if found
            else "no false finding"
        )
        parts.append(
            f"{count:,} {'text' if count == 1 else 'texts'} with {trial.words:,} words, said not to derive "
            f"from {name}, searched {way}: {told}"
        )
    return f"{'; '.join(parts)}."


STALE = "out of date, for the library or the program has changed since: this is no error rate."
"""In the place of a summary, where a control was run and does not hold any more."""
