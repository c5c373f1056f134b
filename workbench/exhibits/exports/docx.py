"""An exhibit as a Word document of the same words, for those who must edit or quote it."""

import io
import re
import zipfile
from collections.abc import Generator, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.domain.exhibit import Caption, Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.band import Band
from workbench.exhibits.cover import Stamp
from workbench.exhibits.exports.galley import galley
from workbench.exhibits.exports.word_fields import (
    add_bookmark,
    add_hairline,
    add_link,
    add_page_field,
    add_page_reference,
    repeat_head,
)
from workbench.exhibits.exports.writing import written
from workbench.exhibits.pairs import NumberSquare
from workbench.exhibits.press.blocks import Block, Prose
from workbench.exhibits.press.columns import Columns, Side
from workbench.exhibits.press.lines import Line, Segment
from workbench.exhibits.press.styles import MONOCHROME_PALETTE, RED_PALETTE, Ink
from workbench.exhibits.press.tables import GAP, PADDING, Table
from workbench.exhibits.profile import Profile

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONTS = {"serif": "Times New Roman", "sans": "Arial"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The moment that every part of the package carries, so that the same exhibit gives the same bytes."""


def write_docx(
    exhibit: Exhibit, path: Path, profile: Profile | None = None
) -> Generator[Progress, None, None]:
    """Write an exhibit to `path` as DOCX; same exhibit, same profile, same bytes.

    Raises StorageFault when the file cannot be written.
    """
    profile = profile or Profile()
    made = yield from galley(exhibit, profile)
    book = _Book(profile)
    book.identify(made.caption, exhibit.dated)
    for place, block in enumerate(made.blocks):
        if place in made.breaks and place:
            book.document.add_page_break()
        book.add(block)
        if place % 16 == 0:
            yield Progress(place, len(made.blocks), "writing the document")
    with written(path) as file:
        file.write(book.packed())


class _Book:
    """A Word document while it is filled."""

    def __init__(self, profile: Profile) -> None:
        import docx
        from docx.shared import Pt

        self.document: Any = docx.Document()
        self._palette = RED_PALETTE if profile.ink == "red" else MONOCHROME_PALETTE
        self._number: NumberSquare | None = None
        section = self.document.sections[0]
        section.page_width, section.page_height = (Pt(length) for length in profile.size)
        section.left_margin = section.right_margin = Pt(profile.margin)
        section.top_margin = section.bottom_margin = Pt(profile.margin)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = _FONTS["sans"], Pt(9.5)
        normal.paragraph_format.space_after = Pt(0)
        for level in (1, 2):
            heading = self.document.styles[f"Heading {level}"]
            heading.paragraph_format.space_before = Pt(14)
            heading.paragraph_format.keep_with_next = True

    def identify(self, caption: Caption, dated: str) -> None:
        """Title, date, running head and foot."""
        properties = self.document.core_properties
        names = filter(None, (caption.exhibit, caption.parties))
        properties.title = (", ".join(names) or "Comparison of texts")[:255]
        properties.author = _clean(caption.prepared_by)[:255]
        properties.language, properties.comments = "en-US", ""
        moment = _moment(dated)
        properties.created = properties.modified = moment
        section = self.document.sections[0]
        head = caption.parties + "\t\t" + caption.exhibit
        section.header.paragraphs[0].text = _clean(head)
        foot = section.footer.paragraphs[0]
        foot.add_run(_clean(caption.legend) + "\t")
        add_page_field(foot)

    def add(self, block: Block) -> None:
        """Add one block; white and rules are left to Word's own spacing."""
        if isinstance(block, Prose):
            self._add_prose(block)
        elif isinstance(block, Table):
            self._add_table(block)
        elif isinstance(block, Columns):
            self._add_pair(block)
        elif isinstance(block, NumberSquare):
            self._number = block
        elif isinstance(block, Band):
            self.document.add_paragraph(_clean(block.figure.alternative)).italic = True
        elif isinstance(block, Stamp):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = 2
            self._add_lines(paragraph, block.lines)

    def packed(self) -> bytes:
        """The document as bytes, every part with the same date."""
        made, packed = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
            for name in parts.namelist():
                part = zipfile.ZipInfo(name, _EPOCH)
                part.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(part, parts.read(name))
        return packed.getvalue()

    def _add_prose(self, block: Prose) -> None:
        from docx.shared import Pt

        role = block.node.role if block.node else "P"
        style = {"H1": "Heading 1", "H2": "Heading 2"}.get(role, "Normal")
        paragraph = self.document.add_paragraph(style=style)
        paragraph.alignment = {"left": 0, "centre": 1, "right": 2}[block.align]
        paragraph.paragraph_format.space_before = Pt(
            min(18.0, max(block.above, 14.0 if role != "P" else 2.0))
        )
        paragraph.paragraph_format.keep_with_next = block.keep
        if block.anchor:
            add_bookmark(paragraph, self._bookmark(block.anchor))
        if self._number:
            add_bookmark(paragraph, self._bookmark(self._number.anchor))
            self._add_line(paragraph, self._number.line)
            paragraph.add_run("\u2003")
            self._number = None
        if block.label:
            paragraph.paragraph_format.left_indent = Pt(block.indent)
            paragraph.paragraph_format.first_line_indent = Pt(-block.indent)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(block.indent))
            self._add_lines(paragraph, block.label)
            paragraph.add_run("\t")
        self._add_lines(paragraph, block.lines)

    def _add_table(self, block: Table) -> None:
        from docx.shared import Pt

        table = self.document.add_table(rows=0, cols=len(block.columns))
        table.autofit = False
        for column, made in zip(block.columns, table.columns, strict=True):
            made.width = Pt(column.width + GAP)
        for place, row in enumerate([block.head, *block.rows]):
            cells = table.add_row().cells
            for column, lines, cell in zip(block.columns, row.cells, cells, strict=True):
                cell.width = Pt(column.width + GAP)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(PADDING)
                paragraph.alignment = 2 if column.align == "right" else 0
                add_hairline(cell, "5C5A55" if place == 0 else "D9D6CF")
                self._add_lines(paragraph, lines)
            if row.anchor:
                add_bookmark(cells[0].paragraphs[0], self._bookmark(row.anchor))
            if place == 0:
                repeat_head(table.rows[0])
        self.document.add_paragraph()

    def _add_pair(self, block: Columns) -> None:
        table = self.document.add_table(rows=1, cols=2)
        for cell, side, lines in zip(table.rows[0].cells, block.sides, block.lines, strict=True):
            self._add_side(cell, side, lines)

    def _add_side(self, cell: Any, side: Side, lines: Sequence[Line]) -> None:
        paragraph = cell.paragraphs[0]
        self._add_lines(paragraph, side.head)
        if side.rule:
            paragraph.add_run(" (lead)" if side.rule.dashed else " (paraphrase)").italic = True
        paragraph = None
        for line in lines:
            if paragraph is None or line.opens:
                paragraph = cell.add_paragraph()
            else:
                paragraph.add_run().add_break()
            self._add_line(paragraph, line)

    def _add_lines(self, paragraph: Any, lines: Iterable[Line]) -> None:
        for place, line in enumerate(lines):
            if place:
                paragraph.add_run().add_break()
            self._add_line(paragraph, line)

    def _add_line(self, paragraph: Any, line: Line) -> None:
        for segment in line.segments:
            if segment.page:
                add_page_reference(paragraph, self._bookmark(segment.link))
            elif segment.link:
                run = paragraph.add_run(_clean(segment.text))
                self._dress(run, segment)
                add_link(paragraph, run, self._bookmark(segment.link))
            else:
                self._dress(paragraph.add_run(_clean(segment.text)), segment)

    def _dress(self, run: Any, segment: Segment) -> None:
        from docx.enum.text import WD_UNDERLINE
        from docx.shared import Pt, RGBColor

        style = segment.style
        run.font.name = _FONTS[style.face.partition("-")[0]]
        run.font.size = Pt(round(style.size * 2) / 2)
        run.bold = "bold" in style.face
        run.italic = "italic" in style.face
        run.font.color.rgb = RGBColor.from_string(self._colour(style.ink))
        if style.underline != "none":
            run.font.underline = WD_UNDERLINE.SINGLE if style.underline == "solid" else WD_UNDERLINE.DOTTED

    def _colour(self, ink: Ink) -> str:
        return self._palette[ink].removeprefix("#")

    def _bookmark(self, anchor: str) -> str:
        """An anchor as a name that Word allows: letters, digits, underscores, 40 at most."""
        return re.sub(r"\W", "_", anchor)[:40]


def _clean(text: str) -> str:
    """What XML can say; the rest is replaced."""
    return _FORBIDDEN.sub("\ufffd", text)


def _moment(dated: str) -> datetime:
    """The date of the matter's last change; a fixed one where there is no matter."""
    try:
        return datetime.fromisoformat(dated[:10])
    except ValueError:
        return datetime(2000, 1, 1)  # the format holds no zone
