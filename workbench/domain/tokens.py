"""The words of a Document, as arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.domain.span import Span

Hashes = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]
Letters = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The folded words of a Document and the way back to its characters.

    Attributes (`n` words, `m` folded letters in all):
        hashes: uint64 (n,), the hash of each folded word; equal words have equal hashes, and the letters
            tell whether equal hashes are equal words.
        starts, stops: int64 (n,), the word's span in the original text, in code points.
        letters: uint32 (m,), the folded letters of all words, one after the other.
        bounds: int64 (n + 1,), word `i` is `letters[bounds[i]:bounds[i + 1]]`.
    """

    hashes: Hashes
    starts: Offsets
    stops: Offsets
    letters: Letters
    bounds: Offsets

    def __len__(self) -> int:
        return len(self.hashes)

    def span(self, first: int, stop: int) -> Span:
        """The characters from word `first` to the word before `stop`; at least one word."""
        return Span(int(self.starts[first]), int(self.stops[stop - 1]))

    def word(self, index: int) -> str:
        """Word `index` as folded."""
        letters = self.letters[self.bounds[index] : self.bounds[index + 1]]
        return letters.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")

    def words(self, first: int = 0, stop: int | None = None) -> list[str]:
        """The folded words from `first` to the one before `stop`."""
        return [self.word(index) for index in range(first, len(self) if stop is None else stop)]

    def within(self, span: Span) -> tuple[int, int]:
        """The words that lie wholly within `span`, as `(first, stop)`; `first == stop` if there is none."""
        first = int(np.searchsorted(self.starts, span.start, side="left"))
        stop = int(np.searchsorted(self.stops, span.stop, side="right"))
        return first, max(first, stop)

    def section(self, first: int, stop: int) -> "Tokens":
        """The words from `first` to the one before `stop` as Tokens of their own, offsets unchanged."""
        low, high = self.bounds[first], self.bounds[stop]
        return Tokens(
            self.hashes[first:stop],
            self.starts[first:stop],
            self.stops[first:stop],
            self.letters[low:high],
            self.bounds[first : stop + 1] - low,
        )

    def same_words(self, first: int, other: "Tokens", other_first: int, count: int) -> bool:
        """Whether `count` words from `first` here equal those from `other_first` there, letter for letter."""
        mine = self.bounds[first : first + count + 1]
        theirs = other.bounds[other_first : other_first + count + 1]
        return bool(
            len(mine) == len(theirs) == count + 1
            and np.array_equal(mine - mine[0], theirs - theirs[0])
            and np.array_equal(
                self.letters[mine[0] : mine[-1]],
                other.letters[theirs[0] : theirs[-1]],
            )
        )
