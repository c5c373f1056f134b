"""A matter to measure the window with: 10,000 findings in an output of 300,000 words, eight sources."""

from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from random import Random

from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.finding import KINDS, Finding
from workbench.domain.review import Attempt
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.matter import Matter

FINDINGS = 10_000
SOURCES = 8
_SENTENCE = 15
_SENTENCES = 20_000


def sentences(count: int, seed: int) -> list[str]:
    """So many sentences of fifteen words each, from a vocabulary of 4,000 made-up words."""
    chance = Random(seed)
    vocabulary = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(4000)]
    return [" ".join(chance.choices(vocabulary, k=_SENTENCE)).capitalize() + "." for _ in range(count)]


def prose(lines: list[str]) -> tuple[str, list[int]]:
    """The sentences in paragraphs of six, and where each begins."""
    ends = [line + ("\n\n" if number % 6 == 5 else " ") for number, line in enumerate(lines)]
    return "".join(ends), [0, *accumulate(map(len, ends))]


def large_screening() -> Screening:
    """Every second sentence of the output stands in one of the sources."""
    lines = sentences(_SENTENCES, 1)
    text, starts = prose(lines)
    output = _document("output.txt", text)
    share = FINDINGS // SOURCES
    copied = [number * 2 for number in range(FINDINGS)]
    sources: dict[str, Document] = {}
    findings: list[Finding] = []
    for order in range(SOURCES):
        mine = copied[order * share : (order + 1) * share]
        own = sentences(share, 100 + order)
        mixed = [line for number, other in zip(mine, own, strict=True) for line in (lines[number], other)]
        source_text, source_starts = prose(mixed)
        source = _document(f"work-{order}.txt", source_text)
        sources[source.id] = source
        for place, number in enumerate(mine):
            length = len(lines[number])
            here = Span(starts[number], starts[number] + length)
            there = Span(source_starts[2 * place], source_starts[2 * place] + length)
            findings.append(_finding(len(findings) + 1, source.id, here, there))
    return Screening(output, _analysis(output, sources, tuple(findings)), sources)


def make_large_matter(path: Path) -> Path:
    """Write a matter that holds the large screening, recorded."""
    screening = large_screening()
    with Matter.create(path, "R. Roe") as matter:
        number = matter.add_output(screening.output, screening.output.text.encode(), Attempt())
        matter.record(number, screening)
    return path


def _document(name: str, text: str) -> Document:
    return Document(name, text, sha256(text.encode()).hexdigest(), reader="plain-text 1")


def _finding(number: int, source: str, here: Span, there: Span) -> Finding:
    kind = KINDS[number % 4]
    half = here.length // 2
    pairs = {
        "verbatim": ((here, there),),
        "near-verbatim": (
            (Span(here.start, here.start + half - 8), Span(there.start, there.start + half - 8)),
            (Span(here.start + half, here.stop), Span(there.start + half, there.stop)),
        ),
        "paraphrase": ((Span(here.start, here.start + 20), Span(there.start, there.start + 20)),),
        "lead": (),
    }[kind]
    words = 0 if kind == "lead" else _SENTENCE
    return Finding(
        number, kind, source, here, there, pairs, words, _SENTENCE, _SENTENCE, 0.8, float(number * 37 % 400)
    )


def _analysis(output: Document, sources: dict[str, Document], findings: tuple[Finding, ...]) -> Analysis:
    records = tuple(
        SourceRecord(source.id, source.name, source.sha256, Rights(f"Work {order}", licence="public-domain"))
        for order, source in enumerate(sources.values(), 1)
    )
    words = _SENTENCE * _SENTENCES
    coverage = Coverage(words, words // 2, words // 2, (), SOURCES, words, None)
    return Analysis(
        OutputRecord(output.name, output.sha256, len(output.text), words), records, findings, coverage
    )
