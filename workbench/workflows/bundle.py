"""Pack a matter's exhibit with all that another expert needs to check it: a BagIt bag (RFC 8493)."""

import logging
import os
import secrets
import shutil
import zipfile
from collections.abc import Generator
from pathlib import Path

from workbench.domain.errors import StorageFault
from workbench.domain.progress import Progress
from workbench.exhibits import profile_file
from workbench.matter import Matter, write_folder
from workbench.workflows.print_exhibit import print_exhibit

EXHIBIT, PROFILE, MATTER, LIBRARIES = "exhibit.pdf", "profile.toml", "matter", "libraries"
"""What lies in the payload of a bag."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def make_bundle(
    matter: Path, out: Path, profile: str = "letter", privileged: bool = False
) -> Generator[Progress, None, Path]:
    """Pack the exhibit of `matter` into the new folder or ZIP file `out`, and return where it lies.

    In it: the PDF and its profile, the originals, analyses, decisions, attempts and audit trail, and the
    manifests of the libraries at hand. What is privileged is left out unless `privileged` asks for it, and
    then the trail is, too. Raises MatterFault, LibraryFault and StorageFault; nothing is left half done.
    """
    out = out.absolute()
    if out.exists():
        raise StorageFault(f"{out} exists already.", "Name a new folder or a new ZIP file.")
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}.new")
    try:
        draft.mkdir()
        yield from print_exhibit(matter, draft / EXHIBIT, profile, privileged)
        yield Progress(0, 0, "copying the matter")
        shutil.copyfile(profile_file(profile), draft / PROFILE)
        with Matter.open(matter) as opened:
            write_folder(opened, draft / MATTER, privileged)
            dated = opened.exhibit(privileged=privileged).dated
            _copy_manifests(opened.libraries(), draft / LIBRARIES)
        yield Progress(0, 0, "sealing the bundle")
        _seal(draft, dated)
        if out.suffix.lower() == ".zip":
            packed = draft.with_suffix(".zip")
            _pack(draft, packed, out.stem)
            packed.rename(out)
        else:
            draft.rename(out)
    except OSError as fault:
        raise StorageFault(
            f"{out.name} cannot be written: {fault.strerror}.", "Free some space, or choose another folder."
        ) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        draft.with_suffix(".zip").unlink(missing_ok=True)
    return out


def _copy_manifests(libraries: list[Path], folder: Path) -> None:
    """The manifests of the libraries that are at hand, each by the library's name."""
    folder.mkdir()
    for number, library in enumerate(libraries, start=1):
        manifest = library / "manifest.json"
        if manifest.is_file():
            shutil.copyfile(manifest, folder / f"{number:02}-{library.stem[:40]}.json")


def _seal(folder: Path, dated: str) -> None:
    """Make a bag of a folder in its place; nothing in it depends on the clock."""
    import bagit

    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # faults come as exceptions
    here = Path.cwd()  # the library goes into the folder and comes back
    try:
        bagit.make_bag(str(folder), {"Bagging-Date": dated[:10] or "undated"}, checksums=["sha256"])
    finally:
        os.chdir(here)


def _pack(folder: Path, path: Path, name: str) -> None:
    """A folder as a ZIP file, every member with the same date."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for place in sorted(folder.rglob("*")):
            if place.is_file():
                member = zipfile.ZipInfo(f"{name}/{place.relative_to(folder).as_posix()}", _EPOCH)
                member.compress_type = zipfile.ZIP_DEFLATED
                with place.open("rb") as source, packed.open(member, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target)
