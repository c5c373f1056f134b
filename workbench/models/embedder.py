"""Sentence vectors from a model folder whose files have pinned digests."""

import hashlib
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import ModelFault
from workbench.models.backends import Backend, fastest, plain
from workbench.places import package_folder, resource

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

WORTH_CHECKING = 2000
"""Passages from which on a faster way is sought: a minute's work in float32, which is the same everywhere."""


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

    def __init__(self, record: ModelRecord, backend: Backend) -> None:
        self.name = record.name
        self.digest = record.sha256
        self.dimension = record.dimension
        self.backend = backend

    @classmethod
    def load(
        cls, name: str = "all-MiniLM-L6-v2", folder: Path | None = None, passages: int = 0
    ) -> "Embedder":
        """The model called `name` in the model manifest, from its package or from `folder`.

        It runs in float32; where WORTH_CHECKING `passages` and more are to be embedded, in the fastest way
        that agrees with float32 on this machine. Takes some seconds the first time in a process. Raises
        ModelFault when a file is missing or is not the one that the manifest pins.
        """
        record = known_model(name)
        place = folder if folder is not None else model_folder(record)
        check_files(record, place)
        model = _model(place)
        return cls(record, fastest(model, place) if passages >= WORTH_CHECKING else plain(model))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32 (n, dimension), one row of length 1 for each text; texts beyond 256 word pieces are cut."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self.backend.encode(texts)


@lru_cache(maxsize=1)
def _model(folder: Path) -> "SentenceTransformer":
    """The model in `folder`, kept for as long as the process lives."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    return SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
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
