"""The paper: draws lines, rules and links on pages, and notes which content belongs to which node."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.exhibits.press.direction import RIGHT_TO_LEFT, levels, mirrored, visual_order
from workbench.exhibits.press.fonts import BASE_FONT, Faces, is_shaped
from workbench.exhibits.press.lines import Line, Segment
from workbench.exhibits.press.scripts import placed
from workbench.exhibits.press.structure import Annotation, Content, Node
from workbench.exhibits.press.styles import Ink, Style


class Sheet:
    """Draws on one page after the other; coordinates in points from the lower left corner."""

    def __init__(
        self,
        path: Path,
        size: tuple[float, float],
        faces: Faces,
        palette: Mapping[Ink, str],
        page_of: Mapping[str, int],
        links: bool,
        volumes: Sequence[range] = (),
        pages: range | None = None,
    ) -> None:
        """`volumes`: the pages of each, from 0, where there are several; `pages`: those of this file."""
        from reportlab import rl_config
        from reportlab.lib.colors import HexColor
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # streams are bytes: a fifth smaller than as letters
        self.page = 0
        """Number of the page being drawn, from 0 in this file."""
        self._level = -1
        self._volumes = volumes
        self._pages = pages
        self._faces = faces
        self._colours: dict[Ink, Any] = {ink: HexColor(colour) for ink, colour in palette.items()}
        self._paper = HexColor("#FFFFFF")
        self._page_of = page_of
        self._links = links
        self._canvas: Any = Canvas(
            str(path),
            pagesize=size,
            invariant=1,
            initialFontName=BASE_FONT,
            pageCompression=1,
            pdfVersion=(1, 7),
        )
        self._open: Node | str | None = None
        self._contents = 0
        self._annotations = 0

    def text(self, line: Line, x: float, baseline: float, node: Node | None) -> None:
        """Draw a line; without a node it belongs to the page, not to the text (running heads)."""
        segments = self._turned(line) if RIGHT_TO_LEFT.search(line.text) else line.segments
        last = len(segments) - 1
        for place, segment in enumerate(segments):
            self._segment(segment, x + segment.x, baseline, node, line.ends_word and place == last)

    def rule(
        self,
        start: tuple[float, float],
        stop: tuple[float, float],
        ink: Ink = "hairline",
        thickness: float = 0.5,
        dash: tuple[float, ...] = (),
        node: Node | None = None,
    ) -> None:
        """Draw a straight line."""
        self._use(node)
        self._pen(ink, thickness, dash)
        self._canvas.line(*start, *stop)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        stroke: Ink | None = "ink",
        fill: Ink | None = None,
        thickness: float = 0.5,
        dash: tuple[float, ...] = (),
        node: Node | None = None,
        colour: str = "",
    ) -> None:
        """Draw a rectangle from its lower left corner; `colour` replaces the ink of the stroke."""
        self._use(node)
        self._pen(stroke or "ink", thickness, dash, colour)
        if fill:
            self._canvas.setFillColor(self._colours[fill])
        self._canvas.rect(x, y, width, height, stroke=int(stroke is not None), fill=int(fill is not None))

    def hatch(
        self, x: float, y: float, width: float, height: float, ink: Ink, node: Node | None = None
    ) -> None:
        """Fill a rectangle with diagonal strokes."""
        self._use(node)
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, y, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        self._pen(ink, 0.8, ())
        offset = x - height - (x - height) % 3.2
        while offset < x + width:
            canvas.line(offset, y, offset + height, y + height)
            offset += 3.2
        canvas.restoreState()

    def anchor(self, name: str, top: float) -> None:
        """Give a place on this page a name that links lead to."""
        self._canvas.bookmarkPage(name, fit="XYZ", left=0, top=round(top, 2))

    def outline(self, title: str, anchor: str, level: int) -> None:
        """Add a bookmark; level 0 is the outermost."""
        self._level = min(level, self._level + 1)  # a volume may begin within a part
        self._canvas.addOutlineEntry(title, anchor, self._level, closed=self._level > 0)

    def end_page(self) -> None:
        """Finish this page and begin the next."""
        self._close()
        self._canvas.showPage()
        self.page += 1
        self._contents = self._annotations = 0

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def _segment(
        self, segment: Segment, x: float, baseline: float, node: Node | None, ends_word: bool
    ) -> None:
        style, text = segment.style, segment.text
        if segment.page:  # set flush right in the room that was kept for it
            text = self._page_number(segment.link)
            x += segment.width - self._faces.width(text, style)
        linked = self._links and node is not None and self._is_here(segment.link)
        if linked and node is not None:
            node = node.add("Link", alternative=f"Go to page {self._page_of[segment.link] + 1}")
        self._use(node)
        canvas = self._canvas
        if style.bar:
            canvas.setFillColor(self._colours["ink"])
            canvas.rect(x, baseline - style.size * 0.24, segment.width, style.size, stroke=0, fill=1)
        stroke = canvas.beginText(x, baseline)
        stroke.setFillColor(self._paper if style.bar else self._colours[style.ink])
        if style.tracking:
            stroke.setCharSpace(style.tracking)
        if segment.leftward:
            self._draw_leftward(stroke, text, style, x, baseline)
        else:
            for font, run in self._faces.runs(text, style.face):
                stroke.setFont(font, style.size)
                stroke.textOut(run)
        if style.tracking:
            stroke.setCharSpace(0)
        if (
            ends_word and node is not None
        ):  # who copies or listens finds a space; tiny, so none meets the margin
            stroke.setFont(BASE_FONT, 1)
            stroke.textOut(" ")
        canvas.drawText(stroke)
        width = self._faces.width(text, style)
        if style.underline != "none":
            self._underline(style.underline == "dotted", style.ink, x, baseline, width, style.size)
        if linked and node is not None:
            self._link(
                segment, node, (x, baseline - style.size * 0.3, x + width, baseline + style.size * 0.8)
            )

    def _turned(self, line: Line) -> list[Segment]:
        """The segments of a line as they are seen from left to right, as readers of files expect them."""
        found = levels(line.text, line.room > 0)
        stretches: list[tuple[Segment, int]] = []
        place = 0
        for segment in line.segments:
            first = 0
            while first < len(segment.text):
                level = found[place + first]
                stop = first
                while stop < len(segment.text) and found[place + stop] == level:
                    stop += 1
                text = segment.text[first:stop]
                width = self._faces.width(text, segment.style)
                stretches.append((replace(segment, text=text, width=width, leftward=level % 2 == 1), level))
                first = stop
            place += len(segment.text)
        x = line.room - sum(segment.width for segment, _ in stretches) if line.room else 0.0
        seen = []
        for index in visual_order([level for _, level in stretches]):
            seen.append(replace(stretches[index][0], x=x))
            x += stretches[index][0].width
        return seen

    def _draw_leftward(self, stroke: Any, text: str, style: Style, x: float, baseline: float) -> None:
        """Draw a stretch that runs from right to left; each glyph says which letters it shows."""
        for font, run in reversed(self._faces.runs(text, style.face)):
            stroke.setFont(font, style.size)
            if is_shaped(run[0]):
                for letters, glyphs in placed(font, run, style.size):
                    stroke._code.append(_actual(letters))
                    for char, right, up in glyphs:
                        stroke.setTextOrigin(x + right, baseline + up)
                        stroke.textOut(char)
                    stroke._code.append("EMC")
                x += self._faces.width(run, style)
                continue
            for letter in reversed(run):
                stroke._code.append(_actual(letter))
                stroke.setTextOrigin(x, baseline)
                stroke.textOut(mirrored(letter))
                stroke._code.append("EMC")
                x += self._faces.width(letter, style)
        stroke.setTextOrigin(x, baseline)

    def _is_here(self, anchor: str) -> bool:
        """Whether a place lies in this file, so that a link can lead there."""
        page = self._page_of.get(anchor)
        return page is not None and (self._pages is None or page in self._pages)

    def _page_number(self, anchor: str) -> str:
        """A page's number, with that of its volume where there are several."""
        page = self._page_of[anchor]
        for volume, pages in enumerate(self._volumes, start=1):
            if page in pages:
                return f"vol. {volume}, {page + 1}"
        return str(page + 1)

    def _underline(
        self, dotted: bool, ink: Ink, x: float, baseline: float, width: float, size: float
    ) -> None:
        drop = size * 0.2
        if dotted:
            self._pen(ink, size * 0.1, (size * 0.1, size * 0.16))
        else:
            self._pen(ink, size * 0.065, ())
        self._canvas.line(x, baseline - drop, x + width, baseline - drop)

    def _link(self, segment: Segment, node: Node, rectangle: tuple[float, float, float, float]) -> None:
        self._canvas.linkRect("", segment.link, rectangle, relative=0, Border="[0 0 0]")
        node.children.append(Annotation(self.page, self._annotations))
        self._annotations += 1

    def _pen(self, ink: Ink, thickness: float, dash: tuple[float, ...], colour: str = "") -> None:
        canvas = self._canvas
        canvas.setStrokeColor(colour or self._colours[ink])
        canvas.setLineWidth(round(thickness, 3))
        canvas.setDash([round(part, 3) for part in dash])

    def _use(self, node: Node | None) -> None:
        """Let what is drawn next belong to `node`, or to the page when there is none."""
        wanted: Node | str = node if node is not None else "Artifact"
        if wanted is self._open:
            return
        self._close()
        if isinstance(wanted, Node):
            self._canvas._code.append(f"/{wanted.role} <</MCID {self._contents}>> BDC")
            wanted.children.append(Content(self.page, self._contents))
            self._contents += 1
        else:
            self._canvas._code.append("/Artifact BMC")
        self._open = wanted

    def _close(self) -> None:
        if self._open is not None:
            self._canvas._code.append("EMC")
        self._open = None


def _actual(letters: str) -> str:
    """Begins content that stands for these letters, whatever its glyphs are called."""
    return f"/Span <</ActualText <feff{letters.encode('utf-16-be').hex()}>>> BDC"
