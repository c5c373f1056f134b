"""An exhibit -> a PDF: same exhibit, same profile, same bytes."""

from collections.abc import Callable, Generator
from pathlib import Path
from secrets import token_hex

from workbench.domain.errors import StorageFault
from workbench.domain.exhibit import Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.composition import compose, numbered_findings
from workbench.exhibits.furniture import Furniture
from workbench.exhibits.press.blocks import Item
from workbench.exhibits.press.finish import finish
from workbench.exhibits.press.fonts import Faces
from workbench.exhibits.press.metadata import Identity
from workbench.exhibits.press.pages import Page, Paginator
from workbench.exhibits.press.pieces import Speller
from workbench.exhibits.press.sheet import Sheet
from workbench.exhibits.press.structure import Node
from workbench.exhibits.press.styles import MONOCHROME_PALETTE, RED_PALETTE
from workbench.exhibits.press.typesetter import Typesetter
from workbench.exhibits.profile import Profile


def write_pdf(
    exhibit: Exhibit, path: Path, profile: Profile | None = None
) -> Generator[Progress, None, None]:
    """Print an exhibit to `path`; the file appears whole or not at all.

    The default profile is US letter. Raises StorageFault when the file cannot be written, ExhibitFault when a
    typeface is missing.
    """
    profile = profile or Profile()
    path = path.resolve()  # a link is followed, not replaced
    faces = Faces()
    setter = Typesetter(faces, Speller(faces), profile.measure)
    document = Node("Document")
    furniture = Furniture(exhibit.caption, setter, profile)
    items: list[Item] = []
    findings = numbered_findings(exhibit)
    for item in compose(exhibit, findings, setter, profile, document):
        items.append(item)
        if len(items) % 16 == 0:
            yield Progress(len(items), 0, "setting the exhibit")
    paginator = Paginator(profile.size[1] - 2 * profile.margin)
    for placed in paginator.flow(items):
        yield Progress(placed, len(items), "filling pages")
    unfinished = _temporary(path)
    try:
        sheet = Sheet(
            unfinished,
            profile.size,
            faces,
            RED_PALETTE if profile.ink == "red" else MONOCHROME_PALETTE,
            paginator.page_of(),
            profile.links,
        )
        for number, page in enumerate(paginator.pages, start=1):
            furniture.draw(sheet, number, len(paginator.pages))
            _draw(page, sheet, profile)
            sheet.end_page()
            yield Progress(number, len(paginator.pages), "printing pages")
        sheet.save()
        finish(unfinished, document, _identity(exhibit, setter.speller.line))
        unfinished.replace(path)
    except OSError as fault:
        raise StorageFault(
            f"The exhibit {path.name} could not be written.", "Free some space, or choose another folder."
        ) from fault
    finally:
        unfinished.unlink(missing_ok=True)


def _draw(page: Page, sheet: Sheet, profile: Profile) -> None:
    top = profile.size[1] - profile.margin
    for placed in page.placed:
        block, y = placed.block, top - placed.top
        if block.anchor:
            sheet.anchor(block.anchor, y + 12)
            if block.bookmark:
                sheet.outline(block.bookmark[1], block.anchor, block.bookmark[0])
        block.draw(sheet, profile.margin, y)


def _identity(exhibit: Exhibit, line: Callable[[str], str]) -> Identity:
    caption = exhibit.caption
    title = (
        ", ".join(filter(None, (caption.exhibit.strip(), caption.parties.strip()))) or "Comparison of texts"
    )
    return Identity(line(title), line(caption.prepared_by), "Comparison of texts", exhibit.dated)


def _temporary(path: Path) -> Path:
    """A new empty file beside `path`, which may be read by whom the system lets read new files."""
    draft = path.with_name(f".{token_hex(8)}.pdf")
    try:
        draft.touch(exist_ok=False)
    except OSError as fault:
        raise StorageFault(
            f"The exhibit {path.name} could not be written.",
            "Choose a folder that exists and can be written.",
        ) from fault
    return draft
