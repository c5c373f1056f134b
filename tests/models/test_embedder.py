"""The real model: loaded by path, only with the pinned digest."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from workbench.domain.errors import ModelFault
from workbench.models.embedder import Embedder, check_weights, known_model, model_folder


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


def test_a_paraphrase_is_nearer_than_another_subject(embedder: Embedder) -> None:
    vectors = embedder.encode(
        [
            "The president asked the congress for more money to pay for the war.",
            "Lawmakers were told by the chief executive that the conflict needed extra funds.",
            "Bees return to the hive when the light begins to fail.",
        ]
    )
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2] + 0.2


def test_the_same_text_has_the_same_vector_whatever_stands_beside_it(embedder: Embedder) -> None:
    alone = embedder.encode(["One short sentence."])[0]
    beside = embedder.encode(["One short sentence.", "And a longer one, of other words, beside it. " * 9])[0]
    assert alone @ beside > 0.9999


def test_nothing_has_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_weights_with_another_digest_are_refused(tmp_path: Path) -> None:
    record = known_model("all-MiniLM-L6-v2")
    shutil.copy(model_folder(record) / record.weights, tmp_path / record.weights)
    check_weights(record, tmp_path)
    with (tmp_path / record.weights).open("r+b") as weights:
        weights.seek(1000)
        flipped = weights.read(1)[0] ^ 1
        weights.seek(1000)
        weights.write(bytes([flipped]))
    with pytest.raises(ModelFault) as fault:
        Embedder.load(folder=tmp_path)
    assert "not the ones" in fault.value.message
    assert fault.value.remedy


def test_missing_weights_and_unknown_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFault, match="cannot be read"):
        Embedder.load(folder=tmp_path)
    with pytest.raises(ModelFault, match="no model called"):
        known_model("none")
