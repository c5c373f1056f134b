"""The index over the vectors of a large library, beside looking at every vector."""

import errno
import json
import os

import faiss
import numpy as np
import pytest

from workbench.domain.errors import StorageFault
from workbench.library import Library, vector_index
from workbench.library.durable import DurableFile
from workbench.workflows.library_page import facts_of

WIDE = 48


def book(first: int, last: int) -> str:
    """A work of one short chapter for each number, so of one passage each."""
    return "\n\n".join(f"Chapter {n}\n\nwhat chapter w{n} tells us" for n in range(first, last)) + "\n\n"


def place(text: str) -> np.ndarray:
    """A direction for a text: one of 30 directions, and a little of its own."""
    number = int(text.split()[1])
    centre = np.random.default_rng(number % 30).standard_normal(WIDE)
    return centre + 0.5 * np.random.default_rng(1000 + number).standard_normal(WIDE)


def encode(texts) -> np.ndarray:
    rows = np.array([place(text) for text in texts], dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Index from 500 vectors on."""
    monkeypatch.setattr(vector_index, "INDEXED_FROM", 500)


@pytest.fixture
def library(make_library, embed):
    library = make_library({"a": book(0, 1200), "b": book(1200, 2000)})
    embed(library, encode)
    return library


def questions(count: int = 60) -> np.ndarray:
    rows = np.random.default_rng(5).standard_normal((count, WIDE)) * 0.3
    rows += [place(f"chapter {5000 + n}") for n in range(count)]
    rows = rows.astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def brute(library: Library, asked: np.ndarray, count: int) -> list[list[float]]:
    """The cosines of the nearest, by reading every work and encoding every chapter."""
    rows = [
        encode([f"chapter {number}"])[0]
        for work in library.works()
        for number in (
            int(line.split()[1])
            for line in library.document(work.id).text.splitlines()
            if line.startswith("Chapter")
        )
    ]
    cosines = asked.astype(np.float64) @ np.array(rows).astype(np.float64).T
    return [sorted(row, reverse=True)[:count] for row in cosines.tolist()]


def cosines(library: Library, asked: np.ndarray, count: int) -> list[list[float]]:
    return [[near.cosine for near in row] for row in library.nearest(asked, count)]


def recall(found: list[list[float]], best: list[list[float]]) -> float:
    kept = sum(
        sum(cosine >= row[-1] - 1e-6 for cosine in near) for near, row in zip(found, best, strict=True)
    )
    return kept / sum(map(len, best))


def index_file(library: Library):
    (path,) = library.path.glob("nearest-*")
    return path


def test_a_large_library_is_asked_through_an_index_with_a_measured_recall(library):
    index = library.status().index
    assert index is not None
    assert index.count == 2000
    assert index.recall >= 0.98
    assert 0 < index.probes <= index.lists
    manifest = json.loads((library.path / "manifest.json").read_text())
    assert manifest["meaning"]["index"]["recall_10_at_10"] == index.recall
    assert manifest["meaning"]["index"]["file"] == index_file(library).name
    assert index_file(library).name in {file["name"] for file in manifest["files"]}
    assert library.status().bytes["index of vectors"] == index_file(library).stat().st_size
    assert library.verify() == []


def test_its_neighbours_are_those_of_looking_at_every_vector_with_their_exact_cosines(library):
    asked = questions()
    best, found = brute(library, asked, 10), cosines(library, asked, 10)
    assert [len(row) for row in found] == [10] * len(asked)
    assert recall(found, best) >= 0.98
    every = brute(library, asked, 2000)
    for row, known in zip(found, every, strict=True):
        assert np.abs(np.array(row)[:, None] - np.array(known)[None, :]).min(axis=1).max() < 1e-6


def test_it_really_goes_through_the_index_and_the_index_is_mapped(library, monkeypatch):
    opened = []
    read = faiss.read_index

    def watched(*arguments):
        opened.append(read(*arguments))
        return opened[-1]

    monkeypatch.setattr(faiss, "read_index", watched)
    monkeypatch.setattr(faiss, "knn", None)  # looking at vectors one by one would fail
    with Library.open(library.path) as again:
        assert len(again.nearest(questions(3), 5)) == 3
    (index,) = opened
    assert index.ntotal == 2000
    if os.name != "nt":
        assert isinstance(faiss.downcast_InvertedLists(index.invlists), faiss.OnDiskInvertedLists)


def test_a_small_library_has_none(make_library, embed):
    library = make_library({"a": book(0, 100)})
    embed(library, encode)
    assert library.status().index is None
    assert not list(library.path.glob("nearest-*"))


def test_where_no_index_reaches_the_recall_every_vector_is_looked_at(make_library, embed, monkeypatch):
    monkeypatch.setattr(vector_index, "LEAST_RECALL", 1.01)
    library = make_library({"a": book(0, 800)})
    embed(library, encode)
    index = library.status().index
    assert index is not None
    assert (index.name, index.count) == ("", 800)
    assert 0 < index.recall <= 1
    assert not list(library.path.glob("nearest-*"))
    asked = questions(20)
    np.testing.assert_allclose(cosines(library, asked, 10), brute(library, asked, 10), atol=1e-6)
    tried = []
    monkeypatch.setattr(vector_index, "build", lambda *arguments: tried.append(arguments) or iter(()))
    embed(library, encode)
    assert tried == []  # not tried again for the same vectors


def test_probes_are_raised_until_the_recall_is_reached(make_library, embed, monkeypatch):
    monkeypatch.setattr(vector_index, "_LEAST_PROBES", 1)
    monkeypatch.setattr(vector_index, "_TRAINED", 40)
    random = np.random.default_rng(1)

    def scattered(texts):
        rows = random.standard_normal((len(texts), WIDE)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    asked_for = []
    measure = vector_index._recall
    monkeypatch.setattr(
        vector_index, "_recall", lambda index, *rest: asked_for.append(index.probes) or measure(index, *rest)
    )
    library = make_library({"a": book(0, 1200)})
    embed(library, scattered)
    assert asked_for == [1, 2, 4]  # of 30 lists, in which noise has no order
    assert library.status().index.name == ""


def test_vectors_that_are_younger_than_the_index_are_found_and_then_indexed(library, embed, add):
    before = index_file(library)
    add(library, {"c": book(2000, 2400)})
    embed(library, encode)
    assert index_file(library) == before
    asked = encode([f"chapter {n}" for n in range(2000, 2400, 40)])
    assert [row[0] for row in cosines(library, asked, 3)] == pytest.approx([1.0] * len(asked))
    assert recall(cosines(library, questions(), 10), brute(library, questions(), 10)) >= 0.98
    add(library, {"d": book(2400, 2900)})
    embed(library, encode)
    assert index_file(library) != before
    assert not before.exists()
    assert library.status().index.count == 2900
    assert recall(cosines(library, questions(), 10), brute(library, questions(), 10)) >= 0.98
    assert library.verify() == []


@pytest.mark.parametrize("damage", ["first", "middle", "last", "short", "long", "empty", "gone"])
def test_a_damaged_index_is_not_used_and_named_and_built_anew(library, embed, damage):
    path = index_file(library)
    content = bytearray(path.read_bytes())
    spoilt = {"first": 0, "middle": len(content) // 2, "last": len(content) - 1}
    if damage in spoilt:
        content[spoilt[damage]] ^= 1
    library.close()
    path.unlink()
    if damage != "gone":
        half = len(content) // 2
        path.write_bytes(
            {"short": content[:half], "long": content + b"\0", "empty": b""}.get(damage, content)
        )
    with Library.open(library.path) as opened:
        asked = questions(10)
        np.testing.assert_allclose(cosines(opened, asked, 10), brute(opened, asked, 10), atol=1e-6)
        (note,) = opened.status().notes
        assert not opened.status().index_in_use
        assert ("Index of meaning", "damaged or missing: every vector is compared") in facts_of(
            opened.status(), opened.path
        )
        assert path.name in note
        assert "library embed" in note
        (problem,) = opened.verify()
        assert path.name in problem
        assert "library embed" in problem
        assert embed(opened, encode) == 0
        assert opened.status().notes == ()
        assert opened.status().index_in_use
        assert opened.verify() == []
        assert index_file(opened) != path


def test_numbers_beyond_the_vectors_are_never_followed(library):
    path = index_file(library)
    index = faiss.read_index(str(path))
    index.reset()
    rows = encode([f"chapter {n}" for n in range(2000)])
    index.add_with_ids(rows, np.arange(5_000_000, 5_002_000))
    forged = path.with_name("forged")
    faiss.write_index(index, str(forged))
    content = forged.read_bytes()
    library.close()
    path.write_bytes(content)
    forged.unlink()
    import hashlib
    import sqlite3

    with sqlite3.connect(library.path / "library.sqlite") as connection:
        connection.execute(
            "UPDATE file SET sha256 = ?, size = ? WHERE name = ?",
            [hashlib.sha256(content).hexdigest(), len(content), path.name],
        )
    connection.close()
    with Library.open(library.path) as opened:
        asked = questions(10)
        np.testing.assert_allclose(cosines(opened, asked, 10), brute(opened, asked, 10), atol=1e-6)
        assert path.name in opened.status().notes[0]


def test_removed_works_leave_enough_neighbours_and_nothing_in_the_index_after_compact(library):
    gone = next(work for work in library.works() if work.name == "a")
    library.remove([gone.id])
    asked = encode([f"chapter {n}" for n in range(0, 1200, 100)])
    found = cosines(library, asked, 10)
    np.testing.assert_allclose(found, brute(library, asked, 10), atol=1e-6)
    before = index_file(library)
    list(library.compact())
    assert index_file(library) != before
    index = faiss.read_index(str(index_file(library)))
    assert index.ntotal == 800
    numbers = np.concatenate(
        [
            faiss.rev_swig_ptr(index.invlists.get_ids(n), index.invlists.list_size(n))
            for n in range(index.nlist)
        ]
    )
    rows = library._catalogue.rows("SELECT DISTINCT vector FROM passage")
    assert set(numbers.tolist()) == {number for (number,) in rows}
    assert recall(cosines(library, asked, 10), brute(library, asked, 10)) >= 0.98


@pytest.mark.parametrize("room", [0, 2000, 30_000])
def test_a_disk_too_full_for_the_index_leaves_the_library_as_it_was(make_library, embed, monkeypatch, room):
    library = make_library({"a": book(0, 800)})
    monkeypatch.setattr(vector_index, "INDEXED_FROM", 10_000)
    embed(library, encode)
    monkeypatch.setattr(vector_index, "INDEXED_FROM", 500)
    write = DurableFile.write

    def limited(self, content):
        if self._part == "nearest" and self.size + len(content) > room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, content)

    with monkeypatch.context() as patched:
        patched.setattr(DurableFile, "write", limited)
        with pytest.raises(StorageFault, match="disk is full"):
            embed(library, encode)
    assert library.embedded_share == 1
    assert library.status().index is None
    assert not list(library.path.glob("nearest-*"))
    assert library.verify() == []
    embed(library, encode)
    assert library.status().index.count == 800


def test_the_same_vectors_give_the_same_index(make_library, embed):
    contents = []
    for _ in range(2):
        library = make_library({"a": book(0, 900)})
        embed(library, encode)
        contents.append(index_file(library).read_bytes())
    assert contents[0] == contents[1]
