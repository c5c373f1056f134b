"""The real model: loaded by path, only with the pinned digest."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from workbench.domain.errors import ModelFault
from workbench.models.embedder import Embedder, check_files, known_model, model_folder


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


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.txt", "modules.json", "1_Pooling/config.json"])
def test_a_file_with_another_digest_is_refused(tmp_path: Path, name: str) -> None:
    record = known_model("all-MiniLM-L6-v2")
    copy = tmp_path / "model"
    shutil.copytree(model_folder(record), copy)
    check_files(record, copy)
    with (copy / name).open("r+b") as file:
        file.seek(100)
        flipped = file.read(1)[0] ^ 1
        file.seek(100)
        file.write(bytes([flipped]))
    with pytest.raises(ModelFault) as fault:
        Embedder.load(folder=copy)
    assert f"{name} of the model" in fault.value.message
    assert "not the one" in fault.value.message
    assert fault.value.remedy


def test_every_file_that_is_loaded_is_pinned() -> None:
    record = known_model("all-MiniLM-L6-v2")
    loaded = {
        path.relative_to(model_folder(record)).as_posix()
        for path in model_folder(record).rglob("*")
        if path.is_file() and path.name not in {".gitattributes", "README.md", "data_config.json"}
    }
    assert loaded == {record.weights, *record.files}


def test_missing_weights_and_unknown_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFault, match="cannot be read"):
        Embedder.load(folder=tmp_path)
    with pytest.raises(ModelFault, match="no model called"):
        known_model("none")
