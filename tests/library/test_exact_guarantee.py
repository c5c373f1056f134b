"""Every run of 8 equal words is found in every work, and nothing is found that is not there."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.indexes import index_of
from workbench.alignment import prepare, runs
from workbench.library import seeds as seeding
from workbench.library.exact_index import GRAM_WORDS, STEP, SURE_RUN, ExactIndex, kept_grams
from workbench.library.segment import Segment
from workbench.text.grams import grams
from workbench.text.words import tokenise

# Words that fold alike are written differently, so that folding is part of what is tested.
SPELLINGS = [
    ["war", "WAR", "W\u00adar"],
    ["caf\u00e9", "cafe\u0301", "CAF\u00c9"],
    ["stra\u00dfe", "STRASSE"],
    ["\ufb01t", "fit"],
    ["it's", "It\u2019s"],
    ["co-operate", "cooperate"],
    ["1,000", "1000"],
    ["x"],
]
JOINTS = [" ", "  ", "\n", ", ", "; ", " \u2014 ", ".\r\n\r\n", " \u201c"]


def texts(longest: int) -> st.SearchStrategy[str]:
    def spell(words: list[tuple[int, int, int]]) -> str:
        return "".join(
            SPELLINGS[word][spelling % len(SPELLINGS[word])] + JOINTS[joint]
            for word, spelling, joint in words
        )

    fresh = st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 2), st.integers(0, 7)), min_size=1, max_size=longest
    ).map(spell)
    repeated = st.builds(lambda text, times: text * times, fresh, st.integers(1, 6))
    return st.lists(st.one_of(fresh, repeated), min_size=1, max_size=3).map("".join)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[str], str]:
    """Works, and an output made of pieces of them, cut within words, too, and of other words."""
    works = draw(st.lists(texts(24), min_size=1, max_size=4))
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        work = draw(st.sampled_from(works))
        start = draw(st.integers(0, len(work) - 1))
        pieces.append(draw(st.one_of(st.just(work[start : start + draw(st.integers(1, 200))]), texts(10))))
    return works, draw(st.sampled_from([" ", ""])).join(pieces)


def equal_runs(output: list[str], source: list[str]) -> set[tuple[int, int, int]]:
    """The oracle: all maximal runs of equal words as (output word, source word, words)."""
    runs = set()
    for i in range(len(output)):
        for j in range(len(source)):
            if output[i] != source[j] or (i and j and output[i - 1] == source[j - 1]):
                continue
            length = 0
            while (
                i + length < len(output)
                and j + length < len(source)
                and output[i + length] == source[j + length]
            ):
                length += 1
            runs.add((i, j, length))
    return runs


def check(works: list[str], output: str, found: dict[str, np.ndarray]) -> None:
    spoken = tokenise(output).words()
    for name, text in works:
        written = tokenise(text).words()
        seeds = set(map(tuple, found.get(name, np.zeros((0, 2), dtype=np.int64)).tolist()))
        for i, j in seeds:
            assert spoken[i : i + GRAM_WORDS] == written[j : j + GRAM_WORDS]
            assert len(spoken[i : i + GRAM_WORDS]) == GRAM_WORDS
        for i, j, length in equal_runs(spoken, written):
            if length >= 8:
                inside = {(i + k, j + k) for k in range(length - GRAM_WORDS + 1)}
                assert inside & seeds, f"a run of {length} words at {i} and {j} has no seed"
        check_matches(output, text, found.get(name, np.zeros((0, 2), dtype=np.int64)))


def check_matches(output: str, text: str, seeds: np.ndarray) -> None:
    """What is shown are all maximal runs of 8 words and more, at their characters on both sides, no other."""
    here, there = prepare(output), prepare(text)
    expected = {
        (here.tokens.span(i, i + length), there.tokens.span(j, j + length))
        for i, j, length in equal_runs(here.tokens.words(), there.tokens.words())
        if length >= SURE_RUN
    }
    shown = [(match.output, match.source) for match in runs(here, there, seeds)]
    assert len(shown) == len(set(shown))
    assert set(shown) == expected


def segment_of(works: list[str]) -> Segment:
    """A segment that never was on a disk."""
    grams = [kept_grams(tokenise(text).hashes) for text in works]
    lengths = np.array([len(part) for part in grams])
    rows = [
        (str(number), int(first), int(count))
        for number, (first, count) in enumerate(zip(np.cumsum(lengths) - lengths, lengths, strict=True))
    ]
    catalogue = SimpleNamespace(folder=None, segment_files=lambda _: {}, segment_works=lambda _: rows)
    segment = Segment(catalogue, 1)
    segment.index = index_of(np.concatenate(grams))
    return segment


def run_case(case: tuple[list[str], str]) -> None:
    works, output = case
    cut = len(works) // 2
    parts = [part for part in (works[:cut], works[cut:]) if part]
    for part in parts:
        found = seeding.seeds([segment_of(part)], tokenise(output).hashes)
        check([(str(number), text) for number, text in enumerate(part)], output, found)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(cases())
def test_runs_of_eight_words_are_found(case):
    run_case(case)


@pytest.mark.thorough
@settings(max_examples=10_000, deadline=None)
@given(cases())
def test_runs_of_eight_words_are_found_ten_thousand_times(case):
    run_case(case)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(case=cases())
def test_the_library_on_disk_gives_the_same(case, make_library, add):
    works, output = case
    library = make_library()
    add(library, {f"{number}.txt": text for number, text in enumerate(works)})
    stored = [(work.id, library.document(work.id).text) for work in library.works()]
    check(stored, output, library.seeds(tokenise(output)))


@pytest.mark.parametrize("most", [3, 1 << 20, 1 << 40])
def test_pairs_are_in_order_however_large_their_numbers_are(most):
    work, output, source = np.random.default_rng(most).integers(0, most, (3, 200))
    order = seeding._order(work, output, source)
    placed = list(zip(work[order].tolist(), output[order].tolist(), source[order].tolist(), strict=True))
    assert placed == sorted(zip(work.tolist(), output.tolist(), source.tolist(), strict=True))


def test_grams_do_not_cross_from_one_work_into_the_next(make_library):
    library = make_library({"a": "one two three four", "b": "five six seven eight nine ten"})
    assert library.seeds(tokenise("one two three four five six seven eight")) == {}


def test_hashes_that_differ_only_in_the_last_of_52_bits_are_told_apart():
    random = np.random.default_rng(7)
    top = random.integers(0, 2**64, 4, dtype=np.uint64) & ~np.uint64((1 << 24) - 1)
    hashes = np.concatenate([top + np.uint64(low << 12) for low in random.permutation(300)])
    index = index_of(hashes)
    assert index.sound
    wanted = np.unique(np.concatenate([hashes, hashes + np.uint64(1 << 63)]))
    which, places = index.find(wanted)
    expected = [(int(np.searchsorted(wanted, value)), place) for place, value in enumerate(hashes)]
    assert sorted(zip(which.tolist(), places.tolist(), strict=True)) == sorted(expected)


def test_an_index_of_entries_of_eight_bytes_is_read_as_well():
    hashes = np.random.default_rng(3).integers(0, 2**64, 3000, dtype=np.uint64)
    hashes[1000:1100] = hashes[0]
    bits, directory_bits = np.uint64(12), np.uint64(6)  # as format 1 wrote them, sorted within each bucket
    order = np.lexsort((np.arange(3000), hashes))
    low = (np.uint64(1) << bits) - np.uint64(1)
    entries = ((hashes[order] << directory_bits) & ~low) | order.astype(np.uint64)
    sizes = np.bincount((hashes >> np.uint64(58)).astype(np.int64), minlength=64)
    index = ExactIndex(entries, np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32))
    assert index.sound
    assert not ExactIndex(entries[:-1], index.buckets).sound
    wanted = np.unique(hashes)
    for found, expected in zip(index.find(wanted), index_of(hashes).find(wanted), strict=True):
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("count", [0, 1, 2, 1023, 1024, 1025, 5000, 1 << 21])
def test_an_index_of_any_size_finds_what_was_put_into_it(count):
    hashes = np.random.default_rng(count).integers(0, 2**64, count, dtype=np.uint64)
    index = index_of(hashes)
    which, places = index.find(np.unique(hashes))
    assert np.array_equal(np.unique(hashes)[which], hashes[places])
    assert sorted(places.tolist()) == list(range(count))


def chant(words: int) -> str:
    return "we shall go on and on until " * (words // 7)


def test_a_chant_is_thinned_but_no_work_and_no_place_of_the_output_is_lost(monkeypatch):
    monkeypatch.setattr(seeding, "PAIRS_OF_A_GRAM", 50)
    works = [chant(700 + 7 * number) for number in range(40)]
    output = tokenise(chant(350))
    found = seeding.seeds([segment_of(works)], output.hashes)
    assert sorted(found, key=int) == [str(number) for number in range(40)]
    assert sum(map(len, found.values())) == found.given <= 7 * (50 + 40)
    monkeypatch.setattr(seeding, "PAIRS_OF_A_GRAM", 1 << 30)
    every = [seeding.seeds([segment_of([work])], output.hashes) for work in works]
    assert found.pairs == sum(seeds.given for seeds in every) > found.given
    assert f"{found.pairs:,} pairs of places" in found.repetition
    assert all(seeds.repetition == "" for seeds in every)
    spoken = output.words()
    for work, pairs in found.items():
        assert len(np.unique(pairs, axis=0)) == len(pairs)
        written = tokenise(works[int(work)]).words()
        for i, j in pairs.tolist():
            assert spoken[i : i + 6] == written[j : j + 6]
            assert j % STEP == 0
    assert {i for pairs in found.values() for i in pairs[:, 0].tolist()} == set(range(350 - 5))


def test_a_chant_of_a_hundred_thousand_words_against_itself_stays_small():
    output = tokenise(chant(100_000))
    (pairs,) = seeding.seeds([segment_of([chant(100_000)])], output.hashes).values()
    assert len(pairs) <= 7 * seeding.PAIRS_OF_A_GRAM
    assert set(pairs[:, 0].tolist()) == set(range(len(output) - 5))


def test_below_the_limit_every_pair_is_given():
    output = tokenise(chant(70))
    (pairs,) = seeding.seeds([segment_of([chant(105)])], output.hashes).values()
    written = tokenise(chant(105)).words()
    spoken = output.words()
    every = {(i, j) for i in range(65) for j in range(0, 100, 3) if spoken[i : i + 6] == written[j : j + 6]}
    assert set(map(tuple, pairs.tolist())) == every


@pytest.mark.parametrize("words", [0, 5, 6, 7, 8, 9, 30])
def test_the_kept_grams_are_every_third_of_all(words):
    hashes = tokenise(" ".join(f"w{number}" for number in range(words))).hashes
    assert kept_grams(hashes).tolist() == grams(hashes, GRAM_WORDS)[::STEP].tolist()
