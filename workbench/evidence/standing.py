"""Where the words of an output stand: in quotations, citations, stock phrases, or a reviewer's own list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.finding import Class
from workbench.domain.span import Span
from workbench.domain.tokens import Tokens
from workbench.evidence.citations import citations
from workbench.evidence.ignored import ignored_words
from workbench.evidence.phrases import stock_words
from workbench.evidence.policy import Policy
from workbench.evidence.quotations import Quotation, quotations

Words = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """An output with the words of it that are struck wherever a finding holds them.

    Attributes:
        held: for each class the words that it holds, bool (n,), in the order of precedence. A word may be
            held by several.
    """

    text: str
    tokens: Tokens
    policy: Policy
    held: Mapping[Class, Words]
    quotations: tuple[Quotation, ...]

    def words_of(self, pairs: Iterable[tuple[Span, Span]]) -> npt.NDArray[np.int64]:
        """int64 (m,), the words of the output in the equal runs `pairs`."""
        runs = [np.arange(*self.tokens.within(here)) for here, _ in pairs]
        return np.concatenate(runs) if runs else np.zeros(0, dtype=np.int64)


def standing_of(text: str, tokens: Tokens, policy: Policy | None = None) -> Standing:
    """Where the words of `text` stand; raises PhraseFault for a list of phrases that cannot be used."""
    policy = policy or Policy()
    quoted = tuple(quotations(text))
    held: dict[Class, Words] = {
        "ignored": ignored_words(tokens, policy.ignored),
        "citation": words_in(tokens, citations(text)),
        "quotation": words_in(tokens, [quotation.span for quotation in quoted]),
        "boilerplate": stock_words(tokens),
    }
    return Standing(text, tokens, policy, held, quoted)


def words_in(tokens: Tokens, spans: Iterable[Span]) -> Words:
    """bool (n,), which words lie in one of `spans`."""
    words = np.zeros(len(tokens), dtype=np.bool_)
    for span in spans:
        words[slice(*tokens.within(span))] = True
    return words
