"""`manifest.json`: the digest of every file of a library, for one generation of its catalogue."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.domain.errors import LibraryFault
from workbench.library.catalogue import Catalogue
from workbench.library.durable import StoredFile, digest_or_nothing, file_sha256, replace_file, storing
from workbench.library.migration import FORMAT_VERSION
from workbench.library.schema import CATALOGUE_NAME, MANIFEST_NAME

WITNESS_NAME = "generation.json"
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


@dataclass(frozen=True, slots=True)
class Witness:
    """Which manifest was written last, in a file of its own: what shows that others were put back."""

    generation: int
    manifest: str
    """Its SHA-256."""

    def to_json(self) -> str:
        """The witness's text."""
        return json.dumps({"generation": self.generation, "manifest": self.manifest}) + "\n"


def write_manifest(catalogue: Catalogue) -> None:
    """Describe the catalogue's present state, then witness that it was described; only the writer may."""
    folder = catalogue.folder
    path = folder / CATALOGUE_NAME
    with storing(folder):
        own = StoredFile(CATALOGUE_NAME, "catalogue", path.stat().st_size, file_sha256(path))
        manifest = Manifest(catalogue.generation(), (own, *catalogue.files()), catalogue.meaning())
        content = manifest.to_json().encode()
        replace_file(folder / MANIFEST_NAME, content)
        witness = Witness(manifest.generation, hashlib.sha256(content).hexdigest())
        replace_file(folder / WITNESS_NAME, witness.to_json().encode())


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


def read_witness(folder: Path) -> Witness | None:
    """The witness in `folder`, None where none was written yet; raises LibraryFault for a damaged one."""
    try:
        content = (folder / WITNESS_NAME).read_text(encoding="utf-8")
        record: Any = json.loads(content)
        witness = Witness(int(record["generation"]), str(record["manifest"]))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as fault:
        raise _damaged(folder, WITNESS_NAME) from fault
    if witness.to_json() != content:
        raise _damaged(folder, WITNESS_NAME)
    return witness


@dataclass(frozen=True, slots=True)
class Chain:
    """How far catalogue, manifest and witness have come, which are written in this order.

    The catalogue notes which manifest there was when it was last changed. A writer that was ended leaves the
    manifest and the witness of before that change, or the witness of before it; anything else was done to
    the files by others.
    """

    generation: int
    """Of the catalogue."""
    before: str | None
    """SHA-256 of the manifest when the catalogue was changed; "" for none, None where it was not noted."""
    manifest: Manifest | None
    digest: str
    """Of the manifest; "" for none."""
    witness: Witness | None

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Chain":
        """The chain as it is now; raises LibraryFault where manifest or witness cannot be read."""
        folder = catalogue.folder
        return cls(
            catalogue.generation(),
            catalogue.manifest_before(),
            read_manifest(folder),
            digest_or_nothing(folder / MANIFEST_NAME),
            read_witness(folder),
        )

    @property
    def described(self) -> bool:
        """Whether the manifest is of the catalogue's state."""
        return self.manifest is not None and self.manifest.generation == self.generation

    @property
    def whole(self) -> bool:
        """Whether the last writer came to its end."""
        return self.described and self.witness == Witness(self.generation, self.digest)

    @property
    def ended_early(self) -> bool:
        """Whether this is what a writer leaves that was ended between two of the three."""
        if self.whole or self.is_older:
            return False
        witnessed = self.witness.manifest if self.witness else ""
        if self.before is None:  # of a format that did not note it
            return self.witness is None
        return witnessed == self.before and (self.described or self.digest == self.before)

    @property
    def is_older(self) -> bool:
        """Whether manifest or witness know a later state than the catalogue."""
        if self.manifest and self.manifest.generation > self.generation:
            return True
        witness = self.witness
        return (
            witness is not None and witness.manifest != self.digest and witness.generation > self.generation
        )


def _damaged(folder: Path, name: str = MANIFEST_NAME) -> LibraryFault:
    return LibraryFault(
        f"A file of the library {folder.name!r} is damaged: {name} cannot be read.",
        "Bring the folder back from a copy; if all else is sound, the next change of the library, such as "
        "`workbench library compact`, makes that file anew.",
    )
