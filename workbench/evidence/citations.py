"""Which stretches of a text cite: cases, statutes, rules, references in brackets."""

import re
from collections.abc import Iterator

from workbench.domain.span import Span
from workbench.evidence.bibliography import bibliography_entries
from workbench.evidence.legal_references import LEGAL_REFERENCES

_SP = r"[^\S\r\n]{0,3}\r?\n?[^\S\r\n]{0,3}"
"""Blanks and at most one line end."""

_REPORTER = (
    r"(?:U\.\s?S\.|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.(?:\s?(?:2d|3d|4th))?|F\.\s?Supp\.(?:\s?(?:2d|3d))?|"
    r"F\.\s?App['’]x|F\.\s?Cas\.|B\.R\.|Cal\.(?:\s?(?:App\.)?\s?(?:2d|3d|4th|5th))?|N\.Y\.(?:\s?S?\.?(?:2d|3d))?|"
    r"N\.E\.(?:\s?(?:2d|3d))?|N\.W\.(?:\s?2d)?|S\.E\.(?:\s?2d)?|S\.W\.(?:\s?(?:2d|3d))?|So\.(?:\s?(?:2d|3d))?|"
    r"P\.(?:\s?(?:2d|3d))?|A\.(?:\s?(?:2d|3d))?|Fed\.\s?Cl\.|U\.S\.P\.Q\.(?:\s?2d)?|WL|LEXIS|"
    r"A\.C\.|AC|Q\.B\.|QB|K\.B\.|KB|Ch\.?|W\.L\.R\.|WLR|All\sE\.?R\.?|C\.L\.R\.|CLR|S\.C\.R\.|SCR|E\.C\.R\.|ECR)"
)
_PARTY = (
    r"[A-Z][\w.&'’\-]{0,30}"
    r"(?:,?\s(?:[A-Z][\w.&'’\-]{0,30}|\([A-Z][\w.&'’\-]{0,30}\)|of|the|and|for|&|de|ex|rel\.|al\.|et)){0,9}"
)
_PARTIES = (
    rf"(?:R\s\([\w’'\s]{{1,40}}\)\sv\s{_PARTY}|(?:In\sre|Ex\sparte|Matter\sof|Estate\sof)\s{_PARTY}|"
    rf"{_PARTY},?\s(?:v|vs)\.?\s{_PARTY})"
)
_SIGNAL = r"(?:(?:[Ss]ee|[Cc]f\.|[Aa]ccord|[Bb]ut\ssee|[Ss]ee\salso|[Ss]ee,?\se\.g\.,?)\s)?"
_PAGES = r"\d{1,6}(?:\s?[-–]\s?\d{1,6})?(?:\sn\.\s?\d{1,3})?"
_COURT_YEAR = r"(?:\s?\((?:[^()\n]{0,40}\s)?\d{4}\))"
_NOMINATIVE = r"(?:\s\(\d{1,2}\s[A-Z][a-z]{1,9}\.?\))?"
"""The reporter by whose name early volumes were cited: `5 U.S. (1 Cranch) 137`."""
_VOLUME = (
    rf"(?:\[?\(?\d{{4}}\)?\]?\s)?\d{{0,4}}\s?{_REPORTER}{_NOMINATIVE}\s"
    rf"(?:(?:at\s)?{_PAGES}(?:,\s(?:at\s)?{_PAGES}){{0,3}}|_{{2,4}}(?:,|(?=\s)))"
)
_SECTIONS = r"(?:§{1,2}|[Ss]ections?|[Ss]ecs?\.|[Ss]s?\.)"
_NUMBER = r"\d[\w.\-]{0,12}(?:\([\w]{1,5}\)){0,5}(?:\s?[-–]\s?\(\w{1,5}\))?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # cases: parties with a reporter, a reporter alone, neutral citations
        rf"{_SIGNAL}{_PARTIES},?{_SP}{_VOLUME}(?:;?\s{_VOLUME}){{0,3}}{_COURT_YEAR}?",
        rf"{_SIGNAL}{_PARTIES}{_SP}\[\d{{4}}\]\s\d{{0,3}}\s?[A-Z]{{2,6}}(?:\s[A-Z][a-z]{{2,4}})?\s\d{{1,5}}"
        rf"(?:,\s{_VOLUME}){{0,3}}",
        rf"{_SIGNAL}{_PARTIES}{_SP}\((?:[^()\n]{{0,40}}\s)?\d{{4}}\)",
        rf"\b\d{{1,4}}\s{_REPORTER}{_NOMINATIVE}\s(?:at\s)?{_PAGES}(?:,\s{_PAGES}){{0,3}}{_COURT_YEAR}?",
        r"\[\d{4}\]\s(?:UK|EW|IE|HC|NZ|SG|ZA|F)[A-Z]{2,5}(?:\s(?:Civ|Crim|Admin))?\s\d{1,5}(?:\s\([A-Z][a-z]{1,8}\))?",
        r"\b(?:Id\.|Ibid\.|Op\.\scit\.|Supra|supra|Infra|infra)"
        r"(?:,?\s(?:note\s\d{1,4}|(?:at|pp?\.)\s\d[\d\-–]{0,9})){1,2}",
        r"\b(?:Id|Ibid|Op\.\scit)\.",
        # statutes, regulations, rules, constitutions, treaties
        rf"\b\d{{1,3}}\s(?:U\.\s?S\.\s?C\.(?:\s?A\.)?|C\.\s?F\.\s?R\.|Stat\.|Fed\.\s?Reg\.|USC|CFR)"
        rf"{_SP}(?:{_SECTIONS}\s?|[Pp]t\.\s?|[Pp]art\s)?{_NUMBER}(?:(?:,|\sand|\sor|\s?[-–])\s?{_NUMBER}){{0,6}}",
        r"\bFed\.\sR\.\s(?:Civ|Crim|App|Evid|Bankr)\.(?:\sP\.)?\s\d{1,4}(?:\([\w]{1,4}\)){0,4}",
        r"\bFederal\sRules?\sof\s(?:Civil|Criminal|Appellate)?\s?(?:Procedure|Evidence)\s\d{1,4}(?:\([\w]{1,4}\)){0,4}",
        r"\bPub(?:lic|\.)\s(?:L\.|Law)\s(?:No\.\s)?\d{1,3}[-–]\d{1,4}(?:,\s§\s?\d{1,4})?(?:,\s\d{1,4}\sStat\.\s\d{1,5})?",
        r"\bU\.\s?S\.\sConst\.,?\s(?:art|amend)\.\s[IVXLC\d]{1,6}(?:,\s(?:§|cl\.)\s?\d{1,3}){0,2}",
        rf"(?<![\w.])(?:{_SECTIONS}|[Aa]rticles?|[Aa]rts?\.|[Cc]lauses?|[Rr]ule|[Rr]egulation)\s?{_NUMBER}"
        rf"(?:(?:,|\sand|\sor|\sto|\s?[-–])\s?{_NUMBER}){{0,6}}(?:,?\s(?:of|in|to|under)\s(?:the\s)?"
        r"(?:[A-Z][\w’'\-]{1,20}|\d[\w/]{1,12}|and|of|on|for|\(EU\)|\(EC\)|No\.?|\d{4}/\d{1,4}(?:/\w{2,4})?)"
        r"(?:,?\s(?:[A-Z][\w’'\-]{0,20}|\d[\w/]{1,12}|and|of|on|for|the|\(EU\)|\(EC\)|No\.?)){0,12})?",
        rf"§{{1,2}}\s?{_NUMBER}(?:(?:,|\sand|\sor|\s?[-–])\s?{_NUMBER}){{0,6}}",
        # references in the text
        r"\((?:see\s|cf\.\s|e\.g\.,?\s)?[A-Z][\w’'\-]{1,30}(?:\set\sal\.?|(?:,?\s(?:and|&)\s|,\s)[A-Z][\w’'\-]{1,30}){0,4}"
        r",?\s(?:\()?\d{4}[a-z]?\)?(?:[,:]\s?(?:pp?\.\s?)?\d[\d\-–]{0,9})?(?:;\s[^()\n]{1,80})?\)",
        r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,6}\]",
        r"\b(?:doi:\s?|https?://(?:dx\.)?doi\.org/)10\.\d{4,9}/[^\s\"<>]{1,120}",
        r"\b(?:ISBN|ISSN)(?:-1[03])?:?\s[\dXx][\dXx\- ]{7,18}",
        r"\barXiv:\s?\d{4}\.\d{4,5}(?:v\d{1,2})?",
    )
)


def citations(text: str) -> list[Span]:
    """The citations of `text`, in order, those that touch or overlap made one.

    They are found by form: a case by its parties and its reporter, a statute by its code and section, a
    reference by author and year, an entry of a bibliography by its line.
    """
    merged: list[Span] = []
    for span in sorted([*_in_line(text), *bibliography_entries(text)]):
        if merged and span.start <= merged[-1].stop:
            merged[-1] = Span(merged[-1].start, max(merged[-1].stop, span.stop))
        else:
            merged.append(span)
    return merged


def _in_line(text: str) -> Iterator[Span]:
    for pattern in (*_PATTERNS, *LEGAL_REFERENCES):
        for match in pattern.finditer(text):
            yield Span(*match.span())
