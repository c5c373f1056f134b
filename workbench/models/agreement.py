"""Whether another way to run a model gives the vectors that float32 gives."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

LEAST_COSINE = 0.999
"""Least cosine to float32, of every text below, with which another way may be used."""

_SENTENCES = (
    "Yes.",
    "The harbour froze.",
    "1. Definitions",
    "No reply came that winter.",
    "THE WHALE AND THE WIND",
    "On 3 March 1847 the sum of $1,250.75 was paid.",
    "She had never been told why the gate was locked.",
    "See Marlow v. Dunne, 412 F.3d 88, 91 (2d Cir. 2004).",
    "Der Richter las das Urteil vor, und niemand sprach ein Wort.",
    "Le vent se leva, et les barques rentrèrent une à une au port.",
    "It is, as the clerk observed, neither a licence nor a sale: it is a loan.",
    "https://example.org/catalogue?item=4711&lang=en was last visited on a Sunday.",
    "Bees return to the hive when the light begins to fail and the air grows damp.",
    "“I will not sign,” said the captain; “not today, and not for twice the money.”",
    "Море было спокойно, и корабль медленно шёл на север.",
    "判決は翌朝に言い渡された。",
    "def area(width, height): return width * height  # in square metres",
    "The parties agree that any dispute shall be settled by arbitration in the city in which the seller has "
    "its principal place of business, and that the award shall be final.",
    "Of the nineteen manuscripts that the widow sold, eleven came to the library, five were lost at sea, and "
    "three have been seen by nobody since the auction.",
    "A photosynthetic cell keeps its pigments in stacked membranes, where each quantum of light moves one "
    "electron along a chain of carriers, and so drives the making of sugar from water and air.",
    "He counted the steps, as he had done as a boy: forty to the landing, twelve to the door, and then the "
    "long corridor in which the lamps were lit on feast days only.",
    "Interest accrues daily at the rate stated in Schedule B, is payable on the last business day of each "
    "quarter, and is calculated on a year of three hundred and sixty days.",
    "When the river rose in the second week of April, the mill stood empty, for the miller had taken his "
    "family, his ledgers and the better of his two mules to his brother's farm on the hill.",
    "Nothing in this section limits the right of an author to be named, or to object to a distortion of the "
    "work that would harm the author's honour, whoever owns the copy in which it is fixed.",
)


def sample() -> list[str]:
    """The texts that are compared: each sentence, and runs of them up to some 600 words, the same always."""
    return [*_SENTENCES, *_runs()]


def _runs() -> Iterator[str]:
    """Sentences joined, from every third place on, in growing numbers; the longest are cut by the model."""
    for place, length in enumerate((2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 48)):
        yield " ".join(_SENTENCES[(3 * place + step) % len(_SENTENCES)] for step in range(length))


def least_cosine(vectors: npt.NDArray[np.float32], reference: npt.NDArray[np.float32]) -> float:
    """The least cosine of the rows of float32 (n, d) to those of another, rounded down to six digits.

    0 where they cannot be compared.
    """
    if vectors.shape != reference.shape or not vectors.size or not np.isfinite(vectors).all():
        return 0.0
    own, other = vectors.astype(np.float64), reference.astype(np.float64)
    lengths = np.linalg.norm(own, axis=1) * np.linalg.norm(other, axis=1)
    if not lengths.all():
        return 0.0
    cosines = (own * other).sum(axis=1) / lengths
    return float(np.floor(np.clip(cosines.min(), 0, 1) * 1e6) / 1e6)
