"""A production in litigation: a load file, and the files beside it that hold the texts of its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.intake.bates import Bates
from workbench.intake.taken import Taken
from workbench.intake.tally import Elsewhere, Refusal

Parts = tuple[str, ...]


@dataclass(slots=True)
class Production:
    """The files that were chosen, and what load files among them say of the others.

    A load file's paths are a stranger's words, written on another machine: they are compared with the chosen
    files from their ends, and never opened.
    """

    files: Sequence[Path]
    _named: dict[str, list[Path]] = field(default_factory=dict)
    _rows: dict[Path, Elsewhere] = field(default_factory=dict)

    def place(self, row: Elsewhere) -> Refusal | None:
        """Note which file holds the text of a row; a refusal where none of the chosen files does."""
        if not self._named:
            for path in self.files:
                self._named.setdefault(path.name.lower(), []).append(path)
        wanted = _parts(row.path)
        found = self._named.get(wanted[-1], []) if wanted else []
        best = max((_shared(wanted, _parts(str(path))) for path in found), default=0)
        likely = [path for path in found if _shared(wanted, _parts(str(path))) == best]
        if len(likely) != 1:
            return row
        self._rows[likely[0]] = row
        return None

    def cited(self, path: Path, taken: Taken) -> Taken:
        """The text of a file, cited by its Bates numbers where a load file gives them."""
        row = self._rows.get(path)
        if row is None:
            return taken
        document = taken.document
        bates = Bates(row.first, row.last)
        locator = bates.locator(document.text) if row.first else document.locator
        origin = "; ".join(part for part in (document.origin, row.origin) if part)
        document = replace(document, locator=locator, origin=origin)
        return replace(taken, document=document, rights=taken.rights or row.rights)


def load_files_first(files: Iterable[tuple[str, Path]]) -> list[tuple[str, Path]]:
    """The same files, those first that may say something of the others."""
    return sorted(files, key=lambda file: file[1].suffix.lower() != ".dat")


def _parts(path: str) -> Parts:
    return tuple(part for part in path.lower().replace("\\", "/").split("/") if part not in ("", "."))


def _shared(one: Parts, other: Parts) -> int:
    """How many parts are equal, counted from the ends."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count
