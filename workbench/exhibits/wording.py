"""How the exhibit says things: kinds, counts, weights, rights, decisions."""

import math
from collections.abc import Mapping
from typing import Any

from workbench.domain.code import Code
from workbench.domain.document import Document, pinpoint
from workbench.domain.exhibit import ExhibitPart
from workbench.domain.finding import Finding
from workbench.domain.review import Decision
from workbench.domain.span import Span
from workbench.domain.wording import CLASS_WORDS, KIND_WORDS
from workbench.domain.work import Rights

KIND_NAMES = {kind: word.capitalize() for kind, word in KIND_WORDS.items()}
CLASS_NAMES = {name: word.capitalize() for name, word in CLASS_WORDS.items()} | {
    "ignored": "Ignored by the reviewer’s list"
}
_LICENCE_NAMES = {
    "public-domain": "public domain",
    "all-rights-reserved": "all rights reserved",
    "unknown": "licence unknown",
    "": "licence unknown",
}
MOST_BITS = 40.0
"""Bits from which on a chance is not worked out: the errors of the model are larger than that."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def counted(number: int, one: str, many: str = "") -> str:
    """`1 word`, `2,400 words`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def chance(bits: float) -> str:
    """A weight as a chance: `one in 1,024`, `one in 10⁹`, and `less than one in 10¹²` for all above that."""
    if bits < 20:
        return f"one in {round(2**bits):,}"
    exponent = math.floor(min(bits, MOST_BITS) * math.log10(2))
    said = f"one in 10{str(exponent).translate(_SUPERSCRIPTS)}"
    return said if bits < MOST_BITS else f"less than {said}"


def place(document: Document, span: Span) -> str:
    """Where a span stands, as it is printed: `line 12`, `lines 12–14`."""
    return pinpoint(document, span).replace("-", "–")


def weight_sentence(finding: Finding, parameters: Mapping[str, Any]) -> str:
    """The weight of a finding, with what it rests on and what it is not."""
    if finding.kind == "lead":
        return (
            f"No weight: the words were not aligned. The two passages lie near each other in meaning "
            f"(cosine {finding.similarity:.2f}); a person must judge them."
        )
    control = parameters.get("control")
    basis = f"Control: {control}" if control else "No control was run: this is no error rate."
    if finding.weight_bits < 1:
        return f"0 bits: under the word model there is nothing unusual in it. {basis}"
    bits = f"{finding.weight_bits:,.0f} bits"
    return f"{bits}: {chance(finding.weight_bits)} by chance under the word model. {basis}"


def rights_sentence(rights: Rights) -> str:
    """What is known of a work's rights; what is not known is said to be unknown."""
    parts = [
        rights.author or "author unknown",
        rights.year or "year unknown",
        _LICENCE_NAMES.get(rights.licence, rights.licence),
        holder(rights),
    ]
    text = "; ".join(filter(None, parts))
    text = f"{text[0].upper()}{text[1:].rstrip('.')}."
    if rights.source:
        text += f" Copy from: {rights.source.rstrip('.')}."
    return f"{text} {rights.note}" if rights.note else text


def holder(rights: Rights) -> str:
    """Who holds the rights; empty for a work in which nobody does."""
    if rights.holder:
        return f"rights holder: {rights.holder}"
    return "" if rights.licence == "public-domain" else "rights holder unknown"


def licence_name(rights: Rights) -> str:
    """The licence in words."""
    return _LICENCE_NAMES.get(rights.licence, rights.licence)


def decision_sentence(decision: Decision | None, code: Code | None = None) -> str:
    """Who decided what, and when; `code` is what the decision's code means in its matter."""
    if decision is None:
        return "None recorded."
    verdict = code.label if code else "Undecided"
    return (
        f"{verdict} by {decision.reviewer or 'a reviewer who gave no name'}, {moment(decision.decided_at)}."
    )


def moment(iso: str) -> str:
    """`2026-11-22T14:05:00Z` as `2026-11-22 14:05:00 UTC`; anything else as it is."""
    return f"{iso[:10]} {iso[11:19]} UTC" if len(iso) == 20 and iso[10] == "T" and iso.endswith("Z") else iso


def is_struck(part: ExhibitPart, finding: Finding) -> bool:
    """Whether the finding goes to the appendix: its class takes it out, or a reviewer's code strikes it."""
    code = part.code(finding.id)
    return finding.classification != "counted" or (code is not None and code.effect == "strikes")


def kind_words(finding: Finding) -> str:
    """How many words a finding is about."""
    if finding.kind == "lead":
        return f"{counted(finding.output_words, 'word')} of output, none aligned"
    return f"{counted(finding.matched_words, 'equal word')} in {finding.output_words:,} of output"
