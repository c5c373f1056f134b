"""When meaning is asked: only where words leave it unsure whether one text sums up the other."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.alignment import align, prepare

TALE = (
    "The harbour master kept two ledgers, and in the first he wrote down every ship that came in. In the "
    "second he wrote what he thought of its master. When the board asked for his books he sent the first. "
)
OTHER = "A beekeeper visits each hive in spring. If the queen is weak the workers raise another. "


def unasked(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    raise AssertionError(f"{len(texts)} sentences were encoded")


def test_meaning_is_not_asked_of_a_copy_or_of_unrelated_texts() -> None:
    copy = prepare(OTHER + TALE + OTHER)
    assert [match.method for match in align(copy, prepare(TALE), unasked)] == ["run"]
    assert align(prepare(OTHER), prepare(TALE), unasked) == []
