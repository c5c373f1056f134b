"""Several segments made one from their files: nothing is read as words again but where works were removed.

The parts of the hashes that the entries keep are 52 bits in every segment, so that the entries of any can be
put into a finer directory. They are taken in 64 ranges of the hash, each from all segments in turn: memory is
bounded by the largest range, not by what is merged.
"""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from functools import cached_property

import numpy as np

from workbench.domain.progress import Progress
from workbench.domain.tokens import Hashes, Offsets
from workbench.library.catalogue import Catalogue
from workbench.library.durable import StoredFile
from workbench.library.exact_index import RANGE_BITS, RANGES, Shape
from workbench.library.records import StoredText
from workbench.library.segment import Segment, damaged
from workbench.library.segment_files import PARTS, SegmentFiles, write_index
from workbench.library.vocabulary import Vocabulary
from workbench.text.pieces import word_hashes

_COUNTED_AT_ONCE = 1 << 20


class Merging:
    """Some segments on their way into one; the works that they hold keep their order."""

    def __init__(self, catalogue: Catalogue, numbers: Sequence[int]) -> None:
        self._catalogue = catalogue
        self._sources = [_Source(catalogue, number) for number in numbers]
        self._files = SegmentFiles(catalogue.folder)
        self.moved: list[StoredText] = []
        """The works with their places in the new segment."""

    def write(self) -> Generator[Progress, None, Sequence[StoredFile]]:
        """Write the new segment's files, of which nothing is left when this does not come to its end.

        Raises LibraryFault where a source is damaged.
        """
        try:
            texts = yield from self._write_texts()
            if not self.moved:
                self._files.discard()
                return ()
            shape = Shape.of(sum(text.grams for text in self.moved))
            index = yield from write_index(self._files, shape, self._ranges(), RANGE_BITS)
            vocabulary = Vocabulary.merged([source.vocabulary() for source in self._sources])
            words = self._files.write("words", vocabulary.words)
            return (texts, *index, words, self._files.write("counts", vocabulary.counts))
        except BaseException:
            self._files.discard()
            raise

    def _write_texts(self) -> Generator[Progress, None, StoredFile]:
        grams = 0
        with self._files.open("texts") as file:
            for done, source in enumerate(self._sources):
                yield Progress(done, len(self._sources), "joining texts")
                source.check()
                source.begins = grams
                for text, content in source.texts():
                    start = file.size
                    file.write(content)
                    self.moved.append(text._replace(start=start, stop=file.size, first_gram=grams))
                    grams += text.grams
            return file.close()

    def _ranges(self) -> Iterator[tuple[Hashes, Offsets]]:
        """The grams of all sources in each range of the hash."""
        for part in range(RANGES):
            found = [source.grams(part) for source in self._sources]
            hashes, numbers = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
            yield hashes, numbers


class _Source:
    """A segment that is to be merged."""

    def __init__(self, catalogue: Catalogue, number: int) -> None:
        self._folder = catalogue.folder
        self._files = catalogue.segment_files(number)
        self._segment = Segment(catalogue, number)
        self._texts = catalogue.stored_texts(number)
        self.begins = 0
        """The number of its first gram in the new segment."""
        held = [text for text in self._texts if text.grams]
        self._first = np.array([text.first_gram for text in held], dtype=np.int64)
        self._grams = np.array([text.grams for text in held], dtype=np.int64)

    @cached_property
    def whole(self) -> bool:
        """Whether none of its works was removed."""
        return sum(text.stop - text.start for text in self._texts) == self._files["texts"].size

    def check(self) -> None:
        """Raise LibraryFault where its index is not what was written: damage is not to be copied."""
        for part in PARTS[1:]:
            if not self._files[part].is_sound(self._folder):
                raise damaged(self._folder, self._files[part].name)

    def texts(self) -> Generator[tuple[StoredText, bytes], None, None]:
        """Its works with their texts in UTF-8, each checked; raises LibraryFault."""
        name = self._files["texts"].name
        try:
            with (self._folder / name).open("rb") as file:
                for text in self._texts:
                    file.seek(text.start)
                    content = file.read(text.stop - text.start)
                    if hashlib.sha256(content).hexdigest() != text.sha256:
                        raise damaged(self._folder, name)
                    yield text, content
        except FileNotFoundError as fault:
            raise damaged(self._folder, name) from fault

    def grams(self, part: int) -> tuple[Hashes, Offsets]:
        """The hashes and the new numbers of the grams of one range, without those of removed works."""
        hashes, numbers = self._segment.index.between(part)
        if self.whole:
            return hashes, numbers + self.begins
        if not len(self._first):
            return hashes[:0], numbers[:0]
        work = np.maximum(np.searchsorted(self._first, numbers, side="right") - 1, 0)
        within = numbers - self._first[work]
        kept = (within >= 0) & (within < self._grams[work])
        fresh = self.begins + np.cumsum(self._grams) - self._grams
        return hashes[kept], (fresh[work] + within)[kept]

    def vocabulary(self) -> Vocabulary:
        """How often each word of its works occurs."""
        if self.whole:
            return self._segment.vocabulary
        counted: list[Vocabulary] = []
        words: list[Hashes] = []
        for _, content in self.texts():
            words.append(word_hashes(content.decode("utf-8", "surrogatepass")))
            if sum(map(len, words)) >= _COUNTED_AT_ONCE:
                counted.append(Vocabulary.build(np.concatenate(words)))
                words = []
        counted.append(Vocabulary.build(np.concatenate([*words, np.zeros(0, dtype=np.uint64)])))
        return Vocabulary.merged(counted)
