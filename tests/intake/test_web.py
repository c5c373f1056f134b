"""Web pages, e-books and web archives: the text as a reader sees it, and what is said of the rest."""

import gzip
import zlib

import pytest
from samples import MORE, WORDS, chapter, epub, page, record

from workbench.domain.document import pinpoint
from workbench.domain.errors import UnreadableDocument
from workbench.domain.span import Span
from workbench.domain.work import Rights
from workbench.intake.reading import take
from workbench.intake.taken import Choices, Taken
from workbench.intake.tally import Refusal


def only(name: str, content: bytes, choices: Choices | None = None) -> Taken:
    """The one text of a file."""
    (taken,) = take(name, content, choices or Choices())
    assert isinstance(taken, Taken)
    return taken


HIDING = "<style>.h, p.k { display: none } #w {color:#FFF} .ok {color: white; background: navy}</style>"
PAGES = [
    # what stands in the page, what is taken, and the words in which the rest is reported
    ("blocks", "<h1>Head</h1><p>One.<p>Two.<div>Three.</div>tail", "Head\nOne.\nTwo.\nThree.\ntail", []),
    ("white space", "<p> a \n  b <b> c</b><i> d</i> </p>", "a b c d", []),
    ("line breaks", "<p>a <br> b</p>", "a\nb", []),
    ("as it is typed", "<pre>  a\n   b</pre>", "  a\n   b", []),
    (
        "a table",
        "<table><tr><th>a</th><td>b</td></tr><tr><td></td><td>d</td></tr></table>x",
        "a\tb\n\td\nx",
        [],
    ),
    ("a list", "<ul><li>a<li>b</ul>", "a\nb", []),
    ("entities", "<p>a&nbsp;b &amp; &eacute;&#8212;</p>", "a\u00a0b & é—", []),
    ("scripts", "<script>var a</script><style>p{}</style><p>a</p>", "a", ["Left out: 1 script."]),
    ("pictures", "<p>a<img alt='x'><svg><text>t</text></svg></p>", "a", ["2 pictures"]),
    ("a page within", "<p>a<iframe srcdoc='x'>y</iframe></p>", "a", ["1 page within the page"]),
    (
        "a mark of a note",
        "<p>word<sup><a href='#n1'>[1]</a></sup> and x<sup>2</sup></p>",
        "word and x2",
        ["mark of a note"],
    ),
    ("remarks", "<p>a<!-- x -->b</p>", "ab", ["1 remark in the source"]),
    ("hidden", "<p hidden>x y</p>a", "x y\na", ["1 stretch set as not displayed, 3 characters"]),
    ("hidden by style", "<p style='DISPLAY : none'>x</p>a", "x\na", ["set as not displayed"]),
    (
        "hidden by class",
        f"{HIDING}<p class='g h'>x</p><p class=k>y</p><p id=w>z</p>",
        "x\ny\nz",
        ["displayed", "white"],
    ),
    ("white on navy", f"{HIDING}<p class=ok>x</p>", "x", []),
    ("no size", "<p>a<span style='font-size:0'>x</span></p>", "ax", ["in letters of no legible size"]),
    ("off the page", "<p style='left:-9999px'>x</p>", "x", ["placed off the page"]),
    ("within the hidden", "<div style='opacity:0'><p>x</p></div>", "x", ["set as not displayed"]),
    ("a point", "<p style='font-size: 1.0000pt'>x</p>", "x", ["in letters of no legible size"]),
    ("white by its element", "<p>a<font color='#FFFFFF'>x</font></p>", "ax", ["in white letters"]),
    ("small but legible", "<p style='font-size:12px; margin-left:-2px'>x</p>", "x", []),
    (
        "smaller than around it",
        "<p style='font-size:0.8em'>x</p><p style='font-size: 12pt'>y</p>",
        "x\ny",
        [],
    ),
]


@pytest.mark.parametrize(("body", "text", "said"), [pytest.param(*rest, id=label) for label, *rest in PAGES])
def test_what_is_on_a_page_is_taken_or_reported(body: str, text: str, said: list[str]) -> None:
    read = only("a.html", page(body)).document
    assert read.text == text
    for words in said:
        assert any(words in warning for warning in read.warnings), read.warnings
    assert bool(read.warnings) == bool(said)


