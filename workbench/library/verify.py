"""Whether every file of a library is what was written."""

from collections.abc import Iterator
from pathlib import Path

from workbench.domain.errors import LibraryFault
from workbench.library.catalogue import Catalogue
from workbench.library.control import control_of
from workbench.library.durable import StoredFile, file_sha256
from workbench.library.manifest import MANIFEST_NAME, Manifest, read_manifest
from workbench.library.schema import CATALOGUE_NAME

_REMEDY = {
    "nearest": "Nothing is lost: until `workbench library embed` builds it anew, every vector is looked at.",
    "vectors": "Bring it back from a copy, or make the library again from its files and embed it.",
    "catalogue": "Bring it back from a copy, or make the library again from its files.",
}
_ANY_REMEDY = "Bring it back from a copy, or make the library again from its files."


def problems(catalogue: Catalogue) -> list[str]:
    """What is wrong, in sentences that name each file and what brings it back; empty when all is sound."""
    return [
        *_catalogue_problems(catalogue),
        *(problem for file in catalogue.files() for problem in _file_problems(catalogue.folder, file)),
        *_manifest_problems(catalogue),
        *_control_problems(catalogue.folder),
    ]


def _catalogue_problems(catalogue: Catalogue) -> Iterator[str]:
    found = [row for (row,) in catalogue.rows("PRAGMA integrity_check") if row != "ok"]
    if found:
        yield f"{CATALOGUE_NAME} is damaged inside ({len(found)} faults). {_ANY_REMEDY}"


def _file_problems(folder: Path, file: StoredFile) -> Iterator[str]:
    path = folder / file.name
    remedy = _REMEDY.get(file.part, _ANY_REMEDY)
    try:
        size = path.stat().st_size
        if size != file.size:
            yield f"{file.name} has {size} bytes, and {file.size} were written. {remedy}"
        elif file_sha256(path) != file.sha256:
            yield f"{file.name} is not what was written: its digest is another. {remedy}"
    except FileNotFoundError:
        yield f"{file.name} is missing. {remedy}"
    except OSError:
        yield f"{file.name} cannot be read. {remedy}"


def _control_problems(folder: Path) -> Iterator[str]:
    try:
        control_of(folder)
    except LibraryFault as fault:
        yield str(fault)


def _manifest_problems(catalogue: Catalogue) -> Iterator[str]:
    renewed = "The next change of the library writes it anew."
    try:
        manifest = read_manifest(catalogue.folder)
    except LibraryFault:
        yield f"{MANIFEST_NAME} cannot be read. {renewed}"
        return
    if manifest is None:
        yield f"{MANIFEST_NAME} is missing. {renewed}"
    elif manifest.generation > catalogue.generation():
        yield (
            f"{CATALOGUE_NAME} is older than {MANIFEST_NAME}: it was put back from an earlier time. "
            f"{_ANY_REMEDY}"
        )
    elif manifest.generation == catalogue.generation():
        yield from _contradictions(catalogue, manifest)


def _contradictions(catalogue: Catalogue, manifest: Manifest) -> Iterator[str]:
    """What the manifest and the catalogue of one generation say differently."""
    own, others = manifest.files[:1], manifest.files[1:]
    if [file.name for file in own] != [CATALOGUE_NAME] or list(others) != catalogue.files():
        yield f"{MANIFEST_NAME} and {CATALOGUE_NAME} do not name the same files. {_ANY_REMEDY}"
        return
    yield from _file_problems(catalogue.folder, own[0])
