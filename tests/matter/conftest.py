"""A small case of made-up texts."""

import hashlib
import itertools
from collections.abc import Callable

import pytest

from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.finding import Competitor, Finding
from workbench.domain.span import Span
from workbench.domain.work import Rights


def make_document(name: str, text: str) -> Document:
    """A document whose original is its text in UTF-8, half surrogate pairs kept."""
    original = text.encode("utf-8", "surrogatepass")
    return Document(
        name, text, hashlib.sha256(original).hexdigest(), reader="test 1", warnings=("Read twice.",)
    )


def make_screening(output: Document, sources: list[Document], findings: int) -> Screening:
    """A screening whose findings all lie at the head of both texts."""
    span = Span(0, min(3, len(output.text)))
    found = tuple(
        Finding(
            id=number,
            kind="verbatim",
            source=sources[number % len(sources)].id,
            output_span=span,
            source_span=Span(0, 1),
            pairs=((span, Span(0, 1)),),
            matched_words=1,
            output_words=1,
            source_words=1,
            similarity=1 / number,
            weight_bits=12.5,
            competing=(Competitor(sources[0].id, Span(0, 1), 1),),
        )
        for number in range(1, findings + 1)
    )
    records = {
        source.id: SourceRecord(source.id, source.name, source.sha256, Rights(title="A title"), "Library")
        for source in sources
    }
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(output.text), 3),
        tuple(records.values()),
        found,
        Coverage(3, 1, 1, (), 1, 1, None),
        {"seed words": 6, "semantic": False},
        {"workbench": "0.1.0"},
    )
    return Screening(output, analysis, {source.id: source for source in sources})


@pytest.fixture(scope="session")
def document() -> Callable[[str, str], Document]:
    """Builds a document from a name and a text."""
    return make_document


@pytest.fixture(scope="session")
def screening() -> Callable[[Document, list[Document], int], Screening]:
    """Builds a screening from an output, its sources and a number of findings."""
    return make_screening


@pytest.fixture
def clock() -> Callable[[], str]:
    """A clock that goes on by one second at every look."""
    seconds = itertools.count()

    def tick() -> str:
        second = next(seconds)
        return f"2026-11-22T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"

    return tick
