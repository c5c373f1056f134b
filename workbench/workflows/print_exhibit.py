"""Print the exhibit of a matter."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from workbench.domain.errors import ExhibitFault, MatterFault
from workbench.domain.exhibit import Exhibit, Selection
from workbench.domain.progress import Progress
from workbench.exhibits import (
    Profile,
    Redactions,
    by_source,
    check_redacted,
    form_of,
    load_profile,
    redact,
    select,
    write_volumes,
)
from workbench.matter import Matter
from workbench.workflows.target import check_target


def print_exhibit(
    matter: Path,
    out: Path,
    profile: str = "letter",
    privileged: bool = False,
    passphrase: str = "",
    selection: Selection = Selection(),  # noqa: B008 - frozen, and empty
    redactions: Redactions = Redactions(),  # noqa: B008 - frozen, and empty
) -> Generator[Progress, None, Path]:
    """Print every analysed output of `matter` with its decisions to the file `out`, and return where it lies.

    The ending of `out` names the form: .pdf, .docx, .html, .csv, .xlsx, .dat.

    What is privileged is left out and counted, unless `privileged` asks for it. Raises
    MatterFault when nothing was analysed yet, and StorageFault; a failed print leaves no half file, and only
    an earlier file of this form is replaced. What was to be redacted is searched for in the made file, which
    is not kept if it is found (ExhibitFault).
    """
    exhibit = _exhibit(matter, privileged, passphrase, selection, redactions)
    yield from _write(exhibit, out, load_profile(profile), redactions)
    return out


def print_exhibits(
    matter: Path,
    out: Path,
    profile: str = "letter",
    privileged: bool = False,
    passphrase: str = "",
    selection: Selection = Selection(),  # noqa: B008 - frozen, and empty
    redactions: Redactions = Redactions(),  # noqa: B008 - frozen, and empty
    per_source: bool = False,
) -> Generator[Progress, None, tuple[Path, ...]]:
    """As `print_exhibit`, split into volumes where the profile has a size cap; returns the files in order.

    With `per_source` there is one exhibit for each source, `exhibit-1.pdf` and so on, whose Bates numbers run
    on from one to the next.
    """
    exhibit = _exhibit(matter, privileged, passphrase, selection, redactions)
    layout = load_profile(profile)
    if not per_source:
        return (yield from _write_volumes(exhibit, out, layout, redactions))
    made: list[Path] = []
    for number, own in enumerate(by_source(exhibit), start=1):
        place = out.with_name(f"{out.stem}-{number}{out.suffix}")
        files = yield from _write_volumes(own, place, layout, redactions)
        made += files
        layout = replace(layout, bates_start=layout.bates_start + sum(map(_pages, files)))
    if not made:
        raise MatterFault("No finding names a source.", "Print one exhibit of everything.")
    return tuple(made)


def _exhibit(
    matter: Path, privileged: bool, passphrase: str, selection: Selection, redactions: Redactions
) -> Exhibit:
    with Matter.open(matter, passphrase=passphrase) as opened:
        exhibit = opened.exhibit(privileged=privileged)
    if not exhibit.parts:
        raise MatterFault(
            f"No output of {matter.name} has been analysed yet.", "Analyse one first; then print the exhibit."
        )
    return redact(select(exhibit, selection), redactions)


def _write_volumes(
    exhibit: Exhibit, out: Path, profile: Profile, redactions: Redactions
) -> Generator[Progress, None, tuple[Path, ...]]:
    form = form_of(out)
    if out.suffix.lower() != ".pdf" or not profile.size_cap:
        yield from _write(exhibit, out, profile, redactions)
        return (out,)
    check_target(out, form.begins)
    made = yield from write_volumes(exhibit, out, profile)
    _check(made, redactions)
    return made


def _write(
    exhibit: Exhibit, out: Path, profile: Profile, redactions: Redactions
) -> Generator[Progress, None, None]:
    form = form_of(out)
    check_target(out, form.begins)
    yield from form.write(exhibit, out, profile)
    folder = out.with_name(out.stem)
    beside = sorted(folder.rglob("*.[pt][dx][ft]")) if out.suffix.lower() == ".dat" else []
    _check((out, *beside), redactions)


def _check(made: tuple[Path, ...], redactions: Redactions) -> None:
    """Read what was made; where a redacted phrase is left, nothing of it is kept."""
    try:
        for path in made:
            check_redacted(path, redactions)
    except ExhibitFault:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _pages(path: Path) -> int:
    """How many pages a PDF has; 0 for other files."""
    if path.suffix.lower() != ".pdf":
        return 0
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()
