import numpy as np
import pytest

from workbench.domain.errors import LibraryFault, ModelFault
from workbench.library import Library, embedding
from workbench.text.passages import passages


@pytest.fixture
def library(make_library, prose):
    texts = {f"{number}.txt": prose(number, 700) for number in range(6)}
    texts["again.txt"] = texts["0.txt"] + " One more."
    return make_library(texts)


def stored(library: Library) -> dict[str, list[tuple[int, int]]]:
    rows = library._catalogue.rows(
        "SELECT id, start, stop FROM passage JOIN work ON number = work WHERE vector IS NOT NULL"
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for work, start, stop in rows:
        found.setdefault(work, []).append((start, stop))
    return found


def every_passage(library: Library) -> list[tuple[str, tuple[int, int]]]:
    return [(work.id, span) for work in library.works() for span in passages(library.document(work.id).text)]


def test_every_passage_gets_a_vector_and_equal_passages_share_one(library, embed, encode):
    asked: list[str] = []
    count = embed(library, lambda texts: asked.extend(texts) or encode(texts))
    expected = every_passage(library)
    assert count == len(expected)
    assert {work: sorted(spans) for work, spans in stored(library).items()} == {
        work.id: sorted(span for other, span in expected if other == work.id) for work in library.works()
    }
    assert len(asked) == len(set(asked)) < len(expected)
    assert library.embedded_share == 1.0
    assert library.verify() == []


def test_nearest_agrees_with_comparing_every_passage(library, embed, encode, prose, monkeypatch):
    monkeypatch.setattr(embedding, "COMMITTED", 7)
    embed(library, encode)
    asked = encode([prose(seed, 40) for seed in range(50, 60)])
    found = library.nearest(asked, 5)
    texts = {work.id: library.document(work.id).text for work in library.works()}
    cosines: dict[str, float] = {}
    for row, neighbours in zip(asked, found, strict=True):
        cosines = {}
        for work, span in every_passage(library):
            vector = encode([span.of(texts[work])])[0]
            cosines[span.of(texts[work])] = float(row.astype(float) @ vector.astype(float))
        best = sorted(cosines.values(), reverse=True)[:5]
        assert sorted({near.cosine for near in neighbours}, reverse=True) == pytest.approx(best, abs=1e-6)
        for near in neighbours:
            assert cosines[near.span.of(texts[near.work])] == pytest.approx(near.cosine, abs=1e-6)


def test_a_neighbour_does_not_depend_on_what_else_is_asked(library, embed, encode, prose):
    embed(library, encode)
    asked = encode([prose(seed, 40) for seed in range(50, 90)])
    together = library.nearest(asked, 4)
    assert [library.nearest(asked[number : number + 1], 4)[0] for number in range(40)] == together


def test_a_passage_of_two_works_names_both(library, embed, encode):
    embed(library, encode)
    first = library.works()[0]
    text = library.document(first.id).text
    span = passages(text)[0]
    near = library.nearest(encode([span.of(text)]), 1)[0]
    assert [(place.work, place.span) for place in near] == [
        (first.id, span),
        (next(work.id for work in library.works() if work.name == "again.txt"), span),
    ]
    assert near[0].cosine == pytest.approx(1.0, abs=1e-6)


def test_it_goes_on_where_it_stopped(library, embed, encode, monkeypatch):
    monkeypatch.setattr(embedding, "COMMITTED", 8)
    steps = library.embed(encode, "hashed words", "a" * 64)
    for progress in steps:
        if progress.label == "embedding passages" and progress.done >= 16:
            break
    steps.close()
    share = library.embedded_share
    assert 0 < share < 1
    assert library.status().embedded_share == share
    assert library.verify() == []
    with Library.open(library.path) as again:
        before = len([span for spans in stored(again).values() for span in spans])
        count = embed(again, encode)
        assert before + count == len(every_passage(again))
        assert again.embedded_share == 1.0
        assert embed(again, encode) == 0


def test_works_that_are_added_later_lower_the_share_until_they_are_embedded(
    library, embed, encode, add, prose
):
    embed(library, encode)
    add(library, {"late.txt": prose(99, 3000)})
    assert 0.3 < library.embedded_share < 0.9
    late = embed(library, encode)
    assert late == len(passages(prose(99, 3000)))
    assert library.embedded_share == 1.0


def test_many_small_files_are_folded_into_one(library, embed, encode, monkeypatch):
    monkeypatch.setattr(embedding, "COMMITTED", 1)
    embed(library, encode)
    files = list(library.path.glob("vectors-*"))
    assert len(files) <= 16
    assert library.status().bytes["vectors"] == sum(path.stat().st_size for path in files)
    assert library.verify() == []
    text = library.document(library.works()[3].id).text
    for span in passages(text):
        assert library.nearest(encode([span.of(text)]), 1)[0][0].span == span


def test_another_model_is_refused(library, embed, encode):
    embed(library, encode)
    with pytest.raises(LibraryFault, match="embedded with the model hashed words"):
        embed(library, encode, "another", "b" * 64)
    status = library.status()
    assert (status.model_name, status.model_digest) == ("hashed words", "a" * 64)


def test_vectors_of_another_length_are_refused_when_asked(library, embed, encode):
    embed(library, encode)
    with pytest.raises(LibraryFault, match="numbers"):
        library.nearest(np.ones((1, 7), dtype=np.float32), 3)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows * 2,
        lambda rows: rows[1:],
        lambda rows: rows.astype(np.float64),
        lambda rows: rows * np.nan,
    ],
)
def test_vectors_that_are_none_are_not_stored(library, embed, encode, spoil):
    with pytest.raises(ModelFault):
        embed(library, lambda texts: spoil(encode(texts)))
    assert library.embedded_share == 0.0
    assert library.verify() == []


