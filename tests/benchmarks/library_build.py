"""Index a benchmark's corpus in a process of its own, which says its time and its memory.

Machine code is loaded before the clock starts, ours and tantivy's.

python tests/benchmarks/library_build.py library|tantivy FOLDER COPIES THREADS
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.library_corpus import corpus
from workbench.domain.work import Rights
from workbench.library import Library, addition, compiled


def main(index: Callable[[Path, int], None], folder: Path, copies: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    started, used = time.perf_counter(), sum(os.times()[:2])
    index(folder, copies)
    seconds, cpu = time.perf_counter() - started, sum(os.times()[:2]) - used
    json.dump({"seconds": seconds, "cpu": cpu, "peak": peak()}, sys.stdout)


def by_library(threads: int) -> Callable[[Path, int], None]:
    addition.threads = lambda: threads
    compiled.load()

    def index(folder: Path, copies: int) -> None:
        with Library.create(folder) as library:
            for _ in library.add((document, Rights()) for document in corpus(copies)):
                pass

    return index


def by_tantivy(threads: int) -> Callable[[Path, int], None]:
    """Texts stored, and with positions; it has further threads that store and merge."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=True, index_option="position")

    def index(folder: Path, copies: int) -> None:
        folder.mkdir()
        writer = tantivy.Index(schema.build(), path=str(folder)).writer(128 << 20, threads)
        for document in corpus(copies):
            writer.add_document(tantivy.Document(text=document.text))
        writer.commit()
        writer.wait_merging_threads()

    return index


def peak() -> float:
    """Bytes, the most that this process held."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    by = {"library": by_library, "tantivy": by_tantivy}[sys.argv[1]]
    main(by(int(sys.argv[4])), Path(sys.argv[2]), int(sys.argv[3]))
