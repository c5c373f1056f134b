"""Outputs screened one after the other: the libraries stay open, and nothing else is different."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain.analysis import Analysis
from workbench.domain.errors import LibraryFault
from workbench.intake import from_text
from workbench.workflows import analyze_next as module
from workbench.workflows.analyze import analyze
from workbench.workflows.analyze_next import analyze_next, make_ready
from workbench.workflows.build_library import add_to_library, create_library
from workbench.workflows.drain import drain

BELL = "At six each evening the bell was rung by a man who could not hear it, nor wished to."
WELL = "The well had been dug by hand, and everyone in the village could name who had done the work."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Path]:
    """A library of one work; what is kept open is closed after the test."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "bell.txt").write_text(f"A sentence of its own. {BELL} A last one, too.")
    drain(create_library(tmp_path / "library", [tmp_path / "texts"]))
    yield tmp_path / "library"
    module._HERE.held.close()
    module._HERE.opened = None


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ...]]:
    """The libraries that were opened, call by call."""
    seen: list[tuple[Path, ...]] = []
    before = module.open_shelf

    def counted(libraries: tuple[Path, ...]) -> object:
        seen.append(tuple(libraries))
        return before(libraries)

    monkeypatch.setattr(module, "open_shelf", counted)
    return seen


def screened(text: str, library: Path) -> Analysis:
    return drain(analyze_next(from_text("output", text), [library], semantic=False)).analysis


def test_it_finds_what_analyze_finds(library: Path) -> None:
    for text in (BELL, f"Other words first. {BELL}", "Nothing of it."):
        output = from_text("output", text)
        assert screened(text, library) == drain(analyze(output, [library], semantic=False)).analysis


def test_a_library_is_opened_once_and_before_the_first_output(
    library: Path, openings: list[tuple[Path, ...]]
) -> None:
    drain(make_ready([library]))
    assert len(openings) == 1
    for _ in range(3):
        screened(BELL, library)
    assert len(openings) == 1


def test_what_was_added_meanwhile_is_found(library: Path, openings: list[tuple[Path, ...]]) -> None:
    assert not screened(WELL, library).findings
    added = library.parent / "well.txt"
    added.write_text(WELL)
    drain(add_to_library(library, [added]))
    assert screened(WELL, library).findings
    assert len(openings) == 2


def test_a_library_that_is_gone_is_a_fault_and_the_next_is_opened(library: Path, tmp_path: Path) -> None:
    screened(BELL, library)
    library.rename(tmp_path / "moved")
    with pytest.raises(LibraryFault):
        screened(BELL, library)
    assert screened(BELL, tmp_path / "moved").findings
    (tmp_path / "moved").rename(library)
    assert screened(BELL, library).findings