def test_a_page_says_whose_it_is() -> None:
    head = (
        "<title>The  harbour</title><meta name=author content='A. Writer'><link rel=canonical href='https://a/b'>"
        "<meta property='article:published_time' content='2019-05-01T00:00Z'><link rel=license href='https://l'>"
    )
    assert only("a.html", page("<p>a</p>", head)).rights == Rights(
        title="The harbour",
        author="A. Writer",
        year="2019",
        source="https://a/b",
        note="Licence named on the page: https://l",
    )
    assert only("a.html", b"<p>words</p>").rights is None


@pytest.mark.parametrize(
    ("content", "chosen", "encoding"),
    [
        ("<html><meta charset=windows-1251>слово".encode("cp1251"), "", "cp1251"),
        ("\ufeff<html>слово".encode("utf-16-le"), "", "utf-16"),
        ("<html>слово".encode(), "", "utf-8"),
        ("<html><meta charset=utf-8>слово".encode("koi8-r"), "koi8-r", "koi8-r"),
        ("<html><meta charset=no-such>слово".encode(), "", "utf-8"),
        ("<html><meta charset=rot13>слово".encode(), "", "utf-8"),
    ],
)
def test_the_encoding_is_the_chosen_then_the_declared_then_the_fitting(
    content: bytes, chosen: str, encoding: str
) -> None:
    read = only("a.html", content, Choices(encoding=chosen)).document
    assert read.text == "слово"
    assert read.encoding == encoding
    assert read.warnings == ()


def test_an_encoding_that_is_guessed_is_called_a_guess() -> None:
    read = only("a.html", "<html>café".encode("cp1252")).document
    assert read.text == "café"
    assert read.warnings == ("The encoding cp1252 is a guess; it is not stated in the file.",)


def test_a_page_nested_without_end_is_refused_and_a_long_line_is_read() -> None:
    with pytest.raises(UnreadableDocument, match="nested deeper than any page"):
        only("a.html", b"<html>" + b"<div>" * 100_000 + WORDS.encode())
    long = b"<html><p>" + b"word " * 4_000_000
    assert len(only("a.html", long).document.text) == 5 * 4_000_000 - 1


def test_a_book_is_read_in_its_order_and_cited_by_its_printed_pages() -> None:
    break_ = "<span epub:type='pagebreak' title='{}'/>"
    chapters = {
        "b.xhtml": f"<p>Before.</p>{break_.format('xii')}<p>One.</p>",
        "a.xhtml": f"{break_.format(1)}<p>Two.</p>",
    }
    read = only("a.epub", epub(chapters)).document
    assert read.text == "Before.\nOne.\nTwo."
    places = [
        pinpoint(read, Span(read.text.index(word), read.text.index(word) + 2)) for word in ("One", "Two")
    ]
    assert places == ["page xii, line 1", "page 1, line 1"]


def test_a_book_without_page_numbers_is_cited_by_paragraphs() -> None:
    read = only("a.epub", epub({"a.xhtml": "<h1>Head&nbsp;1</h1><p>One.</p>"})).document
    assert read.text == "Head\u00a01\nOne."
    assert pinpoint(read, Span(7, 9)) == "paragraph 2"


def test_a_book_says_whose_it_is() -> None:
    metadata = (
        "<dc:title>Harbours</dc:title><dc:creator>A. Writer</dc:creator><dc:creator>B. Writer</dc:creator>"
        "<dc:publisher>Quay</dc:publisher><dc:date>1999-05-01</dc:date><dc:rights>All rights</dc:rights>"
        "<dc:identifier>isbn 1</dc:identifier>"
    )
    rights = only("a.epub", epub({"a.xhtml": "<p>a</p>"}, metadata)).rights
    assert rights == Rights(
        title="Harbours",
        author="A. Writer; B. Writer",
        holder="Quay",
        year="1999",
        source="isbn 1",
        note="All rights",
    )


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"book/a.xhtml": "<p>One.<p>not closed"},
            "break the rules of their format, read as a browser would: 1",
        ),
        ({"book/a.xhtml": chapter("<p>One.<a epub:type='noteref' href='#a'>1</a></p>")}, "1 mark of a note"),
        ({"book/a.xhtml": chapter("<p>One.<img src='http://example.invalid/x'/></p>")}, "1 picture"),
    ],
)
def test_what_is_odd_in_a_book_is_said(parts: dict[str, str], said: str) -> None:
    read = only("a.epub", epub({"a.xhtml": ""}, parts=parts)).document
    assert read.text.startswith("One.")
    assert said in " ".join(read.warnings)


