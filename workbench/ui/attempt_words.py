"""What is said of attempts: outcomes, and the rate with its interval."""

from PySide6.QtCore import QCoreApplication

from workbench.domain.rate import Rate
from workbench.domain.review import Outcome
from workbench.domain.wording import percent


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attempts", text)


def outcome_words(outcome: Outcome) -> str:
    """What an outcome is called."""
    return _tr(outcome) if outcome else _tr("not stated")


def rate_words(rate: Rate) -> str:
    """The rate in a sentence, with its interval and with what is in no figure."""
    low, high = rate.interval
    said = _tr("No outcome was stated yet.")
    if rate.total:
        said = _tr("{0:,} of {1:,} attempts reproduced: {2}, 95% interval {3} to {4} (Wilson).").format(
            rate.found, rate.total, percent(rate.found / rate.total), percent(low), percent(high)
        )
    if rate.unstated:
        said = _tr("{0} {1:,} without a stated outcome.").format(said, rate.unstated)
    return said
