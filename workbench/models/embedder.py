"""Sentence vectors from a model folder whose files have pinned digests."""

import hashlib
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import ModelFault
from workbench.places import package_folder, resource

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """A model that the program knows: where its weights lie and what they must be."""

    name: str
    package: str
    folder: str
    weights: str
    sha256: str
    """Of the weights; the model's digest in libraries."""
    dimension: int
    files: Mapping[str, str]
    """SHA-256 of every other file that is loaded, by its path in the folder."""


class Embedder:
    """A sentence-embedding model, ready to encode. It never reaches for the network."""

    def __init__(self, record: ModelRecord, model: "SentenceTransformer") -> None:
        self.name = record.name
        self.digest = record.sha256
        self.dimension = record.dimension
        self._model = model

    @classmethod
    def load(cls, name: str = "all-MiniLM-L6-v2", folder: Path | None = None) -> "Embedder":
        """The model called `name` in the model manifest, from its package or from `folder`.

        Takes some seconds the first time in a process. Raises ModelFault when a file is missing or is not
        the one that the manifest pins.
        """
        record = known_model(name)
        place = folder if folder is not None else model_folder(record)
        check_files(record, place)
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()
        model = SentenceTransformer(
            str(place), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
        )
        return cls(record, model)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 (n, dimension), one row of length 1 for each text; texts beyond 256 word pieces are cut."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(
            self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False),
            dtype=np.float32,
        )


def known_model(name: str) -> ModelRecord:
    """The model manifest's record of `name`; raises ModelFault if it has none."""
    with resource("models", "models.toml").open("rb") as manifest:
        records = tomllib.load(manifest)
    if name not in records:
        raise ModelFault(f"There is no model called {name}.", f"Choose one of: {', '.join(sorted(records))}.")
    return ModelRecord(name=name, **records[name])


def model_folder(record: ModelRecord) -> Path:
    """Where the model's package keeps it; raises ModelFault if the package is not installed."""
    package = package_folder(record.package)
    if package is None:
        raise ModelFault(
            f"The model {record.name} is not installed.",
            f"Install it with `pip install {record.package.replace('_', '-')}`, or work without meaning.",
        )
    return package / record.folder


def check_files(record: ModelRecord, folder: Path) -> None:
    """Raises ModelFault unless every file of the model in `folder` has the pinned SHA-256."""
    for name, pinned in {record.weights: record.sha256, **record.files}.items():
        try:
            with (folder / name).open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError as fault:
            raise ModelFault(
                f"The file {name} of the model {record.name} cannot be read.", "Install the model again."
            ) from fault
        if digest != pinned:
            raise ModelFault(
                f"The file {name} of the model {record.name} is not the one this program was tested with.",
                "Install the model again; until then, work without meaning (--no-semantic).",
            )
