"""Check a bundle as another expert would: digests, audit trail, the exhibit and the analyses made again."""

import json
import logging
import shutil
import tempfile
import zipfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Literal

from workbench.domain.analysis import Analysis, Screening
from workbench.domain.errors import StorageFault, UnreadableDocument, WorkbenchError
from workbench.domain.finding import Finding
from workbench.domain.progress import Progress
from workbench.evidence import Policy
from workbench.matter import Matter, read_folder
from workbench.workflows.analyze import analyze
from workbench.workflows.bundle import EXHIBIT, MATTER, PROFILE
from workbench.workflows.print_exhibit import print_exhibit

Verdict = Literal["agrees", "differs", "not checked"]
_MOST_BYTES = 64 << 30
_MOST_MEMBERS = 1_000_000
_TOLERANCE = 0.05
"""Bits: by how much a weight may differ between processors before it is called different."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was checked."""

    subject: str
    verdict: Verdict
    told: str = ""
    """What was found, in a sentence."""


def verify_bundle(
    bundle: Path, libraries: Sequence[Path] = ()
) -> Generator[Progress, None, tuple[Line, ...]]:
    """Check the folder or ZIP file `bundle` line by line; with `libraries`, make every analysis again.

    Raises UnreadableDocument for what is no bundle, StorageFault.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-verify-") as place:
        folder = bundle
        if bundle.is_file():
            yield Progress(0, 0, "unpacking the bundle")
            folder = _unpacked(bundle, Path(place) / "bag")
        yield Progress(0, 0, "checking digests")
        lines = [_digests(folder)]
        if lines[0].verdict == "agrees":
            matter = Path(place) / "made-again.matter"
            yield Progress(0, 0, "checking the audit trail")
            lines.append(_trail(folder / "data" / MATTER, matter))
            if lines[-1].verdict == "agrees":
                lines.append((yield from _printed_again(folder / "data", matter, Path(place))))
                lines += yield from _analysed_again(matter, libraries)
        return tuple(lines)


def _digests(folder: Path) -> Line:
    """Whether every file is there as it was sealed, and no other."""
    import bagit

    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    try:
        bag = bagit.Bag(str(folder))
        missing, added = (sorted(names) for names in bag.compare_manifests_with_fs())
        if missing or added:
            told = (("Missing", missing), ("Not sealed", added))
            return Line(
                "files", "differs", " ".join(f"{what}: {', '.join(names)}." for what, names in told if names)
            )
        bag.validate()
    except bagit.BagValidationError as fault:
        return Line("files", "differs", f"{'; '.join(map(str, fault.details)) or fault}.")
    except (bagit.BagError, OSError, ValueError) as fault:
        raise UnreadableDocument(
            f"{folder.name} is not a bundle: {fault}.",
            "Name the folder or ZIP file that `workbench bundle` made.",
        ) from fault
    return Line("files", "agrees", f"All {len(bag.entries):,} digests agree.")


def _trail(folder: Path, matter: Path) -> Line:
    """Whether the matter can be made again from its plain files, with a trail that holds."""
    try:
        read_folder(folder, matter)
    except WorkbenchError as fault:
        complete = json.loads((folder / "manifest.json").read_bytes()).get("complete")
        return Line("audit trail", "differs" if complete else "not checked", fault.message)
    with Matter.open(matter) as opened:
        told = f"{len(opened.audit()):,} rows, each chained to the one before; the last is {opened.head()}."
    return Line("audit trail", "agrees", told)


def _printed_again(folder: Path, matter: Path, place: Path) -> Generator[Progress, None, Line]:
    """Whether the matter prints to the bytes of the exhibit."""
    again = place / "again.pdf"
    try:
        yield from print_exhibit(matter, again, str(folder / PROFILE), privileged=True)
    except WorkbenchError as fault:
        return Line("exhibit", "differs", fault.message)
    if again.read_bytes() == (folder / EXHIBIT).read_bytes():
        return Line("exhibit", "agrees", "Printed again from the matter, it has the same bytes.")
    return Line(
        "exhibit",
        "differs",
        "Printed again from the matter, it has other bytes: another version of the program or of a typeface "
        "gives that, and so does a changed file.",
    )


def _analysed_again(matter: Path, libraries: Sequence[Path]) -> Generator[Progress, None, list[Line]]:
    lines = []
    with Matter.open(matter) as opened:
        screenings = {
            entry.name: opened.screening(entry.analysis) for entry in opened.outputs() if entry.analysis
        }
    for name, screening in screenings.items():
        subject = f"analysis of {name}"
        if not libraries:
            lines.append(Line(subject, "not checked", "No library was given to make it again with."))
            continue
        try:
            again = yield from _again(screening, libraries)
        except WorkbenchError as fault:
            lines.append(Line(subject, "not checked", f"{fault.message} {fault.remedy}"))
            continue
        lines += _compared(subject, screening.analysis, again)
    return lines


def _again(screening: Screening, libraries: Sequence[Path]) -> Generator[Progress, None, Analysis]:
    """The analysis of the same text with the same settings."""
    settings = screening.analysis.parameters
    names = {field.name for field in fields(Policy)}
    chosen = {name: settings[name] for name in names & settings.keys()}
    if "ignored" in chosen:
        chosen["ignored"] = tuple(chosen["ignored"])
    steps = analyze(screening.output, libraries, bool(settings.get("semantic")), Policy(**chosen))
    while True:
        try:
            step = next(steps)
        except StopIteration as done:
            result: Screening = done.value
            return result.analysis
        if isinstance(step, Progress):
            yield step


def _compared(subject: str, was: Analysis, now: Analysis) -> Iterator[Line]:
    """What agrees and what does not, from the library to each finding."""
    for name, title in (("works_sha256", "works of the library"), ("semantic", "search by meaning")):
        same = was.parameters.get(name) == now.parameters.get(name)
        told = "The same." if same else f"Then {was.parameters.get(name)}, now {now.parameters.get(name)}."
        yield Line(f"{subject}: {title}", "agrees" if same else "differs", told)
    changed = [
        f"{name} {version} then, {now.versions.get(name, 'none')} now"
        for name, version in was.versions.items()
        if now.versions.get(name) != version
    ]
    yield Line(f"{subject}: versions", "differs" if changed else "agrees", "; ".join(changed) or "The same.")
    found = {_identity(finding): finding for finding in now.findings}
    for finding in was.findings:
        other = found.pop(_identity(finding), None)
        yield _finding_line(f"{subject}: finding {finding.id}", finding, other)
    for finding in found.values():
        told = f"Found only now: {finding.kind}, {finding.matched_words} equal words."
        yield Line(f"{subject}: finding {finding.id} of now", "differs", told)
    same = asdict(was.coverage) == asdict(now.coverage)
    yield Line(
        f"{subject}: coverage",
        "agrees" if same else "differs",
        "The same counts." if same else "Other counts.",
    )


def _identity(finding: Finding) -> tuple[object, ...]:
    return (finding.source, finding.output_span, finding.source_span)


def _finding_line(subject: str, was: Finding, now: Finding | None) -> Line:
    if now is None:
        return Line(subject, "differs", "It is not found at this place any more.")
    unlike = [
        name
        for name in ("kind", "pairs", "matched_words", "classification", "works")
        if getattr(was, name) != getattr(now, name)
    ]
    if abs(was.weight_bits - now.weight_bits) > _TOLERANCE:
        unlike.append("weight_bits")
    told = f"Other now: {', '.join(unlike)}." if unlike else f"{was.kind}, {was.matched_words} equal words."
    return Line(subject, "differs" if unlike else "agrees", told)


def _unpacked(path: Path, place: Path) -> Path:
    """The folder in a ZIP file, unpacked to `place`; names that lead out of it are refused."""
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
            _check_members(path, members)
            packed.extractall(place)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as fault:
        raise UnreadableDocument(
            f"{path.name} cannot be read as a ZIP file.", "Ask for the bundle again."
        ) from fault
    except OSError as fault:
        raise StorageFault(
            f"{path.name} cannot be unpacked: {fault.strerror}.", "Free some space."
        ) from fault
    inside = [folder for folder in place.iterdir() if folder.is_dir()]
    if not (place / "bagit.txt").exists() and len(inside) == 1:
        shutil.move(inside[0], place.with_name("bundle"))
        return place.with_name("bundle")
    return place


def _check_members(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    for member in members:
        name = PurePosixPath(member.filename)
        link = (member.external_attr >> 16) & 0o170000 == 0o120000
        if (
            name.is_absolute()
            or ".." in name.parts
            or "\\" in member.filename
            or ":" in member.filename
            or link
        ):
            raise UnreadableDocument(f"{path.name} names a file outside of it.", "Ask for the bundle again.")
    size = sum(member.file_size for member in members)
    if size > _MOST_BYTES or len(members) > _MOST_MEMBERS or size > 1000 * max(1, path.stat().st_size):
        raise UnreadableDocument(f"{path.name} unpacks to too much.", "Ask for the bundle as a folder.")
