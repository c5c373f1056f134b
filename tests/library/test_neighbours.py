"""What follows what in a library, as it is stored and as it is counted."""

from pathlib import Path

import numpy as np
import pytest

from workbench.domain.work import Rights
from workbench.intake import from_text
from workbench.library import Library, neighbours
from workbench.library.neighbours import NEIGHBOURS_NAME, neighbours_of, store_neighbours
from workbench.text.neighbours import Neighbours
from workbench.workflows.drain import drain

TEXT = "the tide and the quay and the tide and the lamp"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library.create(tmp_path / "library")
    drain(opened.add((from_text(name, f"{TEXT} {name}"), Rights()) for name in ("one", "two", "three")))
    return opened


def _same(one: Neighbours, other: Neighbours) -> bool:
    names = ("pairs", "together", "words", "followed", "spare")
    return one.texts == other.texts and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in names
    )


def test_what_is_stored_is_what_is_counted(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = neighbours_of(library)
    assert len(counted.texts) == 3
    assert counted.together.tolist()
    store_neighbours(library)
    monkeypatch.setattr(neighbours, "word_hashes", None)  # nothing is counted any more
    assert _same(neighbours_of(library), counted)


def test_what_is_stored_of_other_works_is_not_used(library: Library) -> None:
    store_neighbours(library)
    drain(library.add([(from_text("four", "the tide and the tide and the tide"), Rights())]))
    after = neighbours_of(library)
    assert len(after.texts) == 4
    store_neighbours(library)
    assert _same(neighbours_of(library), after)


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_what_is_damaged_is_counted_anew(library: Library, share: float) -> None:
    counted = neighbours_of(library)
    store_neighbours(library)
    path = library.path / NEIGHBOURS_NAME
    content = bytearray(path.read_bytes())
    content[int(share * len(content))] ^= 0x41
    path.write_bytes(content)
    assert _same(neighbours_of(library), counted)
    path.write_bytes(content[: int(share * len(content))])
    assert _same(neighbours_of(library), counted)


def test_verify_names_it_when_it_is_damaged(library: Library) -> None:
    assert library.verify() == []
    store_neighbours(library)
    assert library.verify() == []
    path = library.path / NEIGHBOURS_NAME
    content = path.read_bytes()
    for place in {*range(300), *range(0, len(content), 97)} & set(range(len(content))):
        spoilt = bytearray(content)
        spoilt[place] ^= 1
        path.write_bytes(spoilt)
        (problem,) = library.verify()
        assert problem.startswith(NEIGHBOURS_NAME)
        assert "workbench library add" in problem
    path.write_bytes(content[:-1])
    assert len(library.verify()) == 1
    store_neighbours(library)
    assert library.verify() == []


def test_of_a_large_library_a_sample_is_counted(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "MOST_COUNTED", 25)
    assert len(neighbours_of(library).texts) == 2


def test_of_a_long_work_the_beginning_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.text.pieces.PIECE", 100)
    monkeypatch.setattr("workbench.library.pieces.LONG", 1000)
    monkeypatch.setattr(neighbours, "MOST_COUNTED", 200)
    text = f"{TEXT} " * 100
    with Library.create(tmp_path / "long") as opened:
        drain(opened.add([(from_text("long", text), Rights())]))
        (work,) = opened.works()
        counted = neighbours_of(opened)
        (stop,) = counted.texts.values()
        assert 0.1 < stop / len(text) < 0.2
        assert counted.followed.sum() <= len(text[:stop].split()) <= 200
        store_neighbours(opened)
        monkeypatch.setattr(neighbours, "word_hashes", None)  # nothing is counted any more
        assert _same(neighbours_of(opened), counted)
    assert counted.texts == {work.id: stop}
