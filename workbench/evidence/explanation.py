"""Why a finding is a match, and why it is of its kind and class, in sentences."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.domain.finding import Class, Finding
from workbench.domain.match import Match
from workbench.evidence.changes import Changes
from workbench.evidence.classes import COMMON_WORDS, COMMON_WORKS, LEAST_BITS
from workbench.evidence.differences import BETWEEN, Difference
from workbench.evidence.kind import NEAR_SIMILARITY, in_order
from workbench.evidence.rarity import Rarity
from workbench.evidence.weight import Weight


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one finding beside what the finding itself says."""

    match: Match
    changes: Changes
    rarity: Rarity
    weight: Weight
    control: str
    """What control texts say of the weight, in one sentence."""
    sample_texts: int
    """Texts in which it was counted what word follows what, for the weight."""
    differences: Mapping[Difference, int]
    excepted: Mapping[Class, int]
    """Words of a counted finding that do not count, by class."""
    matched_works: int
    """Works in which the stretch was aligned, editions of one text each by itself."""
    partial_works: int
    """Those of them in which no place holds half of its equal words."""
    unlisted: int
    """Places in sources that are counted and not listed."""
    all_free: bool
    """Whether all sources are recorded as in the public domain."""


def explain(finding: Finding, measured: Measured) -> tuple[str, ...]:
    """The sentences, each of which says what was measured and no more.

    They come in one order: words, changes, characters, rarity, weight, works, method, kind, class.
    """
    return (
        *_words(finding, measured.changes),
        *_changed(measured.changes),
        _characters(measured.differences),
        _rarity(measured.rarity),
        *_weight(measured),
        *_works(finding, measured),
        *_method(measured.match),
        _kind(finding, measured.match),
        *_class(finding, measured),
    )


def explain_lead(similarity: float) -> tuple[str, ...]:
    """The sentences for a neighbour by meaning that no alignment confirmed; `similarity` is the cosine."""
    return (
        f"By the model the passages are near in meaning: the cosine of their vectors is {similarity:.2f}.",
        "No alignment of their words confirmed it.",
        "It is a lead, which is never counted: what it is worth is for the reader to judge.",
    )


def _words(finding: Finding, changes: Changes) -> Iterator[str]:
    equal = finding.matched_words
    if equal == finding.output_words == finding.source_words:
        yield f"All {_count(equal, 'word')} of the passage {_are(equal)} equal in the output and the source."
    else:
        yield (
            f"{_count(equal, 'word')} {_are(equal)} equal, of {finding.output_words:,} in the output’s "
            f"passage and {finding.source_words:,} in the source’s."
        )
    if changes.runs == 1:
        yield "They stand in one unbroken run."
    else:
        yield (
            f"They stand in {changes.runs:,} runs, of which the longest has "
            f"{_count(changes.longest_run, 'word')}."
        )


def _changed(changes: Changes) -> Iterator[str]:
    parts = []
    if changes.replaced:
        parts.append(
            "1 word differs from that in its place"
            if changes.replaced == 1
            else f"{changes.replaced:,} words differ from those in their place"
        )
    if changes.output_only:
        verb = "stands" if changes.output_only == 1 else "stand"
        parts.append(f"{_count(changes.output_only, 'word')} {verb} in the output only")
    if changes.source_only:
        verb = "stands" if changes.source_only == 1 else "stand"
        parts.append(f"{_count(changes.source_only, 'word')} {verb} in the source only")
    if not changes.ordered:
        yield "Not all runs stand in the same order in the source."
    if parts:
        yield f"Beside the runs, {_list(parts)}."
    if changes.misreadings:
        alike = ", ".join(f"{mine}/{theirs}" for mine, theirs in dict.fromkeys(changes.misreadings))
        yield (
            f"Of the words that differ, {len(changes.misreadings):,} may be a misreading, because a machine "
            f"that reads letters takes them for each other: {alike}."
        )


def _characters(differences: Mapping[Difference, int]) -> str:
    if not differences:
        return "The equal runs are the same character for character."
    within = [
        f"{name} in {_count(count, 'word')}" for name, count in differences.items() if name not in BETWEEN
    ]
    between = [
        f"{name} in {_count(count, 'place')}" for name, count in differences.items() if name in BETWEEN
    ]
    return f"Folding set aside differences in the original characters: {_list(within + between)}."


def _rarity(rarity: Rarity) -> str:
    return (
        f"Of the {_count(rarity.distinct, 'different equal word')}, {rarity.common:,} {_are(rarity.common)} "
        f"in the program’s list of {rarity.listed:,} common English words; of the others, "
        f"{_none(rarity.rare)} {'occurs' if rarity.rare <= 1 else 'occur'} at most "
        f"{_times(rarity.rare_limit)} in the {_count(rarity.words, 'word')} of {rarity.basis}, in which the "
        "passage itself is counted."
    )


