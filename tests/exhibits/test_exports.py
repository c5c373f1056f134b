"""The other forms of an exhibit, read back with other programs' eyes."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from workbench.domain.cell import plain
from workbench.domain.document import Document
from workbench.domain.errors import ExhibitFault, StorageFault
from workbench.domain.exhibit import Caption, Exhibit
from workbench.domain.span import Span
from workbench.exhibits import FORMS, Profile, form_of
from workbench.exhibits.exports.csv_table import inert
from workbench.exhibits.exports.rows import HEADS

HOSTILE = (
    '<script>alert(1)</script> & "quoted" =1+1 \u202egnissap\u202c \x07 \U0001f600 \u05e9\u05dc\u05d5\u05dd'
)


def made(exhibit: Exhibit, path: Path, profile: Profile | None = None) -> bytes:
    for _ in form_of(path).write(exhibit, path, profile or Profile()):
        pass
    return path.read_bytes()


def hostile(exhibit: Exhibit) -> Exhibit:
    """The sample with markup, formulas and bidi marks in every text that comes from outside."""
    part = exhibit.parts[0]
    screening = part.screening
    finding = screening.analysis.findings[0]
    other = screening.sources[finding.source]
    spoilt = replace(other, name=HOSTILE, text=other.text[: finding.source_span.start] + HOSTILE)
    start = finding.source_span.start
    span = Span(start, start + len(HOSTILE))
    odd = replace(finding, source_span=span, pairs=(), matched_words=0, reason=HOSTILE)
    analysis = replace(screening.analysis, findings=(odd,))
    sources: dict[str, Document] = {**screening.sources, finding.source: spoilt}
    screening = replace(screening, analysis=analysis, sources=sources)
    caption = Caption(*([HOSTILE] * 6))
    return replace(exhibit, caption=caption, parts=(replace(part, screening=screening),))


@pytest.mark.parametrize("ending", FORMS)
def test_the_same_exhibit_gives_the_same_bytes(sample: Exhibit, tmp_path: Path, ending: str) -> None:
    one, other = (made(sample, _in(tmp_path / name) / f"e{ending}") for name in ("one", "other"))
    assert one == other
    assert one.startswith(form_of(Path(f"e{ending}")).begins)


def _in(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("ending", FORMS)
def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(
    sample: Exhibit, tmp_path: Path, ending: str
) -> None:
    with pytest.raises(StorageFault):
        made(sample, tmp_path / "absent" / f"exhibit{ending}")
    assert not list(tmp_path.iterdir())


def test_an_ending_that_is_no_form_is_refused_with_those_that_are() -> None:
    with pytest.raises(ExhibitFault, match=r"\.odt") as fault:
        form_of(Path("exhibit.odt"))
    assert ".docx" in fault.value.remedy


class _Page(HTMLParser):
    """What a browser would see: tags, addresses, words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.names: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"href", "src", "srcset", "action", "data", "poster"}:
                self.links.add(value or "")
            if name == "id":
                self.names.add(value or "")
            assert not name.startswith("on"), "an attribute that runs a script"

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(content: bytes) -> _Page:
    parser = _Page()
    parser.feed(content.decode("utf-8"))
    return parser


def test_html_runs_nothing_and_asks_for_nothing(sample: Exhibit, tmp_path: Path) -> None:
    for number, exhibit in enumerate((sample, hostile(sample))):
        content = made(exhibit, tmp_path / f"{number}.html")
        seen = page(content)
        assert not seen.tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
        assert all(link.startswith("#") for link in seen.links)
        assert {link[1:] for link in seen.links} <= seen.names, "every link leads somewhere"
        assert not re.search(rb"url\(|@import|https?:", content.split(b"</style>")[0].split(b"<style>")[1])


def test_html_shows_hostile_text_as_itself(sample: Exhibit, tmp_path: Path) -> None:
    words = "".join(page(made(hostile(sample), tmp_path / "h.html")).words)
    assert '<script>alert(1)</script> & "quoted" =1+1' in words
    assert "\u202e" not in words
    assert "<U+202E>" in words
    assert "\u05e9\u05dc\u05d5\u05dd" in words, "Hebrew is the browser's to shape"


def test_html_and_docx_say_what_the_pdf_says(sample: Exhibit, tmp_path: Path) -> None:
    web = " ".join("".join(page(made(sample, tmp_path / "e.html")).words).split())
    made(sample, tmp_path / "e.docx")
    word = " ".join(_paragraphs(tmp_path / "e.docx")).replace("\n", " ")
    for told in (
        "Harbour Press, Inc. v. Example Models LLC",
        "Index of findings",
        "Near-verbatim",
        "The Dredging of Marrow Sound",
        "Compared with the printed edition of 1931, page 47.",
        "Draft certificate" if Profile().certificate else "Custody",
        sample.audit_head,
    ):
        assert told in web
        assert told in " ".join(word.split())
    finding = sample.parts[0].screening.analysis.findings[0]
    copied = " ".join(finding.output_span.of(sample.parts[0].screening.output.text).split())
    assert copied in web
    assert copied in " ".join(word.split())


