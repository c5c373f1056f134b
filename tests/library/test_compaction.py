from pathlib import Path

import numpy as np
import pytest

from workbench.domain.errors import LibraryFault
from workbench.library import Library, compaction, manifest, phrases, verify
from workbench.library.joining import joinable, large_joinable
from workbench.text.words import tokenise


@pytest.fixture
def texts(prose):
    return {f"{number}.txt": prose(number, 120) for number in range(40)}


def check(library: Library, texts: dict[str, str]) -> None:
    """The library holds exactly these works, whole, and finds each of them."""
    assert library.verify() == []
    assert {work.name: library.document(work.id).text for work in library.works()} == texts
    for work in library.works():
        assert work.id in library.seeds(tokenise(texts[work.name]))
        middle = " ".join(texts[work.name].split()[30:50])
        assert [place.work for place in library.search(middle).occurrences] == [work.id]


def referred(library: Library) -> set[str]:
    return {file.name for file in library._catalogue.files()}


def on_disk(library: Library) -> set[str]:
    return {path.name for path in library.path.iterdir() if path.suffix in {".npy", ".utf8"}}


def test_works_added_one_by_one_are_joined_into_few_segments(make_library, add, texts):
    library = make_library()
    for name, text in texts.items():
        add(library, {name: text})
    assert len(list(library.path.glob("texts-*"))) <= 16
    assert on_disk(library) == referred(library)
    check(library, texts)


def test_compaction_leaves_one_small_segment_and_the_same_answers(make_library, add, embed, encode, texts):
    library = make_library()
    for name, text in list(texts.items())[:10]:
        add(library, {name: text})
    embed(library, encode)
    output = tokenise(" ".join(texts.values()))
    asked = encode(list(texts.values())[:10])
    before = (
        library.seeds(output),
        library.nearest(asked, 3),
        library.word_counts(output.hashes),
        library.works(),
    )
    list(library.compact())
    assert len(list(library.path.glob("texts-*"))) == 1
    after = (
        library.seeds(output),
        library.nearest(asked, 3),
        library.word_counts(output.hashes),
        library.works(),
    )
    # Which places of the sources were kept did not change, for each work is sampled by itself.
    assert before[0].keys() == after[0].keys()
    assert all(np.array_equal(before[0][work], after[0][work]) for work in before[0])
    assert np.array_equal(before[2], after[2])
    assert (before[1], before[3]) == (after[1], after[3])
    generation = library.status().generation
    list(library.compact())
    assert library.status().generation == generation


def test_a_removed_work_is_not_found_and_nothing_of_it_is_left_after_compaction(
    make_library, add, embed, encode, texts
):
    secret = "The heron sheltered an umbrella beneath marmalade skies until seven bishops arrived. " * 12
    library = make_library()
    add(library, {**dict(list(texts.items())[:3]), "secret.txt": secret, **dict(list(texts.items())[3:6])})
    embed(library, encode)
    secret_id = next(work.id for work in library.works() if work.name == "secret.txt")
    vector = encode([secret])
    assert library.nearest(vector, 1)[0][0].work == secret_id
    assert library.remove([secret_id, "0" * 16]) == 1

    kept = dict(list(texts.items())[:6])
    check(library, kept)
    assert library.seeds(tokenise(secret)) == {}
    assert library.search("the heron sheltered").total == library.search(secret).total == 0
    assert all(near.work != secret_id for near in library.nearest(vector, 5)[0])
    assert len(library.nearest(vector, 5)[0]) == 5
    with pytest.raises(LibraryFault, match="holds no work"):
        library.document(secret_id)

    list(library.compact())
    check(library, kept)
    assert on_disk(library) == referred(library)
    assert library.word_counts(tokenise("heron").hashes).tolist() == [0]
    for path in library.path.iterdir():
        assert b"marmalade" not in path.read_bytes()
        assert b"secret.txt" not in path.read_bytes()
    (run,) = library._vectors.runs()
    assert (library._vectors.vectors(run) @ vector[0]).max() < 0.9


def test_a_library_may_lose_all_its_works_and_take_new_ones(make_library, add, texts):
    library = make_library(dict(list(texts.items())[:3]))
    library.remove([work.id for work in library.works()])
    list(library.compact())
    check(library, {})
    assert on_disk(library) == set()
    add(library, dict(list(texts.items())[1:4]))
    check(library, dict(list(texts.items())[1:4]))


def test_compaction_that_is_cancelled_changes_nothing(make_library, add, texts, monkeypatch):
    monkeypatch.setattr(compaction, "MERGED_BYTES", 2500)
    library = make_library()
    for name, text in list(texts.items())[:9]:
        add(library, {name: text})
    for stop in range(1, 5):
        steps = library.compact()
        for _ in range(stop):
            next(steps)
        steps.close()
        check(library, dict(list(texts.items())[:9]))
        assert on_disk(library) == referred(library)


