"""A long exhibit: pages in order, no heading left behind, no line too long, kinds told apart in grey."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from workbench.domain.exhibit import Exhibit
from workbench.domain.finding import KINDS, Kind
from workbench.exhibits import Profile, write_pdf

Printed = Callable[..., Path]


def long(sample: Exhibit, times: int) -> Exhibit:
    """The sample with its findings over and over."""
    part = sample.parts[0]
    analysis = part.screening.analysis
    findings = tuple(
        replace(finding, id=7 * turn + finding.id) for turn in range(times) for finding in analysis.findings
    )
    screening = replace(part.screening, analysis=replace(analysis, findings=findings))
    return replace(sample, parts=(replace(part, screening=screening),))


@pytest.fixture(
    scope="module",
    params=[60, pytest.param(300, marks=pytest.mark.thorough)],
    ids=lambda least: f"{least} pages",
)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sample: Exhibit) -> Path:
    """An exhibit of at least so many pages."""
    path = tmp_path_factory.mktemp("long") / "long.pdf"
    for _ in write_pdf(long(sample, request.param // 4), path):
        pass
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= request.param
    return path


def test_the_pages_of_a_long_exhibit_stand_in_order(pages: Path) -> None:
    document = pypdfium2.PdfDocument(pages)
    total = len(document)
    for number in range(total):
        page = document[number]
        assert f"page {number + 1} of {total}" in page.get_textpage().get_text_bounded(0, 0, 612, 60)
        page.close()
    document.close()
    with pikepdf.open(pages) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        assert pdf.Root.PageLabels.Nums[1].St == 1
        for section in outline.root:
            places = [numbers[item.destination[0].objgen] for item in section.children]
            assert places == sorted(places)
        assert sum(len(section.children) for section in outline.root) > total // 2


def test_no_heading_stands_alone_at_the_foot_and_no_line_leaves_its_page(pages: Path) -> None:
    """Below the last heading of a page, there is evidence or a row: the foot is never a head."""
    profile = Profile()
    document = pypdfium2.PdfDocument(pages)
    checked = 0
    for number in range(0, len(document), 7):
        page = document[number]
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            assert left >= profile.margin - 1
            assert right <= profile.size[0] - profile.margin + 1
            assert bottom >= profile.margin - 36
            assert top <= profile.size[1] - profile.margin + 34
        body = text.get_text_bounded(0, profile.margin - 2, 612, 792 - profile.margin).strip().splitlines()
        if body:
            last = body[-1].strip()
            assert not last.startswith(("OUTPUT", "SOURCE", "Verbatim", "Near-verbatim", "Paraphrase"))
            assert "by chance under the word model" not in last
            checked += 1
        page.close()
    document.close()
    assert checked >= 8


def test_readers_of_the_structure_hear_the_sections_in_order(sample: Exhibit, printed: Printed) -> None:
    told = subprocess.run(
        ["pdfinfo", "-struct-text", str(printed(sample))], capture_output=True, check=True, text=True
    ).stdout
    names = [
        "Comparison of texts",
        "Summary",
        "Index of findings",
        "Rights holders",
        "Findings, side by side",
        "Attempts",
        "Method",
        "Custody",
        "Appendix: struck",
    ]
    places = [told.index(f'"{name}') for name in names]
    assert places == sorted(places)


def test_the_file_is_sound_to_a_second_reader(sample: Exhibit, printed: Printed) -> None:
    done = subprocess.run(["qpdf", "--check", str(printed(sample))], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("ink", ["red", "monochrome"])
def test_kinds_differ_on_a_grey_copy(sample: Exhibit, printed: Printed, ink: str) -> None:
    """Of one passage printed as each kind, no two grey pictures of the pair are alike by pattern."""
    part = sample.parts[0]
    analysis = part.screening.analysis
    pictures: dict[Kind, list[int]] = {}
    for kind in KINDS:
        finding = replace(analysis.findings[1], id=1, kind=kind)
        alone = replace(part.screening, analysis=replace(analysis, findings=(finding,)))
        path = printed(
            replace(sample, parts=(replace(part, screening=alone, decisions={}),)),
            replace(Profile(), ink=ink),  # type: ignore[arg-type]  # one of the two
            name=f"{kind}.pdf",
        )
        document = pypdfium2.PdfDocument(path)
        page = document[1]  # the band of the summary
        grey = page.render(scale=2).to_pil().convert("L")
        pictures[kind] = list(grey.crop((144, 280, 1080, 560)).tobytes())
        document.close()
    for one in KINDS:
        for other in KINDS:
            if one < other:
                pairs = zip(pictures[one], pictures[other], strict=True)
                assert sum(abs(a - b) > 60 for a, b in pairs) > 300, (one, other)
