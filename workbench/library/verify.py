"""Whether every file of a library is what was written."""

from collections.abc import Iterator
from pathlib import Path

from workbench.domain.errors import DamagedCatalogue, LibraryFault
from workbench.library.catalogue import Catalogue
from workbench.library.control import control_of
from workbench.library.durable import StoredFile, digest_or_nothing, file_sha256
from workbench.library.manifest import WITNESS_NAME, Chain, Manifest, read_manifest
from workbench.library.neighbours import NEIGHBOURS_NAME, is_sound
from workbench.library.schema import CATALOGUE_NAME, MANIFEST_NAME

_REMEDY = {
    "nearest": "Nothing is lost: until `workbench library embed` builds it anew, every vector is looked at.",
    "vectors": "Bring it back from a copy, or make the library again from its files and embed it.",
    "catalogue": "Bring it back from a copy, or make the library again from its files.",
}
_ANY_REMEDY = "Bring it back from a copy, or make the library again from its files."
_LOOKS = 10


def problems(catalogue: Catalogue) -> list[str]:
    """What is wrong, in sentences that name each file and what brings it back; empty when all is sound.

    What another program replaces meanwhile is no damage.
    """
    try:
        return [
            *_catalogue_problems(catalogue),
            *(
                problem
                for file in catalogue.files()
                for problem in _file_problems(catalogue.folder, file)
                if file in catalogue.files()
            ),
            *_settled_problems(catalogue),
            *_problems_beside(catalogue.folder),
        ]
    except DamagedCatalogue as fault:  # the manifest names the files, too
        return [str(fault), *_problems_by_manifest(catalogue.folder)]


def _problems_by_manifest(folder: Path) -> Iterator[str]:
    try:
        manifest = read_manifest(folder)
    except LibraryFault as fault:
        yield str(fault)
    else:
        for file in manifest.files[1:] if manifest else ():
            yield from _file_problems(folder, file)
    yield from _problems_beside(folder)


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


def _problems_beside(folder: Path) -> Iterator[str]:
    """Of what lies beside the library's files and is no part of its state."""
    try:
        control_of(folder)
    except LibraryFault as fault:
        yield str(fault)
    if not is_sound(folder / NEIGHBOURS_NAME):
        yield (
            f"{NEIGHBOURS_NAME} is not what was written: its digest is another. Nothing is lost: an analysis "
            "counts anew what follows what, and the next `workbench library add` stores it."
        )


def _settled_problems(catalogue: Catalogue) -> list[str]:
    """The problems of the files that tell the state; looked at again while another program writes them."""
    found: list[str] = []
    for _ in range(_LOOKS):
        before = _state(catalogue)
        found = list(_manifest_problems(catalogue))
        if not found or _state(catalogue) == before:
            break
    return found


def _state(catalogue: Catalogue) -> tuple[int, str, str]:
    folder = catalogue.folder
    return (
        catalogue.generation(),
        digest_or_nothing(folder / MANIFEST_NAME),
        digest_or_nothing(folder / WITNESS_NAME),
    )


def _manifest_problems(catalogue: Catalogue) -> Iterator[str]:
    try:
        chain = Chain.of(catalogue)
    except LibraryFault as fault:
        yield str(fault)
        return
    if chain.described and chain.manifest:
        yield from _contradictions(catalogue, chain.manifest)
    if not (chain.whole or chain.ended_early):
        yield _broken_link(chain)


def _broken_link(chain: Chain) -> str:
    """What others did to the files that are written one after the other."""
    renewed = (
        "If all else is sound, the next change of the library makes it anew, such as "
        "`workbench library compact`."
    )
    put_back = "was put back from an earlier time"
    if chain.manifest and chain.manifest.generation > chain.generation:
        return f"{CATALOGUE_NAME} is older than {MANIFEST_NAME}: it {put_back}. {_ANY_REMEDY}"
    if chain.is_older:
        return (
            f"{CATALOGUE_NAME} and {MANIFEST_NAME} are older than {WITNESS_NAME}: they were put back from an "
            f"earlier time, and works that were added since are missing. {_ANY_REMEDY}"
        )
    if chain.manifest is None:
        return f"{MANIFEST_NAME} is missing. {renewed}"
    if not chain.described:
        return f"{MANIFEST_NAME} is older than {CATALOGUE_NAME}: it {put_back}. {renewed}"
    if chain.witness is None:
        return f"{WITNESS_NAME} is missing. {renewed}"
    return f"{MANIFEST_NAME} is not what {WITNESS_NAME} names: one is damaged or {put_back}. {renewed}"


def _contradictions(catalogue: Catalogue, manifest: Manifest) -> Iterator[str]:
    """What the manifest and the catalogue of one generation say differently."""
    own, others = manifest.files[:1], manifest.files[1:]
    if [file.name for file in own] != [CATALOGUE_NAME] or list(others) != catalogue.files():
        yield f"{MANIFEST_NAME} and {CATALOGUE_NAME} do not name the same files. {_ANY_REMEDY}"
        return
    yield from _file_problems(catalogue.folder, own[0])
