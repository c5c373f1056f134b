"""Libraries that are open for one analysis or for many, with what was made of their texts kept at hand."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.alignment import Prepared, prepare
from workbench.domain.errors import LibraryFault
from workbench.domain.tokens import Hashes
from workbench.evidence import NO_CONTROL, Control, WordModel
from workbench.library import Library, Shelf
from workbench.library.neighbours import neighbours_of
from workbench.text.neighbours import Neighbours
from workbench.text.words import tokenise
from workbench.workflows.control import control_over

if TYPE_CHECKING:
    from workbench.models.embedder import Embedder

MOST_ALIGNED = 48
"""Works that a part of an output is aligned with, those with most in common first; runs are found in all."""

MOST_SCANNED = 5_000_000
"""Words of the libraries up to which every work is looked at for rare words close together; some 2 s."""

MOST_KEPT = 2_500_000
"""Words of works that are kept ready for alignment where many outputs are screened; some 200 MB."""


class OpenShelf:
    """Libraries, their controls, and the texts of their works in the forms in which a search wants them.

    Attributes:
        prepared: the text of a work by its id, made ready for alignment.
        hashes: uint64 (n,), the words of a work by its id.
    """

    def __init__(self, shelf: Shelf, control: tuple[Control, str], texts_kept: int, hashes_kept: int) -> None:
        self.shelf = shelf
        self._control, self.control_summary = control
        self.prepared = lru_cache(texts_kept)(self._prepared)
        self.hashes = lru_cache(hashes_kept)(self._hashes)

    @cached_property
    def neighbours(self) -> tuple[Neighbours, ...]:
        """What follows what in each library, counted where it is not stored."""
        return tuple(neighbours_of(library) for library in self.shelf.libraries)

    @property
    def model(self) -> WordModel:
        """How likely words are, by the libraries."""
        return WordModel(self.shelf.word_counts, self.shelf.counted_words, neighbours=self.neighbours)

    @cached_property
    def embedder(self) -> "Embedder":
        """The model, loaded when it is first asked for; raises ModelFault."""
        from workbench.models.embedder import Embedder

        return Embedder.load()

    def control(self, asked_meaning: bool) -> Control:
        """What the controls say of an analysis, with meaning or without."""
        return self._control.asked(asked_meaning)

    def _prepared(self, work: str) -> Prepared:
        return prepare(self.shelf.document(work).text)

    def _hashes(self, work: str) -> Hashes:
        return tokenise(self.shelf.document(work).text).hashes


@contextmanager
def open_shelf(libraries: Sequence[Path], many: bool = False, controlled: bool = True) -> Iterator[OpenShelf]:
    """Open `libraries`, each once, for one output or for `many`; raises LibraryFault.

    With `controlled`, their controls are read.
    """
    if not libraries:
        raise LibraryFault("No library was named.", "Make one with `workbench library create`, and name it.")
    with ExitStack() as opened:
        named = {path.resolve(): path for path in libraries}.values()
        shelf = Shelf([opened.enter_context(Library.open(path)) for path in named])
        control = control_over(shelf.libraries) if controlled else (NO_CONTROL, "")
        works, words = len(shelf.works), max(1, shelf.words)
        texts_kept = max(MOST_ALIGNED, works * min(words, MOST_KEPT) // words) if many else MOST_ALIGNED
        yield OpenShelf(shelf, control, texts_kept, works if many and words <= MOST_SCANNED else 0)
