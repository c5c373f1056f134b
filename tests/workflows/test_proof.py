"""The pages before the exhibit is made, and the second print that proves it."""

from collections.abc import Generator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.errors import ExhibitFault
from workbench.domain.exhibit import Caption, Selection
from workbench.domain.finding import Finding
from workbench.domain.review import Attempt
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.exhibits import Redactions
from workbench.matter import Matter
from workbench.workflows.print_exhibit import print_exhibits
from workbench.workflows.proof import proof_exhibit, reprint_exhibit

WORDS = "the tide ran out of the sound and the pilots went down to the bar with them"


def result(workflow: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(workflow)
        except StopIteration as done:
            return done.value


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    """A matter with one output that two sources share."""
    path = tmp_path / "case.matter"
    content = f"{WORDS}. {WORDS}.".encode()
    output = Document("out.txt", content.decode(), sha256(content).hexdigest())
    findings, records, sources = [], [], {}
    for number, name in enumerate(("one.txt", "two.txt"), start=1):
        text = f"{name} {WORDS}"
        source = Document(name, text, sha256(text.encode()).hexdigest())
        here = Span((number - 1) * (len(WORDS) + 2), (number - 1) * (len(WORDS) + 2) + len(WORDS))
        there = Span(8, len(text))
        findings.append(
            Finding(number, "verbatim", source.id, here, there, ((here, there),), 17, 17, 17, 1.0, 80.0)
        )
        records.append(SourceRecord(source.id, name, source.sha256, Rights(title=name)))
        sources[source.id] = source
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(output.text), 34),
        tuple(records),
        tuple(findings),
        Coverage(34, 34, 34, (), 2, 40, None),
    )
    with Matter.create(path, "jqe") as made:
        number = made.add_output(output, content, Attempt())
        made.record(number, Screening(output, analysis, sources))
    return path


def test_a_proof_has_the_pages_under_the_caption_that_is_being_written(matter: Path) -> None:
    proof = result(proof_exhibit(matter, Caption(parties="Roe v. Doe"), most=3))
    assert len(proof.pictures) == 3 < proof.pages
    assert all(picture.startswith(b"\x89PNG") for picture in proof.pictures)
    assert list(matter.parent.iterdir()) == [matter]


def test_what_is_printed_again_is_the_same_until_something_changes(matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "e.pdf"
    how: dict[str, Any] = {"selection": Selection(findings=((0, 1),))}
    made = result(print_exhibits(matter, out, **how))
    assert made == (out,)
    assert result(reprint_exhibit(matter, made, out, **how)) == ()
    out.write_bytes(out.read_bytes() + b" ")
    assert result(reprint_exhibit(matter, made, out, **how)) == ("e.pdf",)
    with Matter.open(matter, "jqe") as opened:
        opened.set_caption(replace(opened.caption(), parties="Roe v. Doe"))
    assert result(reprint_exhibit(matter, made, out, **how)) == ("e.pdf",)


def test_each_source_gets_a_file_and_the_bates_numbers_run_on(matter: Path, tmp_path: Path) -> None:
    import pypdfium2

    profile = tmp_path / "own.toml"
    profile.write_text('bates_prefix = "X"\nbates_digits = 4\n', encoding="utf-8")
    made = result(print_exhibits(matter, tmp_path / "e.pdf", str(profile), per_source=True))
    assert [path.name for path in made] == ["e-1.pdf", "e-2.pdf"]
    first, second = (pypdfium2.PdfDocument(path) for path in made)
    assert "X0001" in first[0].get_textpage().get_text_bounded()
    assert f"X{len(first) + 1:04d}" in second[0].get_textpage().get_text_bounded()
    for pdf in (first, second):
        pdf.close()


def test_a_redacted_matter_prints_no_such_words_in_any_form(matter: Path, tmp_path: Path) -> None:
    for name in ("e.pdf", "e.html", "e.csv", "e.docx"):
        path = tmp_path / name
        assert result(print_exhibits(matter, path, redactions=Redactions(("Pilots went",)))) == (path,)
        assert b"pilots went" not in path.read_bytes()


def test_a_profile_that_cannot_be_read_is_said_in_one_sentence(matter: Path, tmp_path: Path) -> None:
    profile = tmp_path / "own.toml"
    profile.write_text("size_cap = -1.0\n", encoding="utf-8")
    with pytest.raises(ExhibitFault, match="out of range"):
        result(print_exhibits(matter, tmp_path / "e.pdf", str(profile)))
