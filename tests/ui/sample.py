"""A small screening in memory: one output, two sources, a finding of every kind."""

import hashlib
from dataclasses import replace
from pathlib import Path

from workbench.domain.analysis import Analysis, Coverage, Exclusion, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.finding import Competitor, Finding
from workbench.domain.span import Span
from workbench.domain.work import Rights

_TEXTS = Path(__file__).parent / "texts"
OUTPUT = (_TEXTS / "reply-014.txt").read_text(encoding="utf-8")

ESSAY = (_TEXTS / "invisible-services.txt").read_text(encoding="utf-8")

ALMANAC = (_TEXTS / "keepers-almanac.txt").read_text(encoding="utf-8")


def document(name: str, text: str) -> Document:
    """A text as if it had been read from a file of this name."""
    return Document(name, text, hashlib.sha256(text.encode()).hexdigest(), reader="plain-text 1")


def span_of(text: str, piece: str) -> Span:
    """Where `piece` stands in `text`; it must stand there once."""
    assert text.count(piece) == 1, piece
    start = text.index(piece)
    return Span(start, start + len(piece))


def between(text: str, first: str, last: str) -> Span:
    """From the beginning of `first` to the end of `last`."""
    return Span(span_of(text, first).start, span_of(text, last).stop)


def pairs_of(output: str, source: str, pieces: tuple[str, ...]) -> tuple[tuple[Span, Span], ...]:
    """The equal runs, in the order of the output."""
    return tuple((span_of(output, piece), span_of(source, piece)) for piece in pieces)


OUTPUT_DOCUMENT = document("reply-014.txt", OUTPUT)
ESSAY_DOCUMENT = document("invisible-services.txt", ESSAY)
ALMANAC_DOCUMENT = document("keepers-almanac.txt", ALMANAC)

_VERBATIM = (
    "A light saves nobody whom it can name. The ship that holds off because of it never learns what it was "
    "spared, and the keeper who trims the wick is thanked by no one for the wreck that did not happen."
)
_NEAR = (
    "Each night he climbed the hundred and",
    "the great lens with a soft cloth and",
    "and waited for the first ship to come round the northern head before he",
)
_STOCK = "We give thanks to Almighty God for the harvest and for the peace of our homes."


_EXPLANATIONS = {
    1: ("40 words in a row are the same.", "They stand in no other work of the libraries."),
    2: (
        "31 of 40 words are the same, in the same order.",
        "The longest run has 14 words; 9 words were changed.",
        "They stand in no other work of the libraries.",
    ),
    3: ("Near in meaning, cosine 0.71; no alignment confirms it.",),
    4: ("15 words in a row are the same.", "The words stand in 9 works of the library."),
    5: ("9 of 22 words are the same.", "The sentences follow each other in the same order."),
}


def findings() -> tuple[Finding, ...]:
    """A finding of every kind, one of them struck, one with a competing source."""
    return tuple(replace(finding, explanation=_EXPLANATIONS[finding.id]) for finding in _bare())


def _bare() -> tuple[Finding, ...]:
    essay, almanac = ESSAY_DOCUMENT.id, ALMANAC_DOCUMENT.id
    steps = (*_NEAR[:1], "steps", *_NEAR[1:])
    return (
        Finding(
            1,
            "verbatim",
            essay,
            span_of(OUTPUT, _VERBATIM),
            span_of(ESSAY, _VERBATIM),
            pairs_of(OUTPUT, ESSAY, (_VERBATIM,)),
            40,
            40,
            40,
            1.0,
            412.0,
        ),
        Finding(
            2,
            "near-verbatim",
            almanac,
            between(OUTPUT, "Each night he climbed", "sit down"),
            between(ALMANAC, "Each night he climbed", "allow himself any rest"),
            pairs_of(OUTPUT, ALMANAC, steps),
            31,
            40,
            40,
            0.78,
            236.0,
        ),
        Finding(
            3,
            "lead",
            almanac,
            between(OUTPUT, "In the second winter", "trusted the chart."),
            between(ALMANAC, "During one winter", "steer by it."),
            (),
            0,
            40,
            35,
            0.71,
            0.0,
        ),
        Finding(
            4,
            "verbatim",
            almanac,
            span_of(OUTPUT, _STOCK),
            span_of(ALMANAC, _STOCK),
            pairs_of(OUTPUT, ALMANAC, (_STOCK,)),
            15,
            15,
            15,
            1.0,
            38.0,
            "boilerplate",
            "These words stand in 9 of the library's works.",
            (),
            9,
        ),
        Finding(
            5,
            "paraphrase",
            essay,
            between(OUTPUT, "Those whose work consists", "the sum for them."),
            between(ESSAY, "It follows that", "to reckon them."),
            pairs_of(OUTPUT, ESSAY, ()),
            9,
            22,
            52,
            0.31,
            24.0,
            competing=(Competitor(almanac, between(ALMANAC, "His supper", "cold."), 3),),
            works=2,
        ),
    )


def screening(count: int | None = None) -> Screening:
    """The screening with its first `count` findings, all of them by default."""
    chosen = findings()[:count]
    return Screening(
        OUTPUT_DOCUMENT,
        Analysis(
            OutputRecord(OUTPUT_DOCUMENT.name, OUTPUT_DOCUMENT.sha256, len(OUTPUT), 246),
            (
                SourceRecord(
                    ESSAY_DOCUMENT.id,
                    ESSAY_DOCUMENT.name,
                    ESSAY_DOCUMENT.sha256,
                    Rights(
                        "On Invisible Services", "H. Marlow", "Marlow Estate", "1931", "all-rights-reserved"
                    ),
                    "Coastal prose",
                ),
                SourceRecord(
                    ALMANAC_DOCUMENT.id,
                    ALMANAC_DOCUMENT.name,
                    ALMANAC_DOCUMENT.sha256,
                    Rights("The Keeper’s Almanac", "Anonymous", "", "1874", "public-domain"),
                    "Coastal prose",
                ),
            ),
            chosen,
            Coverage(231, 71, 86, (Exclusion("boilerplate", 15, 1),), 14, 182_400, 1.0),
            {},
            {},
        ),
        {ESSAY_DOCUMENT.id: ESSAY_DOCUMENT, ALMANAC_DOCUMENT.id: ALMANAC_DOCUMENT},
    )


def of_another(told: Screening, output: Document) -> Screening:
    """The same findings in another output that begins with the same text."""
    record = OutputRecord(output.name, output.sha256, len(output.text), 246)
    return replace(told, output=output, analysis=replace(told.analysis, output=record))
