"""Build a library of a benchmark's corpus in a process of its own, which says its time and its memory.

Machine code is loaded before the clock starts, as tantivy's is.

python tests/benchmarks/library_build.py FOLDER COPIES THREADS
"""

import json
import os
import resource
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.library_corpus import corpus
from workbench.domain.work import Rights
from workbench.library import Library, addition, compiled


def main(folder: Path, copies: int, threads: int) -> None:
    addition.threads = lambda: threads
    compiled.load()
    shutil.rmtree(folder, ignore_errors=True)
    started, used = time.perf_counter(), sum(os.times()[:4])
    with Library.create(folder) as library:
        for _ in library.add((document, Rights()) for document in corpus(copies)):
            pass
    seconds, cpu = time.perf_counter() - started, sum(os.times()[:4]) - used
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    json.dump({"seconds": seconds, "cpu": cpu, "peak": peak}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
