"""Whether a finding counts, and if not, why."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.domain.finding import Class
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.evidence.attribution import attribution_of
from workbench.evidence.excepted import Exceptions
from workbench.evidence.rivals import Candidate, Contest
from workbench.evidence.standing import Standing

COMMON_WORKS = 3
"""Independent works from which on a short stretch is a commonplace."""
COMMON_WORDS = 24
"""A stretch longer than this is no commonplace, in however many works it stands: it has an origin."""
LEAST_BITS = 20
"""Weight before edits below which a short stretch is a commonplace. Of all runs of 8 words and more that 75
messages of presidents after 1960 share with 111 before 1900 (510,625 and 958,943 words), those that are no
quotations or formulas weigh 17 bits at most, and the lightest quotation 22."""
HELD_SHARE = 0.75
"""Share of the equal words in quotations, citations and the like from which on the rest only joins them."""
FEWEST_LEFT = 8
"""Equal words beside those from which on the rest is a finding by itself: the shortest run that is one."""

_HELD_IN: dict[Class, str] = {
    "ignored": "the list of ignored phrases",
    "citation": "citations",
    "quotation": "quotation marks or a block quote",
    "boilerplate": "the list of stock phrases",
}
_FREE_LICENCES = frozenset({"public-domain", "pddl-1.0", "cc0-1.0"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of a finding and the reason in a sentence; no reason for a counted one."""

    classification: Class
    reason: str = ""


class Classifier:
    """Decides the class of findings in one output."""

    def __init__(
        self, standing: Standing, exceptions: Exceptions, rights_of: Callable[[str], Rights]
    ) -> None:
        self._standing = standing
        self._exceptions = exceptions
        self._rights_of = rights_of

    def classify(self, contest: Contest, works: int, bits: float) -> Verdict:
        """The first that holds: where its words stand, how many works have them, how common they are, rights.

        Quotation marks that the source has too count only around the whole finding: within one, they came
        with the words.
        `works` counts the independent works; `bits` is the weight before the cost of edits.
        """
        match = contest.best.match
        verdict = self._by_standing(contest.best)
        if verdict is not None:
            return verdict
        if works >= COMMON_WORKS and match.output_words <= COMMON_WORDS:
            return Verdict(
                "boilerplate",
                f"The words stand in {works} independent works and are no more than {COMMON_WORDS}.",
            )
        if bits < LEAST_BITS and match.output_words <= COMMON_WORDS:
            return Verdict(
                "boilerplate",
                f"Words as common as these, {int(bits)} bits where {LEAST_BITS} are asked for, "
                "may agree by chance.",
            )
        if self._standing.policy.strike_public_domain and self.all_free(contest):
            return Verdict("public-domain", "All its sources are recorded as in the public domain.")
        return Verdict("counted")

    def _by_standing(self, candidate: Candidate) -> Verdict | None:
        pairs = candidate.match.pairs
        words = self._standing.words_of(pairs)
        if not len(words):
            return None
        held_words = {name: held[words] for name, held in self._standing.held.items()}
        if not self._in_one_quotation(pairs):
            held_words["quotation"] &= ~self._exceptions.quoted_on_both_sides(
                candidate.source, candidate.match.source, pairs
            )
        shares = {name: float(held.mean()) for name, held in held_words.items()}
        together = np.any(list(held_words.values()), axis=0)
        if together.mean() < HELD_SHARE or (~together).sum() >= FEWEST_LEFT:
            return None
        most = max(shares, key=lambda name: shares[name])
        name = next((name for name, share in shares.items() if share >= HELD_SHARE), most)
        share = "All" if shares[name] == 1 else f"{int(100 * shares[name])} %"
        reason = f"{share} of its matched words stand in {_HELD_IN[name]}"
        return Verdict(name, f"{reason}{self._attributed(pairs) if name == 'quotation' else ''}.")

    def _in_one_quotation(self, pairs: tuple[tuple[Span, Span], ...]) -> bool:
        hull = Span(pairs[0][0].start, pairs[-1][0].stop)
        return any(quotation.span.contains(hull) for quotation in self._standing.quotations)

    def _attributed(self, pairs: tuple[tuple[Span, Span], ...]) -> str:
        """To whom the quotations of `pairs` are attributed, as the end of a sentence."""
        hull = Span(pairs[0][0].start, pairs[-1][0].stop)
        around = [quotation for quotation in self._standing.quotations if quotation.span.overlap(hull)]
        names = [attribution_of(self._standing.text, quotation.span) for quotation in around]
        named = next(filter(None, names), "")
        return f"; beside them “{named}” is named" if named else "; no attribution was recognised beside them"

    def all_free(self, contest: Contest) -> bool:
        """Whether all sources of a contest are recorded as in the public domain."""
        sources = {contest.best.source, *(rival.source for rival in contest.rivals)}
        return all(self._rights_of(source).licence.lower() in _FREE_LICENCES for source in sources)
