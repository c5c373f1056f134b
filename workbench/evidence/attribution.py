"""To whom a quotation is attributed, by the words around it."""

import re

from workbench.domain.span import Span
from workbench.evidence.citations import citations

REACH = 200
"""Characters before and after a quotation in which its attribution is looked for."""

_PART = r"(?:[A-Z][\w’'\-]{1,30}|[A-Z]\.)"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|St)\.|Justice|Judge|President|Senator|Lord|Lady|Sir)"
_NAME = (
    rf"(?:{_TITLE}\s)?{_PART}(?:\s(?:(?:de|da|di|van|von|der|la|le|of|the|bin|al)\s){{0,2}}{_PART}){{0,4}}"
)
_COURT = (
    r"(?:[Tt]he|[Oo]ur|[Tt]his)\s(?:\w{1,20}\s){0,2}"
    r"(?:[Cc]ourt|panel|majority|dissent|author|president|President|plaintiff|defendant|statute|witness|report)"
)
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey)"
_SAYER = rf"(?P<who>{_NAME}|{_COURT}|{_PRONOUN})"
_SAYS = (
    r"(?:said|says|say|wrote|writes|write|asked|asks|replied|told|argued|argues|stated|states|held|holds|"
    r"observed|observes|noted|notes|explained|explains|declared|declares|concluded|concludes|remarked|"
    r"added|insisted|warned|recalled|claimed|claims|testified|once\ssaid|famously\s\w{2,12}|puts?\sit|ha[sd]\sit|"
    r"schrieb|schreibt|sagte|sagt|erklärte|meinte|écrit|écrivait|a\sécrit|dit|a\sdit|disait|"
    r"escribió|escribe|dijo|dice|scrisse|scrive|disse)"
)
_BEFORE = (
    re.compile(rf"{_SAYER}(?:,[^,.\"“]{{1,60}},)?\s(?:(?:has|had|once|also)\s)?{_SAYS}\b[^.!?\"“]{{0,60}}$"),
    re.compile(rf"[Aa]ccording to (?:the\s)?{_SAYER}[^.!?\"“]{{0,60}}$"),
    re.compile(rf"[Ii]n the words of {_SAYER}[^.!?\"“]{{0,60}}$"),
    re.compile(rf"{_SAYER}’s (?:words|phrase|remark|dictum)\b[^.!?\"“]{{0,40}}$"),
)
_LABEL = re.compile(rf"^{_SAYER}:\s*$", re.M)
_AFTER = (
    re.compile(rf"^[^\w(]{{0,4}}\s(?:the\s)?{_SAYER}\s{_SAYS}\b"),
    re.compile(rf"^[^\w(]{{0,4}}\s{_SAYS}\s{_SAYER}"),
    re.compile(rf"^[^\w(]{{0,4}}\s[Aa]ccording to\s(?:the\s)?{_SAYER}"),
    re.compile(rf"^[^\w(]{{0,4}}\s*\n?\s*[—–―-]{{1,2}}\s?(?P<who>{_NAME})"),
    re.compile(r"^[^\w(]{0,4}\s?\((?P<who>[A-Z][^()]{1,80}?\d{4}[a-z]?(?:[,:][^()]{1,40})?)\)"),
    re.compile(r"^[^\w(]{0,4}\s?\((?P<who>(?:quoted|cited|quoting|citing)\s[^()]{1,100})\)"),
    re.compile(r"^[^\w\[]{0,4}\s?(?P<who>\[\d{1,3}\])"),
)
_CASE = re.compile(rf"^[^\w(]{{0,4}}\s(?P<who>{_NAME} v\. {_NAME})")

_SIGNED = re.compile(rf"\n[^\S\n]*[—–―-]{{1,2}}\s?(?P<who>{_NAME}[^\n]{{0,80}})\s*$")
"""The last line of a block quote that says whose it is."""
_NEAR = re.compile(r"[^\w(]{0,4}\s?\(?(?:[Ss]ee\s)?")
"""What may stand between a quotation and the reference that gives its place."""
_SIGNAL = re.compile(r"^(?:[Bb]ut\s)?(?:[Ss]ee|[Cc]f\.|[Aa]ccord)(?:\salso|,?\se\.g\.,?)?\s")

_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\b[A-Z]\.)\s+(?=[A-Z])"
)
_NO_NAME = re.compile(
    r"(?:an?|after|although|and|as|because|before|but|for|how|if|in|its?|later|nor|of|on|or|since|so|still|"
    r"i|that|the|then|there|these|this|those|though|thus|to|what|when|where|while|who|why|with|yet)$",
    re.I,
)
"""Words that a sentence begins with and that are no part of a name."""


def attribution_of(text: str, quotation: Span) -> str:
    """Whom the words around `quotation` name as its author; empty when they name nobody.

    Looks for a name or a court beside a verb of saying, a dash with a name, a reference in brackets, a
    citation. It reads forms, not sense: it may name the wrong one of two people.
    """
    before = text[max(0, quotation.start - REACH) : quotation.start].rstrip(" \t\r\n\"“„«»‘'‚>")
    after = text[quotation.stop : quotation.stop + REACH]
    before = _SENTENCE_END.split(before)[-1]
    bare = before.rstrip(",")
    found = [*(pattern.search(bare) for pattern in _BEFORE), _LABEL.search(before)]
    found += [pattern.search(after) for pattern in _AFTER]
    found.append(_SIGNED.search(quotation.of(text)[-REACH:]))
    names = [_named(match.group("who")) for match in found if match]
    case = _CASE.search(after)
    return next(filter(None, names), "") or _reference(after) or (_named(case.group("who")) if case else "")


def _reference(after: str) -> str:
    """The citation that follows a quotation, where one does at once."""
    first = next(iter(citations(after)), None)
    if first is None or not _NEAR.fullmatch(after[: first.start]):
        return ""
    return _SIGNAL.sub("", first.of(after).strip()).rstrip(".,;:")


def _named(who: str) -> str:
    words = who.split()
    while len(words) > 1 and _NO_NAME.match(words[0]) and words[1][0].isupper():
        words.pop(0)
    return "" if len(words) == 1 and _NO_NAME.match(words[0]) else " ".join(words).rstrip(",;:")
