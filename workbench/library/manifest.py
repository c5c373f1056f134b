"""`manifest.json`: the digest of every file of a library, for one generation of its catalogue."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.domain.errors import LibraryFault
from workbench.library.catalogue import Catalogue
from workbench.library.durable import StoredFile, file_sha256, replace_file, storing
from workbench.library.schema import CATALOGUE_NAME, FORMAT_VERSION

MANIFEST_NAME = "manifest.json"
SCHEMA = "workbench.library/1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of a library as it was in one generation, the catalogue first."""

    generation: int
    files: tuple[StoredFile, ...]
    meaning: Mapping[str, Any] = field(default_factory=dict)
    """How the vectors were made, and the index over them with its recall."""

    def to_json(self) -> str:
        """The manifest's text: the same state, the same characters."""
        record = {
            "schema": SCHEMA,
            "format": FORMAT_VERSION,
            "generation": self.generation,
            "meaning": self.meaning,
            "files": [
                {"name": file.name, "part": file.part, "bytes": file.size, "sha256": file.sha256}
                for file in self.files
            ],
        }
        return json.dumps(record, indent=1) + "\n"


def write_manifest(catalogue: Catalogue) -> None:
    """Describe the catalogue's present state; only the writer may."""
    path = catalogue.folder / CATALOGUE_NAME
    with storing(catalogue.folder):
        own = StoredFile(CATALOGUE_NAME, "catalogue", path.stat().st_size, file_sha256(path))
        manifest = Manifest(catalogue.generation(), (own, *catalogue.files()), catalogue.meaning())
        replace_file(catalogue.folder / MANIFEST_NAME, manifest.to_json().encode())


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`, None where none was written yet; raises LibraryFault for a damaged one."""
    try:
        record: Any = json.loads((folder / MANIFEST_NAME).read_bytes())
        if record["schema"] != SCHEMA or not 1 <= record["format"] <= FORMAT_VERSION:
            raise _damaged(folder)
        files = tuple(
            StoredFile(str(row["name"]), str(row["part"]), int(row["bytes"]), str(row["sha256"]))
            for row in record["files"]
        )
        return Manifest(int(record["generation"]), files)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as fault:
        raise _damaged(folder) from fault


def state_of(folder: Path) -> str:
    """SHA-256 of the manifest, which holds the digest of every file: which state of the library this is."""
    manifest = folder / MANIFEST_NAME
    return hashlib.sha256(manifest.read_bytes() if manifest.exists() else b"").hexdigest()


def is_behind(catalogue: Catalogue) -> bool:
    """Whether the manifest describes an earlier state: its writer was ended between the two."""
    manifest = read_manifest(catalogue.folder)
    return manifest is None or manifest.generation < catalogue.generation()


def _damaged(folder: Path) -> LibraryFault:
    return LibraryFault(
        f"The manifest of the library {folder.name!r} is damaged: {MANIFEST_NAME} cannot be read.",
        "Bring the folder back from a copy, or remove manifest.json and let `workbench library verify` check "
        "the files against the catalogue.",
    )
