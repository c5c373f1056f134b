"""What an analysis says of rights, in sentences: the same on a terminal, on screen and on paper."""

from collections.abc import Sequence

from workbench.domain.analysis import RightsShare
from workbench.domain.licence import CHOICE

UNKNOWN = "What it asks is not known."
NOTHING = "It asks nothing of whoever publishes the words."
BASIS = (
    "Words of counted findings, by the holder and the licence of the leading source. What the law itself "
    "allows stands beside it."
)


def share_line(share: RightsShare) -> str:
    """Holder, licence and how much, in one sentence."""
    who = share.holder or "Rights holder unknown"
    if not share.passages:
        return f"{who}, {share.licence_name}: no passage of its own{_also(share)}."
    return (
        f"{who}, {share.licence_name}: {_count(share.words, 'word')} in {_count(share.passages, 'passage')}, "
        f"the longest run {_count(share.longest_run, 'word')}{_also(share)}."
    )


def asks_lines(asks: Sequence[str], known: bool) -> list[str]:
    """What a licence asks, in sentences; unknown stays unknown, of a choice in its own sentence."""
    if not known and CHOICE not in asks:
        return [*asks, UNKNOWN]
    return list(asks) or [NOTHING]


def _also(share: RightsShare) -> str:
    if not share.also_in:
        return ""
    stand = "stands" if share.also_in == 1 else "stand"
    return f"; {_count(share.also_in, 'passage')} of other holders' works {stand} here too, by half or more"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
