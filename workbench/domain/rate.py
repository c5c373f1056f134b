"""How often an attempt reproduced what was looked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from workbench.domain.review import AttemptEntry


@dataclass(frozen=True, slots=True)
class Rate:
    """Attempts that reproduced, out of those whose outcome was stated."""

    found: int
    total: int
    unstated: int
    """Attempts of which nobody said what came of them; they are in no other figure."""

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval by Wilson's formula, each bound 0 to 1; from 0 to 1 when nothing was stated."""
        return wilson(self.found, self.total) if self.total else (0.0, 1.0)


def attempt_rate(entries: Iterable[AttemptEntry]) -> Rate:
    """The rate over a ledger; a refusal or an error is an attempt that did not reproduce."""
    outcomes = [entry.outcome for entry in entries]
    stated = [outcome for outcome in outcomes if outcome]
    return Rate(stated.count("reproduced"), len(stated), len(outcomes) - len(stated))


def wilson(found: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a rate, each bound 0 to 1 (Wilson 1927); `total` is at least 1."""
    z = 1.959964
    rate, scale = found / total, 1 + z * z / total
    middle = rate + z * z / (2 * total)
    reach = z * sqrt(rate * (1 - rate) / total + z * z / (4 * total * total))
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
