"""What a reviewer must know about the reading of a PDF file, in sentences."""

from collections.abc import Sequence

from workbench.intake import ocr
from workbench.intake.pdf.furniture import Furniture
from workbench.intake.pdf.page import Page

_PAGES_NAMED = 12
_HEADS_QUOTED = 6


def label(pages: Sequence[Page], furniture: Furniture) -> list[str]:
    """Give pages the numbers that are printed on them, where the file states none and they run on."""
    counted = [str(number) for number in range(1, len(pages) + 1)]
    if [page.label for page in pages] != counted:
        return ["Pages are cited by the labels that the file states."]
    printed = furniture.numbers
    shifts = {number + 1 - int(said) for number, said in printed.items() if said.isdigit()}
    if len(shifts) != 1 or shifts == {0} or len(printed) < 0.8 * len(pages) or len(printed) < 2:
        return []
    (shift,) = shifts
    for number, page in enumerate(pages):
        page.label = str(number + 1 - shift) if number + 1 > shift else f"({number + 1})"
    first = max(0, shift)
    return [f"Pages are cited by their printed numbers; the file's page {first + 1} is {pages[first].label}."]


def apart(furniture: Furniture) -> list[str]:
    """What was set apart from the text."""
    said = []
    if furniture.heads:
        most = furniture.heads.most_common(_HEADS_QUOTED)
        quoted = "; ".join(f"\u201c{head[:80]}\u201d on {_pages_counted(count)}" for head, count in most)
        more = len(furniture.heads) - len(most)
        said.append(
            f"Running heads and feet set apart from the text, {furniture.heads.total():,} lines: {quoted}"
            f"{f'; and {more:,} others' if more else ''} (digits as #)."
        )
    if furniture.numbers:
        said.append(f"Page numbers set apart from the text on {_pages_counted(len(furniture.numbers))}.")
    if furniture.numbered_margins:
        said.append(f"Line numbers in the margin set apart on {_pages_counted(furniture.numbered_margins)}.")
    return said


def scans(pages: Sequence[Page]) -> list[str]:
    """Which pages are scans, and whose letters are in the text."""
    said = []
    seen = [page for page in pages if page.confidences is not None]
    if seen:
        confidences = [each for page in seen for each in page.confidences or []]
        said.append(ocr.told(_named(seen), confidences))
    unread = [page for page in pages if page.scan and page.confidences is None]
    if unread:
        said.append(f"{_named(unread)}: a scan without letters, left out. {ocr.HOW_TO_INSTALL}")
    layers = [page for page in pages if page.layer]
    if layers:
        said.append(
            f"{_named(layers)}: a scan with letters that a program recognised, hidden behind it; "
            "errors in them are not the author's."
        )
    return said


def hidden(pages: Sequence[Page]) -> list[str]:
    """What cannot be seen, by how it is hidden."""
    said = []
    for reason in ("invisible", "white", "tiny", "off the page"):
        found = [page for page in pages if page.hidden.get(reason)]
        words = sum(len(line.text.split()) for page in found for line in page.hidden[reason])
        if words:
            said.append(
                f"Hidden text ({reason}), {words:,} {'word' if words == 1 else 'words'}: {_named(found)}. "
                "It stands at the end, in pages labelled as hidden."
            )
    return said


def _named(pages: Sequence[Page]) -> str:
    labels = ", ".join(page.label for page in pages[:_PAGES_NAMED])
    more = f" and {len(pages) - _PAGES_NAMED:,} more" if len(pages) > _PAGES_NAMED else ""
    return f"{'Page' if len(pages) == 1 else 'Pages'} {labels}{more}"


def _pages_counted(count: int) -> str:
    return f"{count:,} {'page' if count == 1 else 'pages'}"
