"""Pages -> one text with its places."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from workbench.domain.document import Locator
from workbench.intake.pdf.layout import Line
from workbench.intake.pdf.page import Page

_PARAGRAPH = 1.45
"""Times the usual distance of two lines: a greater one parts paragraphs."""
_SENTENCE_END = (".", "!", "?", ":", "\u201d", '"', "\u2019", ")", "\u2026")


def join(pages: Sequence[Page]) -> tuple[str, Locator]:
    """The pages as one text: first what can be seen, then what is hidden."""
    parts: list[str] = []
    starts: list[int] = []
    labels: list[str] = []
    length = 0
    shown = [(page.label, page.lines) for page in pages]
    hidden = [
        (f"{page.label} (hidden: {reason})", lines) for page in pages for reason, lines in page.hidden.items()
    ]
    for label, lines in [*shown, *hidden]:
        if lines:
            part = _page_text(lines)
            starts.append(length)
            labels.append(label)
            parts.append(part)
            length += len(part)
    return "".join(parts), Locator("page", tuple(starts), tuple(labels))


def _page_text(lines: Sequence[Line]) -> str:
    """Lines as printed; an empty one where a paragraph begins, or a sentence ends the page."""
    pitches = [
        after.box.middle - before.box.middle
        for before, after in pairwise(lines)
        if after.box.middle > before.box.middle
    ]
    usual = median(pitches) if pitches else 0.0
    text = lines[0].text + "\n"
    for before, after in pairwise(lines):
        pitch = after.box.middle - before.box.middle
        text += ("\n" if pitch > _PARAGRAPH * usual else "") + after.text + "\n"
    return text + ("\n" if lines[-1].text.endswith(_SENTENCE_END) else "")
