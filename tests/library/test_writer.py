"""Threads index what is added, and nothing shows it: not the order of works, not a fault in one of them."""

import threading
import time

import pytest

from workbench.domain.errors import StorageFault
from workbench.domain.work import Rights
from workbench.library import addition, writer
from workbench.text.words import tokenise


@pytest.fixture
def shared(monkeypatch):
    """Three threads, whose batches and segments are small."""
    monkeypatch.setattr(addition, "BATCH_BYTES", 1500)
    monkeypatch.setattr(addition, "SEGMENT_BYTES", 12_000)
    monkeypatch.setattr(addition, "threads", lambda: 3)


def contents(library):
    return [(work.name, work.words, library.document(work.id).text) for work in library.works()]


def test_what_several_threads_add_is_what_one_adds(make_library, document, prose, shared, monkeypatch):
    texts = {f"{number}.txt": prose(number, 120) for number in range(60)}
    works = [(document(name, text), Rights(title=name)) for name, text in texts.items()]
    many = make_library(name="many")
    used = set()

    def indexed(batch, indexed=writer.indexed):
        used.add(threading.current_thread())
        time.sleep(0.001 * (len(used) + 3 * (len(batch[0].document.name) % 2)))  # so that others overtake
        return indexed(batch)

    monkeypatch.setattr(writer, "indexed", indexed)
    *_, last = many.add([*works, works[0], (document("dots", "... !"), Rights())])
    assert len(used) == 3
    assert last.label == "writing the index"
    monkeypatch.setattr(addition, "threads", lambda: 1)
    one = make_library(name="one")
    list(one.add(works))
    assert contents(many) == contents(one)
    assert many.verify() == one.verify() == []
    assert [work.rights.title for work in many.works()] == list(texts)
    output = tokenise(" ".join(texts.values()))
    assert {work: pairs.tolist() for work, pairs in many.seeds(output).items()} == {
        work: pairs.tolist() for work, pairs in one.seeds(output).items()
    }
    assert many.word_counts(output.hashes).tolist() == one.word_counts(output.hashes).tolist()
    assert not list(many.path.glob("*.new"))


def test_an_addition_that_is_cancelled_leaves_whole_works_and_nothing_else(
    make_library, document, prose, shared
):
    library = make_library()
    adding = library.add((document(f"{n}", prose(n, 120)), Rights()) for n in range(200))
    for _ in range(150):
        next(adding)
    adding.close()
    assert library.works()
    assert library.verify() == []
    assert not list(library.path.glob("*.new"))
    for work in library.works():
        assert work.id in library.seeds(tokenise(library.document(work.id).text))


@pytest.mark.parametrize("fault", [MemoryError, RuntimeError])
def test_a_fault_in_a_thread_ends_the_addition_and_what_was_stored_stays(
    make_library, document, prose, shared, monkeypatch, fault
):
    def indexed(batch, indexed=writer.indexed):
        if batch[0].document.name == "150":
            raise fault
        return indexed(batch)

    monkeypatch.setattr(writer, "indexed", indexed)
    monkeypatch.setattr(addition, "BATCH_WORKS", 1)
    library = make_library()
    with pytest.raises(fault):
        list(library.add((document(f"{n}", prose(n, 120)), Rights()) for n in range(200)))
    names = [work.name for work in library.works()]
    assert names
    assert names == [f"{number}" for number in range(len(names))]
    assert library.verify() == []
    assert not list(library.path.glob("*.new"))


@pytest.mark.parametrize("part", ["write_index", "write_rest"])
def test_a_disk_that_a_thread_finds_full_is_told_in_a_sentence(
    make_library, document, prose, shared, monkeypatch, part
):
    def full(draft):
        raise OSError(28, "no space")

    library = make_library({"kept": prose(1000, 50)})
    monkeypatch.setattr(writer.SegmentDraft, part, full)
    with pytest.raises(StorageFault, match="disk is full"):
        list(library.add((document(f"{n}", prose(n, 120)), Rights()) for n in range(40)))
    assert [work.name for work in library.works()] == ["kept"]
    assert library.verify() == []
    assert not list(library.path.glob("*.new"))


def test_there_are_no_more_threads_than_processors(monkeypatch):
    monkeypatch.setattr(addition.os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert addition.threads() == 1
    monkeypatch.setattr(addition.os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert 1 < addition.threads() < 64
