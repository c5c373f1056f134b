"""Whose words an output reproduces, under which licences, and what those ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from workbench.domain.analysis import RightsShare, SourceRecord
from workbench.domain.finding import Finding
from workbench.domain.licence import terms_of
from workbench.evidence.excepted import Exceptions
from workbench.evidence.standing import Standing


@dataclass(slots=True)
class _Holding:
    """What counted findings say of one holder and licence, as it is summed up."""

    words: list[npt.NDArray[np.int64]] = field(default_factory=list)
    sources: dict[str, None] = field(default_factory=dict)
    passages: int = 0
    longest_run: int = 0
    elsewhere: int = 0


def rights_shares(
    standing: Standing,
    findings: Sequence[Finding],
    record_of: Callable[[str], SourceRecord],
    text_of: Callable[[str], str],
) -> tuple[RightsShare, ...]:
    """One row for each rights holder and licence, the one with the most words first.

    Words and runs are those of counted findings, each word of the output once in a row, without what is
    excepted (as in the coverage). A finding counts for the holder of its leading source; where half of its
    words or more stand in a work of another holder too, that row says in how many passages. A work that
    shares a phrase of it is no second origin, and is not told.
    """
    exceptions = Exceptions(standing, text_of)
    holdings: dict[tuple[str, str], _Holding] = {}

    def holding(source: str) -> tuple[tuple[str, str], _Holding]:
        rights = record_of(source).rights
        key = rights.holder, rights.licence or "unknown"
        return key, holdings.setdefault(key, _Holding())

    for finding in findings:
        if not finding.counted:
            continue
        key, own = holding(finding.source)
        lost = exceptions.within(finding.source, finding.source_span, finding.pairs)
        words = standing.words_of(finding.pairs)
        left = np.setdiff1d(words, np.concatenate(list(lost.values()))) if lost else np.unique(words)
        own.words.append(left)
        own.passages += 1
        own.longest_run = max(own.longest_run, _longest_run(left))
        own.sources[finding.source] = None
        for other in {holding(rival.source)[0] for rival in finding.rivals} - {key}:
            holdings[other].elsewhere += 1
        for rival in finding.rivals:
            holding(rival.source)[1].sources[rival.source] = None
    rows = [_share(key, found) for key, found in holdings.items()]
    return tuple(sorted(rows, key=lambda row: (-row.words, -row.also_in, row.holder, row.licence)))


def _share(key: tuple[str, str], found: _Holding) -> RightsShare:
    holder, licence = key
    terms = terms_of(licence)
    return RightsShare(
        holder=holder,
        licence=licence,
        licence_name=terms.name,
        asks=terms.asks,
        asks_known=terms.known,
        words=len(np.unique(np.concatenate(found.words))) if found.words else 0,
        passages=found.passages,
        longest_run=found.longest_run,
        also_in=found.elsewhere,
        sources=tuple(found.sources),
    )


def _longest_run(words: npt.NDArray[np.int64]) -> int:
    """The most neighbouring words of the output among sorted `words`."""
    if not len(words):
        return 0
    breaks = np.flatnonzero(np.diff(words) != 1)
    edges = np.concatenate(([-1], breaks, [len(words) - 1]))
    return int(np.diff(edges).max())
