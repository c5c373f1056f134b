import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from workbench.domain.document import Document
from workbench.domain.work import Rights
from workbench.library import Addition, Library

MakeLibrary = Callable[..., Library]


def document(name: str, text: str) -> Document:
    return Document(name, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def add(library: Library, texts: Mapping[str, str], rights: Mapping[str, Rights] | None = None) -> Addition:
    """Add works by name and drain the workflow."""
    adding = library.add(
        (document(name, text), (rights or {}).get(name, Rights())) for name, text in texts.items()
    )
    try:
        while True:
            next(adding)
    except StopIteration as finished:
        return finished.value


def embed(library: Library, encode, name: str = "hashed words", digest: str = "a" * 64) -> int:
    """Embed what is pending and drain the workflow."""
    embedding = library.embed(encode, name, digest)
    try:
        while True:
            next(embedding)
    except StopIteration as finished:
        return finished.value


def encode(texts) -> np.ndarray:
    """A stand-in for a model: each word points in a direction of its own, a text in the sum of its words."""
    rows = np.zeros((len(texts), 48), dtype=np.float32)
    for number, text in enumerate(texts):
        for word in text.lower().split():
            seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()[:8])
            rows[number] += np.random.default_rng(seed).standard_normal(48, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(name="add")
def _add():
    return add


@pytest.fixture(name="embed")
def _embed():
    return embed


@pytest.fixture(name="encode")
def _encode():
    return encode


@pytest.fixture(name="document")
def _document():
    return document


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[MakeLibrary]:
    """Makes libraries of works by name, in folders of their own."""
    made: list[Library] = []

    def make(texts: Mapping[str, str] | None = None, name: str = "") -> Library:
        library = Library.create(tmp_path / (name or f"library {len(made) + 1}"))
        made.append(library)
        if texts:
            add(library, texts)
        return library

    yield make
    for library in made:
        library.close()


@pytest.fixture(scope="session")
def prose() -> Callable[[int, int], str]:
    """Prose of a number of words from a seed: sentences over a small vocabulary, the same every time."""

    def write(seed: int, words: int) -> str:
        random = np.random.default_rng(seed)
        vocabulary = [
            f"{first}{second}"
            for first in ("mar", "tol", "ven", "sil", "dor")
            for second in ("ate", "ing", "ous", "ler", "est", "um", "ia", "ent", "ory", "al")
        ]
        text, count = [], 0
        while count < words:
            sentence = random.choice(vocabulary, size=int(random.integers(6, 25))).tolist()
            count += len(sentence)
            text.append(" ".join(sentence).capitalize() + ".")
        return " ".join(text)

    return write
