"""Look words up in a library."""

from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workbench.domain.document import pinpoint
from workbench.domain.progress import Progress
from workbench.domain.span import Span
from workbench.library import Library


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a work: the words themselves, or a passage near in meaning."""

    work: str
    title: str
    place: str
    excerpt: str
    cosine: float | None
    """None where the words themselves stand."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found; `occurrences` counts the places of the words themselves, shown or not."""

    occurrences: int
    shown: tuple[Hit, ...]


def search_library(
    path: Path, words: str, semantic: bool = False, count: int = 10
) -> Generator[Progress, None, Hits]:
    """The places where `words` stand in this order after folding; with `semantic`, near passages as well."""
    with Library.open(path) as library:
        yield Progress(0, 1, "searching")
        found = library.search(words)
        places: list[tuple[str, Span, float | None]] = [
            (place.work, place.span, None) for place in found.occurrences[:count]
        ]
        if semantic:
            from workbench.models.embedder import Embedder

            yield Progress(0, 0, "loading the model")
            near = library.nearest(Embedder.load().encode([words]), count)[0]
            places += [(passage.work, passage.span, passage.cosine) for passage in near]
        hits = []
        read = lru_cache(1)(library.document)  # places of one work follow each other
        for work, span, cosine in places:
            document = read(work)
            excerpt = " ".join(document.text[max(0, span.start - 60) : span.stop + 60].split())
            hits.append(Hit(work, library.work(work).title, pinpoint(document, span), excerpt, cosine))
        return Hits(found.total, tuple(hits))
