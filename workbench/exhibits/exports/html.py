"""An exhibit as one HTML file: no script, nothing fetched from outside, every text escaped."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from workbench.domain.exhibit import Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.band import Band
from workbench.exhibits.exports.galley import galley
from workbench.exhibits.exports.writing import written
from workbench.exhibits.pairs import NumberSquare
from workbench.exhibits.press.blocks import Block, Prose
from workbench.exhibits.press.columns import Columns, Side
from workbench.exhibits.press.lines import Line, Segment
from workbench.exhibits.press.tables import Row, Table
from workbench.exhibits.profile import Profile
from workbench.places import resource

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the browser may load: nothing but the style that stands in the file."""


def write_html(
    exhibit: Exhibit, path: Path, profile: Profile | None = None
) -> Generator[Progress, None, None]:
    """Write an exhibit to `path` as HTML in UTF-8; the file appears whole or not at all.

    Raises StorageFault when the file cannot be written.
    """
    profile = profile or Profile()
    made = yield from galley(exhibit, profile)
    caption = made.caption
    title = ", ".join(filter(None, (caption.exhibit, caption.parties))) or "Comparison of texts"
    style = resource("styles", "exhibit.css").read_text(encoding="utf-8")
    body = "\n".join(_block(block) for block in made.blocks)
    legend = f'<p class="legend">{_words(caption.legend)}</p>' if caption.legend else ""
    with written(path) as file:
        file.write(
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{_words(title)}</title>\n<style>\n{style}</style>\n</head>\n"
            f'<body class="{profile.ink}">\n<main>\n{body}\n</main>\n{legend}\n</body>\n</html>\n'.encode(
                "utf-8", "replace"
            )
        )


def _block(block: Block) -> str:
    if isinstance(block, Prose):
        return _prose(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Columns):
        left, right = (_side(side, lines) for side, lines in zip(block.sides, block.lines, strict=True))
        return f'<div class="pair">{left}{right}</div>'
    if isinstance(block, NumberSquare):
        number = "".join(map(_segment, block.line.segments))
        return f'<p class="number" id="{escape(block.anchor)}">{number}</p>'
    if isinstance(block, Band):
        return _band(block)
    return ""


def _prose(block: Prose) -> str:
    role = block.node.role if block.node else "P"
    tag = {"H1": "h1", "H2": "h2"}.get(role, "p")
    words = _lines(block.lines)
    if block.label:
        label = " ".join(line.text for line in block.label)
        return f'<div class="labelled"><p class="label">{_words(label)}</p><p>{words}</p></div>'
    names = " ".join(filter(None, (block.align if block.align != "left" else "", _size(block))))
    anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
    return f'<{tag}{anchor} class="{names}">{words}</{tag}>' if names else f"<{tag}{anchor}>{words}</{tag}>"


def _size(block: Prose) -> str:
    """`small` for what is set smaller than the text."""
    styles = [segment.style for line in block.lines for segment in line.segments]
    return "small" if styles and max(style.size for style in styles) < 9 else ""


def _side(side: Side, lines: Sequence[Line]) -> str:
    head = " ".join(line.text for line in side.head)
    rule = f" rule-{'dashed' if side.rule.dashed else 'solid'}" if side.rule else ""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if line.opens or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    told = "".join(f'<p dir="auto">{_lines(paragraph)}</p>' for paragraph in paragraphs)
    return f'<section class="side{rule}"><p class="head">{_words(head)}</p>{told}</section>'


def _table(block: Table) -> str:
    align = [column.align for column in block.columns]
    head = "".join(
        f'<th scope="col" class="{way}">{_lines(cell)}</th>'
        for way, cell in zip(align, block.head.cells, strict=True)
    )
    rows = "\n".join(_row(row, align) for row in block.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def _row(row: Row, align: Sequence[str]) -> str:
    anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
    cells = "".join(
        f'<td class="{way}">{_lines(cell)}</td>' for way, cell in zip(align, row.cells, strict=True)
    )
    return f"<tr{anchor}>{cells}</tr>"


def _band(block: Band) -> str:
    """The picture as vector graphics: places in thousandths of the output."""
    marks = "".join(_mark(block, place) for place in range(len(block.marks)))
    told = escape(block.figure.alternative)
    return (
        f'<svg class="band" viewBox="0 0 1000 44" role="img" aria-label="{told}">'
        f'<rect x="0" y="0" width="1000" height="30" class="frame"/>{marks}</svg>'
    )


def _mark(block: Band, place: int) -> str:
    numbered, line = block.marks[place]
    span = numbered.finding.output_span
    left = 1000 * span.start / max(1, block.characters)
    width = max(2.0, 1000 * (span.stop - span.start) / max(1, block.characters))
    left = min(left, 1000 - width)
    kind = block.kind_of(numbered) or "struck"
    return (
        f'<a href="#{escape(numbered.anchor)}"><rect x="{left:.1f}" y="4" width="{width:.1f}" height="22" '
        f'class="{kind}"/><text x="{left + width / 2:.1f}" y="41">{_words(line.text)}</text></a>'
    )


def _lines(lines: Iterable[Line]) -> str:
    return "<br>".join("".join(map(_segment, line.segments)) for line in lines)


def _segment(segment: Segment) -> str:
    text = "\u2193" if segment.page else segment.text
    words = _words(text)
    for tag in _tags(segment):
        words = f"<{tag}>{words}</{tag.split()[0]}>"
    if segment.link:
        words = f'<a href="#{escape(segment.link)}">{words}</a>'
    return words


def _tags(segment: Segment) -> Iterator[str]:
    style = segment.style
    if style.underline == "solid":
        yield 'mark class="copied"' if style.ink == "exact" else 'mark class="equal"'
    elif style.underline == "dotted":
        yield 'mark class="altered"'
    if "bold" in style.face and style.ink != "exact":
        yield "b"
    if style.ink == "second" and style.underline == "none":
        yield 'span class="second"'


def _words(text: str) -> str:
    """Any text as HTML: markup escaped; half surrogate pairs are replaced when the file is written."""
    return escape(text)