def _weight(measured: Measured) -> Iterator[str]:
    weight, rarity = measured.weight, measured.rarity
    texts = _count(measured.sample_texts, "text")
    order = f" and, the passage left out, by which word follows which in {texts}"
    counts = f"by their counts in {rarity.basis}{order if measured.sample_texts else ''}"
    less = f"less {weight.search_space:.0f} for the places where chance could have struck"
    if weight.edits:
        less += f" and {weight.edits:,.0f} for the gaps"
    yield (
        f"Its weight is {_bits(weight.bits)}: {weight.surprise:,.0f} for the equal words {counts}, {less}."
    )
    yield measured.control


def _works(finding: Finding, measured: Measured) -> Iterator[str]:
    works = measured.matched_works
    if works == 1:
        yield "It was aligned in no other work."
    else:
        same = works - finding.works
        editions = (
            "; editions, and works with the same words around it too, count as one, which leaves "
            f"{finding.works:,}"
            if same
            else ""
        )
        part = measured.partial_works
        partly = f", in {part:,} of them with less than half of its equal words" if part else ""
        yield f"It was aligned in {works:,} works{partly}{editions}."
    if finding.editions:
        yield (
            f"It stands also in {_count(finding.editions, 'other edition')} of this work: the library holds "
            "near-identical texts."
        )
    if measured.unlisted:
        yield (
            f"{_count(measured.unlisted, 'more place')} in {'this work' if works == 1 else 'these works'} "
            f"{'has' if measured.unlisted == 1 else 'have'} it too, and {_are(measured.unlisted)} not listed."
        )


def _method(match: Match) -> Iterator[str]:
    """How it was found, where not by its words alone."""
    if match.method == "retelling":
        yield (
            "Its words alone did not make it a finding; they did together with the model, for which its "
            "sentences and those of the source are near in meaning, one after the other."
        )
    elif match.method == "summary":
        yield (
            "It was aligned as a summary, by how near its sentences are to some of the source’s passage, "
            f"which has {match.source_words / match.output_words:.1f} times as many words; whether it sums "
            "that passage up is for the reader to judge."
        )


def _kind(finding: Finding, match: Match) -> str:
    order = in_order(match)
    share = _share(match.similarity)
    kept = f" times {_share(order)} for their order" if order < 1 else ""
    if finding.kind == "verbatim":
        return "It is verbatim, because no word stands between or beside the equal ones on either side."
    if finding.kind == "near-verbatim":
        exact = match.matched_words == match.output_words == match.source_words
        why = "the equal words are in more than one run" if exact else "not all words are equal"
        return (
            f"It is near-verbatim and not verbatim, because {why}; and it is not a paraphrase, "
            f"because the share of equal words on both sides, {share}{kept}, is {NEAR_SIMILARITY} or more."
        )
    return (
        f"It is a paraphrase and not near-verbatim, because the share of equal words on both sides, "
        f"{share}{kept}, is below {NEAR_SIMILARITY}; it is no lead, because words were aligned."
    )


_HELD: dict[Class, str] = {
    "ignored": "in the list of ignored phrases",
    "citation": "in citations",
    "quotation": "in quotations",
    "boilerplate": "in stock phrases",
}


def _class(finding: Finding, measured: Measured) -> Iterator[str]:
    if not finding.counted:
        yield f"It is struck as {finding.classification.replace('-', ' ')}. {finding.reason}"
        return
    yield (
        "It counts: too few of its words stand in quotations, citations or listed phrases to strike it, and "
        f"it is no stretch of at most {COMMON_WORDS} words that stands in {COMMON_WORKS} or more independent "
        f"works or weighs less than {LEAST_BITS} bits before edits."
    )
    if measured.all_free:
        yield (
            "All its sources are recorded as in the public domain, which strikes a finding only where that "
            "was asked for."
        )
    if measured.excepted:
        parts = [f"{words:,} {_HELD[name]}" for name, words in measured.excepted.items()]
        yield f"Of its equal words, the net count leaves out {_list(parts)}."


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def _bits(bits: float) -> str:
    return "1 bit" if round(bits) == 1 else f"{bits:,.0f} bits"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _share(share: float) -> str:
    """Two digits, rounded down: what is below a limit does not look as if it met it."""
    return f"{math.floor(100 * share) / 100:.2f}"


def _none(number: int) -> str:
    return f"{number:,}" if number else "none"


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"


def _list(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
