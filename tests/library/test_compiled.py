"""A library that is indexed in machine code is, byte for byte, the one that numpy indexes."""

import hashlib
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.indexes import index_of
from workbench.domain.work import Rights
from workbench.library import addition, compiled
from workbench.library.exact_index import GRAM_WORDS, STEP, kept_grams_of_all
from workbench.library.sketch import SHINGLE_WORDS, sketches_of
from workbench.library.vocabulary import Vocabulary
from workbench.text import compiled as reading

WORDLESS = np.zeros(0, dtype=np.uint64)
WORDS = st.lists(st.integers(0, 40), max_size=60).map(
    lambda words: np.array(words, dtype=np.uint64) << np.uint64(50)
)


@pytest.fixture(scope="module", autouse=True)
def loaded():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_tried", [])
        assert compiled.load()
        yield


def in_both_ways(make):
    """What is made in machine code, and by numpy."""
    fast = make()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_tried", [])
        return fast, make()


def plain(value):
    return value.tolist() if isinstance(value, np.ndarray) else value


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS.filter(len), max_size=5))
def test_grams_and_signatures_are_the_same(texts):
    words, edges = np.concatenate([WORDLESS, *texts]), np.cumsum([0, *map(len, texts)])
    fast, slow = in_both_ways(lambda: kept_grams_of_all(words, edges))
    assert list(map(plain, fast)) == list(map(plain, slow))
    assert plain(fast[1]) == [max(0, len(text) - GRAM_WORDS + STEP) // STEP for text in texts]
    fast, slow = in_both_ways(lambda: sketches_of(words, edges))
    assert fast == slow


@pytest.mark.parametrize("words", [SHINGLE_WORDS - 1, 600, 1_030, 5_000, 200_000])
@pytest.mark.parametrize("distinct", [1, 300, 2**63])
def test_signatures_of_long_and_of_repetitive_texts_are_the_same(words, distinct):
    hashes = np.random.default_rng(words).integers(0, distinct, words, dtype=np.uint64)
    fast, slow = in_both_ways(lambda: sketches_of(hashes, np.array([0, words])))
    assert fast == slow


@pytest.mark.parametrize("count", [0, 1, 5_000, 300_000])
@pytest.mark.parametrize("distinct", [1, 2_000, 2**63])
def test_words_are_counted_the_same(count, distinct):
    hashes = np.random.default_rng(count).integers(0, distinct, count, dtype=np.uint64)
    fast, slow = in_both_ways(lambda: Vocabulary.build(hashes))
    for name in ("words", "counts"):
        one, other = getattr(fast, name), getattr(slow, name)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


@pytest.mark.parametrize("range_bits", [0, 3, 6])
@pytest.mark.parametrize("count", [0, 1, 70, 5_000, 300_000])
def test_indexes_are_the_same_whole_and_by_range(count, range_bits):
    hashes = np.random.default_rng(count).integers(0, 2**64, count, dtype=np.uint64)
    hashes[::7] = hashes[:1]
    hashes[::11] >>= np.uint64(30)
    fast, slow = in_both_ways(lambda: index_of(hashes, range_bits))
    assert np.array_equal(slow.packed, index_of(hashes).packed)
    assert np.array_equal(fast.packed, slow.packed)
    assert np.array_equal(fast.buckets, slow.buckets)


def test_an_index_is_in_the_order_of_hashes_and_of_numbers_in_each_bucket():
    random = np.random.default_rng(5)
    hashes = random.integers(0, 2**64, 5000, dtype=np.uint64)
    hashes[random.integers(0, 5000, 2000)] = hashes[:20].repeat(100)
    hashes[4000:4500] >>= np.uint64(40)  # so that some ranges are full, and others empty
    for index in in_both_ways(lambda: index_of(hashes)):
        bits = (len(index.buckets) - 1).bit_length() - 1
        buckets = (hashes >> np.uint64(64 - bits)).tolist()
        order = sorted(range(5000), key=lambda number: (buckets[number], number))
        entries = index.packed[:-1].reshape(-1, 7).astype(np.int64) @ (1 << (8 * np.arange(7)))
        assert (entries & ((1 << (bits + 4)) - 1)).tolist() == order
        assert (
            np.diff(index.buckets.astype(np.int64)).tolist()
            == np.bincount(buckets, minlength=1 << bits).tolist()
        )


def test_a_library_is_the_same_to_the_byte(make_library, document, prose, monkeypatch):
    monkeypatch.setattr(addition, "SEGMENT_BYTES", 60_000)
    texts = [prose(number, 40 + 37 * number) for number in range(60)]
    texts += [text.replace("e", "\u00e9").replace("the", "\u6f22 1,000") for text in texts[:20]]
    texts += ["c1ause c o p y \u0440", "\ufdfa " * 500, "word " * 30_000]

    def files(name):
        library = make_library(name=name)
        list(library.add((document(str(number), text), Rights()) for number, text in enumerate(texts)))
        list(library.compact())
        made = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in library.path.iterdir()
            if path.suffix in {".npy", ".utf8"}
        }
        return made, [(work.id, work.words, work.edition) for work in library.works()]

    names = iter(("fast", "slow"))
    fast, slow = in_both_ways(lambda: files(next(names)))
    assert fast == slow
    assert len(fast[0]) == 5


def test_a_large_addition_loads_machine_code(make_library, document, prose, monkeypatch):
    monkeypatch.setattr(reading, "_tried", [])
    monkeypatch.setattr(addition, "COMPILED_BYTES", 20_000)
    monkeypatch.setattr(addition, "BATCH_BYTES", 5_000)
    begun = []
    monkeypatch.setattr(addition.compiled, "load", lambda: begun.append(threading.current_thread()))
    list(make_library(name="a").add([(document("a", prose(1, 500)), Rights())]))
    assert not begun
    list(make_library(name="b").add((document(f"{n}", prose(n, 500)), Rights()) for n in range(20)))
    assert len(begun) == 1
    assert begun[0] is not threading.main_thread()
