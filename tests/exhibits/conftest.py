"""A made-up matter: an output that reproduces, rewords and quotes three sources, with what a reviewer decided."""

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
from workbench.domain.review import Attempt, Code, Decision
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


@pytest.fixture(scope="session")
def sample() -> Exhibit:
    """The whole sample: every kind, a struck finding, competing sources, decisions, a pair over two pages."""
    output, harbour, letters, almanac = (
        document(name, (TEXTS / name).read_text(encoding="utf-8"))
        for name in ("reply-014.txt", "harbour.txt", "letters.txt", "almanac.txt")
    )
    o, h, letter, a = output.text, harbour.text, letters.text, almanac.text
    end = "about five months."
    wall = ("wall that stands where the water", "and kept")
    findings = [
        finding(1, "verbatim", output, between(o, "The pilots had", "with them"), harbour, between(h, "The pilots had", "with them")),
        finding(2, "near-verbatim", output, between(o, "There were, in", "for nothing"), harbour, between(h, "There were, in", "for nothing")),
        finding(3, "near-verbatim", output, between(o, "Pryce was not", end), harbour, between(h, "Pryce was not", end)),
        replace(
            finding(4, "verbatim", output, Span(o.index("a wall that stands"), o.index("and kept") + 8), letters, Span(letter.index("a wall that stands where the\n"), letter.index("and kept") + 8)),
            competing=(Competitor(almanac.id, between(a, *wall), 19),),
            works=2,
        ),
        finding(5, "paraphrase", output, between(o, "Ships’ masters", "was needed"), almanac, between(a, "The bar, which", "been employed")),
        finding(6, "lead", output, between(o, "In short, patience", "to the water."), letters, between(letter, "The late Mr Pryce", "such men are.")),
        replace(
            finding(7, "verbatim", output, between(o, "All rights reserved", "publisher"), harbour, between(h, "All rights reserved", "publisher")),
            classification="boilerplate",
            reason="Its words stand in the list of stock phrases.",
        ),
    ]  # fmt: skip
    words = len(tokenise(o))
    matched = sum(f.matched_words for f in findings if f.counted)
    boilerplate = findings[6].matched_words
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(o), words),
        (
            SourceRecord(harbour.id, harbour.name, harbour.sha256, Rights("The Dredging of Marrow Sound", "E. M. Tolland", "Harbour Press, Inc.", "1931", "all-rights-reserved", "the client's catalogue"), "Catalogue"),
            SourceRecord(letters.id, letters.name, letters.sha256, Rights(title="Letter to the Coast Gazette", year="1929", licence="public-domain"), "Catalogue"),
            SourceRecord(almanac.id, almanac.name, almanac.sha256, Rights(), "Catalogue"),
        ),
        tuple(findings),
        Coverage(words - boilerplate, matched, matched + boilerplate, (Exclusion("boilerplate", boilerplate, 1),), 214, 1_482_190, 0.84),
        {"gram_words": 6, "gram_step": 3, "shortest_run_words": 8, "semantic": True, "lead_cosine": 0.6},
        {"attribution-workbench": "0.1.0", "all-MiniLM-L6-v2": "sha256 53aa5117", "numpy": "2.4.0"},
    )  # fmt: skip
    sources = {harbour.id: harbour, letters.id: letters, almanac.id: almanac}
    attempt = Attempt(
        "example-large-3",
        "Write a short account, for a general reader, of how the entrance of Marrow Sound was deepened before the war.\n\nAbout 800 words, please.",
        "2026-10-02",
        "J. Q. Examiner",
        "temperature 0.7, top_p 1, no system prompt",
    )
    decisions = {
        1: decision(1, "confirmed", "Compared with the printed edition of 1931, page 47."),
        3: decision(3, "confirmed", ""),
        5: decision(5, "unsure", "The almanac gives facts; ask the client whether the wording is theirs."),
    }
    part = ExhibitPart(Screening(output, analysis, sources), attempt, decisions)
    return Exhibit(CAPTION, "2026-11-20", (part,), sha256(b"head").hexdigest(), 17)


def decision(number: int, code: Code, note: str) -> Decision:
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