def test_a_style_sheet_of_a_book_can_hide_text() -> None:
    chapters = {"a.xhtml": "<p>One.</p><p class='h'>Two.</p>"}
    content = epub(chapters, parts={"book/s.css": "@media all { p.h { color: red; display:none } }"})
    assert only("a.epub", content).document.warnings == ()  # the book does not list it
    content = epub(
        chapters, parts={"book/s.css": "@media all { p.h { color: red; display:none } }"}, styles="s.css"
    )
    assert "set as not displayed" in only("a.epub", content).document.warnings[0]


def test_a_locked_book_is_refused() -> None:
    lock = '<encryption><EncryptedData><EncryptionMethod Algorithm="urn:aes"/></EncryptedData></encryption>'
    with pytest.raises(UnreadableDocument, match="copy protection"):
        only("a.epub", epub({"a.xhtml": "<p>a</p>"}, parts={"META-INF/encryption.xml": lock}))
    fonts = lock.replace("urn:aes", "http://www.idpf.org/2008/embedding")
    assert only("a.epub", epub({"a.xhtml": "<p>a</p>"}, parts={"META-INF/encryption.xml": fonts}))


BODY = page(f"<p>{WORDS}</p>")
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
RECORDS = [
    ("a page", record("https://a/1", BODY), {"https://a/1": WORDS}),
    ("plain text", record("https://a/1", MORE.encode(), "text/plain"), {"https://a/1": MORE}),
    (
        "in chunks",
        record("https://a/1", CHUNKED, more="Transfer-Encoding: chunked\r\n"),
        {"https://a/1": WORDS},
    ),
    (
        "packed",
        record("https://a/1", gzip.compress(BODY), more="Content-Encoding: gzip\r\n"),
        {"https://a/1": WORDS},
    ),
    (
        "deflated",
        record("https://a/1", zlib.compress(BODY), more="Content-Encoding: deflate\r\n"),
        {"https://a/1": WORDS},
    ),
    ("not found", record("https://a/1", BODY, status="404 Not Found"), {}),
    ("a picture", record("https://a/1", b"\x89PNG", "image/png"), {}),
    (
        "another encoding",
        record("https://a/1", "слово".encode("koi8-r"), "text/html; charset=koi8-r"),
        {"https://a/1": "слово"},
    ),
]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize(("content", "texts"), [pytest.param(*rest, id=label) for label, *rest in RECORDS])
def test_each_page_of_an_archive_is_a_text(content: bytes, texts: dict[str, str], packed: bool) -> None:
    last = record("https://a/last", page("<p>The last.</p>"))
    archive = gzip.compress(content) + gzip.compress(last) if packed else content + last
    found = {}
    for taken in take("a.warc", archive):
        assert isinstance(taken, Taken)
        assert taken.rights is not None
        assert taken.rights.note == "Fetched 2024-03-05T10:00:00Z"
        found[taken.rights.source] = taken.document
        assert taken.document.name == f"a.warc/{taken.rights.source}"
    assert {address: read.text for address, read in found.items()} == {**texts, "https://a/last": "The last."}
    assert found["https://a/last"].origin.startswith("record 2 of a.warc (SHA-256 ")


def test_a_page_of_an_archive_that_cannot_be_read_is_refused_by_its_address() -> None:
    bad = record("https://a/bad", b"Words not packed.", more="Content-Encoding: gzip\r\n") + record(
        "https://a/2", BODY
    )
    texts = list(take("a.warc", record("https://a/empty", page("")) + bad))
    assert [text.name for text in texts if isinstance(text, Refusal)] == ["a.warc/https://a/empty"]
    assert [text.document.text for text in texts if isinstance(text, Taken)] == ["Words not packed.", WORDS]


def test_headers_that_are_no_plain_characters_are_read() -> None:
    content = record("https://a/1", BODY, more="X: caf\u00e9\r\n").replace(
        b"WARC-Date", b"X-\xff: \xfe\r\nWARC-Date"
    )
    (taken,) = take("a.warc", content.replace(b"text/html; charset=utf-8", b"text/html; charset=utf-\xff"))
    assert isinstance(taken, Taken)
    assert taken.document.text == WORDS


def test_a_packed_bomb_in_an_archive_is_refused() -> None:
    bomb = gzip.compress(b"<p>" + b"a " * (40 * 2**20))
    texts = list(
        take(
            "a.warc",
            record("https://a/1", bomb, more="Content-Encoding: gzip\r\n") + record("https://a/2", BODY),
        )
    )
    assert isinstance(texts[0], Refusal)
    assert len(texts) == 2
