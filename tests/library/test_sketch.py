"""Signatures against the true Jaccard coefficient and a published MinHash; editions as scripts."""

import numpy as np
import pytest
from datasketch import MinHash

from workbench.library import editions
from workbench.library.editions import LIKENESS
from workbench.library.sketch import NUMBERS, SHINGLE_WORDS, bands_of, resemblance, sketch_of
from workbench.text.grams import grams


def shingles(words):
    return set(grams(words, SHINGLE_WORDS).tolist())


def jaccard(words, others):
    one, other = shingles(words), shingles(others)
    return len(one & other) / len(one | other)


def published(words, others):
    signatures = []
    for each in (words, others):
        made = MinHash(NUMBERS)
        made.update_batch([str(shingle).encode() for shingle in shingles(each)])
        signatures.append(made)
    return signatures[0].jaccard(signatures[1])


def text(random, words):
    return random.integers(0, 2**63, words, dtype=np.uint64)


def edited(random, words, rate):
    changed = words.copy()
    there = random.random(len(words)) < rate
    changed[there] = text(random, int(there.sum()))
    return changed


@pytest.mark.parametrize("length", [40, 700, 3_000, 40_000])
@pytest.mark.parametrize("rate", [0.0, 0.02, 0.05, 0.1, 0.3])
def test_the_estimate_is_near_the_truth_and_as_near_as_a_published_one(length, rate):
    random = np.random.default_rng(7)
    errors, theirs = [], []
    for _ in range(8):
        words = text(random, length)
        other = edited(random, words, rate)
        truth = jaccard(words, other)
        errors.append(resemblance(sketch_of(words), sketch_of(other)) - truth)
        if length <= 3_000:
            theirs.append(published(words, other) - truth)
    assert np.abs(errors).max() < 0.2
    assert abs(np.mean(errors)) < 0.06
    if theirs:
        assert np.abs(errors).mean() < np.abs(theirs).mean() + 0.03


def test_a_text_resembles_itself_wholly_and_another_hardly():
    random = np.random.default_rng(3)
    words, other = text(random, 5_000), text(random, 5_000)
    assert resemblance(sketch_of(words), sketch_of(words)) == 1
    assert resemblance(sketch_of(words), sketch_of(other)) < 0.05


@pytest.mark.parametrize("words", [1, 2, 3, 4])
def test_a_text_of_a_few_words_has_a_signature(words):
    made = sketch_of(np.arange(words, dtype=np.uint64))
    assert len(made) == 4 * NUMBERS
    assert made == sketch_of(np.arange(words, dtype=np.uint64))


def test_one_word_ten_thousand_times_has_a_signature():
    assert len(sketch_of(np.full(10_000, 7, dtype=np.uint64))) == 4 * NUMBERS


def test_like_texts_share_a_band_and_keys_fit_the_catalogue():
    random = np.random.default_rng(5)
    missed = 0
    for _ in range(200):
        words = text(random, 2_000)
        other = edited(random, words, 0.05)
        if resemblance(sketch_of(words), sketch_of(other)) >= LIKENESS:
            first, second = bands_of([sketch_of(words), sketch_of(other)])
            missed += not set(first) & set(second)
    assert missed == 0
    assert all(0 <= key < 2**63 for (keys,) in [bands_of([sketch_of(text(random, 100))])] for key in keys)


def test_a_band_of_another_place_is_another_key():
    (keys,) = bands_of([bytes(4 * NUMBERS)])
    assert len(keys) == len(set(keys)) == 32


def works_by_edition(library):
    found: dict[str, set[str]] = {}
    for work in library.works():
        found.setdefault(work.edition or work.id, set()).add(work.name)
    return sorted(map(sorted, found.values()))


def test_near_identical_works_are_grouped_and_others_are_not(make_library, add, prose):
    novel, diary = prose(1, 900), prose(2, 900)
    library = make_library()
    add(library, {"novel": novel, "diary": diary, "novel 1912": f"Printed anew. {novel}"})
    add(library, {"novel 1923": novel.replace("marate", "tolia"), "half": novel[: len(novel) // 3]})
    assert works_by_edition(library) == [["diary"], ["half"], ["novel", "novel 1912", "novel 1923"]]
    status = library.status()
    assert (status.editions, status.edition_groups) == (3, 1)


def test_a_group_outlives_its_first_work(make_library, add, prose):
    novel = prose(1, 900)
    library = make_library()
    add(library, {"one": novel, "two": f"Again. {novel}", "three": f"And again. {novel}"})
    library.remove([library.works()[0].id])
    add(library, {"four": f"Once more. {novel}"})
    assert works_by_edition(library) == [["four", "three", "two"]]
    library.remove([work.id for work in library.works()[:2]])
    assert [work.edition for work in library.works()] == [""]


def test_a_thousand_copies_keep_the_bands_of_one(make_library, add, prose):
    novel = prose(1, 200)
    library = make_library()
    add(library, {str(number): f"{novel} copy {number}" for number in range(300)})
    (bands,) = library._catalogue.rows("SELECT COUNT(*) FROM sketch_band")[0]
    assert bands == 32
    assert works_by_edition(library) == [sorted(map(str, range(300)))]


def test_works_are_grouped_though_of_a_shared_band_few_are_looked_at(make_library, add, prose, monkeypatch):
    """Forms with the same words at their head and others below: each leads itself, and many share bands."""
    monkeypatch.setattr(editions, "_OF_A_BAND", 1)
    head = prose(1, 100)
    library = make_library()
    add(library, {str(number): f"{head} {prose(1000 + number, 100)}" for number in range(100)})
    assert len(works_by_edition(library)) == 100
    rows = library._catalogue.rows("SELECT COUNT(*) FROM sketch_band GROUP BY key HAVING COUNT(*) > 1")
    assert len(rows) > 10
    add(library, {"again": f"{head} {prose(1099, 100)} again"})
    assert ["99", "again"] in works_by_edition(library)
