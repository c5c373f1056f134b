"""Adding works: in segments of a bounded size, each of which is stored whole or not at all."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.domain.work import Rights
from workbench.library.catalogue import Catalogue
from workbench.library.durable import storing, sync_folder
from workbench.library.manifest import write_manifest
from workbench.library.segment import SegmentDraft
from workbench.text.words import tokenise

SEGMENT_BYTES = 64 << 20
"""Text in a segment: what is held in memory while it is built is about five times as much."""


_FILES = 1000
"""Files whose works are here already that are noted in one transaction."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of the works that were to be added."""

    added: int
    present: int
    """Works that were there already, by their digest."""
    words: int
    """Words of the works that were added."""
    refused: tuple[str, ...] = ()
    """Names of the works without a word, which cannot be found by words."""
    replaced: int = 0
    """Works that were here and have a newer version now."""


class NewWork(NamedTuple):
    """A work that is to be added."""

    document: Document
    rights: Rights
    tree: str = ""
    """The folder that the document was read from, as a digest of its path: another text under the same name
    in the same tree is a newer version. Empty for a text that is not followed."""


@dataclass(slots=True)
class _Tally:
    added: int = 0
    present: int = 0
    words: int = 0
    refused: list[str] = field(default_factory=list)
    replaced: int = 0
    files: list[tuple[str, str, str]] = field(default_factory=list)
    """What files hold whose works are here already: work, name and tree."""

    @property
    def seen(self) -> int:
        return self.added + self.present + len(self.refused)

    def known(self, total: int) -> int:
        """The total for a progress report, which stays 0 while it is not known."""
        return max(total, self.seen) if total else 0


def add_works(
    catalogue: Catalogue, items: Iterable[tuple[Document, Rights] | NewWork], total: int
) -> Generator[Progress, None, Addition]:
    """Store and index works; those of finished segments stay whatever happens later."""
    tally = _Tally()
    draft: SegmentDraft | None = None
    drafted: set[str] = set()
    try:
        for document, rights, tree in (NewWork(*item) for item in items):
            yield Progress(tally.seen, tally.known(total), f"adding {document.name}")
            if document.id in drafted or catalogue.holds(document.id):
                tally.present += 1
                if tree and document.id not in drafted:
                    tally.files.append((document.id, document.name, tree))
                if len(tally.files) >= _FILES:
                    _settle_files(catalogue, tally)
                continue
            tokens = tokenise(document.text)
            if not len(tokens):
                tally.refused.append(document.name)
                continue
            with storing(catalogue.folder):
                draft = draft or SegmentDraft(catalogue.folder, catalogue.next_segment())
                draft.add(document, tokens, rights, tree)
            drafted.add(document.id)
            tally.added += 1
            tally.words += len(tokens)
            if draft.size >= SEGMENT_BYTES:
                full, draft = draft, None
                tally.replaced += _store(catalogue, full)
                drafted.clear()
        if draft:
            yield Progress(tally.seen, tally.known(total), "writing the index")
            full, draft = draft, None
            tally.replaced += _store(catalogue, full)
        _settle_files(catalogue, tally)
        return Addition(tally.added, tally.present, tally.words, tuple(tally.refused), tally.replaced)
    finally:
        if draft:
            draft.discard()


def _settle_files(catalogue: Catalogue, tally: _Tally) -> None:
    """Note which works the files hold that were met."""
    with storing(catalogue.folder):
        tally.replaced += catalogue.take_places(tally.files)
    tally.files.clear()


def _store(catalogue: Catalogue, draft: SegmentDraft) -> int:
    """Bring a segment to the disk, then into the catalogue; how many works have a newer version by it.

    From here on its files are not discarded: whether a commit that failed took effect only the catalogue
    knows, and the sweep asks it.
    """
    with storing(catalogue.folder):
        files = draft.finish()
        sync_folder(catalogue.folder)
        replaced = catalogue.add_segment(draft.number, files, draft.works)
        write_manifest(catalogue)
        return replaced
