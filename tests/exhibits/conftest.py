"""A made-up matter: an output that takes from three sources, and what a reviewer decided."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

import pytest

from workbench.domain.analysis import Analysis, Coverage, Exclusion, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.exhibit import Caption, Exhibit, ExhibitPart
from workbench.domain.finding import Competitor, Finding, Kind
from workbench.domain.review import Attempt, Decision
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.exhibits import Profile, write_pdf
from workbench.text.words import tokenise

TEXTS = Path(__file__).parent / "texts"
CAPTION = Caption(
    court="United States District Court\nNorthern District of Example",
    parties="Harbour Press, Inc. v. Example Models LLC",
    case_number="No. 3:26-cv-00142-ABC",
    exhibit="Exhibit A",
    prepared_by="Jane Q. Examiner, for plaintiff's counsel",
    legend="Confidential \u2014 subject to protective order",
)


def document(name: str, text: str) -> Document:
    """A document with the digest of its text in UTF-8."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, text, digest, reader="plain-text 1")


def between(text: str, first: str, last: str) -> Span:
    """The span from where `first` begins to where `last` ends."""
    start = text.index(first)
    return Span(start, text.index(last, start) + len(last))


def equal_runs(output: Document, here: Span, source: Document, there: Span) -> tuple[tuple[Span, Span], ...]:
    """Runs of equal folded words, by the standard library's own alignment."""
    ours, theirs = tokenise(output.text), tokenise(source.text)
    first, stop = ours.within(here)
    other_first, other_stop = theirs.within(there)
    blocks = SequenceMatcher(
        None, ours.words(first, stop), theirs.words(other_first, other_stop), autojunk=False
    ).get_matching_blocks()
    return tuple(
        (ours.span(first + a, first + a + size), theirs.span(other_first + b, other_first + b + size))
        for a, b, size in blocks
        if size
    )


def finding(number: int, kind: Kind, output: Document, here: Span, source: Document, there: Span) -> Finding:
    """A finding as the engine would make it, with a weight that only looks real."""
    pairs = () if kind == "lead" else equal_runs(output, here, source, there)
    words = sum(len(tokenise(span.of(output.text))) for span, _ in pairs)
    sizes = [len(tokenise(text)) for text in (here.of(output.text), there.of(source.text))]
    similarity = 0.71 if kind == "lead" else round(2 * words / max(1, sum(sizes)), 4)
    weight = round(words * 6.3, 1)
    return Finding(number, kind, source.id, here, there, pairs, words, *sizes, similarity, weight)


def findings_in(output: Document, harbour: Document, letters: Document, almanac: Document) -> list[Finding]:
    """One finding after the other, where each begins and ends on both sides."""

    def found(number: int, kind: Kind, source: Document, here: tuple[str, str], *there: str) -> Finding:
        first, last = there or here
        return finding(
            number, kind, output, between(output.text, *here), source, between(source.text, first, last)
        )

    reserved = found(7, "verbatim", harbour, ("All rights reserved", "publisher"))
    kept = ("a wall that stands", "and kept")
    wall = found(4, "verbatim", letters, kept, "a wall that stands where the\nwater is", "and kept")
    rival = Competitor(almanac.id, between(almanac.text, "wall that stands", "and kept"), 19)
    return [
        found(1, "verbatim", harbour, ("The pilots had", "with them")),
        found(2, "near-verbatim", harbour, ("There were, in", "for nothing")),
        found(3, "near-verbatim", harbour, ("Pryce was not", "about five months.")),
        replace(wall, competing=(rival,), works=2),
        found(5, "paraphrase", almanac, ("Ships’ masters", "was needed"), "The bar, which", "been employed"),
        found(6, "lead", letters, ("In short", "to the water."), "The late Mr Pryce", "such men are."),
        replace(
            reserved, classification="boilerplate", reason="Its words stand in the list of stock phrases."
        ),
    ]


RIGHTS = {
    "harbour.txt": Rights(
        "The Dredging of Marrow Sound",
        "E. M. Tolland",
        "Harbour Press, Inc.",
        "1931",
        "all-rights-reserved",
        "the client's catalogue",
    ),
    "letters.txt": Rights(title="Letter to the Coast Gazette", year="1929", licence="public-domain"),
    "almanac.txt": Rights(),
}
ATTEMPT = Attempt(
    "example-large-3",
    "Write a short account, for a general reader, of how the entrance of Marrow Sound was deepened before "
    "the war.\n\nAbout 800 words, please.",
    "2026-10-02",
    "J. Q. Examiner",
    "temperature 0.7, top_p 1, no system prompt",
)


@pytest.fixture(scope="session")
def sample() -> Exhibit:
    """The whole sample: every kind, a struck finding, competing sources, decisions, a pair over two pages."""
    return make_sample()


def make_sample() -> Exhibit:
    output, *sources = (
        document(name, (TEXTS / name).read_text(encoding="utf-8")) for name in ("reply-014.txt", *RIGHTS)
    )
    findings = findings_in(output, *sources)
    words = len(tokenise(output.text))
    matched = sum(finding.matched_words for finding in findings if finding.counted)
    struck = findings[6].matched_words
    excluded = (Exclusion("boilerplate", struck, 1),)
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(output.text), words),
        tuple(SourceRecord(s.id, s.name, s.sha256, RIGHTS[s.name], "Catalogue") for s in sources),
        tuple(findings),
        Coverage(words - struck, matched, matched + struck, excluded, 214, 1_482_190, 0.84),
        {"gram_words": 6, "gram_step": 3, "shortest_run_words": 8, "semantic": True, "lead_cosine": 0.6},
        {"attribution-workbench": "0.1.0", "all-MiniLM-L6-v2": "sha256 53aa5117", "numpy": "2.4.0"},
    )
    decisions = {
        1: decision(1, "reproduced", "Compared with the printed edition of 1931, page 47."),
        3: decision(3, "reproduced", ""),
        5: decision(5, "unsure", "The almanac gives facts; ask the client whether the wording is theirs."),
    }
    screening = Screening(output, analysis, {source.id: source for source in sources})
    part = ExhibitPart(screening, ATTEMPT, decisions)
    return Exhibit(CAPTION, "2026-11-20", (part,), sha256(b"head").hexdigest(), 17)


def decision(number: int, code: str, note: str) -> Decision:
    return Decision(1, number, code, note, "jqe", "2026-11-20T09:30:00Z")


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Prints an exhibit to a file of the test's own folder."""

    def printer(exhibit: Exhibit, profile: Profile | None = None, name: str = "exhibit.pdf") -> Path:
        path = tmp_path / name
        for _ in write_pdf(exhibit, path, profile):
            pass
        return path

    yield printer
