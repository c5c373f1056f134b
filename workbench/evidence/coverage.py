"""How many words correspond, of how many that count, and what was left out."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from workbench.domain.analysis import Coverage, Exclusion
from workbench.domain.finding import Class, Finding
from workbench.evidence.excepted import Exceptions
from workbench.evidence.standing import Standing

_CLASSES: tuple[Class, ...] = ("ignored", "citation", "quotation", "boilerplate", "public-domain")


def coverage_of(
    standing: Standing,
    findings: Sequence[Finding],
    text_of: Callable[[str], str],
    library_works: int,
    library_words: int,
    embedded_share: float | None,
) -> Coverage:
    """Net and gross words of the output in equal runs, each word once, and the exclusions by class.

    A struck finding excludes its words; a counted one excludes those of its words that stand in a quotation,
    a citation, a stock phrase or the reviewer's list, as `Exceptions` says. A word that some counted finding
    holds without such a reason stays eligible, though a struck one holds it, too. An exclusion counts the
    findings that lose a word by it, wholly or in part; `text_of` gives the text of a source by its id.
    """
    aligned = [finding for finding in findings if finding.kind != "lead"]
    exceptions = Exceptions(standing, text_of)
    counted = np.zeros(len(standing.tokens), dtype=np.bool_)
    losses: dict[Class, list[npt.NDArray[np.int64]]] = {name: [] for name in _CLASSES}
    for finding in aligned:
        words = standing.words_of(finding.pairs)
        if not finding.counted:
            losses[finding.classification].append(words)
            continue
        excepted = exceptions.within(finding.source, finding.source_span, finding.pairs)
        for name, lost in excepted.items():
            losses[name].append(lost)
            words = np.setdiff1d(words, lost, assume_unique=True)
        counted[words] = True
    excluded, taken = [], counted.copy()
    for name, lost_words in losses.items():
        if lost_words:
            lost = np.unique(np.concatenate(lost_words))
            words_lost = int((~taken[lost]).sum())
            taken[lost] = True
            excluded.append(Exclusion(name, words_lost, len(lost_words)))
    return Coverage(
        eligible_words=len(standing.tokens) - sum(row.words for row in excluded),
        matched_words=int(counted.sum()),
        gross_words=int(taken.sum()),
        excluded=tuple(excluded),
        library_works=library_works,
        library_words=library_words,
        embedded_share=embedded_share,
    )
