"""How many words correspond, of how many that count, and what was left out."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from workbench.domain.analysis import Coverage, Exclusion
from workbench.domain.finding import Finding
from workbench.domain.tokens import Tokens


def coverage_of(
    output: Tokens,
    findings: Sequence[Finding],
    library_works: int,
    library_words: int,
    embedded_share: float | None,
) -> Coverage:
    """Net and gross words of the output in equal runs, each word once, and the exclusions by class.

    A word in a counted finding stays eligible though a struck one holds it, too.
    """
    aligned = [finding for finding in findings if finding.kind != "lead"]
    counted = _words_in(output, (finding for finding in aligned if finding.counted))
    struck = _words_in(output, (finding for finding in aligned if not finding.counted)) & ~counted
    return Coverage(
        eligible_words=int(len(output) - struck.sum()),
        matched_words=int(counted.sum()),
        gross_words=int((counted | struck).sum()),
        excluded=tuple(_exclusions(output, aligned, counted)),
        library_works=library_works,
        library_words=library_words,
        embedded_share=embedded_share,
    )


def _exclusions(
    output: Tokens, aligned: Sequence[Finding], counted: npt.NDArray[np.bool_]
) -> Iterable[Exclusion]:
    taken = counted.copy()
    for name in sorted({finding.classification for finding in aligned if not finding.counted}):
        group = [finding for finding in aligned if finding.classification == name]
        words = _words_in(output, group) & ~taken
        taken |= words
        yield Exclusion(name, int(words.sum()), len(group))


def _words_in(output: Tokens, findings: Iterable[Finding]) -> npt.NDArray[np.bool_]:
    """bool (n,), which words of the output stand in equal runs of `findings`."""
    words = np.zeros(len(output), dtype=np.bool_)
    for finding in findings:
        for span, _ in finding.pairs:
            words[slice(*output.within(span))] = True
    return words
