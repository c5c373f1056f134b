"""Whether the program knows a verse in other words: three translations of the Bible.

pytest tests/benchmarks/test_verses.py --benchmark-only -s
"""

import random

import numpy as np
import numpy.typing as npt
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.markdown import table
from tests.scripture import scripture
from workbench.alignment import prepare
from workbench.alignment.comparison import Stretch, compared
from workbench.alignment.support import support
from workbench.models.embedder import Embedder
from workbench.places import package_folder

VERSES = 1_500
"""Drawn at random from those of 40 characters and more in both translations, some 30,000."""
OTHERS = 40
"""Other verses with which each verse is compared: 60,000 pairs, 6 of them false at the rate told."""
FALSE_RATE = 1e-4

Scores = npt.NDArray[np.float64]


class Texts:
    """The same verses in two translations, the first as output."""

    def __init__(self, output: str, source: str) -> None:
        here, there = scripture(output)[1], scripture(source)[1]
        long_enough = [verse for verse in here if min(len(here[verse]), len(there.get(verse, ""))) >= 40]
        chosen = sorted(random.Random(1).sample(long_enough, VERSES))
        self.output = [here[verse] for verse in chosen]
        self.source = [there[verse] for verse in chosen]
        others = np.random.default_rng(1).integers(1, VERSES, (VERSES, OTHERS))
        self.others = (np.arange(VERSES)[:, None] + others) % VERSES
        """int64 (verses, others), verses of the source that are other verses."""


def by_words(texts: Texts) -> tuple[Scores, Scores]:
    """The evidence by which the alignment judges two stretches: the smaller of what either side says."""
    comparison = compared(prepare("\n\n".join(texts.output)), prepare("\n\n".join(texts.source)))
    sides = []
    for side, verses in ((comparison.output, texts.output), (comparison.source, texts.source)):
        ends = np.cumsum([len(verse) + 2 for verse in verses])
        stops = np.searchsorted(side.text.tokens.starts, ends).tolist()
        sides.append([Stretch(first, stop) for first, stop in zip([0, *stops], stops, strict=False)])

    def score(mine: int, other: int) -> float:
        here, there = sides[0][mine], sides[1][other]
        return min(
            float(support(comparison, comparison.output, here, comparison.source, there).nats.sum()),
            float(support(comparison, comparison.source, there, comparison.output, here).nats.sum()),
        )

    return (
        np.array([score(verse, verse) for verse in range(VERSES)]),
        np.array([[score(verse, other) for other in row] for verse, row in enumerate(texts.others.tolist())]),
    )


def by_meaning(texts: Texts, embedder: Embedder) -> tuple[Scores, Scores]:
    """The cosine of the two verses' vectors."""
    here, there = embedder.encode(texts.output), embedder.encode(texts.source)
    same = np.einsum("ij,ij->i", here, there).astype(np.float64)
    return same, np.einsum("ij,ikj->ik", here, there[texts.others]).astype(np.float64)


def by_both(*ways: tuple[Scores, Scores]) -> tuple[Scores, Scores]:
    """The sum of the scores, each in standard deviations of the scores of other verses."""
    scaled = [
        ((same - other.mean()) / other.std(), (other - other.mean()) / other.std()) for same, other in ways
    ]
    return sum(same for same, _ in scaled), sum(other for _, other in scaled)


def figures(same: Scores, other: Scores) -> tuple[float, float]:
    """The area under the ROC curve, and the recall at one false match in 10,000."""
    ranked = np.sort(other.ravel())
    below = (np.searchsorted(ranked, same, "left") + np.searchsorted(ranked, same, "right")) / 2
    limit = ranked[-int(FALSE_RATE * len(ranked)) - 1]  # that many are above it
    return float(below.mean() / len(ranked)), float((same > limit).mean())


@pytest.mark.parametrize("source", ["web", "ylt"])
def test_verses_in_other_words(benchmark: BenchmarkFixture, source: str) -> None:
    if package_folder(f"pythonbible_{source}") is None:
        pytest.skip(f"pythonbible-{source} is not installed: install the extra `benchmark`")
    texts = Texts("kjv", source)
    words = benchmark.pedantic(by_words, (texts,), rounds=1)
    meaning = by_meaning(texts, Embedder.load())
    ways = {"words": words, "meaning": meaning, "words and meaning": by_both(words, meaning)}
    rows = {name: figures(*way) for name, way in ways.items()}
    table(
        f"{VERSES:,} verses of KJV, drawn at random, in {source.upper()}; {OTHERS * VERSES:,} false pairs, "
        "each with another verse",
        ["told apart by", "area under the curve", "recall at one false match in 10,000"],
        [[name, f"{area:.4f}", f"{recall:.3f}"] for name, (area, recall) in rows.items()],
    )
    assert rows["words"][0] > 0.9
