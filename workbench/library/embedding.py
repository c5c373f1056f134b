"""Cutting works into passages and embedding them, so that it can stop anywhere and go on."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Generator, Sequence

import numpy as np
import numpy.typing as npt

from workbench.domain.document import Document
from workbench.domain.errors import LibraryFault, ModelFault
from workbench.domain.progress import Progress
from workbench.library.catalogue import Catalogue
from workbench.library.vectors import Encoding, Vectors, VectorStore
from workbench.text.passages import CUTTING, passages_of_document

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to float32 (n, d), rows of length 1."""

COMMITTED, COMMITTED_SECONDS = 512, 20.0
"""Passages, and time, between two commits: what a kill can cost."""

_BATCH = 64
_CUT = 2000


def cut_works(catalogue: Catalogue, read: Callable[[str], Document]) -> Generator[Progress, None, None]:
    """Cut the works that are not cut yet, or by an older rule, into passages.

    A passage that was embedded before has its vector.
    """
    uncut = catalogue.rows(
        "SELECT number, id FROM work WHERE (passages IS NULL OR cutting != ?) AND replaced_by = ''"
        " ORDER BY number",
        [CUTTING],
    )
    waiting: list[tuple[int, list[tuple[int, int, bytes]]]] = []
    for done, (number, work) in enumerate(uncut):
        yield Progress(done, len(uncut), "cutting passages")
        document = read(work)
        spans = sorted(set(passages_of_document(document)))
        waiting.append((number, [(*span, _digest(span.of(document.text))) for span in spans]))
        if sum(len(cut) for _, cut in waiting) >= _CUT:
            _store_passages(catalogue, waiting)
            waiting = []
    if waiting:
        _store_passages(catalogue, waiting)


def cut_otherwise(catalogue: Catalogue) -> int:
    """How many works are cut into passages by an older rule."""
    (count,) = catalogue.rows(
        "SELECT COUNT(*) FROM work WHERE passages IS NOT NULL AND cutting != ? AND replaced_by = ''",
        [CUTTING],
    )[0]
    return int(count)


def embed_passages(
    catalogue: Catalogue,
    store: VectorStore,
    read: Callable[[str], Document],
    encode: Encode,
    encoding: Encoding,
) -> Generator[Progress, None, int]:
    """Embed every passage without a vector, equal ones once; how many passages have got one."""
    (total,) = catalogue.rows("SELECT COUNT(*) FROM passage WHERE vector IS NULL")[0]
    done = 0
    while True:
        texts = _pending(catalogue, read)
        if not texts:
            return done
        order = sorted(texts, key=lambda digest: (len(texts[digest]), digest))  # like lengths, little padding
        parts: list[Vectors] = []
        began = time.monotonic()
        for start in range(0, len(order), _BATCH):
            yield Progress(min(total, done + start), total, "embedding passages")
            batch = [texts[digest] for digest in order[start : start + _BATCH]]
            parts.append(_checked(encode(batch), len(batch)))
            if time.monotonic() - began > COMMITTED_SECONDS:
                break
        made = np.concatenate(parts)
        done += store.append(order[: len(made)], made, encoding)
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
    """Store the passages of works in the place of those that they had."""
    with catalogue.change() as connection:
        for number, found in cut:
            rows = [
                (number, start, stop, digest, _vector(connection, digest)) for start, stop, digest in found
            ]
            connection.execute("DELETE FROM passage WHERE work = ?", [number])
            connection.executemany(
                "INSERT INTO passage (work, start, stop, digest, vector) VALUES (?, ?, ?, ?, ?)", rows
            )
            connection.execute(
                "UPDATE work SET passages = ?, cutting = ? WHERE number = ?", [len(found), CUTTING, number]
            )


def _vector(connection: sqlite3.Connection, digest: bytes) -> int | None:
    """The vector of the passages with this digest, if one of them has it."""
    row = connection.execute(
        "SELECT vector FROM passage WHERE digest = ? AND vector IS NOT NULL LIMIT 1", [digest]
    ).fetchone()
    return row[0] if row else None


def _pending(catalogue: Catalogue, read: Callable[[str], Document]) -> dict[bytes, str]:
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
            open_work, text = work, read(work).text
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