@pytest.mark.parametrize(
    ("sizes", "count"),
    [
        ([], 0),
        ([1] * 15, 0),
        ([1] * 16, 16),
        ([100] * 3 + [1] * 16, 16),
        ([20] * 15 + [1], 0),
        ([20] * 15 + [1, 20], 17),
        ([1000] * 30, 0),
        ([1000] + [20] * 16, 16),
    ],
)
def test_files_are_joined_when_many_of_a_scale_have_gathered(sizes, count):
    assert joinable(sizes, 1000) == count


@pytest.mark.parametrize(
    ("sizes", "count"),
    [
        ([], 0),
        ([64, 64], 0),
        ([64, 64, 64], 3),
        ([64, 64, 64, 20, 1], 5),
        ([64, 64, 48, 44], 4),
        ([64, 64, 20, 20, 20], 0),
        ([1000, 64, 64, 64], 3),
        ([4000, 64, 64, 64], 3),
        ([2000, 2000, 2000], 0),
    ],
)
def test_large_files_are_joined_sooner(sizes, count):
    assert large_joinable(sizes, 32, 5000) == count


@pytest.mark.parametrize("seed", range(6))
def test_a_merged_segment_is_the_one_that_is_written_at_once(make_library, add, prose, seed):
    """Some works, in few additions or many, some removed: the same files as those of one addition."""
    random = np.random.default_rng(seed)
    texts = {f"{number}": prose(1 + number, int(random.integers(1, 900))) for number in range(12)}
    texts["short"] = "five words and no gram"
    names = list(texts)
    merged, whole = make_library(), make_library()
    for some in np.array_split(names, int(random.integers(2, 8))):
        add(merged, {name: texts[name] for name in some})
    removed = {name for name in names if random.random() < (0.4 if seed % 2 else 0)}
    merged.remove([work.id for work in merged.works() if work.name in removed])
    for _ in merged.compact():
        pass
    add(whole, {name: text for name, text in texts.items() if name not in removed})
    assert merged.verify() == []
    contents = [{path.name[:5]: path.read_bytes() for path in parts(library)} for library in (merged, whole)]
    assert contents[0].keys() == {"texts", "grams", "bucke", "words", "count"}
    assert contents[0] == contents[1]


def parts(library: Library) -> list[Path]:
    return [path for path in library.path.iterdir() if path.suffix in {".npy", ".utf8"}]


def test_damage_is_not_merged(make_library, add, texts):
    for part in ("texts", "grams", "buckets", "words", "counts"):
        library = make_library()
        for name in ("0.txt", "1.txt"):
            add(library, {name: texts[name]})
        path = max(library.path.glob(f"{part}-*"))
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        before = on_disk(library)
        with pytest.raises(LibraryFault, match=path.name):
            list(library.compact())
        assert on_disk(library) == referred(library) == before


def test_the_count_of_all_words_is_the_sum_of_their_counts(make_library, add):
    texts = {"long.txt": "the tide " * 500, "short.txt": "the low tide turned"}
    hashes = np.unique(tokenise(" ".join(texts.values())).hashes)
    library = make_library()
    add(library, texts)
    assert library.counted_words == library.word_counts(hashes).sum() == library.total_words == 1004
    library.remove([work.id for work in library.works() if work.name == "long.txt"])
    assert library.counted_words == library.word_counts(hashes).sum()
    for _ in library.compact():
        pass
    assert library.counted_words == library.word_counts(hashes).sum() == library.total_words == 4


def meanwhile(library: Library, add, monkeypatch, module, name: str) -> None:
    """Let another program add a work and compact the library once, after the first call of a function."""
    original, changes = getattr(module, name), []

    def called(*arguments):
        answer = original(*arguments)
        if not changes:
            changes.append(1)
            with Library.open(library.path) as other:
                add(other, {"later": "a work that was added later"})
                list(other.compact())
        return answer

    monkeypatch.setattr(module, name, called)


@pytest.fixture
def in_segments(make_library, add, texts):
    library = make_library()
    for name in list(texts)[:4]:
        add(library, {name: texts[name]})
    return library


def test_what_another_program_compacts_is_found_where_it_was_moved_to(in_segments, texts, add, monkeypatch):
    words = " ".join(texts["3.txt"].split()[30:35])
    with Library.open(in_segments.path) as library:
        meanwhile(library, add, monkeypatch, phrases, "tokenise")
        assert [library.work(place.work).name for place in library.search(words).occurrences] == ["3.txt"]


@pytest.mark.parametrize("module, name", [(verify, "file_sha256"), (manifest, "read_manifest")])
def test_what_another_program_changes_during_a_verification_is_no_damage(
    in_segments, add, monkeypatch, module, name
):
    with Library.open(in_segments.path) as library:
        meanwhile(library, add, monkeypatch, module, name)
        assert library.verify() == []
