"""An exhibit before and after it is made: its first pages as pictures, and a second print to compare with."""

import io
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.domain.exhibit import Caption, Selection
from workbench.domain.progress import Progress
from workbench.exhibits import load_profile, select, write_pdf
from workbench.matter import Matter
from workbench.workflows.print_exhibit import print_exhibits

_DOTS_PER_POINT = 1.25


@dataclass(frozen=True, slots=True)
class Proof:
    """The first pages of an exhibit, as PNG, and how many it has in all."""

    pages: int
    pictures: tuple[bytes, ...]


def proof_exhibit(
    matter: Path,
    caption: Caption,
    profile: str = "letter",
    selection: Selection = Selection(),  # noqa: B008 - frozen, and empty
    passphrase: str = "",
    most: int = 24,
) -> Generator[Progress, None, Proof]:
    """Print the exhibit of `matter` under `caption`, and give at most `most` of its pages as pictures."""
    import pypdfium2

    with Matter.open(matter, passphrase=passphrase) as opened:
        exhibit = select(replace(opened.exhibit(), caption=caption), selection)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "proof.pdf"
        yield from write_pdf(exhibit, path, load_profile(profile))
        document = pypdfium2.PdfDocument(path)
        try:
            pictures = []
            for place in range(min(most, len(document))):
                kept = io.BytesIO()
                document[place].render(scale=_DOTS_PER_POINT).to_pil().save(kept, "PNG")
                pictures.append(kept.getvalue())
                yield Progress(place + 1, min(most, len(document)), "drawing the preview")
            return Proof(len(document), tuple(pictures))
        finally:
            document.close()


def reprint_exhibit(
    matter: Path,
    made: tuple[Path, ...],
    out: Path,
    profile: str = "letter",
    selection: Selection = Selection(),  # noqa: B008 - frozen, and empty
    per_source: bool = False,
    passphrase: str = "",
) -> Generator[Progress, None, tuple[str, ...]]:
    """Print again what was printed as `out`, and return the names of the files in `made` that differ.

    A file that is not there any more, or was not printed again, differs.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder) / out.name
        again = yield from print_exhibits(
            matter, place, profile, passphrase=passphrase, selection=selection, per_source=per_source
        )
        second = {path.name: path.read_bytes() for path in again}
        return tuple(
            path.name for path in made if not path.is_file() or path.read_bytes() != second.get(path.name)
        )
