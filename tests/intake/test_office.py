"""Word, OpenDocument and Rich Text: what a reader of the document would read, and what is reported."""

from collections.abc import Callable

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import docx, odt, paragraph, relations, rtf, run, word

from workbench.domain.document import Document, pinpoint
from workbench.domain.errors import UnreadableDocument
from workbench.domain.span import Span
from workbench.intake.reading import take
from workbench.intake.taken import Taken

Maker = Callable[[], bytes]


def document(name: str, content: bytes) -> Document:
    """The one text of a file."""
    (taken,) = take(name, content)
    assert isinstance(taken, Taken)
    assert taken.original == content
    return taken.document


NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = {"word/footnotes.xml": word("footnotes", f'<w:footnote w:id="2">{paragraph("Note.")}</w:footnote>')}
TABLE = "".join(
    f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in ("ab", ["", "d"])
)
BOX = "<w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing>"
FALLBACK = (
    "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
)
STYLES = word(
    "styles",
    '<w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Child"><w:basedOn w:val="Base"/></w:style>',
)
SHADED = '<w:tcPr><w:shd w:fill="000080"/></w:tcPr>'
WHITE = run("seen", '<w:color w:val="FFFFFF"/>')

WORD = [
    # what stands in the document, what is taken, and the words in which the rest is reported
    ("paragraphs", docx(paragraph("One.") + paragraph() + paragraph("Two.")), "One.\n\nTwo.", []),
    ("runs", docx(paragraph("One, ", run("two", "<w:b/>"), ", three.")), "One, two, three.", []),
    ("breaks", docx(paragraph("a", "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>")), "a\tb\nc", []),
    ("a table", docx(f"<w:tbl>{TABLE}</w:tbl>" + paragraph("After.")), "a\tb\n\td\nAfter.", []),
    (
        "a note",
        docx(paragraph("Text.", NOTE) + paragraph("End."), NOTES),
        "Text.\nEnd.\nNote.",
        ["Footnotes"],
    ),
    (
        "a note nobody refers to",
        docx(paragraph("Text."), NOTES),
        "Text.",
        ["1 note without a place in the text"],
    ),
    (
        "tracked changes",
        docx(
            paragraph(
                "I",
                f"<w:ins>{run(' came', '')}</w:ins>",
                "<w:del><w:r><w:delText> x</w:delText></w:r></w:del>",
            )
        ),
        "I came",
        ["as if all were accepted: insertions taken, 1; deletions left out, 1"],
    ),
    (
        "a deleted end of paragraph",
        docx(paragraph("One ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("line.")),
        "One line.",
        [],
    ),
    (
        "moved text",
        docx(
            paragraph(
                "<w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>", f"<w:moveTo>{run('moved', '')}</w:moveTo>"
            )
        ),
        "moved",
        ["tracked changes"],
    ),
    (
        "a deleted row",
        docx(f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr></w:tr>{TABLE}</w:tbl>"),
        "a\tb\n\td",
        ["tracked"],
    ),
    ("a field", docx(paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>", "4 pages")), "4 pages", []),
    (
        "hidden letters",
        docx(paragraph("a", run("unseen", "<w:vanish/>"))),
        "aunseen",
        ["6 characters in all, in paragraph 1"],
    ),
    ("not hidden after all", docx(paragraph(run("seen", '<w:vanish w:val="0"/>'))), "seen", []),
    ("white letters", docx(paragraph("a", WHITE)), "aseen", ["in white letters"]),
    (
        "white on blue",
        docx(f"<w:tbl><w:tr><w:tc>{SHADED}{paragraph(WHITE)}</w:tc></w:tr></w:tbl>"),
        "seen",
        [],
    ),
    (
        "tiny letters",
        docx(paragraph(run("dust", '<w:sz w:val="2"/>'))),
        "dust",
        ["letters of 2 points or less"],
    ),
    (
        "hidden by a style",
        docx(paragraph("unseen", properties='<w:pStyle w:val="Child"/>'), {"word/styles.xml": STYLES}),
        "unseen",
        ["formatted as hidden"],
    ),
    (
        "a text box",
        docx(paragraph("Text.", BOX.format(paragraph("Box.")))),
        "Text.\nBox.",
        ["Text boxes taken"],
    ),
    (
        "a box kept twice",
        docx(paragraph("Text.", FALLBACK.format(BOX.format(paragraph("Box."))))),
        "Text.\nBox.",
        [],
    ),
    (
        "a picture",
        docx(paragraph("a", "<w:r><w:drawing><a:pic/></w:drawing></w:r>")),
        "a",
        ["Left out: 1 picture"],
    ),
    (
        "comments and headers",
        docx(
            paragraph("a"),
            {
                "word/comments.xml": word("comments", f"<w:comment>{paragraph('remark')}</w:comment>"),
                "word/header1.xml": word("hdr", paragraph("Page head")),
                "word/footer1.xml": word("ftr", paragraph()),
            },
        ),
        "a",
        ["1 comment", "1 header or footer with text"],
    ),
    (
        "hyphens",
        docx(paragraph("a", "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>", "b")),
        "a\u2011\u00adb",
        [],
    ),
    ("a formula", docx(paragraph("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")), "x=1", []),
    (
        "a content control",
        docx(f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>"),
        "a",
        [],
    ),
    (
        "a template from elsewhere",
        docx(
            paragraph("a"),
            {
                "word/_rels/settings.xml.rels": relations(
                    ("attachedTemplate", "http://example.invalid/x.dotm", True)
                ),
                "word/_rels/document.xml.rels": relations(("hyperlink", "http://example.invalid/", True)),
                "word/vbaProject.bin": b"x",
            },
        ),
        "a",
        ["holds macros; they were not read", "not followed: 1 (attachedTemplate)"],
    ),
]
_S = "<style:style style:name='{}'><style:text-properties {}/></style:style>"
CHANGES = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
    "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
)
ODF_CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
ODF_NOTE = (
    "<text:note text:note-class='endnote'><text:note-citation>1</text:note-citation>"
    "<text:note-body>{}</text:note-body></text:note>"
)
OPEN = [
    ("paragraphs", odt("<text:h>Head</text:h><text:p>One.</text:p>"), "Head\nOne.", []),
    ("white space", odt("<text:p> a \n b<text:s text:c='3'/>c<text:tab/>d</text:p>"), "a b   c\td", []),
    ("spans", odt("<text:p>a <text:span>b </text:span> c</text:p>"), "a b c", []),
    (
        "a table",
        odt(
            "<table:table>"
            + "".join(
                f"<table:table-row>{''.join(map(ODF_CELL.format, row))}</table:table-row>"
                for row in ("ab", ["", "d"])
            )
            + "</table:table>"
        ),
        "a\tb\n\td",
        [],
    ),
    (
        "a note",
        odt(f"<text:p>Text{ODF_NOTE.format('<text:p>Note.</text:p>')}.</text:p>"),
        "Text.\nNote.",
        ["notes taken"],
    ),
    (
        "tracked changes",
        odt(f"{CHANGES}<text:p>a<text:change/> b</text:p>"),
        "a b",
        ["insertions taken, 1; deletions left out, 1"],
    ),
    (
        "a comment",
        odt("<text:p>a<office:annotation><text:p>x</text:p></office:annotation></text:p>"),
        "a",
        ["1 comment"],
    ),
    ("a list", odt("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"), "a", []),
    (
        "hidden",
        odt("<text:p text:style-name='H'>x</text:p>", _S.format("H", "text:display='none'")),
        "x",
        ["formatted as hidden"],
    ),
    (
        "white",
        odt(
            "<text:p><text:span text:style-name='H'>x</text:span></text:p>",
            _S.format("H", "fo:color='#ffffff'"),
        ),
        "x",
        ["white"],
    ),
    (
        "a hidden section",
        odt("<text:section text:display='none'><text:p>x</text:p></text:section>"),
        "x",
        ["formatted as hidden"],
    ),
    (
        "a text box and a picture",
        odt(
            "<text:p>a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame><draw:image/></text:p>"
        ),
        "a\nb",
        ["Text boxes taken", "1 picture"],
    ),
]
RICH = [
    ("paragraphs", rtf(r"One.\par\par Two.\par"), "One.\n\nTwo.", []),
    ("letters", rtf(r"caf\'e9 \u8220?a\u8221? \u-10179?\u-8704? \endash\~b"), "café “a” 😀 –\u00a0b", []),
    ("fallbacks", rtf(r"{\uc2\u233 ab}c"), "éc", []),
    ("another alphabet", rtf(r"{\f1\'f1\'eb\'ee\'e2\'ee}", r"{\fonttbl{\f1\fcharset204 A;}}"), "слово", []),
    ("a table", rtf(r"\trowd a\cell b\cell\row \trowd \cell d\cell\row After."), "a\tb\n\td\nAfter.", []),
    ("a note", rtf(r"Text{\footnote Note.}.\par End."), "Text.\nEnd.\nNote.", ["Footnotes"]),
    (
        "hidden letters",
        rtf(r"a {\v unseen} b\v c\v0 d"),
        "a unseen bcd",
        ["2 stretches formatted as hidden, 7 characters"],
    ),
    (
        "white letters",
        rtf(r"a {\cf1 white}", r"{\colortbl;\red255\green255\blue255;}"),
        "a white",
        ["in white letters"],
    ),
    ("tiny letters", rtf(r"a {\fs2 dust}"), "a dust", ["letters of 2 points or less"]),
    (
        "tracked changes",
        rtf(r"a{\deleted x}{\revised b}"),
        "ab",
        ["insertions taken, 1; deletions left out, 1"],
    ),
    (
        "what is no text",
        rtf(r"a{\*\secret x}{\pict 00ff}{\header H}{\info{\title T}}b"),
        "ab",
        ["1 picture, 1 header"],
    ),
    ("a long number", rtf(r"a{\revised\revdttm-2015295488 b}"), "ab", ["tracked changes"]),
    ("heads", rtf(r"a{\header H}{\footer F}"), "a", ["2 headers or footers"]),
    ("raw bytes", b"{\\rtf1 a{\\pict\\bin4 }}{}}b}", "ab", ["1 picture"]),
    (
        "a text box",
        rtf(r"a{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt Box.\par}}}b"),
        "ab\nBox.",
        ["Text boxes taken"],
    ),
    ("no end", rtf("One.")[:-1], "One.", ["breaks off before its end"]),
]
CASES = [
    pytest.param(f"a.{suffix}", *rest, id=f"{suffix}: {label}")
    for suffix, table in (("docx", WORD), ("odt", OPEN), ("rtf", RICH))
    for label, *rest in table
]


@pytest.mark.parametrize(("name", "content", "text", "said"), CASES)
def test_what_is_in_a_document_is_taken_or_reported(
    name: str, content: bytes, text: str, said: list[str]
) -> None:
    read = document(name, content)
    assert read.text == text
    for words in said:
        assert any(words in warning for warning in read.warnings), read.warnings
    if not said:
        assert [warning for warning in read.warnings if not warning.startswith("Text boxes")] == []


def test_a_place_is_cited_by_its_paragraph_and_a_note_as_a_note() -> None:
    read = document("a.docx", docx(paragraph("One.", NOTE) + paragraph() + paragraph("Two."), NOTES))
    places = [
        pinpoint(read, Span(read.text.index(words), read.text.index(words) + 4))
        for words in ("One", "Two", "Note")
    ]
    assert places == ["paragraph 1", "paragraph 2", "paragraph 3 (footnote 1)"]
    assert read.reader == "docx 1"
    assert read.media_type.endswith("wordprocessingml.document")


def test_hidden_text_is_reported_with_its_first_places_only() -> None:
    body = "".join(paragraph("seen", run("unseen", "<w:vanish/>")) for _ in range(9))
    (warning,) = document("a.docx", docx(body)).warnings
    assert warning == (
        "Hidden text was taken: 9 stretches formatted as hidden, 54 characters in all, in paragraphs "
        "1, 2, 3, 4, 5 and 4 more."
    )


TEXTS = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40).map(
        lambda t: f"w{t}w"
    ),
    min_size=1,
    max_size=8,
)


def escaped(text: str) -> str:
    """Text as it stands in XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_a_word_document_gives_back_the_paragraphs_that_made_it(texts: list[str]) -> None:
    read = document("a.docx", docx("".join(paragraph(escaped(text)) for text in texts)))
    assert read.text.split("\n") == texts
    assert [read.text[start : start + 1] for start in read.locator.starts] == ["w"] * len(texts)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_a_rich_text_gives_back_the_paragraphs_that_made_it(texts: list[str]) -> None:
    def encoded(text: str) -> str:
        units = text.encode("utf-16-le")
        codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
        return "".join(f"\\u{code}?" for code in codes)

    read = document("a.rtf", rtf("\\par ".join(map(encoded, texts))))
    assert read.text.split("\n") == texts


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".rtf", ".epub"])
def test_a_document_without_words_is_refused(suffix: str) -> None:
    empty = {
        ".docx": docx(paragraph()),
        ".odt": odt("<text:p/>"),
        ".rtf": rtf(r"\par"),
        ".epub": samples.epub({"a.xhtml": "<p></p>"}),
    }
    with pytest.raises(UnreadableDocument, match="holds no words"):
        list(take(f"a{suffix}", empty[suffix]))
