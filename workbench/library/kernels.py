"""Indexing, as loops that numba turns into machine code; what each does is said where numpy does it."""

import numpy as np
import numpy.typing as npt
from numba import njit

from workbench.domain.tokens import Hashes, Offsets
from workbench.library.exact_index import ENTRY_BYTES
from workbench.text.grams import FACTOR
from workbench.text.kernels import mix

Maps = npt.NDArray[np.uint32]

ALL = 2**64 - 1
PART_BITS = 8
_LEAST_TABLE = 1 << 12


@njit(cache=True, nogil=True)
def grams(words: Hashes, edges: Offsets, size: int, step: int) -> tuple[Hashes, Offsets]:
    """Of several texts, whose words lie between the `edges`: `text.grams.grams` of each, and how many."""
    found = np.empty(len(words) // step + len(edges), dtype=np.uint64)
    counts = np.zeros(len(edges) - 1, dtype=np.int64)
    done = 0
    for text in range(len(counts)):
        for first in range(edges[text], edges[text + 1] - size + 1, step):
            found[done] = mix(_weighed_sum(words, first, size))
            done += 1
            counts[text] += 1
    return found[:done].copy(), counts


@njit(cache=True, nogil=True)
def signatures(words: Hashes, edges: Offsets, size: int, sampled: int, maps: Maps) -> Maps:
    """The signatures of several texts, uint32 (n, m), as `sketch.sketch_of` makes them.

    Args:
        words, edges: the texts, as in `grams`; none is empty.
        size, sampled: words of a shingle, and shingles that a signature is made of.
        maps: uint32 (2, m), factors and summands.
    """
    found = np.full((len(edges) - 1, maps.shape[1]), 0xFFFFFFFF, dtype=np.uint32)
    for text in range(len(found)):
        low, high = edges[text], edges[text + 1]
        own = size if high - low >= size else 1
        count = high - low - own + 1
        most = np.uint64(ALL)
        if count > 2 * sampled:
            most = most // np.uint64(count) * np.uint64(2 * sampled)
        sums = _least_sums(words[low:high], own, most)
        if len(sums) < sampled:  # so many shingles are repeated
            sums = _least_sums(words[low:high], own, np.uint64(ALL))
        least = found[text]
        for place in range(min(sampled, len(sums))):
            value = np.uint32(sums[place] >> np.uint64(32))
            for number in range(len(least)):
                least[number] = min(least[number], np.uint32(value * maps[0, number] + maps[1, number]))
    return found


@njit
def _least_sums(words: Hashes, size: int, most: int) -> Hashes:
    """The weighed sums of a text's shingles up to `most`, sorted, each once."""
    sums = words[: len(words) - size + 1].copy()
    for offset in range(1, size):
        for place in range(len(sums)):
            sums[place] = sums[place] * FACTOR + words[place + offset]
    count = 0
    for place in range(len(sums)):
        value = sums[place]
        sums[count] = value  # no branch: which ones are kept cannot be foreseen
        count += value <= most
    ordered = np.sort(sums[:count])
    distinct = 0
    for place in range(count):
        if place == 0 or ordered[place] != ordered[place - 1]:
            ordered[distinct] = ordered[place]
            distinct += 1
    return ordered[:distinct]


@njit
def _weighed_sum(words: Hashes, first: int, size: int) -> int:
    total = words[first]
    for place in range(first + 1, first + size):
        total = total * FACTOR + words[place]
    return total


@njit(cache=True, nogil=True)
def counted(words: Hashes) -> tuple[Hashes, npt.NDArray[np.uint32]]:
    """The distinct words in any order, and how often each occurs."""
    table, counts = np.zeros(_LEAST_TABLE, dtype=np.uint64), np.zeros(_LEAST_TABLE, dtype=np.uint32)
    done = _count(words, table, counts, 0)
    while done < len(words):
        table, counts = _doubled(table, counts)
        done += _count(words[done:], table, counts, len(table) // 4)
    held = np.flatnonzero(counts)
    return table[held], counts[held]


@njit
def _count(words: Hashes, table: Hashes, counts: npt.NDArray[np.uint32], used: int) -> int:
    """Count words in a table of which so many slots are used; how many it took until half of them were."""
    for done in range(len(words)):
        word = words[done]
        slot = np.int64(word & np.uint64(len(table) - 1))
        if table[slot] != word:
            slot = _slot(table, counts, word)
            table[slot] = word
        counts[slot] += 1
        used += counts[slot] == 1
        if 2 * used > len(table):
            return done + 1
    return len(words)


@njit
def _slot(table: Hashes, counts: npt.NDArray[np.uint32], word: int) -> int:
    """Where in the table a word is, or is to be."""
    slot = np.int64(word & np.uint64(len(table) - 1))
    while counts[slot] and table[slot] != word:
        slot = (slot + 1) & (len(table) - 1)
    return slot


@njit
def _doubled(table: Hashes, counts: npt.NDArray[np.uint32]) -> tuple[Hashes, npt.NDArray[np.uint32]]:
    larger, its_counts = np.zeros(2 * len(table), dtype=np.uint64), np.zeros(2 * len(table), dtype=np.uint32)
    for place in np.flatnonzero(counts):
        slot = _slot(larger, its_counts, table[place])
        larger[slot], its_counts[slot] = table[place], counts[place]
    return larger, its_counts


@njit(cache=True, nogil=True)
def packed(
    hashes: Hashes, numbers: Offsets, directory_bits: int, range_bits: int, place_bits: int
) -> tuple[npt.NDArray[np.uint8], Offsets]:
    """As `Shape.packed`, by counting sorts of what is in a processor's cache."""
    sizes = np.zeros(1 << (directory_bits - range_bits), dtype=np.int64)
    part_bits = min(PART_BITS, directory_bits - range_bits)
    held, its_numbers, edges = in_parts(hashes, numbers, range_bits, part_bits)
    octets = np.empty(ENTRY_BYTES * len(hashes), dtype=np.uint8)
    share = len(sizes) // (len(edges) - 1)
    for part in range(len(edges) - 1):
        low, high = edges[part], edges[part + 1]
        _pack(
            held[low:high],
            its_numbers[low:high],
            sizes[part * share : (part + 1) * share],
            octets[ENTRY_BYTES * low : ENTRY_BYTES * high],
            directory_bits,
            place_bits,
        )
    return octets, sizes


@njit(cache=True, nogil=True)
def in_parts(
    hashes: Hashes, numbers: Offsets, range_bits: int, part_bits: int
) -> tuple[Hashes, npt.NDArray[np.uint32], Offsets]:
    """As `RangedGrams`: hashes and numbers by the `part_bits` that follow the first bits, and the edges."""
    shift, mask = np.uint64(64 - range_bits - part_bits), np.uint64((1 << part_bits) - 1)
    edges = np.zeros((1 << part_bits) + 1, dtype=np.int64)
    for value in hashes:
        edges[np.int64((value >> shift) & mask) + 1] += 1
    edges = np.cumsum(edges)
    places = edges.copy()
    held, its_numbers = np.empty_like(hashes), np.empty(len(hashes), dtype=np.uint32)
    for index in range(len(hashes)):
        part = np.int64((hashes[index] >> shift) & mask)
        held[places[part]] = hashes[index]
        its_numbers[places[part]] = numbers[index] if len(numbers) else index
        places[part] += 1
    return held, its_numbers, edges


@njit
def _pack(
    hashes: Hashes,
    numbers: npt.NDArray[np.uint32],
    sizes: Offsets,
    octets: npt.NDArray[np.uint8],
    directory_bits: int,
    place_bits: int,
) -> None:
    """Write the entries of one part, and the sizes of its buckets."""
    shift, mask = np.uint64(64 - directory_bits), np.uint64(len(sizes) - 1)
    known, low = np.uint64(directory_bits), np.uint64(place_bits)
    kept = np.uint64(64 - 8 * ENTRY_BYTES + place_bits)
    for value in hashes:
        sizes[np.int64((value >> shift) & mask)] += 1
    places = np.cumsum(sizes) - sizes
    for index in range(len(hashes)):
        bucket = np.int64((hashes[index] >> shift) & mask)
        entry = hashes[index] << known >> kept << low | np.uint64(numbers[index])
        start = ENTRY_BYTES * places[bucket]
        places[bucket] += 1
        for octet in range(ENTRY_BYTES):
            octets[start + octet] = entry & np.uint64(0xFF)
            entry >>= np.uint64(8)
