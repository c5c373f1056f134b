"""How fast the library is built and asked, beside other means on the same text in the same run: one table.

pytest tests/benchmarks/test_library.py --benchmark-only -s
WORKBENCH_BENCHMARK_LARGE=1 adds the column of 1 GB, which takes some minutes and 4 GB of disk.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.library_corpus import COPIES, corpus
from workbench.library import Library
from workbench.text.grams import grams
from workbench.text.words import tokenise

LARGE = "WORKBENCH_BENCHMARK_LARGE"
BOUNDS = {
    "index bytes, of the text": 0.45,
    "2,000 words, warm, over bare searchsorted": 3,
    "50,000 words copied whole, ms": 150,
    "peak memory of the build, MB": 1500,
}
"""What must hold whatever the machine does beside it."""

Column = dict[str, float]


def test_the_library_in_one_table(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    sizes = [name for name in COPIES if name != "1 GB" or os.environ.get(LARGE)]
    columns = {name: column(COPIES[name], tmp_path / name) for name in sizes[:-1]}
    columns[sizes[-1]] = benchmark.pedantic(column, (COPIES[sizes[-1]], tmp_path / sizes[-1]))
    benchmark.extra_info.update(columns)
    sys.stdout.write("\n" + table(columns))
    for name, figures in columns.items():
        for line, bound in BOUNDS.items():
            assert figures[line] <= bound, f"{line}, {name}"


def table(columns: dict[str, Column]) -> str:
    """The columns as Markdown, and the last beside the first."""
    first, *_, last = columns.values()
    rows = [["", *columns, "growth"], ["---", *("---:" for _ in range(len(columns) + 1))]]
    for line in first:
        figures = [figures[line] for figures in columns.values()]
        rows.append([line, *map(shown, figures), f"{last[line] / first[line]:.1f}" if first[line] else ""])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def shown(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def column(copies: int, folder: Path) -> Column:
    """All lines for the speeches and so many copies."""
    pytest.importorskip("tantivy")
    folder.mkdir()
    size = sum(len(document.text.encode()) for document in corpus(copies))
    figures: Column = {"text, MB": size / 1e6}
    rounds = 1 if size > 500e6 else 9
    for threads in (1, 2):
        ours, theirs = [], []
        for _ in range(rounds):  # in turns, so that both see the same machine
            ours.append(indexed("library", folder / "library", copies, threads))
            theirs.append(indexed("tantivy", folder / "tantivy", copies, threads))
        several = "2 threads" if threads == 2 else "1 thread"
        best = {what: min(run[what] for run in ours) for what in ("seconds", "cpu")}
        theirs_best = {what: min(run[what] for run in theirs) for what in ("seconds", "cpu")}
        figures[f"built by {several}, MB/s"] = size / 1e6 / best["seconds"]
        figures[f"built by {several}, over tantivy"] = theirs_best["seconds"] / best["seconds"]
        figures[f"built by {several}, over tantivy, by processor time"] = theirs_best["cpu"] / best["cpu"]
    figures["peak memory of the build, MB"] = max(run["peak"] for run in ours) / 1e6
    with Library.open(folder / "library") as library:
        room = library.status().bytes
        figures["index bytes, of the text"] = (room["exact index"] + room["word counts"]) / room["texts"]
        segments = len(list((folder / "library").glob("texts-*")))
        figures["segments"] = segments
        figures |= asked(library, folder)
    shutil.rmtree(folder)
    return figures


def asked(library: Library, folder: Path) -> Column:
    """What looking words up costs, warm and cold."""
    words = " ".join(document.text for document in corpus(0)).split()
    text, copied = " ".join(words[400_000:402_000]), " ".join(words[600_000:650_000])
    keys = np.sort(np.random.default_rng(2).integers(0, 2**64, library.total_words // 3, dtype=np.uint64))
    np.save(folder / "keys.npy", keys)

    def ask() -> object:
        return library.seeds(tokenise(text))

    def bare(keys: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> object:
        return np.searchsorted(keys, np.sort(grams(tokenise(text).hashes, 6)))

    def ask_cold() -> None:
        with Library.open(library.path) as opened:
            opened.seeds(tokenise(text))

    ask()
    warm, plain = best_of(ask, lambda: bare(keys), rounds=60)
    whole = best_of(lambda: library.seeds(tokenise(copied)), rounds=10)[0]
    library.close()
    forget(library.path.iterdir())
    cold = best_of(ask_cold, rounds=1)[0]
    forget([folder / "keys.npy"])
    plain_cold = best_of(lambda: bare(np.load(folder / "keys.npy", mmap_mode="r")), rounds=1)[0]
    return {
        "2,000 words, warm, ms": 1e3 * warm,
        "2,000 words, warm, over bare searchsorted": warm / plain,
        "2,000 words, cold, ms": 1e3 * cold,
        "2,000 words, cold, over bare searchsorted": cold / plain_cold,
        "50,000 words copied whole, ms": 1e3 * whole,
    }


def best_of(*actions: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of the fastest of some rounds of each, taken in turns."""
    seconds = [[0.0] * rounds for _ in actions]
    for turn in range(rounds):
        for number, action in enumerate(actions):
            started = time.perf_counter()
            action()
            seconds[number][turn] = time.perf_counter() - started
    return [min(times) for times in seconds]


def forget(paths: Iterable[Path]) -> None:
    """Let the system drop what it keeps in memory of these files, where it can be asked to."""
    if hasattr(os, "posix_fadvise"):
        for path in paths:
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)


def indexed(by: str, folder: Path, copies: int, threads: int) -> Column:
    """Seconds, processors' seconds and peak memory of indexing the texts, in a process of its own."""
    script = Path(__file__).with_name("library_build.py")
    command = [sys.executable, str(script), by, str(folder), str(copies), str(threads)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    record: Column = json.loads(said.stdout)
    return record
