"""Embedding that is killed goes on where it stopped."""

import multiprocessing
import random
import sys
import time

import faiss
import numpy as np
import pytest

from workbench.library import Library, embedding, vector_index
from workbench.text.passages import passages

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses fork and SIGKILL of POSIX")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(vector_index, "INDEXED_FROM", 60)
    monkeypatch.setattr(vector_index, "_TRAINED", 8)
    monkeypatch.setattr(embedding, "COMMITTED", 8)


def write(made: int) -> str:
    return "\n\n".join(f"Chapter {n}\n\nwhat chapter w{n} of {made} tells us" for n in range(90)) + "\n"


def embed_and_tell(path, parent, helpers) -> None:
    """Embed, saying before each batch what is in it, and going on when the parent says so."""
    embed, encode = helpers
    faiss.omp_set_num_threads(1)  # threads do not outlive a fork, and waiting for them would not end

    def telling(texts):
        parent.send(list(texts))
        parent.recv()
        return encode(texts)

    with Library.open(path) as library:
        embed(library, telling)
    parent.send(None)


def embedded(library: Library) -> set[str]:
    rows = library._catalogue.rows(
        "SELECT id, start, stop FROM passage JOIN work ON number = work WHERE vector IS NOT NULL"
    )
    return {library.document(work).text[start:stop] for work, start, stop in rows}


def killed(path, batches: int, delay: float, helpers) -> tuple[list[str], bool]:
    """Kill an embedding after some batches; what it was about to embed, and whether it came to its end."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    child = fork.Process(target=embed_and_tell, args=(path, there, helpers))
    child.start()
    there.close()
    asked: list[str] = []
    finished = False
    for _ in range(batches):
        assert here.poll(120), "the child neither goes on nor ends"
        told = here.recv()
        if told is None:
            finished = True
            break
        asked += told
        here.send("go on")
    time.sleep(delay)
    child.kill()
    child.join()
    return asked, finished


def kill_at_random(make_library, kills: int, seed: int, helpers) -> int:
    """How often a kill met an embedding that was under way."""
    embed, encode = helpers
    moments = random.Random(seed)
    library, met, made = None, 0, 0
    for _ in range(kills):
        if library is None:
            made += 1
            library = make_library({"a": write(made), "b": write(-made)}, name=f"killed {made}")
            library.close()
        with Library.open(library.path) as opened:
            before = embedded(opened)
        asked, finished = killed(library.path, moments.randrange(12), 0.02 * moments.random(), helpers)
        assert not before & set(asked), "what was embedded before the kill is not embedded again"
        with Library.open(library.path) as opened:
            assert opened.verify() == []
            after = embedded(opened)
            assert before <= after
            assert len(set(asked) - after) <= embedding.COMMITTED, "a kill costs no more than one commit"
            share = opened.embedded_share
            assert 0 <= share <= 1
            assert finished <= (share == 1)
            check_neighbours(opened, encode, after)
            met += 0 < share < 1
            if share == 1:
                embed(opened, encode)
                assert opened.status().index is not None
                check_neighbours(opened, encode, after)
                library = None
    return met


def check_neighbours(library: Library, encode, known: set[str]) -> None:
    """A passage that is embedded is its own nearest; one that is not is never found."""
    texts = sorted(known)[::25]
    for text, near in zip(texts, library.nearest(encode(texts), 1), strict=True):
        assert near[0].span.of(library.document(near[0].work).text) == text
        assert near[0].cosine == pytest.approx(1, abs=1e-6)


def test_a_killed_embedding_goes_on_where_it_stopped(make_library, embed, encode):
    assert kill_at_random(make_library, 25, 3, (embed, encode)) > 3


@pytest.mark.thorough
def test_two_thousand_kills(make_library, embed, encode):
    assert kill_at_random(make_library, 2000, 4, (embed, encode)) > 300


def test_works_cut_by_an_older_rule_are_cut_and_embedded_anew(
    make_library, embed, encode, prose, monkeypatch
):
    text = prose(1, 400) + "\n\nCHAPTER II\n\n" + prose(2, 400)
    older = passages(text.replace("CHAPTER II", "chapter ii."))
    with monkeypatch.context() as patched:
        patched.setattr(embedding, "CUTTING", 1)
        patched.setattr(embedding, "passages_of_document", lambda document: older)
        library = make_library({"a": text})
        embed(library, encode)
    assert library.embedded_share == 1
    assert "older rule" in library.status().notes[0]
    assert library.passages_pending > 0
    asked: list[str] = []
    embed(library, lambda texts: asked.extend(texts) or encode(texts))
    assert embedded(library) == {span.of(text) for span in passages(text)}
    assert set(asked) == embedded(library) - {span.of(text) for span in older}
    assert library.status().notes == ()
    assert library.passages_pending == 0
    assert library.verify() == []


def test_each_way_of_making_vectors_is_written_down(make_library, add, encode, prose):
    library = make_library({"a": prose(1, 900)})
    list(library.embed(encode, "hashed words", "a" * 64))
    add(library, {"b": prose(2, 600)})
    list(library.embed(encode, "hashed words", "a" * 64, "openvino bfloat16", 0.9999))
    counts = [len(passages(prose(1, 900))), len(passages(prose(2, 600)))]
    assert [(row.backend, row.least_cosine, row.vectors) for row in library.status().encodings] == [
        ("torch float32", 1.0, counts[0]),
        ("openvino bfloat16", 0.9999, counts[1]),
    ]
    import json

    told = json.loads((library.path / "manifest.json").read_text())["meaning"]["encodings"]
    assert [row["first"] for row in told] == [0, counts[0]]
    assert np.sum([row["vectors"] for row in told]) == sum(counts)
