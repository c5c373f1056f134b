"""Documents made to harm their reader: each is refused or defused, in a sentence that names the file."""

import io
import socket
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from samples import MORE, WORDS, docx, epub, jsonl, odt, packed, page, paragraph, rtf, word

from workbench.domain.errors import UnreadableDocument
from workbench.intake import Tally, files_in, package, read_each
from workbench.intake.package import Package, xml_root
from workbench.intake.reading import take
from workbench.intake.taken import Taken

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file://{}">]>'
BEYOND = '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'


def with_type(declared: str) -> list[tuple[str, bytes]]:
    """A document of each XML format whose text declares a document type and uses an entity of it."""
    _, inner = word("document", "<w:body><w:p><w:r><w:t>&a; words</w:t></w:r></w:p></w:body>").split("?>")
    body = declared + inner
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + body).encode("utf-16")
    text = odt("<text:p>words</text:p>")
    with zipfile.ZipFile(io.BytesIO(text)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    parts["content.xml"] = declared.encode() + parts["content.xml"].split(b"?>")[1].replace(
        b"words", b"&a; words"
    )
    return [
        ("a.docx", docx("", {"word/document.xml": body})),
        ("b.docx", docx("", {"word/document.xml": wide})),
        (
            "c.docx",
            docx(paragraph("words"), {"word/styles.xml": declared + word("styles", "").split("?>")[1]}),
        ),
        ("a.odt", packed(parts)),
    ]


@pytest.mark.parametrize(
    "declared", [LAUGHS, OUTSIDE.format("/etc/hostname"), BEYOND], ids=["laughs", "file", "address"]
)
def test_an_office_document_with_a_document_type_is_refused(declared: str) -> None:
    for name, content in with_type(declared):
        with pytest.raises(UnreadableDocument) as fault:
            list(take(name, content))
        assert fault.value.message.startswith(name)
        assert "document type" in fault.value.message


def test_entities_in_a_book_or_a_page_bring_nothing_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    for declared in (LAUGHS, OUTSIDE.format(secret), BEYOND):
        chapter = f"<?xml version='1.0'?>{declared}<html><body><p>{WORDS} &a; &d;</p></body></html>"
        for name, content in (
            ("a.epub", epub({"a.xhtml": ""}, parts={"book/a.xhtml": chapter})),
            ("a.html", chapter.encode()),
        ):
            (taken,) = take(name, content)
            assert isinstance(taken, Taken)
            assert WORDS in taken.document.text
            assert "secret" not in taken.document.text
            assert len(taken.document.text) < 500


def test_nothing_is_fetched_or_opened_while_a_document_is_read(tmp_path: Path) -> None:
    """An audit hook sees every connection, and every file that is opened, in this process."""
    seen: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event.startswith("socket.") and event != "socket.__new__":
            seen.append(f"{event} {arguments!r}")
        if watching and event == "open" and str(tmp_path) in str(arguments[0]):
            seen.append(f"{event} {arguments[0]}")

    bait = tmp_path / "bait"
    bait.write_text("the secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        drawn = '<w:r><w:drawing><a:blip r:link="r0"/></w:drawing></w:r>'
        documents = [
            (
                "a.docx",
                docx(
                    paragraph(WORDS, drawn),
                    {
                        "word/_rels/document.xml.rels": (
                            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                            f'<Relationship Id="r0" Type="t/image" Target="{address}" TargetMode="External"/>'
                            f'<Relationship Id="r1" Type="t/attachedTemplate" Target="file://{bait}" '
                            'TargetMode="External"/></Relationships>'
                        )
                    },
                ),
            ),
            (
                "a.html",
                page(
                    f"<p>{WORDS}<img src='{address}'><iframe src='{address}'></iframe>",
                    f"<link rel=stylesheet href='{address}'>",
                ),
            ),
            ("b.html", page(f"<p>{WORDS}<object data='file://{bait}'></object>", f"<base href='{address}'>")),
            ("a.epub", epub({"a.xhtml": f"<p>{WORDS}<img src='{address}'/></p>"})),
            ("a.rtf", rtf(rf'{WORDS}{{\field{{\*\fldinst INCLUDETEXT "{address}"}}{{\fldrslt x}}}}')),
            (
                "a.odt",
                odt(f"<text:p>{WORDS}<draw:image xmlns:xlink='urn:x' xlink:href='{address}'/></text:p>"),
            ),
        ]
        sys.addaudithook(watch)
        try:
            for name, content in documents:
                (taken,) = take(name, content)
                assert isinstance(taken, Taken)
                assert taken.document.text.startswith(WORDS)
        finally:
            watching = False
        with pytest.raises(TimeoutError):
            server.accept()
    assert seen == []


def test_parts_that_unpack_beyond_the_bounds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PART_BYTES", 100_000)
    with pytest.raises(UnreadableDocument, match="unpacks to more than"):
        list(take("a.docx", docx(paragraph("a" * 200_000))))
    monkeypatch.undo()
    monkeypatch.setattr(package, "MOST_BYTES", 100_000)
    parts = {f"word/header{number}.xml": word("hdr", paragraph("a" * 20_000)) for number in range(9)}
    with pytest.raises(UnreadableDocument, match="unpacks to more than"):
        list(take("a.docx", docx(paragraph("a"), parts)))
    monkeypatch.undo()
    monkeypatch.setattr(package, "MOST_PARTS", 10)
    with pytest.raises(UnreadableDocument, match="more than 10 parts"):
        list(take("a.docx", docx(paragraph("a"), {f"x{number}": "" for number in range(10)})))


def test_a_part_that_is_larger_than_its_package_says_is_not_read_on() -> None:
    content = bytearray(docx(paragraph("a" * 50_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as opened:
        size = opened.getinfo("word/document.xml").file_size
    told = size.to_bytes(4, "little")
    assert content.count(told) == 2  # before the part, and in the table at the end
    small = bytes(content).replace(told, (100).to_bytes(4, "little"))
    with pytest.raises(UnreadableDocument, match="damaged"):
        list(take("a.docx", small))


def test_a_locked_part_is_refused_by_name() -> None:
    content = bytearray(docx(paragraph("a")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + offset] |= 1
    with pytest.raises(UnreadableDocument, match="locked with a password"):
        list(take("a.docx", bytes(content)))
    manifest = "<m><encryption-data/></m>"
    with pytest.raises(UnreadableDocument, match="locked with a password"):
        list(take("a.odt", odt("<text:p>a</text:p>", parts={"META-INF/manifest.xml": manifest})))


@pytest.mark.parametrize("depth", [200, 300, 100_000])
def test_depth_is_no_danger(depth: int) -> None:
    nested = "<w:sdt><w:sdtContent>" * depth + paragraph(WORDS) + "</w:sdtContent></w:sdt>" * depth
    lists = (
        "<text:list><text:list-item>" * depth + "<text:p>a</text:p>" + "</text:list-item></text:list>" * depth
    )
    for name, content in (
        ("a.docx", docx(nested)),
        ("a.odt", odt(lists)),
        ("a.rtf", rtf("{" * depth + WORDS + "}" * depth)),
        ("a.jsonl", b'{"text":' + b"[" * depth + b"]" * depth + b"}\n" + jsonl({"text": WORDS})),
    ):
        try:
            texts = list(take(name, content))
        except UnreadableDocument as fault:
            assert fault.message.startswith(name)
        else:
            assert texts


def test_loops_of_styles_end() -> None:
    styles = word(
        "styles",
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    (taken,) = take(
        "a.docx", docx(paragraph("a", properties='<w:pStyle w:val="A"/>'), {"word/styles.xml": styles})
    )
    assert isinstance(taken, Taken)
    looped = "".join(
        f"<style:style style:name='{name}' style:parent-style-name='{parent}'/>"
        for name, parent in ("AB", "BA")
    )
    assert list(take("a.odt", odt("<text:p text:style-name='A'>a</text:p>", looped)))


def test_a_name_within_a_package_leads_nowhere() -> None:
    content = epub({"a.xhtml": f"<p>{WORDS}</p>"})
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    parts["book/a.opf"] = parts["book/a.opf"].replace(b'href="a.xhtml"', b'href="../../../../etc/hostname"')
    with pytest.raises(UnreadableDocument, match="holds no words"):
        list(take("a.epub", packed(parts)))
    with pytest.raises(UnreadableDocument):
        Package("a", content).read("../../etc/hostname")


def test_xml_that_declares_no_type_is_read() -> None:
    assert xml_root("a", b"<a>&amp;&#65;</a>").text == "&A"


def test_every_text_is_looked_through_for_letters_that_deceive_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"har\u200bbour {WORDS}")
    (tmp_path / "b.docx").write_bytes(docx(paragraph(f"har\u200bbour {MORE}")))
    (tmp_path / "c.zip").write_bytes(packed({"d.html": page("<p>har\u200bbour"), "e.txt": "har\u200bbour"}))
    tally = Tally()
    texts = list(read_each(files_in([tmp_path]), tally))
    assert tally.refusals == []
    for taken in texts:
        assert len([warning for warning in taken.document.warnings if "no width" in warning]) == 1
    assert len(texts) == 4
