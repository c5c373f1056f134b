"""The demonstration, run as it is: the real speeches, the real model, the real exhibit."""

import os
import re
from pathlib import Path

import pypdfium2
import pytest

from workbench.domain.analysis import Analysis
from workbench.domain.errors import StorageFault
from workbench.matter import Matter
from workbench.workflows.demo import DemoReport, demo
from workbench.workflows.drain import drain
from workbench.workflows.print_exhibit import print_exhibit

GOLDEN = Path(__file__).parents[1] / "goldens" / "demo-exhibit.txt"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> DemoReport:
    def morning() -> str:
        return "2026-11-22T10:00:00Z"

    return drain(demo(tmp_path_factory.mktemp("demo") / "out", morning))


def test_every_plant_is_found_and_is_what_it_is(report: DemoReport) -> None:
    assert {result.plant.treatment: result.right for result in report.results} == {
        "verbatim": True,
        "paraphrased": True,
        "case and punctuation": True,
        "words changed": True,
        "reordered": True,
        "commonplace": True,
    }


def test_our_own_prose_is_left_alone(report: DemoReport) -> None:
    assert report.beside == ()


def test_a_plant_is_found_from_its_first_word_to_its_last(report: DemoReport) -> None:
    for result in report.results:
        if result.plant.treatment in {"verbatim", "case and punctuation", "commonplace"}:
            (finding,) = result.findings
            assert finding.output_span == result.plant.span


def test_the_analysis_on_disk_is_the_one_in_the_matter(report: DemoReport) -> None:
    written = Analysis.from_json((report.folder / "analysis.json").read_text(encoding="utf-8"))
    with Matter.open(report.folder / "demo.matter") as matter:
        (entry,) = matter.outputs()
        assert entry.analysis is not None
        assert matter.screening(entry.analysis).analysis == written == report.screening.analysis
        assert {decision.code for decision in matter.decisions(entry.analysis).values()} == {
            "reproduced",
            "unsure",
        }
        assert matter.verify() == []


def test_the_exhibit_is_printed_again_byte_for_byte(report: DemoReport, tmp_path: Path) -> None:
    again = drain(print_exhibit(report.folder / "demo.matter", tmp_path / "again.pdf"))
    assert again.read_bytes() == (report.folder / "exhibit.pdf").read_bytes()


def test_the_words_of_the_exhibit(report: DemoReport) -> None:
    """The golden is written anew with `WRITE_GOLDENS=1`; read what changed before it is committed."""
    text = _masked(_text_of(report.folder / "exhibit.pdf"))
    if os.environ.get("WRITE_GOLDENS"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StorageFault, match="not empty"):
        drain(demo(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_demonstration_that_is_stopped_leaves_only_what_is_not_its_own(tmp_path: Path) -> None:
    steps = demo(tmp_path)
    for _ in range(5):
        next(steps)
    assert (tmp_path / "library").is_dir()
    (tmp_path / "mine.txt").write_text("kept")
    steps.close()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def _text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n\f\n".join("\n".join(page.splitlines()) for page in pages) + "\n"


def _masked(text: str) -> str:
    """The text without what may differ between machines: digests, versions, cosines and bits."""
    text = re.sub(r"\b[0-9a-f]{16,64}\b", "<digest>", text)
    text = re.sub(r"\b\d+\.\d+\.\d+(\+\w+)?\b", "<version>", text)
    return re.sub(r"\b0\.\d{2,4}\b", "<share>", text)