def test_a_library_without_vectors_has_no_neighbours(make_library, encode):
    assert make_library({"a": "some words"}).nearest(encode(["some words"]), 3) == [[]]


def test_a_changed_vector_is_noticed_before_it_is_used(library, embed, encode):
    embed(library, encode)
    library.close()
    (path,) = library.path.glob("vectors-*")
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    with Library.open(library.path) as opened, pytest.raises(LibraryFault, match=path.name):
        opened.nearest(encode(["some words"]), 3)


def test_a_passage_that_was_embedded_before_is_not_embedded_again_in_a_later_work(
    library, embed, encode, add, prose
):
    embed(library, encode)
    text = library.document(library.works()[1].id).text
    add(library, {"edition.txt": text + "\n"})
    asked: list[str] = []
    assert embed(library, lambda texts: asked.extend(texts) or encode(texts)) == 0
    assert asked == []
    assert library.embedded_share == 1.0
    near = library.nearest(encode([passages(text)[0].of(text)]), 1)[0]
    assert len({place.work for place in near}) == 2


def test_the_same_front_matter_of_two_books_is_embedded_once(make_library, embed, encode, prose):
    front = "THE PUBLISHER TO THE READER\n\n" + prose(30, 150) + "\n\nCHAPTER I\n\n"
    library = make_library({"one": front + prose(31, 200), "two": front + prose(32, 200)})
    asked: list[str] = []
    embed(library, lambda texts: asked.extend(texts) or encode(texts))
    first, second = (
        [span.of(library.document(work.id).text) for span in passages(library.document(work.id).text)]
        for work in library.works()
    )
    assert len(set(first) & set(second)) >= 1
    assert sorted(asked) == sorted({*first, *second})


def test_a_slow_model_commits_before_its_batch_is_full(make_library, embed, encode, prose, monkeypatch):
    monkeypatch.setattr(embedding, "_BATCH", 4)
    monkeypatch.setattr(embedding, "COMMITTED_SECONDS", 0.0)
    library = make_library({"a": prose(1, 2500)})
    steps = library.embed(encode, "hashed words", "a" * 64)
    for progress in steps:
        if progress.label == "embedding passages" and progress.done >= 4:
            break
    steps.close()
    assert len(stored(library)[library.works()[0].id]) == 4
    embed(library, encode)
    assert library.embedded_share == 1.0
    assert library.verify() == []
