"""A short signature of a text's words, by which near-identical texts are found.

MinHash over the text's stretches of three words (Broder, On the resemblance and containment of documents,
1997); its permutations are linear maps of 32-bit hashes (Broder, Charikar, Frieze and Mitzenmacher, Min-wise
independent permutations, 1998).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workbench.domain.tokens import Hashes, Offsets
from workbench.library.compiled import kernels
from workbench.text.grams import weighed_sums
from workbench.text.hashing import mix

Bands = npt.NDArray[np.int64]

SHINGLE_WORDS = 3
NUMBERS = 128
"""Numbers of a signature: the share that two have in common is off by 0.05 or less, in two cases of three."""

_SAMPLED = 512
"""Shingles that a signature is made of, those with the least hashes: the same in like texts, however long."""
_BAND = 4
"""Numbers of one band: two texts that share 7 shingles in 10 share one of the 32 bands but once in 5,000."""

_random = np.random.Generator(np.random.PCG64(1997))
_FACTORS = _random.integers(0, 1 << 31, NUMBERS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_SUMMANDS = _random.integers(0, 1 << 32, NUMBERS, dtype=np.uint32)


def sketch_of(words: Hashes) -> bytes:
    """The signature of a text from the hashes of its folded words: uint32 (128,), little-endian, as bytes.

    Memory is bounded by the text's own arrays and 0.5 MB.
    """
    size = SHINGLE_WORDS if len(words) >= SHINGLE_WORDS else 1
    sums = weighed_sums(words, size)
    most = 2**64 - 1
    if len(sums) > 2 * _SAMPLED:
        most = most // len(sums) * 2 * _SAMPLED
    sampled = _distinct(sums[sums <= np.uint64(most)])
    if len(sampled) < _SAMPLED:  # so many shingles are repeated
        sampled = _distinct(sums)
    least = (sampled[:_SAMPLED] >> np.uint64(32)).astype(np.uint32)
    return bytes((least * _FACTORS[:, None] + _SUMMANDS[:, None]).min(axis=1).astype("<u4").tobytes())


def sketches_of(words: Hashes, edges: Offsets) -> list[bytes]:
    """The signatures of several texts, whose words lie between the `edges` int64 (n + 1,)."""
    if fast := kernels():
        found = fast.signatures(words, edges, SHINGLE_WORDS, _SAMPLED, np.stack((_FACTORS, _SUMMANDS)))
        return [row.tobytes() for row in found.astype("<u4", copy=False)]
    return [sketch_of(words[low:high]) for low, high in pairwise(edges.tolist())]


def _distinct(hashes: Hashes) -> Hashes:
    """The hashes sorted, each once: faster than `np.unique`, which counts too."""
    ordered = np.sort(hashes)
    return ordered[:1] if len(ordered) < 2 else ordered[np.append(True, ordered[1:] != ordered[:-1])]


def resemblance(sketch: bytes, other: bytes) -> float:
    """An estimate of the Jaccard coefficient of two texts' shingles, 0 to 1."""
    return float(np.mean(_numbers(sketch) == _numbers(other)))


def bands_of(sketches: Sequence[bytes]) -> Bands:
    """Keys of each signature's bands, int64 (n, 32) of 63 bits; texts that share one may be alike."""
    halves = np.frombuffer(b"".join(sketches), dtype="<u8").astype(np.uint64, copy=False)
    bands = halves.reshape(len(sketches), -1, _BAND // 2)
    keys = np.arange(bands.shape[1], dtype=np.uint64)  # equal numbers in different bands are not the same
    for half in range(bands.shape[2]):
        keys = mix(keys ^ bands[:, :, half])
    return (keys >> np.uint64(1)).astype(np.int64)


def _numbers(sketch: bytes) -> npt.NDArray[np.uint32]:
    return np.frombuffer(sketch, dtype="<u4")
