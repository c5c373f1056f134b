"""Nearness in meaning, with an encoder that counts letters."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.domain.span import Span
from workbench.workflows.meaning import (
    LEAST_SHOWN,
    WORTH_SHOWING,
    Neighbour,
    neighbours_between,
    places_near,
    remembered,
)

HERE, THERE = Span(0, 10), Span(5, 25)


class Counting:
    """Encodes a text by how often it has each letter, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.asked += texts
        vectors = np.array(
            [[text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts],
            dtype=np.float32,
        ).reshape(-1, 26)
        return vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))


def test_a_text_is_encoded_once_and_has_its_own_vector() -> None:
    plain, once = Counting(), Counting()
    encode = remembered(once)
    texts = ["quay", "lamp", "quay"]
    for asked in (texts, ["lamp", "rope"], [], texts):
        assert np.array_equal(encode(asked), plain(asked))
    assert once.asked == ["quay", "lamp", "rope"]


def test_only_what_would_be_a_lead_is_a_place_to_align() -> None:
    neighbours = [
        Neighbour(HERE, "near", THERE, WORTH_SHOWING),
        Neighbour(HERE, "apart", THERE, LEAST_SHOWN, margin=2.0),
        Neighbour(HERE, "topic", THERE, WORTH_SHOWING - 0.01, margin=1.0),
    ]
    assert places_near(neighbours) == {"near": [(HERE, THERE)], "apart": [(HERE, THERE)]}


def test_the_passages_of_a_source_without_a_library_are_ranked() -> None:
    output = "The pilot waits upon the quay. " * 12
    source = "A zebra buzzes. " * 4 + output[:200]
    near, far = Span(64, len(source)), Span(0, 63)
    found = neighbours_between(Counting(), output, source, "tale", [far, near])
    assert found
    assert {neighbour.source for neighbour in found} == {"tale"}
    by_passage = {(neighbour.output, neighbour.span): neighbour.cosine for neighbour in found}
    for here in {neighbour.output for neighbour in found}:
        assert by_passage[here, near] > by_passage[here, far]
