"""What was chosen is printed, keeps its numbers, and the exhibit says that it is a selection."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from workbench.domain.errors import ExhibitFault
from workbench.domain.exhibit import Exhibit, Selection
from workbench.exhibits import Profile, by_source, select, write_volumes

Printed = Callable[..., Path]


def text_of(*paths: Path) -> str:
    documents = [pypdfium2.PdfDocument(path) for path in paths]
    told = "\n".join(page.get_textpage().get_text_bounded() for pdf in documents for page in pdf)
    for pdf in documents:
        pdf.close()
    return " ".join(told.split())


def numbers(exhibit: Exhibit) -> list[int]:
    return [finding.id for part in exhibit.parts for finding in part.screening.analysis.findings]


def test_nothing_chosen_is_everything(sample: Exhibit) -> None:
    assert select(sample, Selection()) is sample
    assert Selection().record() == {}


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(findings=((0, 2), (0, 5))), [2, 5]),
        (Selection(sources=("The Dredging of Marrow Sound",)), [1, 2, 3, 7]),
        (Selection(sources=("LETTERS.TXT",)), [4, 6]),
        (Selection(codes=("reproduced",)), [1, 3]),
        (Selection(outputs=(0,), codes=("reproduced", "unsure")), [1, 3, 5]),
    ],
)
def test_what_was_chosen_keeps_its_number(sample: Exhibit, selection: Selection, left: list[int]) -> None:
    chosen = select(sample, selection)
    assert numbers(chosen) == left
    assert chosen.parts[0].left_out == 7 - len(left)
    named = {finding.source for finding in chosen.parts[0].screening.analysis.findings}
    assert named <= {record.id for record in chosen.parts[0].screening.analysis.sources}


@pytest.mark.parametrize(
    "selection",
    [
        Selection(outputs=(9,)),
        Selection(findings=((0, 99),)),
        Selection(sources=("nobody",)),
        Selection(codes=("nothing",)),
        Selection(codes=("quotation",)),
    ],
)
def test_what_is_not_there_cannot_be_chosen(sample: Exhibit, selection: Selection) -> None:
    with pytest.raises(ExhibitFault) as fault:
        select(sample, selection)
    assert fault.value.remedy.endswith(".")


def test_a_selection_says_so_on_its_cover_and_prints_nothing_else(sample: Exhibit, printed: Printed) -> None:
    text = text_of(printed(select(sample, Selection(findings=((0, 5),)))))
    assert "A selection: 1 of 7 findings." in text
    assert "Finding 1" not in text
    assert "printed edition of 1931" not in text


def test_each_source_has_an_exhibit_of_its_own(sample: Exhibit) -> None:
    made = by_source(sample)
    assert [exhibit.caption.exhibit for exhibit in made] == ["Exhibit A-1", "Exhibit A-2", "Exhibit A-3"]
    assert [numbers(exhibit) for exhibit in made] == [[1, 2, 3, 7], [4, 6], [5]]


def test_outputs_of_a_bound_volume_are_parts_with_their_own_numbers(
    sample: Exhibit, printed: Printed
) -> None:
    first = replace(sample.parts[0], number=1)
    other = replace(first, number=2, screening=replace(first.screening), decisions={})
    path = printed(replace(sample, parts=(first, other)))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        findings = next(item for item in outline.root if item.title == "Findings, side by side")
        parts = [item.title for item in findings.children]
        assert parts == ["Part 1: reply-014.txt", "Part 2: reply-014.txt"]
        assert findings.children[1].children[0].title.startswith("2.1")
    chosen = select(replace(sample, parts=(first, other)), Selection(findings=((2, 3),)))
    assert chosen.outputs_left_out == 1
    with pytest.raises(ExhibitFault, match="Several outputs"):
        select(replace(sample, parts=(first, other)), Selection(findings=((0, 3),)))


def test_a_large_exhibit_is_split_into_volumes_whose_numbers_run_on(
    sample: Exhibit, tmp_path: Path, printed: Printed
) -> None:
    whole = printed(sample).stat().st_size
    profile = Profile(size_cap=round(whole * 0.8 / 1e6, 3), bates_prefix="HP-", bates_start=7)
    writing = write_volumes(sample, tmp_path / "a.pdf", profile)
    while True:
        try:
            next(writing)
        except StopIteration as done:
            paths = done.value
            break
    assert len(paths) >= 2
    assert [path.name for path in paths] == [f"a-vol-{n}.pdf" for n in range(1, len(paths) + 1)]
    assert not (tmp_path / "a.pdf").exists()
    number = 0
    for volume, path in enumerate(paths, start=1):
        assert path.stat().st_size <= profile.size_cap * 1e6
        with pikepdf.open(path) as pdf:
            assert not pdf.check_pdf_syntax()
            assert pdf.Root.PageLabels.Nums[1].St == number + 1
            assert f"vol. {volume} of {len(paths)}" in str(pdf.docinfo["/Title"])
        document = pypdfium2.PdfDocument(path)
        for page in document:
            number += 1
            told = page.get_textpage().get_text_bounded()
            assert f"page {number} of" in told
            assert f"HP-{number + 6:06d}" in told
            assert number == 1 or f"Exhibit A, vol. {volume} of {len(paths)}" in told
        document.close()
    assert f"In {len(paths)} volumes" in text_of(paths[0])
    assert "vol. 2, " in text_of(paths[0])


def test_a_cap_smaller_than_a_page_is_refused(sample: Exhibit, tmp_path: Path) -> None:
    with pytest.raises(ExhibitFault, match="single page"):
        list(write_volumes(sample, tmp_path / "a.pdf", Profile(size_cap=0.001)))
    assert list(tmp_path.iterdir()) == []
