"""Libraries that are open for one analysis or for many, with what was made of their texts kept at hand."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.alignment import prepare
from workbench.domain.errors import LibraryFault
from workbench.domain.tokens import Hashes
from workbench.evidence import NO_CONTROL, Control, WordModel
from workbench.library import Library, Section, Shelf
from workbench.library.neighbours import neighbours_of
from workbench.text.neighbours import Neighbours
from workbench.text.pieces import word_hashes
from workbench.workflows.control import control_over
from workbench.workflows.sections import KeptTexts

if TYPE_CHECKING:
    from workbench.models.embedder import Embedder

MOST_ALIGNED = 48
"""Works, or sections of long ones, that a part of an output is aligned with, those with most in common first;
runs are found in all."""

MOST_SCANNED = 5_000_000
"""Words of the libraries up to which every work is looked at for rare words close together; some 2 s."""

MOST_KEPT = 2_500_000
"""Words of works that are kept ready for alignment; some 200 MB."""


class OpenShelf:
    """Libraries, their controls, and the texts of their works in the forms in which a search wants them.

    Attributes:
        prepared: a section of a work, made ready for alignment.
        hashes: uint64 (n,), the words of a section.
        sections: the sections of a work by its id.
    """

    def __init__(self, shelf: Shelf, control: tuple[Control, str], keep_hashes: bool) -> None:
        self.shelf = shelf
        self._control, self.control_summary = control
        self.prepared = KeptTexts(lambda section: prepare(shelf.text(section)), MOST_KEPT)
        self.hashes = lru_cache(None if keep_hashes else 0)(self._hashes)
        self.sections = lru_cache(None)(shelf.sections)

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

    def _hashes(self, section: Section) -> Hashes:
        return word_hashes(self.shelf.text(section))


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
        yield OpenShelf(shelf, control, keep_hashes=many and shelf.words <= MOST_SCANNED)
