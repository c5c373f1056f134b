"""An exhibit for a review platform: Concordance DAT, Opticon OPT, a picture and a text of each page."""

import hashlib
import shutil
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

from workbench.domain.errors import StorageFault
from workbench.domain.exhibit import Exhibit
from workbench.domain.progress import Progress
from workbench.exhibits.exports.writing import written
from workbench.exhibits.pdf import write_pdf
from workbench.exhibits.profile import Profile
from workbench.exhibits.redaction import shown

QUOTE, COLUMN, LINE = "\u00fe", "\u0014", "\u00ae"
"""Concordance's own marks: around a value, between two values, and for a line end within one."""
_FIELDS = ("BEGBATES", "ENDBATES", "PAGES", "TITLE", "AUTHOR", "DATE", "SHA256", "NATIVEPATH", "TEXTPATH")
_DOTS_PER_INCH = 200
_QUALITY = 85
_PREFIX = "EX"
"""Of the Bates numbers, where the profile has none."""


def write_load_files(
    exhibit: Exhibit, path: Path, profile: Profile | None = None
) -> Generator[Progress, None, None]:
    """Write `path` (.dat), the OPT of its name, and beside them a folder with the PDF, pictures and texts.

    The pages carry the Bates numbers of the profile. Raises StorageFault when something cannot be written, or
    when the folder is there already.
    """
    profile = profile or Profile()
    if not profile.bates_prefix:
        profile = replace(profile, bates_prefix=_PREFIX)
    path = path.resolve()
    folder = path.with_name(path.stem)
    draft = path.with_name(f".{token_hex(8)}")
    try:
        if folder.exists():
            raise StorageFault(f"{folder} exists already.", "Name another file, or move the folder away.")
        for place in (draft, draft / "TEXT", draft / "IMAGES"):
            place.mkdir()
        pdf = draft / "exhibit.pdf"
        yield from write_pdf(exhibit, pdf, profile)
        numbers = yield from _write_pages(pdf, draft, profile)
        record = _record(exhibit, pdf, numbers, folder.name)
        draft.rename(folder)
        with written(path.with_suffix(".opt")) as target:
            target.write(_opt(numbers, folder.name).encode("utf-8"))
        with written(path) as target:
            target.write(record.encode("utf-8-sig", "replace"))
    except OSError as fault:
        raise StorageFault(
            f"{path.name} could not be written.", "Free some space, or choose a folder that can be written."
        ) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_pages(pdf: Path, folder: Path, profile: Profile) -> Generator[Progress, None, list[str]]:
    """A JPEG and a text for each page, named by its Bates number; gives the numbers."""
    import pypdfium2

    numbers = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        total = len(document)
        for place in range(total):
            number = profile.bates_number(place + 1)
            page = document[place]
            picture = page.render(scale=_DOTS_PER_INCH / 72).to_pil()
            dots = (_DOTS_PER_INCH, _DOTS_PER_INCH)
            picture.save(folder / "IMAGES" / f"{number}.jpg", quality=_QUALITY, dpi=dots)
            text = page.get_textpage().get_text_bounded()
            (folder / "TEXT" / f"{number}.txt").write_text(text, "utf-8", "replace", newline="")
            numbers.append(number)
            yield Progress(place + 1, total, "making pictures of the pages")
    finally:
        document.close()
    text = "\f".join((folder / "TEXT" / f"{number}.txt").read_text("utf-8") for number in numbers)
    (folder / "TEXT" / "exhibit.txt").write_text(text, "utf-8", newline="")
    return numbers


def _record(exhibit: Exhibit, pdf: Path, numbers: list[str], folder: str) -> str:
    """The DAT: a line of names and a line for the exhibit."""
    caption = exhibit.caption
    values = (
        numbers[0],
        numbers[-1],
        str(len(numbers)),
        ", ".join(filter(None, (caption.exhibit.strip(), caption.parties.strip()))),
        caption.prepared_by,
        exhibit.dated[:10],
        hashlib.sha256(pdf.read_bytes()).hexdigest(),
        f"{folder}\\exhibit.pdf",
        f"{folder}\\TEXT\\exhibit.txt",
    )
    return _line(_FIELDS) + _line(tuple(map(shown, values)) if exhibit.redacted else values)


def _line(values: tuple[str, ...]) -> str:
    return COLUMN.join(f"{QUOTE}{_value(value)}{QUOTE}" for value in values) + "\r\n"


def _value(text: str) -> str:
    """A value without the marks that divide values; its line ends as Concordance writes them."""
    for mark in (QUOTE, COLUMN):
        text = text.replace(mark, " ")
    return LINE.join(text.splitlines())


def _opt(numbers: list[str], folder: str) -> str:
    """The OPT: for each page its number, the volume, its picture, and on the first how many pages follow."""
    rows = []
    for place, number in enumerate(numbers):
        first = "Y" if place == 0 else ""
        pages = str(len(numbers)) if place == 0 else ""
        rows.append(f"{number},{folder},{folder}\\IMAGES\\{number}.jpg,{first},,,{pages}\r\n")
    return "".join(rows)
