"""What Word documents hold that python-docx has no words for: bookmarks, links, page numbers, hairlines."""

from typing import Any


def add_bookmark(paragraph: Any, name: str) -> None:
    """A bookmark at the beginning of a paragraph."""
    number = str(len(paragraph.part.element.xpath("//w:bookmarkStart")) + 1)
    start, end = _element("w:bookmarkStart"), _element("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(_name("w:id"), number)
    start.set(_name("w:name"), name)
    paragraph._p.append(start)
    paragraph._p.append(end)


def add_link(paragraph: Any, run: Any, name: str) -> None:
    """Make a run that was just added lead to a bookmark."""
    link = _element("w:hyperlink")
    link.set(_name("w:anchor"), name)
    paragraph._p.append(link)
    link.append(run._r)


def add_page_reference(paragraph: Any, name: str) -> None:
    """The number of the page on which a bookmark stands, which Word fills in."""
    _add_field(paragraph, f"PAGEREF {name} \\h")


def add_page_field(paragraph: Any) -> None:
    """The number of the page, and how many there are."""
    paragraph.add_run("Page ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES")


def add_hairline(cell: Any, colour: str) -> None:
    """A thin line under a cell; `colour`: RRGGBB."""
    borders, line = _element("w:tcBorders"), _element("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
        line.set(_name(f"w:{name}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def repeat_head(row: Any) -> None:
    """Print this row again at the top of every page that the table runs on to."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def _add_field(paragraph: Any, code: str) -> None:
    field = _element("w:fldSimple")
    field.set(_name("w:instr"), code)
    run = paragraph.add_run("\u2013")
    paragraph._p.append(field)
    field.append(run._r)


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
