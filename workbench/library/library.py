"""A reference library: a folder that holds works, their rights, and two ways to search them."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from operator import length_hint
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from workbench.domain.document import Document
from workbench.domain.errors import LibraryFault, StorageFault
from workbench.domain.progress import Progress
from workbench.domain.tokens import Hashes, Tokens
from workbench.domain.work import Rights, Work
from workbench.library import seeds as seeding
from workbench.library.addition import Addition, NewWork, add_works
from workbench.library.catalogue import Catalogue
from workbench.library.compaction import compact_segments, join_segments
from workbench.library.editions import sketch_old_works
from workbench.library.embedding import (
    Encode,
    check_model,
    cut_otherwise,
    cut_works,
    embed_passages,
    record_model,
)
from workbench.library.folder import catch_up, changing, new_folder
from workbench.library.nearest import NearestSearch, Neighbour
from workbench.library.phrases import Occurrences, find_phrase
from workbench.library.pieces import Section, is_long, sections_of, whole
from workbench.library.rights_change import RightsChange, take_rights
from workbench.library.rights_csv import RightsRow
from workbench.library.schema import CATALOGUE_NAME, create_catalogue, folding
from workbench.library.segment import Segment, damaged
from workbench.library.status import Status, embedded_share, pending, status
from workbench.library.vector_index import IndexRecord
from workbench.library.vectors import Encoding, Vectors, VectorStore
from workbench.library.verify import problems


class Library:
    """An open library; a context manager.

    Any number of programs may read it while one writes. What is written is in the library when the catalogue
    says so, in one transaction; a kill at any moment leaves the state before or after.
    """

    def __init__(self, path: Path) -> None:
        """Use `Library.open` or `Library.create`."""
        self.path = path
        self._catalogue = Catalogue(path)
        self._vectors = VectorStore(self._catalogue)
        self._nearest = NearestSearch(self._catalogue, self._vectors)
        self._segments: dict[int, Segment] = {}
        self._searched: list[int] = []
        self._generation = 0

    @classmethod
    def create(cls, path: Path | str) -> "Library":
        """Make an empty library in a folder that is absent or empty.

        Raises LibraryFault when something is there, StorageFault when nothing can be written.
        """
        path = Path(path)
        with new_folder(path):
            create_catalogue(path, folding())
        return cls.open(path)

    @classmethod
    def open(cls, path: Path | str) -> "Library":
        """Open the library in a folder.

        Raises LibraryFault when there is none, when it is of another version, or when it is damaged.
        """
        library = cls(Path(path))
        try:
            # Reading needs no manifest, and `verify` says what is wrong with it.
            with suppress(LibraryFault, StorageFault):
                catch_up(library._catalogue)
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Close the library; it may be closed already."""
        self._segments.clear()
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.resolve().name

    # What it holds

    def works(self) -> list[Work]:
        """The newest versions of all works, in the order in which they were added."""
        return self._catalogue.works()

    def replaced_works(self) -> list[Work]:
        """The works with a newer version: no search finds them, and `document` still gives them."""
        return self._catalogue.replaced_works()

    def work(self, work: str) -> Work:
        """The work with this id; raises LibraryFault when it is not here."""
        return self._catalogue.placed(work).work

    def document(self, work: str) -> Document:
        """The work with this id with its text, checked against its digest; raises LibraryFault."""

        def read() -> Document:
            placed = self._catalogue.placed(work)
            return placed.document(self._segment(placed.segment).text(placed))

        return self._catalogue.steadily(read)

    def sections(self, work: str) -> list[Section]:
        """The work with this id as it is searched: in sections that overlap if it is long, else in one."""

        def ask() -> list[Section]:
            found = self._catalogue.placed(work).work
            if not is_long(found.characters):
                return [whole(found)]
            return sections_of(found, self._catalogue.pieces(work, 0, found.characters))

        return self._catalogue.steadily(ask)

    def text(self, section: Section) -> str:
        """The text of a section, or of several in a row as one; raises LibraryFault."""

        def read() -> str:
            placed = self._catalogue.placed(section.work)
            segment = self._segment(placed.segment)
            if section.start == 0 and section.stop == placed.work.characters:
                return segment.text(placed)
            text = segment.text_of_pieces(placed, self._catalogue.pieces(*section[:3]))
            if len(text) != section.stop - section.start:  # a piece is gone, with its work or without
                raise damaged(self.path, CATALOGUE_NAME)
            return text

        return self._catalogue.steadily(read)

    @property
    def total_words(self) -> int:
        """Words of all works."""
        return self._catalogue.totals().words

    @property
    def counted_words(self) -> int:
        """The sum of all `word_counts`, in which removed works stay until `compact`."""
        return self._catalogue.steadily(
            lambda: sum(int(segment.vocabulary.counts.sum()) for segment in self._all_segments())
        )

    @property
    def embedded_share(self) -> float:
        """The share of the passages that search by meaning can see, 0 to 1.

        Works that are not cut into passages yet count by their words.
        """
        return embedded_share(self._catalogue.totals())

    @property
    def encodings(self) -> tuple[Encoding, ...]:
        """In which ways its vectors were made, the most frequent first."""
        return self._vectors.encodings()

    @property
    def index_in_use(self) -> IndexRecord | None:
        """The index that search by meaning goes through; None where it looks at every vector."""
        return self._nearest.in_use()

    def status(self) -> Status:
        """What is in the library, how much of it can be searched, and in which room."""
        return status(self._catalogue, self.name, self._vectors, self._nearest)

    def verify(self) -> list[str]:
        """Read every file and say what is damaged, in sentences; empty when the library is sound."""
        return problems(self._catalogue)

    # Asking

    def seeds(self, tokens: Tokens) -> seeding.Seeds:
        """Where the output and the works have six words in a row in common, as `seeds.seeds` says."""
        return self._catalogue.steadily(lambda: seeding.seeds(self._all_segments(), tokens.hashes))

    def word_counts(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """int64 (n,), how often each folded word occurs in the library."""

        def count() -> npt.NDArray[np.int64]:
            counts = (segment.vocabulary.count(hashes) for segment in self._all_segments())
            return sum(counts, np.zeros(len(hashes), dtype=np.int64))

        return self._catalogue.steadily(count)

    def search(self, words: str) -> Occurrences:
        """Where `words` stand in this order after folding; raises UnreadableDocument for no word."""
        return self._catalogue.steadily(
            lambda: find_phrase(words, self._all_segments(), self.sections, self.text)
        )

    def nearest(self, vectors: Vectors, count: int) -> list[list[Neighbour]]:
        """The `count` nearest passages to each row of `vectors`, as `NearestSearch.nearest` says."""
        return self._nearest.nearest(vectors, count)

    # Changing

    def add(self, items: Iterable[tuple[Document, Rights] | NewWork]) -> Generator[Progress, None, Addition]:
        """Add works; exact search covers them when this has returned.

        A work whose digest is here already is left alone; a NewWork that names its tree takes the place of
        the work that the same file held before. Memory stays bounded whatever the number of works;
        closed early, or ended, it leaves the works that were stored so far. Raises LibraryFault when another
        program writes, StorageFault when the disk is full.
        """
        with changing(self._catalogue):
            yield from sketch_old_works(self._catalogue, self._text)
            addition = yield from add_works(self._catalogue, items, length_hint(items))
            yield from join_segments(self._catalogue)
            return addition

    @property
    def passages_pending(self) -> int:
        """About how many passages `embed` has to do: those without a vector, and works to be cut anew."""
        return pending(self._catalogue.totals()) + cut_otherwise(self._catalogue)

    def embed(
        self,
        encode: Encode,
        model_name: str,
        model_digest: str,
        backend: str = "torch float32",
        least_cosine: float = 1.0,
    ) -> Generator[Progress, None, int]:
        """Embed the passages that have no vector yet; the number of passages that have got one.

        Goes on where it was stopped, and indexes the vectors at the end. With what the model was run, and how
        near that is to float32, is written down with the vectors. Raises LibraryFault when the library's
        vectors are of another model or another program writes, StorageFault when the disk is full.
        """
        with changing(self._catalogue):
            check_model(self._catalogue, model_name, model_digest)
            yield from cut_works(self._catalogue, self.document)
            record_model(self._catalogue, model_name, model_digest)
            encoding = Encoding(backend, least_cosine)
            store = self._vectors
            count = yield from embed_passages(self._catalogue, store, self.document, encode, encoding)
            yield from self._nearest.renew_index()
            return count

    def renew_index(self) -> Generator[Progress, None, None]:
        """Index the vectors of a large library anew, if the index is missing, damaged, or too far behind."""
        with changing(self._catalogue):
            yield from self._nearest.renew_index()

    def remove(self, works: Iterable[str]) -> int:
        """Take the works with these ids out of every search; how many there were.

        Their text and vectors stay on the disk, unseen, and their words in `word_counts`, until `compact`.
        """
        with changing(self._catalogue):
            return self._catalogue.remove(list(works))

    def compact(self) -> Generator[Progress, None, None]:
        """Write anew what is small or holds removed works; nothing of a removed work is left after it."""
        with changing(self._catalogue):
            self._catalogue.keep_no_free_pages()
            yield from compact_segments(self._catalogue)
            self._vectors.erase()
            yield from self._nearest.renew_index()

    def set_rights(self, rights: Mapping[str, Rights]) -> int:
        """Replace the rights of the works with these names; how many works there were."""
        with changing(self._catalogue):
            return self._catalogue.set_rights(rights)

    def take_rights(self, rows: Sequence[RightsRow]) -> RightsChange:
        """Take what rows of a rights table say of works that are here; a row with an id is of one work."""
        with changing(self._catalogue):
            return take_rights(self._catalogue, rows)

    def _text(self, work: str) -> str:
        return self.document(work).text

    def _segment(self, number: int) -> Segment:
        if number not in self._segments:
            self._segments[number] = Segment(self._catalogue, number)
        return self._segments[number]

    def _all_segments(self) -> list[Segment]:
        """The segments of the present state, which another program may have changed."""
        generation = self._catalogue.generation()
        if generation != self._generation:
            self._segments.clear()
            self._generation = generation
            self._searched = self._catalogue.segments()
        return [self._segment(number) for number in self._searched]
