"""The ways to run a model, and the choice of the fastest one that gives the same vectors."""

import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from workbench.models.agreement import LEAST_COSINE, least_cosine, sample

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
"""Texts to float32 (n, d), rows of length 1."""

_BATCH = 16
"""Texts of like length that are run at once: more do not make a processor faster, and are padded more."""

_GRAPHICS_BATCH = 256


@dataclass(frozen=True, slots=True)
class Backend:
    """One way to run the model, as it was found to be on this machine."""

    name: str
    """With what, of which version, and in which precision."""
    encode: Encode
    least_cosine: float = 1.0
    """To float32 by torch, on the texts of `agreement`."""


def plain(model: "SentenceTransformer") -> Backend:
    """torch on the processor in float32: the reference."""

    def encode(texts: Sequence[str]) -> Vectors:
        found = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)

    return Backend(f"torch {version('torch')} float32", encode)


def fastest(model: "SentenceTransformer", folder: Path) -> Backend:
    """The first of graphics processor, OpenVINO and torch in bfloat16 that is here, agrees and is faster.

    One agrees when its least cosine to float32 is LEAST_COSINE or more; else float32 by torch stays. `folder`
    is the model's, whose digests have been checked. Takes some seconds.
    """
    texts = sample()
    reference = plain(model)
    wanted, limit = _timed(reference, texts)
    for make in (_cuda, _mps, _openvino, _torch_bfloat16):
        try:
            candidate = make(model, folder)
            if candidate is None:
                continue
            vectors, seconds = _timed(candidate, texts)
        except (ImportError, OSError, RuntimeError, ValueError, TypeError, AttributeError, KeyError):
            continue  # what is not at hand, or not in order, is not used
        least = least_cosine(vectors, wanted)
        if least >= LEAST_COSINE and seconds < limit:
            return Backend(candidate.name, candidate.encode, least)
    return reference


def _timed(backend: Backend, texts: Sequence[str]) -> tuple[Vectors, float]:
    """The vectors of `texts`, and in how many seconds they were made; the first few are made before."""
    backend.encode(texts[:4])
    started = time.perf_counter()
    vectors = backend.encode(texts)
    return vectors, time.perf_counter() - started


def _cuda(model: "SentenceTransformer", folder: Path) -> Backend | None:
    import torch

    if not torch.cuda.is_available():
        return None
    encode = _on_device(folder, "cuda", torch.float16)
    return Backend(f"torch {version('torch')} cuda float16", encode)


def _mps(model: "SentenceTransformer", folder: Path) -> Backend | None:
    import torch

    if not torch.backends.mps.is_available():
        return None
    return Backend(f"torch {version('torch')} mps float32", _on_device(folder, "mps", torch.float32))


def _on_device(folder: Path, device: str, dtype: Any) -> Encode:
    from sentence_transformers import SentenceTransformer

    moved = SentenceTransformer(
        str(folder),
        device=device,
        local_files_only=True,
        model_kwargs={"use_safetensors": True, "dtype": dtype},
    )

    def encode(texts: Sequence[str]) -> Vectors:
        found = moved.encode(list(texts), batch_size=_GRAPHICS_BATCH, show_progress_bar=False)
        return _of_length_1(np.asarray(found, dtype=np.float32))

    return encode


def _openvino(model: "SentenceTransformer", folder: Path) -> Backend | None:
    """OpenVINO in bfloat16, converted in memory, so that no converted file is ever read; else None."""
    import torch

    with _no_reports():
        import openvino

    core = openvino.Core()
    if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        return None
    transformer: Any = model[0].auto_model
    example = _tensors(model.preprocess(["one two", "three four five six"]))
    with torch.inference_mode(False), torch.no_grad(), warnings.catch_warnings(), _no_reports():
        warnings.simplefilter("ignore")  # tracing tells of branches that lengths do not decide
        converted = openvino.convert_model(transformer, example_input=example)
    compiled = core.compile_model(
        converted, "CPU", {"INFERENCE_PRECISION_HINT": "bf16", "PERFORMANCE_HINT": "LATENCY"}
    )
    names = [next(name for name in port.get_names() if name in example) for port in compiled.inputs]

    def run(features: dict[str, Any]) -> Any:
        return torch.from_numpy(compiled({name: features[name].numpy() for name in names})[0])

    return Backend(f"openvino {version('openvino')} bfloat16", _in_steps(model, run))


def _torch_bfloat16(model: "SentenceTransformer", folder: Path) -> Backend | None:
    import torch

    if not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return None
    transformer: Any = model[0].auto_model

    def run(features: dict[str, Any]) -> Any:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return transformer(**_tensors(features))[0].float()

    return Backend(f"torch {version('torch')} bfloat16", _in_steps(model, run))


def _in_steps(model: "SentenceTransformer", run: Callable[[dict[str, Any]], Any]) -> Encode:
    """The model with its transformer replaced by `run`, on batches of like length; the rest in float32."""
    import torch

    def encode(texts: Sequence[str]) -> Vectors:
        parts: list[Vectors] = []
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(order), _BATCH):
            features = model.preprocess([texts[number] for number in order[start : start + _BATCH]])
            with torch.no_grad():
                features["token_embeddings"] = run(features)
                for step in list(model)[1:]:
                    features = step(features)
            parts.append(features["sentence_embedding"].numpy())
        rows = np.concatenate(parts).astype(np.float32)
        sorted_back = np.empty_like(rows)
        sorted_back[order] = rows
        return _of_length_1(sorted_back)

    return encode


def _tensors(features: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in features.items() if hasattr(value, "shape")}


def _of_length_1(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True)
    return np.asarray(rows / lengths, dtype=np.float32)


@contextmanager
def _no_reports() -> Iterator[None]:
    """Keep openvino from telling its makers of its use, which it does over the network when it is imported.

    It does without the package that sends, if that cannot be imported.
    """
    name = "openvino_telemetry"
    before = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say: not to be imported
    try:
        yield
    finally:
        if before is None:
            del sys.modules[name]
        else:
            sys.modules[name] = before
