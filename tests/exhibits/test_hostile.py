"""Texts that mean harm: they print as themselves, within their columns, and the file stays whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.analysis import Analysis, Coverage, OutputRecord, Screening, SourceRecord
from workbench.domain.document import Document
from workbench.domain.exhibit import Caption, Exhibit, ExhibitPart
from workbench.domain.finding import KINDS, Finding
from workbench.domain.review import Attempt, Decision
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.exhibits import Profile, write_pdf

MARKUP = [
    "<b>bold</b> <para><font color='red'>no</font>",
    "&amp; &lt; &#0; &nosuch; <!-- -->",
    "<a href='javascript:alert(1)'>x</a> <img src='file:///etc/passwd'/>",
    "(\\) Tj ET Q BT /F1 12 Tf <</MCID 0>> BDC endstream endobj",
    "%PDF-1.7 %%EOF {{template}} ${HOME} \\x00 \\u202e",
    "<U+202E> [altered] [ ] … <unichar code='0x41'/> <onDraw name='x'/>",
]
CHARACTERS = (
    "\x00\x07\x0b\x0c\x1b\x7f\x85\u00ad\u034f\u061c\u200b\u200e\u202a\u202e"
    "\u2028\u2029\u2066\ufeff\ufffd\U000e0041"
)
words = st.one_of(
    st.sampled_from(MARKUP),
    st.text(st.sampled_from(CHARACTERS + "ab \n"), min_size=1, max_size=30),
    st.text(max_size=30),
    st.integers(1, 400).map("w".__mul__),
    st.sampled_from(["\r\n", "\n\n", "\t", "word", "\u05e9\u05dc\u05d5\u05dd", "\u4e2d\u6587", "e\u0301"]),
)
texts = st.lists(words, max_size=12).map(" ".join)


def document(name: str, text: str) -> Document:
    return Document(name, text, sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


@st.composite
def exhibits(draw: st.DrawFn) -> Exhibit:
    """Any texts, any spans and pairs within them, in order on the output's side only."""
    output, source = document(draw(texts), draw(texts)), document(draw(texts), draw(texts))
    findings = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        ours = sorted(draw(st.lists(st.integers(0, len(output.text)), min_size=2, max_size=8)))
        theirs = draw(st.lists(st.integers(0, len(source.text)), min_size=len(ours), max_size=len(ours)))
        pairs = tuple(
            (Span(a, b), Span(min(c, d), max(c, d)))
            for a, b, c, d in zip(ours[::2], ours[1::2], theirs[::2], theirs[1::2], strict=False)
        )
        kind = draw(st.sampled_from(KINDS))
        finding = Finding(
            id=number,
            kind=kind,
            source=source.id,
            output_span=Span(ours[0], ours[-1]),
            source_span=Span(min(theirs), max(theirs)),
            pairs=() if kind == "lead" else pairs,
            matched_words=3,
            output_words=4,
            source_words=5,
            similarity=0.5,
            weight_bits=draw(st.floats(0, 1e5)),
            classification=draw(st.sampled_from(["counted", "boilerplate"])),
            reason=draw(texts),
            explanation=(draw(texts),),
        )
        findings.append(finding)
    rights = Rights(title=draw(texts), author=draw(texts), note=draw(texts), licence=draw(texts))
    analysis = Analysis(
        OutputRecord(output.name, output.sha256, len(output.text), 10),
        (SourceRecord(source.id, source.name, source.sha256, rights),),
        tuple(findings),
        Coverage(10, 3, 3, (), 1, 10, None),
        {draw(texts): draw(texts)},
    )
    part = ExhibitPart(
        Screening(output, analysis, {source.id: source}),
        Attempt(model=draw(texts), prompt=draw(texts)),
        {1: Decision(1, 1, "unsure", draw(texts), draw(texts), draw(texts))},
    )
    caption = Caption(*(draw(texts) for _ in range(6)))
    return Exhibit(caption, draw(texts), (part,), draw(texts), 3)


def pages(exhibit: Exhibit, profile: Profile | None = None) -> Iterator[pypdfium2.PdfPage]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "exhibit.pdf"
        for _ in write_pdf(exhibit, path, profile):
            pass
        with pikepdf.open(path) as pdf:
            assert not pdf.check_pdf_syntax()
        pdf = pypdfium2.PdfDocument(path)
        yield from pdf
        pdf.close()


def assert_within_margins(page: pypdfium2.PdfPage) -> str:
    profile = Profile()
    text = page.get_textpage()
    for place in range(text.count_chars()):
        left, _, right, _ = text.get_charbox(place)
        if right > left:
            assert left >= profile.margin - 1
            assert right <= profile.size[0] - profile.margin + 1
    return text.get_text_bounded()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(exhibits())
def test_any_exhibit_prints_within_its_margins(exhibit: Exhibit) -> None:
    for page in pages(exhibit):
        assert_within_margins(page)


@pytest.mark.thorough
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(exhibits())
def test_a_thousand_exhibits_print_within_their_margins(exhibit: Exhibit) -> None:
    for page in pages(exhibit):
        assert_within_margins(page)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_prints_as_itself_wherever_it_stands(sample: Exhibit, text: str) -> None:
    part = sample.parts[0]
    analysis = part.screening.analysis
    source = document("source.txt", text)
    finding = replace(
        analysis.findings[0],
        source=source.id,
        output_span=Span(0, len(text)),
        source_span=Span(0, len(text)),
        pairs=((Span(0, len(text)), Span(0, len(text))),),
    )
    record = SourceRecord(source.id, source.name, source.sha256, Rights(title=text, author=text))
    screening = Screening(
        document("output.txt", text),
        replace(analysis, findings=(finding,), sources=(record,)),
        {source.id: source},
    )
    decisions = {1: Decision(1, 1, "reproduced", text, text, "")}
    exhibit = replace(
        sample, parts=(ExhibitPart(screening, Attempt(text, text, text, text, text), decisions),)
    )
    said = re.sub(r"\s+", "", "".join(map(assert_within_margins, pages(exhibit))).replace("\ufffe", "-"))
    assert said.count(re.sub(r"\s+", "", text)) >= 2 + 5 + 2 + 2


def test_a_word_of_ten_thousand_letters_breaks_over_lines_and_pages(sample: Exhibit) -> None:
    part = sample.parts[0]
    analysis = part.screening.analysis
    long, finding = "w" * 10_000, analysis.findings[0]
    whole = Span(0, len(long))
    finding = replace(finding, output_span=whole, source_span=whole, pairs=((whole, whole),))
    screening = Screening(
        document("output.txt", long),
        replace(analysis, findings=(finding,)),
        {**part.screening.sources, finding.source: document("source.txt", long)},
    )
    said = "".join(
        map(assert_within_margins, pages(replace(sample, parts=(replace(part, screening=screening),))))
    )
    assert len(re.findall(r"w", said)) >= 20_000


def test_a_bidirectional_mark_is_shown_and_cannot_turn_the_line(sample: Exhibit) -> None:
    caption = replace(sample.caption, parties="Doe v. \u202eelpmaxE\u202c")
    text = "".join(map(assert_within_margins, pages(replace(sample, caption=caption))))
    assert "Doe v. <U+202E>elpmaxE<U+202C>" in text
    assert "RIGHT-TO-LEFT OVERRIDE" in text
