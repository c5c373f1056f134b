"""A production in litigation: a load file, and the files beside it that hold the texts of its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TypeVar

from workbench.intake.bates import Bates
from workbench.intake.taken import Taken
from workbench.intake.tally import Elsewhere, Refusal

Parts = tuple[str, ...]
Named = TypeVar("Named")
Place = TypeVar("Place", bound=PurePath)


@dataclass(slots=True)
class Production:
    """The files that were chosen, or that an archive holds, and what load files among them say of others.

    A load file's paths are a stranger's words, written on another machine: they are compared with the chosen
    files from their ends, and never opened.
    """

    files: Sequence[PurePath]
    _named: dict[str, list[PurePath]] = field(default_factory=dict)
    _rows: dict[PurePath, Elsewhere] = field(default_factory=dict)

    def placed(self, row: Refusal) -> Refusal | None:
        """Note which file holds the text of a row; what is refused where none of the files does."""
        if not isinstance(row, Elsewhere):
            return row
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

    def cited(self, path: PurePath, taken: Taken) -> Taken:
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


def load_files_first(files: Iterable[tuple[Named, Place]]) -> list[tuple[Named, Place]]:
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
