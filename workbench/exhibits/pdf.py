"""An exhibit -> a PDF: same exhibit, same profile, same bytes."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from secrets import token_hex

from workbench.domain.errors import ExhibitFault, StorageFault
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
    """Print an exhibit to `path`, however large; the file appears whole or not at all.

    The default profile is US letter. Raises StorageFault when the file cannot be written, ExhibitFault when a
    typeface is missing.
    """
    path = path.resolve()  # a link is followed, not replaced
    printing = yield from _set(exhibit, profile or Profile())
    yield from _put(printing, [printing.whole], [path])


def write_volumes(
    exhibit: Exhibit, path: Path, profile: Profile
) -> Generator[Progress, None, tuple[Path, ...]]:
    """Print an exhibit to `path`, or, where it is larger than the profile's cap, to volumes beside it.

    Volumes are called `exhibit-vol-1.pdf` and so on; their page and Bates numbers run on. Returns the files.
    Raises StorageFault, and ExhibitFault when a page alone is larger than the cap.
    """
    path = path.resolve()
    cap = int(profile.size_cap * 1_000_000)
    yield from write_pdf(exhibit, path, profile)
    size = path.stat().st_size
    if not cap or size <= cap:
        return (path,)
    path.unlink()
    count = -(-size // cap)
    while True:
        printing = yield from _set(exhibit, profile, count)
        pages = len(printing.paginator.pages)
        if count > pages:
            raise ExhibitFault(
                f"A single page is larger than the cap of {profile.size_cap:g} MB.",
                "Raise size_cap in the profile.",
            )
        edges = [place * pages // count for place in range(count + 1)]
        volumes = [range(first, stop) for first, stop in pairwise(edges)]
        paths = [path.with_name(f"{path.stem}-vol-{number}.pdf") for number in range(1, count + 1)]
        yield from _put(printing, volumes, paths)
        if max(made.stat().st_size for made in paths) <= cap:
            return tuple(paths)
        for made in paths:
            made.unlink()
        count += 1


@dataclass(frozen=True, slots=True)
class _Printing:
    """An exhibit that is set and paged, and waits to be drawn."""

    exhibit: Exhibit
    profile: Profile
    setter: Typesetter
    faces: Faces
    document: Node
    paginator: Paginator

    @property
    def whole(self) -> range:
        """All its pages, from 0."""
        return range(len(self.paginator.pages))


def _set(exhibit: Exhibit, profile: Profile, volumes: int = 1) -> Generator[Progress, None, _Printing]:
    faces = Faces(profile.serif)
    setter = Typesetter(faces, Speller(faces, exhibit.redacted > 0), profile.measure)
    document = Node("Document")
    items: list[Item] = []
    for item in compose(exhibit, numbered_findings(exhibit), setter, profile, document, volumes):
        items.append(item)
        if len(items) % 16 == 0:
            yield Progress(len(items), 0, "setting the exhibit")
    paginator = Paginator(profile.size[1] - 2 * profile.margin)
    for placed in paginator.flow(items):
        yield Progress(placed, len(items), "filling pages")
    return _Printing(exhibit, profile, setter, faces, document, paginator)


def _put(
    printing: _Printing, volumes: Sequence[range], paths: Sequence[Path]
) -> Generator[Progress, None, None]:
    """Draw each volume to its file; all of them appear, or none."""
    drafts: list[Path] = []
    try:
        for number, (pages, path) in enumerate(zip(volumes, paths, strict=True), start=1):
            drafts.append(_temporary(path))
            printing.document.clear()
            label = f"vol. {number} of {len(volumes)}" if len(volumes) > 1 else ""
            yield from _print(printing, drafts[-1], pages, volumes if label else (), label)
        for draft, path in zip(drafts, paths, strict=True):
            draft.replace(path)
    except OSError as fault:
        raise StorageFault(
            f"The exhibit {paths[0].name} could not be written.", "Free some space, or choose another folder."
        ) from fault
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _print(
    printing: _Printing, path: Path, pages: range, volumes: Sequence[range], label: str
) -> Generator[Progress, None, None]:
    profile, all_pages = printing.profile, printing.paginator.pages
    furniture = Furniture(printing.exhibit.caption, printing.setter, profile, label)
    sheet = Sheet(
        path,
        profile.size,
        printing.faces,
        RED_PALETTE if profile.ink == "red" else MONOCHROME_PALETTE,
        printing.paginator.page_of(),
        profile.links,
        volumes,
        pages,
    )
    for place in pages:
        furniture.draw(sheet, place + 1, len(all_pages))
        if label and place == pages.start:
            sheet.anchor("volume", profile.size[1] - profile.margin)
            sheet.outline(label.capitalize(), "volume", 0)
        _draw(all_pages[place], sheet, profile)
        sheet.end_page()
        yield Progress(place + 1, len(all_pages), "printing pages")
    sheet.save()
    identity = _identity(printing.exhibit, printing.setter.speller.line, label)
    finish(path, printing.document, identity, pages.start + 1)


def _draw(page: Page, sheet: Sheet, profile: Profile) -> None:
    top = profile.size[1] - profile.margin
    for placed in page.placed:
        block, y = placed.block, top - placed.top
        if block.anchor:
            sheet.anchor(block.anchor, y + 12)
            if block.bookmark:
                sheet.outline(block.bookmark[1], block.anchor, block.bookmark[0])
        block.draw(sheet, profile.margin, y)


def _identity(exhibit: Exhibit, line: Callable[[str], str], volume: str) -> Identity:
    caption = exhibit.caption
    parts = caption.exhibit.strip(), volume, caption.parties.strip()
    title = ", ".join(filter(None, parts)) or "Comparison of texts"
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
