"""A faster way to run the model is used only where it gives the vectors of float32."""

import subprocess
import sys

import numpy as np
import pytest

from workbench.models import backends, embedder
from workbench.models.agreement import LEAST_COSINE, least_cosine, sample
from workbench.models.backends import Backend, fastest, plain
from workbench.models.embedder import Embedder, known_model, model_folder

FOLDER = model_folder(known_model("all-MiniLM-L6-v2"))
FASTER = ["_openvino", "_torch_bfloat16", "_cuda", "_mps"]


@pytest.fixture(scope="module")
def model():
    return embedder._model(FOLDER)


@pytest.fixture
def only(monkeypatch):
    """Leaves of the faster ways those that are given."""

    def leave(**ways):
        for name in FASTER:
            monkeypatch.setattr(backends, name, ways.get(name, lambda model, folder: None))

    return leave


def test_the_texts_of_the_check_have_all_lengths(model) -> None:
    pieces = [len(model.tokenizer(text)["input_ids"]) for text in sample()]
    assert min(pieces) <= 5
    assert sum(pieces > 256 for pieces in pieces) >= 3
    assert all(any(low <= n < 2 * low for n in pieces) for low in (3, 6, 12, 24, 48, 96, 192, 384))
    assert len(set(sample())) == len(sample())


@pytest.mark.parametrize("name", FASTER)
def test_a_faster_way_that_is_here_agrees_on_texts_that_it_was_not_checked_with(name, model) -> None:
    pytest.importorskip("openvino") if name == "_openvino" else None
    found = getattr(backends, name)(model, FOLDER)
    if found is None:
        pytest.skip("not on this machine")
    lengths = [1, 2, 3, 5, 9, 17, 33, 65, 129, 40, 40, 40, 7, 90, 91, 92, 93, 94, 95, 96]
    texts = [
        " ".join(f"word{n * step} of the {n}th kind," for n in range(length))
        for step, length in enumerate(lengths)
    ]
    vectors = found.encode(texts)
    assert vectors.dtype == np.float32
    assert least_cosine(vectors, plain(model).encode(texts)) >= LEAST_COSINE
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    alone = np.concatenate([found.encode([text]) for text in texts])
    assert least_cosine(vectors, alone) >= LEAST_COSINE


def turned(model, degrees: float, name: str):
    """float32 with every vector turned by an angle, and its check in no time."""
    own = plain(model)
    cache: dict[tuple[str, ...], np.ndarray] = {}

    def encode(texts):
        if tuple(texts) not in cache:
            rows = own.encode(texts).astype(np.float64)
            aside = np.roll(rows, 1, axis=1)
            aside -= (aside * rows).sum(axis=1, keepdims=True) * rows
            aside /= np.linalg.norm(aside, axis=1, keepdims=True)
            angle = np.radians(degrees)
            cache[tuple(texts)] = (np.cos(angle) * rows + np.sin(angle) * aside).astype(np.float32)
        return cache[tuple(texts)]

    encode(sample()[:4])
    encode(sample())
    return lambda model, folder: Backend(name, encode)


def test_a_way_that_disagrees_is_not_used_and_the_next_is(model, only) -> None:
    only(_cuda=turned(model, 3.0, "crooked"), _openvino=turned(model, 1.0, "straight"))
    found = fastest(model, FOLDER)
    assert found.name == "straight"
    assert found.least_cosine == pytest.approx(np.cos(np.radians(1.0)), abs=2e-6)
    only(_cuda=turned(model, 3.0, "crooked"))
    assert fastest(model, FOLDER).name.endswith("float32")


def test_a_way_that_fails_is_not_used(model, only) -> None:
    def broken(model, folder):
        raise RuntimeError("no driver")

    def missing(model, folder):
        raise ModuleNotFoundError("openvino")

    nothing = Backend("nothing", lambda texts: np.full((len(texts), 384), np.nan, dtype=np.float32))
    only(_cuda=broken, _mps=missing, _openvino=lambda model, folder: nothing)
    found = fastest(model, FOLDER)
    assert (found.name, found.least_cosine) == (plain(model).name, 1.0)


@pytest.mark.parametrize(("seconds", "used"), [(0.9, True), (1.1, False)])
def test_a_way_that_is_slower_is_not_used(model, only, monkeypatch, seconds, used) -> None:
    rows = np.eye(3, dtype=np.float32)
    monkeypatch.setattr(
        backends, "_timed", lambda backend, texts: (rows, seconds if backend.name == "other" else 1.0)
    )
    only(_mps=lambda model, folder: Backend("other", lambda texts: rows))
    assert (fastest(model, FOLDER).name == "other") is used


def test_few_passages_are_embedded_in_float32_whatever_the_machine_has(monkeypatch, model) -> None:
    marked = Backend("marked", plain(model).encode, 0.9995)
    monkeypatch.setattr(embedder, "fastest", lambda model, folder: marked)
    assert Embedder.load().backend.name.endswith("float32")
    assert Embedder.load(passages=embedder.WORTH_CHECKING - 1).backend.name.endswith("float32")
    assert Embedder.load(passages=embedder.WORTH_CHECKING).backend == marked


@pytest.mark.parametrize(
    ("turn", "expected"),
    [(lambda rows: rows, 1.0), (lambda rows: -rows, 0.0), (lambda rows: rows[1:], 0.0),
     (lambda rows: rows * np.nan, 0.0), (lambda rows: rows * 0, 0.0), (lambda rows: rows * 3, 1.0)],
)  # fmt: skip
def test_the_least_cosine_of(turn, expected) -> None:
    rows = np.random.default_rng(1).standard_normal((9, 5)).astype(np.float32)
    assert least_cosine(turn(rows), rows) == pytest.approx(expected, abs=2e-6)


def test_the_least_cosine_is_that_of_the_worst_text() -> None:
    rows = np.eye(4, dtype=np.float32)
    other = rows.copy()
    other[2] = [0, 0, 0.8, 0.6]
    assert least_cosine(other, rows) == pytest.approx(0.8, abs=2e-6)


def test_the_choice_opens_no_connection_and_starts_no_process() -> None:
    """But for `ldconfig`, which ctypes asks where a library of the system lies."""
    watched = (
        "import sys\n"
        "seen = []\n"
        "names = ('socket.connect', 'socket.getaddrinfo', 'socket.sendto', 'subprocess.Popen', 'os.fork',"
        " 'os.exec', 'os.posix_spawn', 'os.system')\n"
        "def note(event, args):\n"
        "    if event in names and 'ldconfig' not in str(args[0]):\n"
        "        seen.append((event, args))\n"
        "sys.addaudithook(note)\n"
        "from workbench.models.embedder import Embedder\n"
        "found = Embedder.load(passages=10**6)\n"
        "found.encode(['One sentence.'])\n"
        "assert not [name for name, module in sys.modules.items()"
        " if name.startswith('openvino_telemetry') and module], 'telemetry'\n"
        "assert not seen, seen\n"
        "print(found.backend.name)\n"
    )
    found = subprocess.run([sys.executable, "-c", watched], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
