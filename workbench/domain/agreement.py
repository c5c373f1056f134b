"""How far two reviewers agree."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.review import Decision


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers' codes of the same findings, compared."""

    both: int
    """Findings that both have coded; the figures below are about these."""
    table: Mapping[tuple[str, str], int]
    """How often each pair of codes occurs, the first reviewer's code first."""
    disagreements: tuple[tuple[Decision, Decision], ...]
    """The decisions that differ, in the order of the findings, the first reviewer's first."""

    @property
    def observed(self) -> float:
        """The share of findings coded alike, 0 to 1; 0 when there are none."""
        return 1 - len(self.disagreements) / self.both if self.both else 0.0

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, -1 to 1: (observed - expected) / (1 - expected).

        Expected is the sum over the codes of the product of the two reviewers' shares (Cohen 1960, A
        coefficient of agreement for nominal scales). None where it is not defined: without findings, or
        when both used one and the same code throughout.
        """
        first, second = Counter[str](), Counter[str]()
        for (one, other), count in self.table.items():
            first[one] += count
            second[other] += count
        chance = sum(first[code] * second[code] for code in first)
        whole = self.both * self.both
        if chance == whole:
            return None
        return (self.observed - chance / whole) / (1 - chance / whole)


def agreement(first: Mapping[int, Decision], second: Mapping[int, Decision]) -> Agreement:
    """Compare two reviewers' decisions, by finding number; those without a code are left out.

    >>> def coded(code, reviewer): return Decision(1, 1, code, "", reviewer, "")
    >>> agreement({1: coded("reproduced", "A")}, {1: coded("unsure", "B")}).kappa
    0.0
    """
    table: Counter[tuple[str, str]] = Counter()
    differing = []
    for number in sorted(first.keys() & second.keys()):
        one, other = first[number], second[number]
        if one.code is None or other.code is None:
            continue
        table[one.code, other.code] += 1
        if one.code != other.code:
            differing.append((one, other))
    return Agreement(table.total(), dict(table), tuple(differing))