def _paragraphs(path: Path) -> list[str]:
    """Every paragraph of a Word document, those of tables too, in order."""
    body = docx.Document(str(path)).element.body
    return ["".join(node.text or "" for node in paragraph.iter("{*}t")) for paragraph in body.iter("{*}p")]


def test_docx_marks_copied_words_in_bold_red_underlined(sample: Exhibit, tmp_path: Path) -> None:
    made(sample, tmp_path / "e.docx")
    with zipfile.ZipFile(tmp_path / "e.docx") as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
    name = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    copied = body.xpath(
        "//w:r[w:rPr/w:color[@w:val='A8001F'] and w:rPr/w:u[@w:val='single'] and w:rPr/w:b]", namespaces=name
    )
    assert sum(len("".join(run.itertext())) for run in copied) > 1000
    names = {mark.get(f"{{{name['w']}}}name") for mark in body.iter("{*}bookmarkStart")}
    led = {link.get(f"{{{name['w']}}}anchor") for link in body.iter("{*}hyperlink")}
    assert led
    assert led <= names


def test_docx_of_hostile_text_opens_and_points_nowhere(sample: Exhibit, tmp_path: Path) -> None:
    made(hostile(sample), tmp_path / "e.docx")
    assert "<script>alert(1)</script>" in "".join(_paragraphs(tmp_path / "e.docx"))
    with zipfile.ZipFile(tmp_path / "e.docx") as parts:
        assert not [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]


def test_csv_has_a_line_for_each_finding_and_computes_nothing(sample: Exhibit, tmp_path: Path) -> None:
    for exhibit in (sample, hostile(sample)):
        text = made(exhibit, tmp_path / "f.csv").decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text)))
        assert tuple(table[0]) == HEADS
        assert len(table) - 1 == sum(len(part.screening.analysis.findings) for part in exhibit.parts)
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    row = dict(
        zip(
            HEADS,
            list(csv.reader(io.StringIO(made(sample, tmp_path / "f.csv").decode("utf-8-sig"))))[1],
            strict=True,
        )
    )
    finding = sample.parts[0].screening.analysis.findings[0]
    assert row["kind"] == "Verbatim"
    assert row["text_of_output"] == finding.output_span.of(sample.parts[0].screening.output.text)
    assert (int(row["output_start"]), int(row["output_stop"])) == tuple(finding.output_span)


@settings(deadline=None)
@given(st.text())
def test_no_cell_begins_a_formula_and_none_loses_a_word(text: str) -> None:
    cell = str(inert(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(cell) == text.replace("\x00", "\ufffd")


def test_xlsx_holds_texts_and_no_formula(sample: Exhibit, tmp_path: Path) -> None:
    made(hostile(sample), tmp_path / "f.xlsx")
    with zipfile.ZipFile(tmp_path / "f.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        words = etree.fromstring(parts.read("xl/sharedStrings.xml"))
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert any("=1+1" in "".join(word.itertext()) for word in words)


def test_load_files_name_each_page_by_its_bates_number(sample: Exhibit, tmp_path: Path) -> None:
    profile = Profile(bates_prefix="HPI", bates_start=41, bates_digits=7)
    record = made(sample, tmp_path / "vol1.dat", profile).decode("utf-8-sig")
    heads, values = (
        dict(enumerate(cell.strip("\u00fe") for cell in line.split("\u0014"))) for line in record.splitlines()
    )
    row = {heads[place]: values[place] for place in heads}
    pages = (tmp_path / "vol1.opt").read_text().splitlines()
    assert row["BEGBATES"] == "HPI0000041"
    assert row["ENDBATES"] == f"HPI{40 + len(pages):07}"
    assert pages[0] == f"HPI0000041,vol1,vol1\\IMAGES\\HPI0000041.jpg,Y,,,{len(pages)}"
    for line in pages:
        picture = tmp_path / line.split(",")[2].replace("\\", "/")
        assert picture.read_bytes().startswith(b"\xff\xd8\xff")
    assert "Harbour Press" in (tmp_path / "vol1" / "TEXT" / "HPI0000041.txt").read_text()
    assert "HPI0000042" in (tmp_path / "vol1" / "TEXT" / "HPI0000042.txt").read_text(), "printed on the page"
    pdf = tmp_path / row["NATIVEPATH"].replace("\\", "/")
    assert row["SHA256"] == sha256(pdf.read_bytes()).hexdigest()


def test_load_files_do_not_overwrite_a_folder_and_hostile_captions_stay_in_their_field(
    sample: Exhibit, tmp_path: Path
) -> None:
    (tmp_path / "vol1").mkdir()
    with pytest.raises(StorageFault, match="exists already"):
        made(sample, tmp_path / "vol1.dat")
    assert [path.name for path in tmp_path.iterdir()] == ["vol1"]
    odd = replace(sample, caption=replace(sample.caption, prepared_by="a\u00fe\u0014b\nc"))
    record = made(odd, tmp_path / "vol2.dat").decode("utf-8-sig")
    assert [line.count("\u0014") for line in record.splitlines()] == [8, 8]
