"""Every result says which share of the library search by meaning could see, and how the vectors were made."""

import json
from pathlib import Path

import pypdfium2
import pytest

from workbench.cli.screen import coverage_lines
from workbench.exhibits import load_profile, write_pdf
from workbench.intake import from_text
from workbench.library import Library
from workbench.models.embedder import Embedder
from workbench.ui.coverage_words import coverage_line
from workbench.workflows.analyze import analyze
from workbench.workflows.build_library import add_to_library, create_library
from workbench.workflows.compare import compare
from workbench.workflows.drain import drain
from workbench.workflows.record import exhibit_of

OUTPUT = from_text("output", "The keeper of the light wrote down the weather each night before he slept.")


@pytest.fixture(scope="module")
def partly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of which two passages in three are embedded."""
    folder = tmp_path_factory.mktemp("partly")
    names = ["light", "mill", "late"]
    for name in names:
        (folder / f"{name}.txt").write_text(f"The {name} stood apart from the village, and nobody asked why.")
    drain(create_library(folder / "library", [folder / "light.txt", folder / "mill.txt"]))
    with Library.open(folder / "library") as library:
        embedder = Embedder.load()
        list(library.embed(embedder.encode, embedder.name, embedder.digest, "another way", 0.9995))
    drain(add_to_library(folder / "library", [folder / "late.txt"]))
    return folder / "library"


def test_the_share_is_said_everywhere(partly: Path, tmp_path: Path) -> None:
    screening = drain(analyze(OUTPUT, [partly]))
    told = json.loads(screening.analysis.to_json())
    assert told["coverage"]["embedded_share"] == pytest.approx(2 / 3)
    assert "66% by meaning" in coverage_line(screening.analysis.coverage)
    assert any("search by meaning covered 66% of them" in line for line in coverage_lines(screening.analysis))
    drain(write_pdf(exhibit_of(screening), tmp_path / "exhibit.pdf", load_profile("letter")))
    with pypdfium2.PdfDocument(tmp_path / "exhibit.pdf") as document:
        pages = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "Search by meaning could see 66.6% of its passages." in pages


def test_the_way_in_which_the_vectors_were_made_is_said(partly: Path) -> None:
    versions = drain(analyze(OUTPUT, [partly])).analysis.versions
    assert versions["embedding of the output"] == Embedder.load().backend.name
    assert versions["embedding of library"] == "2 vectors by another way, least cosine to float32 0.999500"
    assert versions["vectors searched in library"] == "every one"


def test_without_meaning_nothing_is_said_of_it(partly: Path) -> None:
    analysis = drain(analyze(OUTPUT, [partly], semantic=False)).analysis
    assert analysis.coverage.embedded_share is None
    assert "meaning not asked" in coverage_line(analysis.coverage)
    assert not any("embedding" in name for name in analysis.versions)


def test_a_comparison_says_how_its_vectors_were_made() -> None:
    versions = drain(compare(OUTPUT, from_text("source", "A lamp burned in the tower."))).analysis.versions
    assert versions["embedding of the output"] == Embedder.load().backend.name
