"""Cutting works into passages and embedding them, so that it can stop anywhere and go on."""

import hashlib
from collections.abc import Callable, Generator, Sequence

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import LibraryFault, ModelFault
from workbench.domain.progress import Progress
from workbench.library.catalogue import Catalogue
from workbench.library.vectors import Vectors, VectorStore
from workbench.text.passages import passages

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to float32 (n, d), rows of length 1."""

COMMITTED = 512
"""Passages that are embedded between two commits: what a kill can cost."""

_BATCH = 64
_CUT = 2000


def cut_works(catalogue: Catalogue, read: Callable[[str], str]) -> Generator[Progress, None, None]:
    """Cut the works that are not cut yet into passages; a passage that was embedded before has its vector."""
    uncut = catalogue.rows("SELECT number, id FROM work WHERE passages IS NULL ORDER BY number")
    waiting: list[tuple[int, list[tuple[int, int, bytes]]]] = []
    for done, (number, work) in enumerate(uncut):
        yield Progress(done, len(uncut), "cutting passages")
        text = read(work)
        spans = sorted(set(passages(text)))
        waiting.append((number, [(*span, _digest(span.of(text))) for span in spans]))
        if sum(len(cut) for _, cut in waiting) >= _CUT:
            _store_passages(catalogue, waiting)
            waiting = []
    if waiting:
        _store_passages(catalogue, waiting)


def embed_passages(
    catalogue: Catalogue,
    store: VectorStore,
    read: Callable[[str], str],
    encode: Encode,
) -> Generator[Progress, None, int]:
    """Embed every passage without a vector, equal ones once; how many passages have got one."""
    (total,) = catalogue.rows("SELECT COUNT(*) FROM passage WHERE vector IS NULL")[0]
    done = 0
    while True:
        texts = _pending(catalogue, read)
        if not texts:
            return done
        order = sorted(texts, key=lambda digest: (len(texts[digest]), digest))  # like lengths, little padding
        parts = []
        for start in range(0, len(order), _BATCH):
            yield Progress(min(total, done + start), total, "embedding passages")
            batch = [texts[digest] for digest in order[start : start + _BATCH]]
            parts.append(_checked(encode(batch), len(batch)))
        done += store.append(order, np.concatenate(parts))
        store.join_small_files()


def check_model(catalogue: Catalogue, name: str, digest: str) -> None:
    """Raise LibraryFault unless the library's vectors, if it has any, were made by this model."""
    known = catalogue.model()
    if known.digest and known.digest != digest:
        raise LibraryFault(
            f"The library {catalogue.folder.name!r} was embedded with the model {known.name}, and this one, "
            f"{name}, is not the same: their vectors cannot be compared.",
            f"Use {known.name} again, or make a new library for the other model.",
        )


def record_model(catalogue: Catalogue, name: str, digest: str) -> None:
    """Write down which model makes the library's vectors, if that is not known yet."""
    if not catalogue.model().digest:
        with catalogue.change() as connection:
            connection.execute("UPDATE library SET model_name = ?, model_digest = ?", [name, digest])


def _store_passages(catalogue: Catalogue, cut: Sequence[tuple[int, list[tuple[int, int, bytes]]]]) -> None:
    with catalogue.change() as connection:
        for number, found in cut:
            connection.executemany(
                "INSERT INTO passage (work, start, stop, digest, vector) VALUES (?1, ?2, ?3, ?4,"
                " (SELECT vector FROM passage WHERE digest = ?4 AND vector IS NOT NULL LIMIT 1))",
                [(number, *passage) for passage in found],
            )
            connection.execute("UPDATE work SET passages = ? WHERE number = ?", [len(found), number])


def _pending(catalogue: Catalogue, read: Callable[[str], str]) -> dict[bytes, str]:
    """The next passages without a vector by digest, in the order of the works."""
    rows = catalogue.rows(
        "SELECT work.id, start, stop, digest FROM passage JOIN work ON work.number = passage.work"
        " WHERE vector IS NULL ORDER BY passage.work, start LIMIT ?",
        [COMMITTED],
    )
    texts: dict[bytes, str] = {}
    open_work, text = "", ""
    for work, start, stop, digest in rows:
        if work != open_work:
            open_work, text = work, read(work)
        texts.setdefault(digest, text[start:stop])
    return texts


def _checked(vectors: Vectors, count: int) -> Vectors:
    """The vectors, if they are what an encoder owes."""
    lengths = np.linalg.norm(vectors, axis=-1) if vectors.ndim == 2 else np.zeros(0)
    if vectors.dtype != np.float32 or lengths.shape != (count,) or not np.all(np.abs(lengths - 1) < 1e-3):
        raise ModelFault(
            "The model gave vectors that are not of length 1.",
            "Install the pinned model again and embed anew.",
        )
    return vectors


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
