"""The names of a notebook, used as an expert uses them: words for paths, one library or several."""

import doctest
from pathlib import Path

import pytest

import workbench
from workbench.domain.errors import WorkbenchError

SONG = "eleven geese walked behind the mail cart all the way to the harbour and nobody turned them back"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "reply.txt").write_text(f"They say {SONG}. So it goes.\n")
    (tmp_path / "article.txt").write_text(f"In March {SONG}, reported the harbour master.\n")
    workbench.create_library(f"{tmp_path}/library", f"{tmp_path}/article.txt")
    return str(tmp_path)


def test_the_example_runs() -> None:
    assert doctest.testmod(workbench).failed == 0


def test_all_names_are_completed() -> None:
    assert set(workbench.__all__) <= set(dir(workbench))


def test_places_may_be_words(folder: str) -> None:
    output = workbench.read(f"{folder}/reply.txt")
    source = workbench.read(Path(folder, "article.txt"))
    screening = workbench.compare(output, source, semantic=False)
    assert [finding.kind for finding in screening.analysis.findings] == ["verbatim"]
    place = f"{folder}/library"
    expected = workbench.analyze(output, [Path(place)], semantic=False).analysis
    with workbench.Library.open(place) as library:
        for libraries in (place, Path(place), [place], library, [library]):
            assert workbench.analyze(output, libraries, semantic=False).analysis == expected
    assert expected.findings


@pytest.mark.parametrize("name", ["none.txt", "null\0.txt", "x" * 300])
def test_a_file_that_is_not_there_gets_a_sentence(folder: str, name: str) -> None:
    with pytest.raises(WorkbenchError, match=r"\.$"):
        workbench.read(f"{folder}/{name}")
    with pytest.raises(WorkbenchError, match=r"\.$"):
        workbench.create_library(f"{folder}/new", f"{folder}/{name}")
    with pytest.raises(WorkbenchError, match=r"\.$"):
        workbench.Library.open(f"{folder}/{name}")
